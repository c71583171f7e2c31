#!/usr/bin/env bash
# Runs every test on SQLite, then those that use a database again on a real PostgreSQL.
# Arguments go to pytest:  tools/test.sh tests/apps/cases
# Brings Debian's chromium and postgresql where it may install packages; otherwise says which tests
# cannot run. With CI=true such tests fail instead of being skipped.
set -uo pipefail
cd "$(dirname "$0")/.."

has_chromium() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null; }
has_postgresql() { .venv/bin/python -m tests.postgres --where >/dev/null 2>&1; }

wanted=()
has_chromium || wanted+=(chromium)
has_postgresql || wanted+=(postgresql)
if [ ${#wanted[@]} -gt 0 ] && command -v apt-get >/dev/null; then
    as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
    if [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; then
        echo "Installing what the tests need from Debian: ${wanted[*]} (once) ..."
        # No cluster of Debian's own is wanted: the tests start theirs, in a temporary folder.
        { "${as_root[@]}" apt-get update -qq &&
            "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
                apt-get install -y -qq --no-install-recommends \
                -o Dpkg::Use-Pty=0 "${wanted[@]}" >/dev/null; } ||
            echo "That did not work; what needs them is named below." >&2
    fi
fi

# A cramped machine still has memory for two browsers.
run() { .venv/bin/python -m pytest -n "${SAFECONDUCT_TEST_PROCESSES:-2}" --dist loadfile "$@"; }

failed=0
missing=()
has_chromium || missing+=("tests in a real browser (apt-get install chromium)")

echo "== On SQLite"
SAFECONDUCT_TEST_DATABASE=sqlite run "$@" || failed=1

echo
echo "== On PostgreSQL, the tests that use a database"
if has_postgresql; then
    SAFECONDUCT_TEST_DATABASE=postgresql .venv/bin/python -m tests.postgres \
        .venv/bin/python -m pytest -n "${SAFECONDUCT_TEST_PROCESSES:-2}" --dist loadfile "$@"
    code=$?
    # 5: none of the tests asked for uses a database.
    [ $code -eq 0 ] || { [ $code -eq 5 ] && [ $# -gt 0 ]; } || failed=1
else
    missing+=("everything on PostgreSQL (apt-get install postgresql)")
fi

if [ ${#missing[@]} -gt 0 ]; then
    echo
    printf 'COULD NOT RUN: %s\n' "${missing[@]}"
    [ "${CI:-}" != true ] || failed=1
fi
exit $failed
