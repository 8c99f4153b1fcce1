#!/usr/bin/env bash
# Runs the proof under faults: ./faults.sh [--store sqlite|postgres] [--minutes 30] [--seed 7], or ./faults.sh --mutants [PATTERN], which breaks the hub on purpose, in the ways whose names match, and expects the tests to see it. Without --store both are run, each for so long.
set -euo pipefail -f
cd "$(dirname "$0")"

# nodes and screens have to agree within so many seconds after all was healed, on a machine that does nothing else
minutes=0 seed=$(date +%s) which='*.FaultTests' store='' mutants='' soon=${HUB_FAULTS_SOON:-2}
while [ $# -gt 0 ]; do
  case $1 in
    --minutes) minutes=$2; shift 2 ;;
    --seed) seed=$2; shift 2 ;;
    --store) store=$2; shift 2 ;;
    --mutants) which='*.MutantTests *.GuardTests' mutants=${2-}; break ;;
    *) echo "usage: $0 [--store sqlite|postgres] [--minutes N] [--seed N] | --mutants [PATTERN]" >&2; exit 2 ;;
  esac
done

dotnet build Hub.sln --nologo -v quiet
log=$(mktemp)
tail -f "$log" &
trap 'kill $!; rm -f "$log"' EXIT
HUB_FAULTS_MINUTES=$minutes HUB_FAULTS_SEED=$seed HUB_FAULTS_LOG=$log HUB_FAULTS_SOON=$soon HUB_FAULTS_STORE=$store HUB_MUTANTS=$mutants \
  dotnet test --solution Hub.sln --no-build -- --filter-class $which --explicit on
