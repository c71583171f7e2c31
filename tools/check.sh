#!/usr/bin/env bash
# Style, types, walls, missing migrations and texts: runs all of them, then fails if any failed.
set -uo pipefail
cd "$(dirname "$0")/.."
export DJANGO_SETTINGS_MODULE=safeconduct.config.testing
failed=()

step() {
    echo "== $1"
    shift
    "$@" || failed+=("$*")
}

step "ruff: rules" .venv/bin/ruff check --quiet
step "ruff: layout" .venv/bin/ruff format --check --quiet
step "mypy: types" .venv/bin/mypy
step "import-linter: walls between parts" .venv/bin/lint-imports
step "django: migrations match the models" .venv/bin/python -m django makemigrations --check --dry-run
step "django: its own checks" .venv/bin/python -m django check --fail-level WARNING

if [ ${#failed[@]} -gt 0 ]; then
    echo
    printf 'FAILED: %s\n' "${failed[@]}"
    exit 1
fi
echo
echo "All checks passed."
