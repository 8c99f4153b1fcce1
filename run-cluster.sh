#!/usr/bin/env bash
# Several nodes on this machine: ./run-cluster.sh [N] [--demo]. N hubs, 2 if not said, behind nginx at http://localhost:5080, with a PostgreSQL and a
# Redis of their own; --demo plays the simulated day. Ctrl-C ends all of it; the ledger stays in data/cluster.
# In the environment: HUB_PORT (5080), HUB_NODE_PORT (5081; the next ones follow), HUB_POSTGRES_PORT (15432), HUB_REDIS_PORT (16379), HUB_DATA
# (data/cluster), HUB_DLL (a Hub.Server.dll: nothing is built).
set -euo pipefail

fail() { echo "run-cluster: $*" >&2; exit 1; }

nodes=2 demo=
for word; do
  case $word in
    --demo) demo=demo ;;
    [1-9] | [1-9][0-9]) nodes=$word ;;
    *) fail "'$word' is neither a number of nodes (1 to 99) nor --demo." ;;
  esac
done

here=$(cd "$(dirname "$0")" && pwd)
port=${HUB_PORT:-5080} node_port=${HUB_NODE_PORT:-5081} postgres_port=${HUB_POSTGRES_PORT:-15432} redis_port=${HUB_REDIS_PORT:-16379}
data=${HUB_DATA:-$here/data/cluster} dll=${HUB_DLL:-$here/Hub.Server/bin/Release/publish/Hub.Server.dll}
PATH=$PATH:/usr/sbin:$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)

missing=()
for need in postgres:postgresql redis-server:redis-server nginx:nginx curl:curl; do
  command -v "${need%:*}" >/dev/null || missing+=("${need#*:}")
done
[ ${#missing[@]} = 0 ] || fail "${missing[*]} missing. On Debian or Ubuntu: apt-get install ${missing[*]}"

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
check_free() { ! listens "$1" || fail "port $1 is taken: end what listens there, or set $2."; }
check_free "$port" HUB_PORT
check_free "$postgres_port" HUB_POSTGRES_PORT
check_free "$redis_port" HUB_REDIS_PORT
for ((i = 0; i < nodes; i++)); do check_free $((node_port + i)) HUB_NODE_PORT; done

mkdir -p "$data/nginx"
data=$(cd "$data" && pwd)
as_postgres=()
if [ "$(id -u)" = 0 ]; then
  # PostgreSQL refuses to run as root
  as_postgres=(setpriv --reuid=postgres --regid=postgres --clear-groups)
  "${as_postgres[@]}" test -x "$data" || fail "the user postgres cannot enter $data: set HUB_DATA to a folder that it can."
  install -d -m 700 -o postgres -g postgres "$data/postgres"
fi

if [ -z "${HUB_DLL:-}" ]; then
  echo "Building …"
  dotnet publish "$here/Hub.Server" -c Release --nologo -v quiet
fi
[ -f "$dll" ] || fail "there is no $dll."

# what was started, in this order, and which of it has not ended
pids=()
declare -A running=()

start() { # NAME COMMAND…
  local name=$1
  shift
  # a secret may be in it
  (umask 077 && : >"$data/$name.log")
  # in a session of its own: Ctrl-C reaches only this script, which ends one after the other
  setsid "$@" >>"$data/$name.log" 2>&1 </dev/null &
  pids+=($!)
  running[$!]=$name
}

wait_until() { # NAME SECONDS COMMAND…: the command succeeds
  local name=$1 pid=${pids[-1]} deadline=$((SECONDS + $2))
  shift 2
  until "$@"; do
    if ! kill -0 "$pid" 2>/dev/null || ((SECONDS >= deadline)); then
      tail -5 "$data/$name.log" >&2
      fail "$name does not start. More is in $data/$name.log."
    fi
    sleep 0.1
  done
}

end_all() {
  trap '' INT TERM HUP
  local i pid
  for ((i = ${#pids[@]} - 1; i >= 0; i--)); do
    pid=${pids[i]}
    [ -n "${running[$pid]-}" ] || continue
    # to PostgreSQL, INT says not to wait for its clients
    kill -"$([ "${running[$pid]}" = postgres ] && echo INT || echo TERM)" "$pid" 2>/dev/null || continue
    # bash's own wait never ends for one that ended just as the signal came
    while kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
  done
}
trap end_all EXIT
trap 'exit 0' INT TERM HUP

if [ ! -f "$data/postgres/PG_VERSION" ]; then
  "${as_postgres[@]}" initdb -D "$data/postgres" -U hub -A trust -E UTF8 --locale=C >/dev/null
fi
start postgres "${as_postgres[@]}" postgres -D "$data/postgres" -p "$postgres_port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200
wait_until postgres 30 pg_isready -q -h 127.0.0.1 -p "$postgres_port"
start redis redis-server --port "$redis_port" --bind 127.0.0.1 --save '' --appendonly no

{
  echo 'upstream hub {'
  echo '  least_conn;'
  for ((i = 0; i < nodes; i++)); do echo "  server 127.0.0.1:$((node_port + i)) max_fails=1 fail_timeout=2s;"; done
  echo '  keepalive 64;'
  echo '}'
} >"$data/nginx/nodes.conf"
# on this machine without https, so without the server that sends there
sed -e '/listen 80;/,/^server {/d' -e "s/listen 443 ssl;/listen 127.0.0.1:$port;/" -e '/^ *ssl_/d' -e '/hub_https/d' "$here/deploy/nginx.conf" >"$data/nginx/hub.conf"
cat >"$data/nginx/nginx.conf" <<'END'
daemon off;
pid nginx.pid;
error_log stderr;
worker_rlimit_nofile 16384;
events { worker_connections 8192; }
http {
  access_log off;
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  include nodes.conf;
  include hub.conf;
}
END
start nginx nginx -p "$data/nginx" -c "$data/nginx/nginx.conf" -e stderr
wait_until nginx 10 listens "$port"

ready() { curl --silent --fail --max-time 2 --output /dev/null "http://127.0.0.1:$1/health/ready"; }
node() { # NUMBER WORDS…
  local number=$1 at=$((node_port + $1 - 1))
  shift
  start "node$number" dotnet "$dll" "$@" --urls "http://127.0.0.1:$at" "--ConnectionStrings:Redis=127.0.0.1:$redis_port" \
    "--ConnectionStrings:Postgres=Host=127.0.0.1;Port=$postgres_port;Username=hub;Database=postgres"
  wait_until "node$number" 120 ready "$at"
}

# the first one makes the fair; the others find it
if [ -n "$demo" ]; then
  node 1 demo --through "http://localhost:$port"
  wait_until node1 120 grep -q ' desk ' "$data/node1.log"
else
  node 1
  wait_until node1 10 grep -q '^Hub is at' "$data/node1.log"
  if grep -q '^Organizer:' "$data/node1.log"; then (umask 077 && sed -n 's/^Organizer: .*#//p' "$data/node1.log" >"$data/organizer"); fi
fi
for ((i = 2; i <= nodes; i++)); do node "$i"; done
wait_until "node$nodes" 10 ready "$port"

if [ -n "$demo" ]; then grep '^  .*http' "$data/node1.log"
elif [ -f "$data/organizer" ]; then echo "Organizer: http://localhost:$port/enter#$(cat "$data/organizer")"; fi
echo "Hub is at http://localhost:$port, its nodes at $node_port to $((node_port + nodes - 1)), its logs in $data. Ctrl-C ends it."
while [ ${#running[@]} -gt 0 ]; do
  wait -n -p ended "${!running[@]}" 2>/dev/null || true
  echo "${running[$ended]} has ended: see $data/${running[$ended]}.log."
  unset "running[$ended]"
done
