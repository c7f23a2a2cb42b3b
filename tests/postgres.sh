# Starts a PostgreSQL cluster of our own for the tests and says where it is in ENGRAMM_TEST_POSTGRES. Sourced by ./test.

start_postgres() {
  local bin
  bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
  pg_bin=$bin
  pg_dir=$(mktemp -d -t engramm-pg.XXXXXX)
  pg_port=$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
  pg_as=()
  if [ "$(id -u)" = 0 ]; then
    chown postgres "$pg_dir"
    pg_as=(runuser -u postgres --)
  fi
  "${pg_as[@]}" "$bin/initdb" -D "$pg_dir/data" --auth=trust -U engramm --encoding=UTF8 --locale=C >"$pg_dir.log" 2>&1 &&
    "${pg_as[@]}" "$bin/pg_ctl" -D "$pg_dir/data" -l "$pg_dir/server.log" -w \
      -o "-p $pg_port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$pg_dir -c fsync=on" start >>"$pg_dir.log" 2>&1 ||
    { echo "PostgreSQL did not start:" >&2; cat "$pg_dir.log" >&2; return 1; }
  # With trust a foreign server on the port would answer too: make sure it is ours.
  [ "$("$bin/psql" -h 127.0.0.1 -p "$pg_port" -U engramm -d postgres -Atc 'show data_directory')" = "$pg_dir/data" ] ||
    { echo "Port $pg_port answers with another PostgreSQL." >&2; return 1; }
  export ENGRAMM_TEST_POSTGRES="Host=127.0.0.1;Port=$pg_port;Username=engramm;Database=postgres"
}

stop_postgres() {
  "${pg_as[@]}" "$pg_bin/pg_ctl" -D "$pg_dir/data" -m immediate stop >/dev/null 2>&1
  rm -rf "$pg_dir" "$pg_dir.log"
}
