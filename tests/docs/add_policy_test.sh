#!/usr/bin/env bash
# Adds a policy as docs/extending.md says, in copies of the files it names, and runs it.
# usage: add_policy_test.sh SOURCE_DIR BUILD_DIR COMPILER    (77: skipped)
set -euo pipefail

source=$1 build=$2 compiler=$3
pages=("$source/docs/extending.md" "$source/docs/zh/extending.md")
main_object=$build/CMakeFiles/suanwang.dir/sim/app/main/main.cpp.o
[ -f "$main_object" ] || { echo "no object of the program in $build"; exit 77; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "add_policy_test: $*" >&2; exit 1; }

# cpp_block N [PAGE]: the Nth fenced C++ block of the page.
cpp_block() {
  awk -v n="$1" '/^```cpp$/ { i++; inside = 1; next } /^```$/ { inside = 0 } inside && i == n' "${2:-${pages[0]}}"
}

# add_line FILE N: block N shows a line that is in the file and the one to add after it.
add_line() {
  local there new
  there=$(cpp_block "$2" | sed -n 1p)
  new=$(cpp_block "$2" | sed -n 2p)
  [ -n "$new" ] || fail "block $2 has no second line"
  [ "$(grep -cxF -- "$there" "$1")" = 1 ] || fail "block $2 starts with a line that $1 does not have: $there"
  there=$there new=$new awk '{ print } $0 == ENVIRON["there"] { print ENVIRON["new"] }' "$1" >"$1.changed"
  mv "$1.changed" "$1"
}

libraries=(-Wl,--start-group "$build"/lib*.a -Wl,--end-group -lspdlog -lSQLiteCpp -lsqlite3 -lcpp-httplib -lcrypto -lmuparser -lyaml-cpp -lfmt -lboost_graph -lz -pthread)
compile() { "$compiler" -std=c++20 -I "$work" -I "$source" -c "$@"; }

# The Chinese page shows the same code.
for block in 1 2 3 4; do
  [ -n "$(cpp_block $block)" ] || fail "block $block is missing"
  [ "$(cpp_block $block)" = "$(cpp_block $block "${pages[1]}")" ] || fail "block $block differs in ${pages[1]}"
done

# Steps 1 to 3.
mkdir "$work/models"
cp -r "$source/models/placement" "$work/models/"
placement=$work/models/placement
[ ! -e "$placement/most_free.cpp" ] || { echo "most_free.cpp exists already: somebody has followed the page"; exit 77; }
cpp_block 1 >"$placement/most_free.cpp"
add_line "$placement/policies.cpp" 2
add_line "$placement/policies.cpp" 3

# Step 4. The new objects come first, so the linker does not take the old table out of the library.
compile -O1 "$placement/most_free.cpp" -o "$work/most_free.o"
compile -O1 "$placement/policies.cpp" -o "$work/policies.o"
"$compiler" "$work/most_free.o" "$work/policies.o" "$main_object" \
  "${libraries[@]}" -o "$work/suanwang"

export SUANWANG_SHARE=$source
run() { "$work/suanwang" run one-job --quiet --lang en --set placement.policy="$1"; }
run most-free >"$work/report" || fail "the run failed"
grep -q 'policy most-free' "$work/report" || fail "the report does not name the policy"
if run most-fre 2>"$work/problem" >/dev/null; then fail "an unknown policy was accepted"; fi
grep -q 'did you mean "most-free"' "$work/problem" || fail "the new policy is not suggested: $(cat "$work/problem")"

# Step 5.
mkdir "$work/tests"
test=$work/tests/policies_test.cpp
sed '$d' "$source/tests/placement/policies_test.cpp" >"$test"
grep -q 'namespace suanwang' <(tail -n 1 "$source/tests/placement/policies_test.cpp") || fail "no closing namespace"
{ cpp_block 4; echo; echo '}  // namespace suanwang'; } >>"$test"
compile -O0 "$test" -o "$work/policies_test.o"
"$compiler" "$work/policies_test.o" "$work/most_free.o" "$work/policies.o" \
  -lCatch2WithMain "${libraries[@]}" -o "$work/tests/run"
"$work/tests/run" "[placement]" >"$work/test" || { cat "$work/test"; fail "the three-pool test failed"; }
"$work/tests/run" "most-free*" | grep -q '3 assertions in 1 test case' || fail "the three-pool test did not run"
