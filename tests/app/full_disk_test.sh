#!/usr/bin/env bash
# full_disk_test.sh PROGRAM: results that find no room, or no right to be written, leave a message, status 1 and nothing
# half-written. On small file systems of its own, in a mount namespace of its own.
set -euo pipefail
program=$1
if [ "${2:-}" != inside ]; then
  if [ "$(id -u)" != 0 ] || ! unshare --mount true 2>/dev/null; then
    echo "not tried: file systems of its own want root"
    exit 77
  fi
  exec unshare --mount "$BASH" "$0" "$program" inside
fi
scratch=$(mktemp -d)
trap 'cd /; umount -q "$scratch/full" "$scratch/locked" || true; rm -rf "$scratch"' EXIT
fail() { echo "failed: $*" >&2; exit 1; }

mkdir "$scratch/full" "$scratch/locked"
mount -t tmpfs -o size=32k none "$scratch/full" || { echo "not tried: no tmpfs here"; exit 77; }
mount -t tmpfs -o size=1m none "$scratch/locked"

# Room for the folder and a file or two, not for every line of jobs.csv.
mkdir "$scratch/full/out"
echo "kept" >"$scratch/full/out/jobs.csv"
status=0
"$program" run east-west-2025 --set duration='26 h' --quiet --jobs --out "$scratch/full/out" >/dev/null 2>"$scratch/error" || status=$?
cat "$scratch/error"
[ $status = 1 ] || fail "a full disk ended with status $status"
grep -q 'No space left on device' "$scratch/error" || fail "a full disk was not told"
[ "$(cat "$scratch/full/out/jobs.csv")" = kept ] || fail "what stood there before is gone"
[ "$(ls -A "$scratch/full/out")" = jobs.csv ] || fail "left behind: $(ls -A "$scratch/full/out")"

# A page is larger than this disk.
"$program" run one-job --quiet --out "$scratch/run" >/dev/null
status=0
"$program" report "$scratch/run" -o "$scratch/full/out/report.html" 2>"$scratch/error" || status=$?
cat "$scratch/error"
[ $status = 1 ] || fail "a page without room ended with status $status"
grep -q 'No space left on device' "$scratch/error" || fail "a page without room was not told"
[ "$(ls -A "$scratch/full/out")" = jobs.csv ] || fail "left behind: $(ls -A "$scratch/full/out")"

mount -o remount,ro "$scratch/locked"
status=0
"$program" run one-job --quiet --out "$scratch/locked/out" >/dev/null 2>"$scratch/error" || status=$?
cat "$scratch/error"
[ $status = 1 ] || fail "a read-only folder ended with status $status"
grep -q 'Read-only file system' "$scratch/error" || fail "a read-only folder was not told"
echo "full disk and read-only folder: told, and nothing left behind"
