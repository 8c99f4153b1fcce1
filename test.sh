#!/usr/bin/env bash
# ./test.sh [ARGUMENT…]       checks the formatting and runs every test; what they need it installs when it is told to.
# ./test.sh fast [ARGUMENT…]  runs the tests that need no browser, service or other process: a minute after the build.
# Arguments go to the tests, as in: ./test.sh fast --filter-class "*.ScreenTests"
set -euo pipefail
cd "$(dirname "$0")"

main() {
  local which=${1:-}
  [ "$which" != fast ] || shift
  # before arguments of the tests, `dotnet test` wants a --, and so may whoever is used to it
  [ "${1:-}" != -- ] || shift
  if [ "$which" = fast ]; then
    dotnet build Hub.Tests --nologo -v quiet
    # these wait for sockets and disks more than they compute
    run --project Hub.Tests -- --filter-not-trait "Needs=*" --max-threads 2x "$@"
  else
    need
    dotnet build Hub.sln --nologo -v quiet
    dotnet tool restore --verbosity quiet
    dotnet csharpier check .
    # beside the tests, which wait more than they compute
    local checked status=0
    checked=$(mktemp)
    npm --prefix Hub.Client.Web run --silent check >"$checked" 2>&1 &
    local check=$!
    run --solution Hub.sln -- "$@" || status=$?
    wait $check || { status=$?; cat "$checked"; }
    rm "$checked"
    return $status
  fi
}

# Runs tests, and says at the end which failed, with their first lines, and alone on a line how many passed.
run() {
  local log status=0
  log=$(mktemp)
  trap "rm -f '$log'" EXIT
  dotnet test --no-build "$@" 2>&1 | tee "$log" || status=$?
  count() { sed -nE "s/^ *$1: *([0-9]+).*/\1/p" "$log" | tail -1; }
  grep -A 8 -E '^failed ' "$log" || true
  echo "$(count succeeded) passed, $(count failed) failed, $(count skipped) skipped"
  return $status
}

# Installs what is missing: without a word where CI is set, else only when asked to.
need() {
  local missing=() sudo=
  command -v redis-server >/dev/null || missing+=(redis-server)
  [ -n "$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null)" ] || missing+=(postgresql)
  command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || missing+=(nginx)
  [ -x /usr/bin/cc ] || missing+=(gcc libc6-dev)
  [ -x /usr/bin/chromium ] || [ -x /usr/bin/chromium-browser ] || [ -x /usr/bin/google-chrome ] || missing+=(chromium)
  fc-list :lang=zh 2>/dev/null | grep -qi 'cjk' || missing+=(fonts-noto-cjk fontconfig)
  [ ${#missing[@]} -gt 0 ] || return 0

  echo "The tests need: ${missing[*]}." >&2
  if ! command -v apt-get >/dev/null; then
    echo "Install them with your system's package manager; ./test.sh fast needs none of them." >&2
    exit 1
  fi
  [ "$(id -u)" = 0 ] || sudo=sudo
  if [ -z "${CI:-}" ]; then
    if [ ! -t 0 ]; then
      echo "There is nobody to ask: install them, or set CI=true; ./test.sh fast needs none of them." >&2
      exit 1
    fi
    read -rp "Install them with ${sudo:+$sudo }apt-get? [y/N] " answer
    [[ $answer == [yY]* ]] || exit 1
  fi
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

main "$@"
