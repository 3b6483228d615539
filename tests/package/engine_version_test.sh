#!/usr/bin/env bash
# engine_version_test.sh CMAKE SOURCE_DIR BUILD_DIR PROGRAM: what stored runs are known by follows the bytes of the engine's
# sources, not where they lie; the build lists the right ones; and a store says it.
set -euo pipefail
cmake=$1 source=$2 build=$3 program=$4
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
fail() { echo "failed: $*" >&2; exit 1; }

# version_of DIR [VERSION]: of the sources that list.txt names.
version_of() {
  "$cmake" -DSOURCES=list.txt -DROOT="$scratch/$1" -DVERSION="${2:-1.2.3}" -DOUTPUT=out.cpp -P "$source/sim/package/engine_version.cmake"
  sed -n 's/.*return "\(.*\)";.*/\1/p' out.cpp
}
mkdir a b
printf 'models/x.cpp\nsim/y.hpp\n' >list.txt
for place in a b; do
  mkdir -p $place/models $place/sim
  echo 'int x = 1;' >$place/models/x.cpp
  echo 'int y();' >$place/sim/y.hpp
  touch -d "$((RANDOM % 900 + 100)) days ago" $place/models/x.cpp
done
first=$(version_of a)
[[ $first =~ ^1\.2\.3\+[0-9a-f]{12}$ ]] || fail "not a version: $first"
[ "$(version_of b)" = "$first" ] || fail "the same sources elsewhere are another engine"
[ "$(version_of a 1.2.4)" = "1.2.4+${first#*+}" ] || fail "the program's version does not stand in front"
echo 'int x = 2;' >b/models/x.cpp
[ "$(version_of b)" != "$first" ] || fail "a changed source is the same engine"
# Two files that change places are another engine too.
cp a/sim/y.hpp b/models/x.cpp
cp a/models/x.cpp b/sim/y.hpp
[ "$(version_of b)" != "$first" ] || fail "sources under other names are the same engine"

# Of every layer that a figure passes through; commands and reports are not of the engine.
listed=$build/engine_sources.txt
for part in models sim/base sim/flow sim/trace sim/scenario sim/world sim/engine; do
  there=$(cd "$source" && find "$part" -name '*.[ch]pp' | wc -l)
  [ "$(grep -c "^$part/" "$listed")" = "$there" ] || fail "$part: not all of its $there sources are listed"
done
grep -qx 'sim/report/metrics.cpp' "$listed" || fail "the indicators are not listed"
grep -qx 'sim/study/measures.cpp' "$listed" || fail "the measures are not listed"
if grep -q '^sim/app/' "$listed"; then fail "the commands are listed"; fi

# The program is of the build's sources, and its stores say so.
cp "$listed" list.txt
now=$("$program" --version | sed 's/suanwang //')
expected=$("$cmake" -DSOURCES=list.txt -DROOT="$source" -DVERSION="$now" -DOUTPUT=out.cpp -P "$source/sim/package/engine_version.cmake" \
  && sed -n 's/.*return "\(.*\)";.*/\1/p' out.cpp)
printf 'study: 1\nname: one\nbase: one-job\ncases: [{name: a}]\n' >one.yaml
SUANWANG_SHARE=$source "$program" sweep one.yaml --quiet >/dev/null
grep -qaF -- "$expected" one.sqlite || fail "the store does not tell $expected"
echo "the engine is $expected"
