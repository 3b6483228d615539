#!/usr/bin/env bash
# Suanwang's one entry: ./do VERB. Each verb does its own set-up: packages, configure, build.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export PATH  # an empty environment has one only inside this shell, and cmake looks for itself in it

# Debian packages that a build and its tests need; some verbs need more.
packages=(
  cmake g++ ninja-build ccache pkg-config dpkg-dev file
  libboost-dev libboost-graph-dev libeigen3-dev librandom123-dev
  libyaml-cpp-dev libmuparser-dev libvalijson-dev libspdlog-dev libfmt-dev libcli11-dev nlohmann-json3-dev libsqlitecpp-dev libsqlite3-dev libcpp-httplib-dev catch2 librapidcheck-dev
  zlib1g-dev libssl-dev
  libopenmpi-dev openmpi-bin
)
browser_packages=(chromium fonts-wqy-microhei)  # for the tests of the page in a real browser; without, they say so
bench_packages=(libsimgrid-dev)  # only compared with: the bench goes on without
preset=release  # of CMakePresets.json
build=build/$preset

usage() {
  cat <<'MSG'
usage: ./do VERB [ARGUMENT...]

  run [FILE...] [--OPTION...]  build, then run scenarios; without FILE east-west-2025 against local-only
  test [CTEST OPTION...]       build, then run every test (./do test -R table)
  test --sanitize [...]        the same with clang++ and the address and undefined-behaviour sanitizers
  build                        install what is missing, configure, build
  bench [PART...] [--long]     build, then run the benchmarks: easy, flows, live, nation, sweep, years; all by default
  package                      build, then make the Debian package
  format                       put the C++ files into the project's format
  help                         this text

On Debian the packages that are missing are installed, as root or through sudo.
MSG
}

say() { echo "do: $*" >&2; }
die() { say "$*"; exit 1; }

# install PACKAGE...: installs those that are missing; well under a second where none is.
install() {
  local missing=() package installed
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    say "this is not Debian (no apt-get): going on with what is installed; needed are: $*"
    return
  fi
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true)
  for package in "$@"; do
    grep -qx "installed $package" <<<"$installed" || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0

  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null ||
      die "these packages are missing; install them as root, then try again: apt-get install ${missing[*]}"
    as_root=(sudo)
  fi
  say "installing Debian packages: ${missing[*]}"
  local log
  log=$(mktemp)
  # A failed update of one source need not matter: the installation tells.
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q update </dev/null >"$log" 2>&1 || true
  if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q install -y \
    --no-install-recommends -o Dpkg::Use-Pty=0 "${missing[@]}" </dev/null >>"$log" 2>&1; then
    tail -n 30 "$log" >&2
    rm -f "$log"
    die "could not install the packages above; is there a network, and is this Debian 12?"
  fi
  rm -f "$log"
}

# install_node: what makes the charts of the web page. Node from anywhere will do; Debian's comes where there is none.
install_node() {
  local missing=()
  command -v node >/dev/null || command -v nodejs >/dev/null || missing+=(nodejs)
  command -v npm >/dev/null || missing+=(npm)
  [ ${#missing[@]} -gt 0 ] || return 0
  (install "${missing[@]}") || say "going on without: the web page has tables but no charts"
  # What was not there at an earlier configuring is looked for again.
  ! grep -qsE '^(NODE|NPM):.*-NOTFOUND' "$build/CMakeCache.txt" || rm -f "$build/build.ninja"
}

# compile TARGET...: configures once, then builds; says nothing where all is up to date.
compile() {
  install "${packages[@]}"
  install_node
  # ccache needs a place to write to, also where there is no home.
  if [ -z "${CCACHE_DIR:-}" ] && [ ! -w "${HOME:-/nonexistent}" ]; then export CCACHE_DIR=$PWD/build/ccache; fi

  local cache=$build/CMakeCache.txt fresh=()
  if [ -f "$cache" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$(pwd -P)" "$cache"; then
    say "$build was made for another folder: configuring anew"
    fresh=(--fresh)
  fi
  mkdir -p build
  if [ -f "$cache" ] && [ CMakePresets.json -nt "$cache" ]; then fresh=(--fresh); fi
  if [ ! -f "$build/build.ninja" ] || [ ${#fresh[@]} -gt 0 ]; then
    say "configuring $build"
    cmake --preset "$preset" "${fresh[@]}" >build/configure.log 2>&1 ||
      { cat build/configure.log >&2; die "configuring failed"; }
  fi

  # Ninja's lines go to a log: a build that takes its time says where it is, one that fails says why.
  local log=build/build.log start=$SECONDS ticks=0 ninja
  ninja -C "$build" "$@" </dev/null >"$log" 2>&1 &
  ninja=$!
  trap 'kill "$ninja" 2>/dev/null; exit 130' INT TERM HUP
  while sleep 0.1 && kill -0 "$ninja" 2>/dev/null; do
    ticks=$((ticks + 1))
    [ $ticks -ne 15 ] || say "building; a first time takes some minutes"
    if [ -t 2 ] && [ $((ticks % 5)) = 0 ]; then printf '\r%-79.79s' "$(tail -n 1 "$log")" >&2; fi
  done
  [ ! -t 2 ] || [ $ticks -lt 5 ] || printf '\r%-79s\r' '' >&2
  if ! wait "$ninja"; then
    grep -v '^\[[0-9]*/[0-9]*\] ' "$log" >&2 || true
    die "the build failed; all of its output: $log"
  fi
  trap - INT TERM HUP
  [ $ticks -lt 15 ] || say "built in $((SECONDS - start)) s"
}

verb=${1:-help}
[ $# -eq 0 ] || shift
case $verb in
  run)
    compile suanwang
    named=no value=no against=(--against placement.policy=local-only)
    for argument in "$@"; do
      if [ $value = yes ]; then value=no; continue; fi
      case $argument in
        --format* | --signature | --against* | --help) against=() ;;& # one run only, or another baseline
        --set | --seed | --out | --format | --lang | --against) value=yes ;;
        -*) ;;
        *) named=yes ;;
      esac
    done
    [ $named = yes ] || set -- east-west-2025 "${against[@]}" "$@"
    exec "$build/suanwang" run "$@"
    ;;
  test)
    targets=(all) without=()
    if [ "${1:-}" = --sanitize ]; then
      shift
      preset=asan build=build/asan
      packages+=(clang libclang-rt-14-dev)
      targets=(suanwang suanwang_tests)
      without=(-LE package)  # installing and packing is for the release build
      export UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1}
      say "with clang++ and sanitizers; the tests labelled \"package\" are left to the release build"
    fi
    (install "${browser_packages[@]}") || say "going on without: the page is not tested in a browser"
    compile "${targets[@]}"
    exec ctest --test-dir "$build" --output-on-failure --no-label-summary -j "$(nproc)" "${without[@]}" "$@"
    ;;
  build) compile all ;;
  bench)
    (install "${bench_packages[@]}") || say "going on without: the bench compares with nobody else's program"
    # What was not there at an earlier configuring is looked for again.
    ! grep -qs '^SIMGRID_LIBRARY:.*-NOTFOUND' "$build/CMakeCache.txt" || rm -f "$build/build.ninja"
    compile suanwang_bench
    bench=$(find "$build" -name suanwang_bench -type f | head -n 1)
    exec "$bench" "$@"
    ;;
  package)
    compile suanwang
    (cd "$build" && cpack -G DEB) >build/package.log || { cat build/package.log >&2; die "packing failed"; }
    sed -n 's/^CPack: - package: \(.*\) generated\.$/\1/p' build/package.log
    ;;
  format)
    install clang-format
    find sim models tests -name '*.[ch]pp' -print0 | xargs -0 clang-format -i
    ;;
  help | -h | --help) usage ;;
  *)
    usage >&2
    say "no verb is named \"$verb\""
    exit 2
    ;;
esac
