# Everything a person types to run, test and change Safeconduct. `make` alone prints this list.
# Works on a fresh Debian 12 with Python 3.11 (or later), git and make; asks for nothing else.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
export PIP_DISABLE_PIP_VERSION_CHECK := 1

VENV := .venv
BIN := $(VENV)/bin
LOCK := requirements
CATALOGUES := $(wildcard src/safeconduct/locale/*/LC_MESSAGES/django.po)

.PHONY: help setup dev demo test check bench docs messages lock clean

help:
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 18

setup: $(VENV)/.installed $(VENV)/.translated ## make .venv from the locked, hashed requirements; leaves .venv/bin/safeconduct
	@:

demo: setup ## replay the 2017 operation and serve it on this machine until Ctrl-C
	@$(BIN)/safeconduct demo

test: dev ## run every test, on SQLite and on a PostgreSQL it starts itself
	@tools/test.sh

check: dev ## style, types, walls between parts, missing migrations
	@tools/check.sh

bench: setup ## measure intake, search, unlock and the Board; results as JSON
	@$(BIN)/python -m bench

docs: dev ## redraw what the documentation takes from the code
	@$(BIN)/python tools/docs.py

messages: setup ## collect the texts to translate into locale/*/LC_MESSAGES/django.po
	@$(BIN)/python tools/messages.py update
	@$(BIN)/python tools/messages.py compile

lock: $(VENV)/.locker ## lock newer versions of what requirements/*.in name
	@tools/lock.sh

clean: ## remove what these commands made, but no workspace
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.*
	rm -rf src/safeconduct.egg-info src/safeconduct/locale/*/LC_MESSAGES/django.mo
	find src tests tools bench demo -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

dev: setup $(VENV)/.developed

$(BIN)/python:
	@tools/venv.sh $(VENV)

# A lock that has not changed is not installed twice; a second `make setup` only compares dates.
$(VENV)/.installed: $(LOCK)/run.txt pyproject.toml | $(BIN)/python
	@echo "Installing what Safeconduct needs (a minute the first time) ..."
	@$(BIN)/python -m pip install --quiet --require-hashes -r $(LOCK)/run.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.translated: $(CATALOGUES) tools/messages.py | $(VENV)/.installed
	@$(BIN)/python tools/messages.py compile
	@touch $@

$(VENV)/.developed: $(LOCK)/dev.txt | $(VENV)/.installed
	@echo "Installing what the tests need ..."
	@$(BIN)/python -m pip install --quiet --require-hashes -r $(LOCK)/dev.txt
	@touch $@

$(VENV)/.locker: $(LOCK)/lock.txt | $(BIN)/python
	@$(BIN)/python -m pip install --quiet --require-hashes -r $(LOCK)/lock.txt
	@touch $@
