#!/usr/bin/env bash
# Make the two locks anew: the newest versions that serve every Python from 3.11 on, with the
# hashes of all their files, no address and no path. Needs a network and `uv`.
#   bash packaging/lock.sh [--upgrade]
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/requirements"

lock() {  # lock NAME [constraint]: NAME.in -> NAME.txt
  local name=$1; shift
  UV_NO_CONFIG=1 uv pip compile --quiet --universal --python-version 3.11 \
    --fork-strategy fewest --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
    "${upgrade[@]}" "$@" --output-file "$name.txt" "$name.in"
  # Said to the user before anything is fetched.
  local folder kilobytes
  folder=$(mktemp -d)
  python3 -m pip download --quiet --disable-pip-version-check --require-hashes --no-deps \
    --only-binary :all: --dest "$folder" -r "$name.txt"
  kilobytes=$(du -sk "$folder" | cut -f1)
  rm -r -- "$folder"
  sed -i "1i # download: $(((kilobytes + 1023) / 1024)) MB" "$name.txt"
}

upgrade=("$@")
lock run
lock test --constraint run.txt
if grep -nE '://|^-|(^|[^a-z])/[a-z]+/' run.txt test.txt; then
  echo 'A lock names an address or a path.' >&2
  exit 1
fi
