# Sourced by the tests of sweeps beside it, which say PROGRAM first: a scratch folder, where they are from then on, with
# studies in it, and checks.
program=$(realpath "$1")
export LC_ALL=C
# In memory where that can be had: the tests want a store's bytes, and no disk to wait for them.
if [ -z "${TMPDIR:-}" ] && [ -w /dev/shm ]; then export TMPDIR=/dev/shm; fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

fail() { echo "failed: $*" >&2; exit 1; }

# study_of_short_runs REPLICATIONS: six cases of some hundredths of a second each, as short.yaml.
study_of_short_runs() {
  cat >short.yaml <<STUDY
study: 1
name: short
title: {en: Short runs}
base: one-job
set:
  duration: 20 d
  workloads.finetune.arrivals: {poisson: 20 per h}
  workloads.finetune.runtime: {exponential: {mean: 6 min}}
replications: $1
axes:
  - {key: links.sh-zw.capacity, from: 1 Gbps, to: 16 Gbps, steps: 3, scale: log}
  - {key: placement.policy, values: [nearest, cheapest]}
measures: [response_s.mean, cost_cny]
hourly: true
STUDY
}

# runs_in STORE: how many runs it holds; 0 for one that is not there yet, or whose first writer did not come far.
runs_in() {
  local said
  if [ ! -s "$1" ]; then echo 0; return; fi
  if said=$("$program" db "$1" --lang en 2>&1); then
    sed -n '1s/.* cases, \([0-9]*\) runs$/\1/p' <<<"$said"
  else
    grep -q 'holds no study yet' <<<"$said" || fail "$said"
    echo 0
  fi
}

# same_as_reference STORE WHAT: both exports are those of reference.sqlite, byte for byte.
make_reference() {
  "$program" db reference.sqlite export -o reference.csv
  "$program" db reference.sqlite hours -o reference_hours.csv
}
same_as_reference() {
  "$program" db "$1" export -o other.csv
  "$program" db "$1" hours -o other_hours.csv
  cmp reference.csv other.csv && cmp reference_hours.csv other_hours.csv || fail "$2: other results"
}

# status_of COMMAND...: its exit status in `status`, what it says in the files out and error.
status_of() {
  status=0
  "$@" >out 2>error || status=$?
}

# in_background COMMAND...: starts it as a terminal would, so that it hears SIGINT; its id in `pid`, what it says in the
# files its_out and its_error.
in_background() {
  set -m
  "$@" >its_out 2>its_error &
  pid=$!
  set +m
}

# Microseconds since some time.
now() { local t=$EPOCHREALTIME; echo "${t/[.,]/}"; }
