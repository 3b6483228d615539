#!/usr/bin/env bash
# sweep_slurm_test.sh PROGRAM: the script that `sweep --slurm` writes, under a Slurm of its own on this machine: its
# shards, one of them requeued while it runs, merge to what threads come to, byte for byte.
set -euo pipefail
PATH=$PATH:/usr/sbin
for tool in munged slurmctld slurmd sbatch squeue scontrol; do
  command -v $tool >/dev/null || { echo "not tried: there is no $tool (Debian: slurm-wlm and munge)"; exit 77; }
done
[ "$(id -u)" = 0 ] || { echo "not tried: Slurm's services want root"; exit 77; }
source "$(dirname "$0")/sweep_test_tools.sh"

services=()
end_services() {
  local i
  for ((i = ${#services[@]} - 1; i >= 0; i--)); do
    kill -TERM "${services[i]}" 2>/dev/null || true
    wait "${services[i]}" 2>/dev/null || true
  done
  cd /
  rm -rf "$scratch"
}
trap end_services EXIT
not_tried() { tail -n 5 ./*.log >&2 || true; echo "not tried: $*"; exit 77; }

# One node, whose jobs start at once; a requeued one does when its credential has run out (120 s if nothing is said).
chmod 755 .
mkdir state spool
head -c 1024 /dev/urandom >munge.key
chmod 600 munge.key
node=$(hostname -s)
port=$((20000 + $$ % 20000))
cat >slurm.conf <<CONF
ClusterName=test
SlurmctldHost=$node(127.0.0.1)
SlurmUser=root
SlurmctldPort=$port
SlurmdPort=$((port + 1))
AuthType=auth/munge
AuthInfo=socket=$scratch/munge.socket,cred_expire=5
CredType=cred/munge
StateSaveLocation=$scratch/state
SlurmdSpoolDir=$scratch/spool
SlurmctldPidFile=$scratch/slurmctld.pid
SlurmdPidFile=$scratch/slurmd.pid
SlurmctldLogFile=$scratch/slurmctld.log
SlurmdLogFile=$scratch/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
MailProg=/bin/true
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0,bf_interval=1
SlurmdParameters=config_overrides
ReturnToService=2
KillWait=2
NodeName=$node NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF=$scratch/slurm.conf
munged --foreground --force --key-file=munge.key --socket="$scratch/munge.socket" --seed-file="$scratch/munge.seed" \
  --pid-file="$scratch/munge.pid" --log-file="$scratch/munge.log" --num-threads=2 >munged.log 2>&1 &
services+=($!)
for ((i = 0; i < 100; i++)); do [ ! -S munge.socket ] || break; sleep 0.1; done
slurmctld -D -f slurm.conf >ctl.log 2>&1 &
services+=($!)
slurmd -D -f slurm.conf -N "$node" >node.log 2>&1 &
services+=($!)
for ((i = 0; i < 300; i++)); do
  [ "$(sinfo -h -o %t 2>/dev/null || true)" != idle ] || break
  sleep 0.1
done
[ $i -lt 300 ] || not_tried "Slurm had no idle node after 30 s"

study_of_short_runs 150  # some seconds a task: a requeue takes one to arrive
runs=900
"$program" sweep short.yaml --store reference.sqlite --threads 2 --quiet >/dev/null
make_reference
"$program" sweep short.yaml --store slurm.sqlite --slurm 4 >study.sh
# A requeue that arrives when the task has done all of its runs shows nothing: another try.
for attempt in 1 2 3 4; do
  [ $attempt -lt 4 ] || fail "three times the requeue came after the task's last run"
  rm -f slurm.shard-* slurm-*.out
  job=$(sbatch --parsable study.sh)
  for ((i = 0; i < 600; i++)); do
    [ "$(runs_in slurm.shard-1.sqlite)" -lt 5 ] || break
    sleep 0.1
  done
  [ "$(squeue -h -j "${job}_1" -o %T)" = RUNNING ] || fail "task 1 of job $job was not running: $(squeue)"
  scontrol requeue "${job}_1"
  for ((i = 0; i < 1500; i++)); do
    [ -n "$(squeue -h -j "$job" 2>/dev/null)" ] || break
    sleep 0.1
  done
  [ $i -lt 1500 ] || { squeue; fail "the tasks did not end in 150 s"; }
  cat slurm-*.out
  scontrol show job "$job" >job
  [ "$(grep -c 'JobState=COMPLETED' job)" = 4 ] && grep -q 'Restarts=1 ' job || { cat job; fail "not four tasks, one requeued"; }
  added=$(sed -n 's/^shard 1 of 4: \([0-9]*\) runs added.*/\1/p' "slurm-${job}_1.out")
  [ "$added" -lt 300 ] || fail "after the requeue all of the 300 runs were done again"
  [ "$added" = 0 ] || break
done

# Merged as the script says.
sed -n 's/^#   \(.* merge .*\)/\1/p' study.sh >merge.sh
sh -eu merge.sh
same_as_reference slurm.sqlite "an array of four"
[ "$(runs_in slurm.sqlite)" = $runs ] || fail "not $runs runs"
echo "an array of four tasks, one of them requeued: the same $runs runs"
