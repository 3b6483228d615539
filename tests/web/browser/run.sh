#!/usr/bin/env bash
# run.sh PROGRAM FOLDER FILE [REASON]: one file of browser tests, with its packages fetched into FOLDER once.
# REASON is why the program has only the plain page.
# Where there is no Chromium or no Node it says so and passes: the page is then tested elsewhere.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$1 folder=$2 file=$3 reason=${4:-}

skip() { echo "SKIPPED: $*"; exit 0; }
[ -z "$reason" ] || skip "the program has the plain page: $reason"
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome) ||
  skip "no Chromium (Debian: chromium)"
node=$(command -v node || command -v nodejs) || skip "no Node (Debian: nodejs)"
npm=$(command -v npm) || skip "no npm (Debian: npm)"

mkdir -p "$folder"
stamp=$folder/fetched-$(sha256sum "$here/package-lock.json" | cut -c 1-16)
(
  flock 9
  [ -e "$stamp" ] && exit 0
  cp "$here/package.json" "$here/package-lock.json" "$folder"
  cd "$folder"
  "$npm" ci --ignore-scripts --no-audit --no-fund --fetch-retries 1 --cache "$folder/npm-cache" >npm.log 2>&1 || exit 1
  touch "$stamp"
) 9>"$folder/lock" || skip "npm could not fetch the packages of the browser tests: $(tail -n 1 "$folder/npm.log")"

export SUANWANG_BINARY=$program SUANWANG_CHROMIUM=$chromium SUANWANG_BROWSER_PACKAGES=$folder
exec "$node" --test "$here/$file.test.mjs"
