#!/usr/bin/env bash
# `suanwang serve` as a person has it: the address, an answer, a second server on the port, wrong
# options, and an end within a second by Ctrl-C, also while something runs.
set -euo pipefail
program=$(realpath "$1")
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill -KILL "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"

fail() { echo "FAILED: $*" >&2; cat out err >&2 2>/dev/null || true; exit 1; }

# begin PORT: starts a server as a terminal would, so that it hears SIGINT.
begin() {
  rm -f out  # the address of the one before
  set -m
  "$program" serve --port "$1" >out 2>err &
  server=$!
  set +m
}

# A port that nobody has: the first of some that a server can take.
for port in $(shuf -i 20000-40000 -n 20); do
  begin "$port"
  for _ in $(seq 600); do
    [ ! -s out ] || break 2
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
  done
  kill -0 "$server" 2>/dev/null && fail "no address is printed"
  wait "$server" || true
done
[ "$(cat out)" = "http://127.0.0.1:$port/" ] || fail "the address is not as expected"

# ask METHOD PATH [BODY]: an answer, its head included; read it to its end.
ask() {
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  printf '%s %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n%s' \
    "$1" "$2" "$port" "$(printf %s "${3:-}" | wc -c)" "${3:-}" >&3
  cat <&3
  exec 3>&-
}
ask GET /api/health | grep '"program":"suanwang ' >/dev/null || fail "no answer of /api/health"
ask GET / | grep '<script src="/page.js"' >/dev/null || fail "no page"

# A second server.
code=0
"$program" serve --port "$port" --store other.sqlite >second 2>&1 || code=$?
[ $code = 1 ] || fail "a second server ends with $code"
grep -q "port $port is in use; is another" second || fail "a second server does not say why"

# Wrong options.
for options in "--bind 0.0.0.0" "--bind 0.0.0.0 --token short" "--port 0" "--port x"; do
  code=0
  "$program" serve $options >wrong 2>&1 || code=$?
  [ $code = 2 ] || fail "serve $options ends with $code"
done
echo "no store" >text.sqlite
code=0
"$program" serve --port $((port + 1)) --store text.sqlite >wrong 2>&1 || code=$?
[ $code = 2 ] || fail "a file that is no store ends with $code"
grep -q "no store of" wrong || fail "a file that is no store is not told"

# Ctrl-C while a long comparison and a long run are under way.
ask POST /api/proper '{"scenario":"east-west-2025","levers":{},"baseline":{},"replications":100,"client":"a"}' |
  grep '"state":"waiting"' >/dev/null || fail "no comparison begins"
ask POST /api/run '{"scenario":"east-west-2025","levers":{},"exact":true,"client":"a","serial":1}' >/dev/null &
asker=$!
sleep 0.5
from=$(date +%s%N)
kill -INT "$server"
code=0
wait "$server" || code=$?
took=$((($(date +%s%N) - from) / 1000000))
server=
[ $code = 0 ] || fail "Ctrl-C ends it with $code"
[ $took -lt 2000 ] || fail "the end took $took ms"
wait "$asker" || true

# What was under way is listed as failed.
begin "$port"
for _ in $(seq 600); do [ ! -s out ] || break; sleep 0.1; done
ask GET /api/proper | grep '"state":"failed".*the server ended before it was done' >/dev/null ||
  fail "what was under way is not told after a restart"
kill -TERM "$server"
wait "$server" || fail "SIGTERM ends it otherwise"
server=
echo "passed"
