#!/usr/bin/env bash
# sweep_refuse_test.sh PROGRAM: a store that a sweep should not write to, and a study that makes no sense, end with a
# message, status 2 and every file as it was.
set -euo pipefail
if [ "${2:-}" != inside ] && [ "$(id -u)" = 0 ] && unshare --mount true 2>/dev/null; then
  exec unshare --mount "$BASH" "$0" "$1" inside
fi
source "$(dirname "$0")/sweep_test_tools.sh"

# refused FILE MESSAGE COMMAND...: wrong input says so, and leaves FILE as it was and nothing beside it.
refused() {
  local file=$1 message=$2
  shift 2
  cp "$file" was
  status_of "$@"
  cat error
  [ $status = 2 ] || fail "$file: status $status"
  grep -qF -- "$message" error || fail "$file: not told \"$message\""
  [ ! -s out ] || fail "$file: more than a message"
  cmp "$file" was || fail "$file: changed"
  [ ! -s "$file-wal" ] || fail "$file: a journal was left"
}

# bytes_at FILE OFFSET BYTES: writes over a few bytes, given as printf takes them.
bytes_at() { printf "$3" | dd of="$1" bs=1 seek="$2" conv=notrunc status=none; }

study_of_short_runs 1
"$program" sweep short.yaml --quiet >/dev/null
sed 's/^name: short/name: other/' short.yaml >other.yaml
refused short.sqlite 'short.sqlite: holds the study "short", not "other"; give another --store' \
  "$program" sweep other.yaml --store short.sqlite
"$program" sweep other.yaml --quiet >/dev/null
refused short.sqlite 'other.sqlite: holds the study "other", not "short"' "$program" db short.sqlite merge other.sqlite

# The header of an SQLite file has its user_version at byte 60, its application_id at byte 68.
cp short.sqlite newer.sqlite
bytes_at newer.sqlite 60 '\000\000\000\143'
for command in "sweep short.yaml --store newer.sqlite" "db newer.sqlite export" "db short.sqlite merge newer.sqlite"; do
  refused newer.sqlite 'newer.sqlite: has format 99, this program knows 1 and older; use a newer Suanwang' "$program" $command
done
cp short.sqlite another.sqlite
bytes_at another.sqlite 68 '\000\000\000\000'
refused another.sqlite 'another.sqlite: is an SQLite file, but no store of Suanwang' \
  "$program" sweep short.yaml --store another.sqlite

echo 'notes of mine' >notes.txt
refused notes.txt 'notes.txt: is no store of Suanwang' "$program" sweep short.yaml --store notes.txt
head -c 100000 /dev/urandom >random.bin
refused random.bin 'random.bin: is no store of Suanwang' "$program" sweep short.yaml --store random.bin
mkdir folder
status_of "$program" sweep short.yaml --store folder
cat error
[ $status = 2 ] && [ -z "$(ls -A folder)" ] || fail "a folder as a store: status $status"
status_of "$program" db nothing.sqlite list
cat error
[ $status = 2 ] && [ ! -e nothing.sqlite ] || fail "a store that is not there: status $status"

# Two at once: the second ends while the first is at work, and does it no harm.
sed -e 's/^name: .*/name: long/' -e 's/duration: 20 d/duration: 36525 d/' short.yaml >long.yaml
in_background "$program" sweep long.yaml --threads 1 --quiet
for ((i = 0; i < 300; i++)); do
  [ ! -s long.sqlite ] || [ ! -s long.sqlite-wal ] || break
  sleep 0.1
done
began=$(now)
status_of "$program" sweep long.yaml --threads 1
spent_ms=$((($(now) - began) / 1000))
cat error
merged=0
"$program" db long.sqlite merge long.sqlite >out 2>merge_error || merged=$?
listed=$(runs_in long.sqlite)
kill -TERM $pid
wait $pid || true
[ $status = 2 ] || fail "a second writer: status $status"
grep -qF 'long.sqlite: another process is writing this store; wait until it ends' error || fail "a second writer was not told"
[ $spent_ms -lt 2000 ] || fail "a second writer waited $spent_ms ms"
[ $merged = 2 ] || fail "a second writer of another kind: status $merged"
[ "$listed" = 0 ] || fail "a reader beside a writer saw \"$listed\" runs"

# What makes no sense is told at its place, with what was meant, and leaves no store behind.
wrong() { # FIND REPLACE MESSAGE
  sed "s|$1|$2|" short.yaml >wrong.yaml
  status_of "$program" sweep wrong.yaml --store wrong.sqlite
  cat error
  [ $status = 2 ] || fail "$2: status $status"
  grep -qE -- "^wrong.yaml:[0-9]+:[0-9]+: error: $3" error || fail "$2: not told \"$3\""
  [ ! -s out ] && [ ! -e wrong.sqlite ] || fail "$2: something was left behind"
}
wrong 'key: placement.policy' 'key: placement.polcy' '.*placement.polcy.*did you mean'
wrong 'key: links.sh-zw.capacity' 'key: links.sh-zv.capacity' '.*sh-zv.*did you mean'
wrong 'values: \[nearest, cheapest\]' 'values: [nearest]' '.*changes nothing'
wrong 'values: \[nearest, cheapest\]' 'values: [nearest, cheepest]' '.*cheepest.*did you mean'
wrong 'cost_cny\]' 'cost_cmy]' '.*cost_cmy.*did you mean'
wrong 'base: one-job' 'base: one-jop' '.*one-jop|.*there is no such scenario'

if [ "${2:-}" != inside ]; then
  echo "not tried: a read-only store, since a file system of its own wants root"
  exit 0
fi
mkdir locked
mount -t tmpfs -o size=8m none locked || { echo "not tried: a read-only store, no tmpfs here"; exit 0; }
trap 'cd /; umount -q "$scratch/locked" || true; rm -rf "$scratch"' EXIT
"$program" db short.sqlite export -o all.csv
# One that is whole, and one whose last runs are in the journal of a writer that was killed.
cp short.sqlite locked
in_background "$program" sweep long.yaml --threads 1 --quiet --store locked/killed.sqlite
for ((i = 0; i < 300; i++)); do
  [ ! -s locked/killed.sqlite-wal ] || break
  sleep 0.1
done
sleep 0.2
kill -KILL $pid
wait $pid 2>/dev/null || true
rm -f locked/killed.sqlite-shm
mount -o remount,ro locked
refused locked/short.sqlite 'locked/short.sqlite: cannot be written (Read-only file system)' \
  "$program" sweep short.yaml --store locked/short.sqlite
"$program" db locked/short.sqlite export -o locked.csv
cmp all.csv locked.csv || fail "a read-only store was read otherwise"
status_of "$program" db locked/killed.sqlite list
cat error
[ $status = 2 ] || fail "a read-only store with a journal: status $status"
grep -q 'left a journal beside it' error || fail "a journal that cannot be read was not told"
echo "a store of another kind, two writers, an unwise study, a read-only store: told, and all as it was"
