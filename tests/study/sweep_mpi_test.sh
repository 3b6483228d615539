#!/usr/bin/env bash
# sweep_mpi_test.sh PROGRAM MPI_PROGRAM: four ranks come to what threads come to, byte for byte; a rank that is killed
# ends them all and costs the runs that were under way, no more.
set -euo pipefail
command -v mpirun >/dev/null || { echo "not tried: there is no mpirun (Debian: openmpi-bin)"; exit 77; }
[ -x "$2" ] || { echo "not tried: $2 is not built"; exit 77; }
source "$(dirname "$0")/sweep_test_tools.sh"
mpi_program=$(realpath "$2")
# Four ranks as whoever this is, on however few processors, and on this machine alone.
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_rmaps_base_oversubscribe=1
export OMPI_MCA_btl=self,vader OMPI_MCA_mpi_yield_when_idle=1

study_of_short_runs 80
runs=480
"$program" sweep short.yaml --store reference.sqlite --threads 1 >report
make_reference

status_of mpirun -n 4 "$mpi_program" short.yaml --store ranks.sqlite
[ $status = 0 ] || { cat error >&2; fail "four ranks: status $status"; }
cmp report out || fail "four ranks: another report"
same_as_reference ranks.sqlite "four ranks"
# One rank alone, and what has nothing left to do.
mpirun -n 1 "$mpi_program" short.yaml --store rank.sqlite --quiet >/dev/null
same_as_reference rank.sqlite "one rank"
mpirun -n 4 "$mpi_program" short.yaml --store rank.sqlite --quiet >/dev/null
same_as_reference rank.sqlite "nothing left to do"

status_of mpirun -n 4 "$mpi_program" missing.yaml --store none.sqlite
[ $status = 2 ] || { cat error >&2; fail "no such study: status $status"; }
[ "$(grep -c 'there is no such study' error)" = 1 ] || { cat error >&2; fail "one message was wanted"; }
[ ! -e none.sqlite ] || fail "a store of no study was made"

# Machines whose files differ would put results to the wrong cases.
others_are_told() {
  [ $status = 2 ] || { cat error >&2; fail "ranks that $1: status $status"; }
  [ "$(grep -c "$2" error)" = 1 ] || { cat error >&2; fail "ranks that $1: one message was wanted"; }
  [ ! -e turned.sqlite ] || fail "ranks that $1 made a store"
}
status_of mpirun -n 1 "$mpi_program" short.yaml --store turned.sqlite : -n 2 "$mpi_program" short.yaml --set seed=77
others_are_told "read another study" "not all ranks read the same in short.yaml"
status_of mpirun -n 1 "$mpi_program" short.yaml --store turned.sqlite : -n 2 "$mpi_program" missing.yaml
others_are_told "have no study" "could not be read by"
status_of mpirun -n 1 "$mpi_program" short.yaml --store turned.sqlite : -n 1 "$mpi_program" --help
others_are_told "have other options" "started with other options"

# The ranks are children of mpirun, in their order.
in_background mpirun -n 4 "$mpi_program" short.yaml --store killed.sqlite --quiet
for ((i = 0; i < 600; i++)); do
  kill -0 $pid 2>/dev/null || { cat its_error >&2; fail "the ranks were done before one could be killed"; }
  [ "$(runs_in killed.sqlite)" -lt 5 ] || break
  sleep 0.05
done
read -ra ranks <<<"$(cat /proc/$pid/task/*/children)"
[ ${#ranks[@]} -ge 4 ] || fail "mpirun has the children \"${ranks[*]}\" alone"
kill -KILL "${ranks[-1]}"
status=0
wait $pid || status=$?
[ $status != 0 ] || fail "mpirun does not say that a rank was killed"
kept=$(runs_in killed.sqlite)
[ "$kept" -ge 5 ] && [ "$kept" -lt $runs ] || fail "$kept of $runs runs are kept"
# A restart does what is missing, no more: a shard of one says how much that is. Where SQLite's own program is there, the
# finished runs get a mark that a run done again would take away.
mkdir copy
cp killed.sqlite* copy
"$program" sweep short.yaml --shard 1/1 --store copy/killed.sqlite --quiet >out
grep -q "^shard 1 of 1: $((runs - kept)) runs added" out || fail "$kept runs were kept, then: $(cat out)"
if command -v sqlite3 >/dev/null; then
  sqlite3 killed.sqlite "UPDATE runs SET version = 'before'"
else
  echo "not looked at: which runs were done again, since there is no sqlite3"
fi
mpirun -n 4 "$mpi_program" short.yaml --store killed.sqlite --quiet >/dev/null
same_as_reference killed.sqlite "killed and started again"
if command -v sqlite3 >/dev/null; then
  marked=$(sqlite3 killed.sqlite "SELECT count(*) FROM runs WHERE version = 'before'")
  [ "$marked" = "$kept" ] || fail "of $kept finished runs $((kept - marked)) were done again"
fi
echo "four ranks: as one thread; a killed rank left $kept of $runs runs, the restart did the others"
