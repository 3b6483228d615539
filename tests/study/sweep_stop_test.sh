#!/usr/bin/env bash
# sweep_stop_test.sh PROGRAM: a sweep that is asked to stop does so within a second, however long its runs; what was
# finished is stored, and how to go on is told. A full disk likewise, on a small file system of its own.
set -euo pipefail
if [ "${2:-}" != inside ] && [ "$(id -u)" = 0 ] && unshare --mount true 2>/dev/null; then
  exec unshare --mount "$BASH" "$0" "$1" inside
fi
source "$(dirname "$0")/sweep_test_tools.sh"

# A century of small jobs: minutes, in little memory.
century='{duration: 36525 d, workloads.finetune.arrivals: {poisson: 200 per h}, workloads.finetune.accelerators: 1,
      workloads.finetune.runtime: {exponential: {mean: 30 s}}, workloads.finetune.input: 1 GB, workloads.finetune.output: 1 GB}'

# Two runs of no time, and two that would take minutes.
cat >long.yaml <<STUDY
study: 1
name: long
title: {en: Long runs}
base: one-job
set:
  duration: 1 d
replications: 2
cases:
  - name: short
  - name: long
    set: $century
measures: [cost_cny]
STUDY

# stop SIGNAL: sends it to a sweep that has two runs stored and two under way.
stop() {
  rm -f long.sqlite*
  in_background "$program" sweep long.yaml --threads 2
  local i began status=0
  for ((i = 0; i < 300; i++)); do
    kill -0 $pid 2>/dev/null || { cat its_error >&2; fail "the sweep ended by itself"; }
    [ "$(runs_in long.sqlite)" != 2 ] || break
    sleep 0.1
  done
  [ $i -lt 300 ] || { kill -KILL $pid; fail "no two runs in 30 s"; }
  began=$(now)
  kill -"$1" $pid
  wait $pid || status=$?
  spent_ms=$((($(now) - began) / 1000))
  cat its_error
  [ $status = 130 ] || fail "SIG$1: status $status"
  grep -qF '2 of 4 missing runs are stored in long.sqlite. To go on, give the same command again' its_error ||
    fail "SIG$1: how to go on was not told"
  [ ! -s its_out ] || fail "SIG$1: a report of what is not whole"
  [ "$(runs_in long.sqlite)" = 2 ] || fail "SIG$1: not both of the finished runs are there"
  echo "SIG$1: stopped after $spent_ms ms"
}
for signal in INT TERM; do
  stop $signal
  # A machine that does other things beside gets a second chance.
  [ $spent_ms -lt 1000 ] || stop $signal
  [ $spent_ms -lt 1000 ] || fail "SIG$signal: stopped after $spent_ms ms only"
done

# A signal that whoever started it wants ignored, as nohup does, stays ignored.
study_of_short_runs 2
(trap '' HUP; exec "$program" sweep short.yaml --store reference.sqlite --threads 1 --quiet) >/dev/null &
pid=$!
sleep 0.1
kill -HUP $pid 2>/dev/null || true
wait $pid || fail "a sweep under nohup ended with its terminal"
make_reference

if [ "${2:-}" != inside ]; then
  echo "not tried: a full disk, since file systems of its own want root"
  exit 0
fi
mkdir full
mount -t tmpfs -o size=300k none full || { echo "not tried: a full disk, no tmpfs here"; exit 0; }
trap 'cd /; umount -q "$scratch/full" || true; rm -rf "$scratch"' EXIT
for try in first second; do
  status_of "$program" sweep short.yaml --store full/short.sqlite --threads 2
  cat error
  [ $status = 1 ] || fail "$try time on a full disk: status $status"
  grep -qF 'full/short.sqlite: the disk is full; what was finished before is kept' error || fail "a full disk was not told"
  [ ! -s out ] || fail "a report of what is not whole"
  kept=$(runs_in full/short.sqlite)
  echo "the disk is full: $kept of 12 runs are kept"
  [ "$kept" -gt 0 ] && [ "$kept" -lt 12 ] || fail "the disk was to fill in between"
done
"$program" db full/short.sqlite export -o kept.csv
mount -o remount,size=10m full
"$program" sweep short.yaml --store full/short.sqlite --threads 2 --quiet >/dev/null
same_as_reference full/short.sqlite "gone on with after the disk was full"
[ -z "$(grep -vxFf reference.csv kept.csv)" ] || fail "the full disk kept something else"

# It does not wait for a run of minutes that is under way when others fill the disk.
rm full/short.sqlite*
mount -o remount,size=300k full
sed -e '/^axes:/,/policy/d' -e 's/^replications.*/replications: 1/' short.yaml >mixed.yaml
echo 'cases:' >>mixed.yaml
echo "  - {name: long, set: $century}" >>mixed.yaml
for gbps in 1 2 3 4 5 6 7 8 9; do
  echo "  - {name: at $gbps, set: {links.sh-zw.capacity: $gbps Gbps}}" >>mixed.yaml
done
status_of timeout 60 "$program" sweep mixed.yaml --store full/mixed.sqlite --threads 2
cat error
[ $status = 1 ] || fail "a full disk with a long run under way: status $status"
[ "$(runs_in full/mixed.sqlite)" -gt 0 ] || fail "nothing was kept"
