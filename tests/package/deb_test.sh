#!/usr/bin/env bash
# deb_test.sh SOURCE BUILD: `cpack` makes a Debian package that holds the program and its data, names the libraries
# it needs, installs, runs, and goes again without a trace. Into a root of its own: the system is left alone.
set -euo pipefail
source=$1 build=$2
for tool in dpkg dpkg-deb dpkg-shlibdeps file; do
  command -v $tool >/dev/null || { echo "not tried: no $tool here"; exit 77; }
done
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
unset SUANWANG_SHARE

fail() { echo "failed: $*" >&2; exit 1; }
# quietly COMMAND...: what it prints is told only if it fails.
quietly() { "$@" >"$scratch/log" 2>&1 || { cat "$scratch/log" >&2; fail "$@"; }; }

quietly cpack --config "$build/CPackConfig.cmake" -G DEB -B "$scratch/cpack"
deb=$(echo "$scratch"/cpack/*.deb)
[ -f "$deb" ] || fail "expected one package, got: $deb"

echo "what it says of itself"
dpkg-deb -I "$deb" | tee "$scratch/control"
for line in 'Package: suanwang' 'Section: science' 'Maintainer: Suanwang developers <suanwang@example.org>'; do
  grep -qxF " $line" "$scratch/control" || fail "no line \"$line\""
done
depends=$(dpkg-deb -f "$deb" Depends)
for library in libc6 libstdc++6 libfmt libmuparser libspdlog libyaml-cpp; do
  case " $depends" in *" $library"*) ;; *) fail "it does not depend on $library, only on: $depends" ;; esac
done

echo "what it holds"
dpkg-deb --fsys-tarfile "$deb" | tar -t | grep -v '/$' | sort >"$scratch/files"
for file in bin/suanwang share/suanwang/catalog/sites.yaml share/suanwang/scenarios/one-job/scenario.yaml \
  share/man/man1/suanwang.1 share/bash-completion/completions/suanwang; do
  grep -qxF "./usr/$file" "$scratch/files" || fail "it lacks /usr/$file"
done
if grep -vE '^\./usr/(bin/suanwang$|share/(suanwang|man|bash-completion|doc)/)' "$scratch/files"; then
  fail "it holds the files above, which are none of the program's"
fi

# The root knows this system's packages, so dpkg checks the dependencies; only root may install.
root=$scratch/root
mkdir -p "$root/var/lib/dpkg/"{info,updates,triggers}
if [ "$(id -u)" = 0 ]; then
  echo "installing it"
  cp /var/lib/dpkg/status "$root/var/lib/dpkg/"
  cp /var/lib/dpkg/info/*.list "$root/var/lib/dpkg/info/"
  rm -f "$root/var/lib/dpkg/info/suanwang.list"
  quietly dpkg --root="$root" -i "$deb"
else
  echo "unpacking it: installing wants root"
  dpkg-deb -x "$deb" "$root"
fi

echo "running it"
mkdir "$scratch/elsewhere"
cd "$scratch/elsewhere"
"$root/usr/bin/suanwang" --version
expected=$(SUANWANG_SHARE=$source "$build/suanwang" run one-job --signature)
got=$("$root/usr/bin/suanwang" run one-job --signature)
[ "$got" = "$expected" ] || fail "signature of one-job: expected $expected, got $got"

if [ "$(id -u)" = 0 ]; then
  quietly dpkg --root="$root" --purge suanwang
  left=$(find "$root" -path "$root/var" -prune -o -type f -print)
  [ -z "$left" ] || fail "left after purging: $left"
fi
