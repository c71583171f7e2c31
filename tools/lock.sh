#!/usr/bin/env bash
# Locks newer versions, with hashes and without the address they came from.
# The environment follows at the next `make setup` or `make test`.
set -euo pipefail
cd "$(dirname "$0")/.."

cd requirements
PATH="$PWD/../.venv/bin:$PATH"
lock() {
    uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-annotate --no-header --no-config \
        --output-file "$1.txt" "${@:2}"
}
lock run build.in run.in
lock dev build.in run.in dev.in
lock lock lock.in
grep -cE '^[a-z0-9].*==' run.txt dev.txt lock.txt
