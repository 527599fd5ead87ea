# `make` alone tells what there is. Everything runs in .venv, from this directory, whatever its path is called.
.PHONY: help setup runtime run test check bench drill capabilities clean browser pooler fuzz audit
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON := .venv/bin/python
export PYTHONUTF8 := 1

help:
	@echo "make setup         make the environment in .venv from requirements/dev.lock"
	@echo "make run           start Täsmä with its demo on http://localhost:8000 (another port: TASMA_PORT)"
	@echo "make test          run every test"
	@echo "make check         run the formatters, linters and type checks"
	@echo "make bench         measure the engine and the import against their yardsticks"
	@echo "make fuzz          try a thousand made-up requests for each endpoint and token"
	@echo "make audit         look for known holes in our code and in what it brings in (needs the network)"
	@echo "make drill         take away one protection at a time, in a copy, and see whether the tests notice"
	@echo "make capabilities  list the capabilities and the tests that show each"
	@echo "make clean         remove the environment and caches; the data in var/ stays"

setup:
	@sh scripts/make_environment.sh dev.lock

# Without the tools of development: a newcomer waits for nothing that the demo does not need.
runtime:
	@sh scripts/make_environment.sh base.lock

run: runtime
	@exec $(PYTHON) -m config.supervisor

browser:
	@sh scripts/provide_browser.sh

pooler:
	@sh scripts/provide_pgbouncer.sh

test: setup browser pooler
	@$(PYTHON) manage.py compile_catalogues --verbosity 0
	@$(PYTHON) -m pytest -n 2 --dist loadscope

check: setup
	@$(PYTHON) -m ruff format --check --quiet .
	@$(PYTHON) -m ruff check --quiet .
	@.venv/bin/lint-imports --no-logo
	@$(PYTHON) -m mypy
	@$(PYTHON) manage.py check
	@$(PYTHON) manage.py makemigrations --check --dry-run
	@$(PYTHON) scripts/check_translations.py
	@find templates -name '*.html' -exec .venv/bin/djade --check --target-version 5.2 {} +
	@echo "make check: all well"

# Nightly: the build tries a few of each.
fuzz: setup
	@FUZZ_CASES=1000 $(PYTHON) -m pytest -n 2 tests/security/fuzzing

# Needs the network, so it is no part of `make test`; the tools are brought for the run and leave nothing behind.
audit: setup
	@sh scripts/audit.sh

bench: setup
	@$(PYTHON) -m benchmarks

drill: setup
	@$(PYTHON) scripts/drill.py

capabilities: setup
	@$(PYTHON) scripts/capabilities.py

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache static/dist
	find . -name __pycache__ -type d -not -path './node_modules/*' -prune -exec rm -rf {} +
