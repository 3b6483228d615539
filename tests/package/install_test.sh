#!/usr/bin/env bash
# install_test.sh SOURCE BUILD GENERATOR COMPILER: what `cmake --install` puts into an empty prefix works from
# there: the program from any folder, and the engine inside a program of one's own (embed/).
set -euo pipefail
source=$1 build=$2 generator=$3 compiler=$4
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
unset SUANWANG_SHARE
# Moved after installing: nothing may remember where it was put at first.
prefix=$scratch/moved

fail() { echo "failed: $*" >&2; exit 1; }
# quietly COMMAND...: what it prints is told only if it fails.
quietly() { "$@" >"$scratch/log" 2>&1 || { cat "$scratch/log" >&2; fail "$@"; }; }
# same WHAT EXPECTED GOT
same() { [ "$2" = "$3" ] || fail "$1: expected \"$2\", got \"$3\""; }

quietly cmake --install "$build" --prefix "$scratch/first"
mv "$scratch/first" "$prefix"
if leaks=$(grep -rlF -e "$source" -e "$build" "$prefix/include" "$prefix"/lib*/cmake "$prefix/share"); then
  fail "these name the folder they were built in: $leaks"
fi

echo "the installed program, from another folder"
mkdir "$scratch/elsewhere"
cd "$scratch/elsewhere"
expected=$(SUANWANG_SHARE=$source "$build/suanwang" run one-job --signature)
same "signature of one-job" "$expected" "$("$prefix/bin/suanwang" run one-job --signature)"
same "its summary" "\"$expected\"" "$("$prefix/bin/suanwang" run one-job --format json |
  sed -n 's/^  "signature": \(".*"\),$/\1/p')"
"$prefix/bin/suanwang" check east-west-2025
"$prefix/bin/suanwang" catalog sites | grep zhongwei >/dev/null || fail "the catalogue has no site zhongwei"
"$prefix/bin/suanwang" verify | tail -n 1
grep -q '^\.SH SYNOPSIS' "$prefix/share/man/man1/suanwang.1" || fail "the manual page has no synopsis"
bash -n "$prefix/share/bash-completion/completions/suanwang"

echo "a program of one's own on the installed engine"
quietly cmake -S "$source/tests/package/embed" -B "$scratch/embed" -G "$generator" -DCMAKE_BUILD_TYPE=Release \
  -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_PREFIX_PATH="$prefix"
quietly cmake --build "$scratch/embed"
"$scratch/embed/embed" | tee "$scratch/one-job.log"
same "signature of one-job, embedded" "$expected" \
  "$(sed -n '1s/.*signature \([0-9a-f]*\),.*/\1/p' "$scratch/one-job.log")"

# A policy that seeks the least cooling finds it: the nation's PUE falls.
"$scratch/embed/embed" east-west-2025 duration='6 h' warmup='1 h' scale=0.002 | tee "$scratch/nation.log"
pue() { sed -n "s/^$1: .* PUE \([0-9.]*\)$/\1/p" "$scratch/nation.log"; }
awk -v theirs="$(pue tiered-latency)" -v own="$(pue least-cooling)" 'BEGIN { exit !(own > 1 && own < theirs) }' ||
  fail "the embedded policy did not place the jobs"
