#!/bin/sh
# A PostgreSQL for a bench, in a folder of its own: postgres.sh --port N FOLDER
set -eu
bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1) port=$2 data=$3/postgres
mkdir -p "$data"
as=
if [ "$(id -u)" = 0 ]; then
  # it refuses to run as root
  chmod 755 "$3"
  chown postgres "$data"
  as="setpriv --reuid=postgres --regid=postgres --clear-groups"
fi
$as "$bin/initdb" -D "$data" -A trust -U hub -E UTF8 --locale=C >/dev/null
exec $as "$bin/postgres" -D "$data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200
