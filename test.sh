#!/usr/bin/env bash
# Installs what the tests need when it is missing, then checks the formatting and runs every test.
set -euo pipefail
cd "$(dirname "$0")"

missing=()
command -v redis-server >/dev/null || missing+=(redis-server)
[ -n "$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null)" ] || missing+=(postgresql)
command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || missing+=(nginx)
command -v chromium >/dev/null || missing+=(chromium)
fc-list :lang=zh 2>/dev/null | grep -qi 'cjk' || missing+=(fonts-noto-cjk fontconfig)

if [ ${#missing[@]} -gt 0 ]; then
  if ! command -v apt-get >/dev/null; then
    echo "The tests need: ${missing[*]}. Install them with your system's package manager." >&2
    exit 1
  fi
  sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
  echo "Installing ${missing[*]} …"
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

dotnet build Hub.sln --nologo -v quiet
dotnet format Hub.sln --no-restore --verify-no-changes
npm --prefix Hub.Client.Web run --silent check

log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
dotnet test --solution Hub.sln --no-build "$@" 2>&1 | tee "$log" || status=$?
count() { sed -nE "s/^ *$1: *([0-9]+).*/\1/p" "$log" | tail -1; }
echo "$(count succeeded) passed, $(count failed) failed, $(count skipped) skipped"
exit $status
