#!/usr/bin/env bash
# sweep_kill_test.sh PROGRAM: a sweep that is killed at 50 random moments and started again each time comes to what one
# that nobody disturbed comes to, byte for byte; so do other numbers of threads, and shards that are merged.
set -euo pipefail
source "$(dirname "$0")/sweep_test_tools.sh"
kills=50

study_of_short_runs 10
runs=60
began=$(now)
"$program" sweep short.yaml --store reference.sqlite --threads 2 --quiet >/dev/null
whole_us=$(($(now) - began))
make_reference
[ "$(wc -l <reference.csv)" = $((runs + 1)) ] || fail "the reference has no $runs runs"

# A store that is whole before the next kill gives way to a new one.
RANDOM=7
killed=0 stores=1 before=0
while [ $killed -lt $kills ]; do
  delay=$(printf '%d.%06d' 0 $(((RANDOM * 32768 + RANDOM) % (whole_us < 600000 ? whole_us : 600000))))
  "$program" sweep short.yaml --store killed.sqlite --threads 2 --quiet >/dev/null 2>error &
  pid=$!
  sleep "$delay"
  kill -KILL $pid 2>/dev/null || true
  status=0
  wait $pid 2>/dev/null || status=$?
  if [ $status = 0 ]; then
    same_as_reference killed.sqlite "store $stores, killed $killed times"
    rm killed.sqlite*
    stores=$((stores + 1)) before=0
    continue
  fi
  [ $status = 137 ] || { cat error >&2; fail "a sweep after $killed kills ended with status $status"; }
  killed=$((killed + 1))
  # Every other time nobody looks in between: the sweep itself finds what the killed one left.
  [ $((killed % 2)) = 0 ] || continue
  now_in=$(runs_in killed.sqlite)
  [ "$now_in" -ge $before ] || fail "after $killed kills $now_in runs are there, $before were"
  before=$now_in
done
"$program" sweep short.yaml --store killed.sqlite --threads 2 --quiet >/dev/null
same_as_reference killed.sqlite "killed $killed times"
[ "$(runs_in killed.sqlite)" = $runs ] || fail "not $runs runs"

"$program" sweep short.yaml --store serial.sqlite --threads 1 --quiet >/dev/null
same_as_reference serial.sqlite "one thread"
for shard in 3 1 2; do
  "$program" sweep short.yaml --shard $shard/3 --threads 2 --quiet >/dev/null
done
"$program" db merged.sqlite merge short.shard-*.sqlite >out
grep -q "$runs runs added" out || fail "merged: $(cat out)"
same_as_reference merged.sqlite "three shards"
"$program" db merged.sqlite merge short.shard-*.sqlite >out
grep -q ' 0 runs added' out || fail "merged again: $(cat out)"
same_as_reference merged.sqlite "three shards, merged twice"
echo "$killed kills of $stores stores, one thread, two, three shards: the same $runs runs"
