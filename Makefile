# Every chore by its name. A target that needs the environment makes it first.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
INSTALL := $(PIP) install --no-compile --require-hashes
PYTHON ?= $(firstword $(foreach each,python3.11 python3 python3.12 python3.13,\
  $(shell $(each) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(each))))
# A worker a core: more would make the tests of a bot in a hurry wait. Each has a server of its own.
WORKERS := $(shell n=$$(nproc 2>/dev/null || echo 2); echo $$((n > 4 ? 4 : n)))
CHROMIUM := $(shell command -v chromium)
SOFFICE := $(shell command -v soffice)
LEFT_OUT := $(if $(CHROMIUM),,browser)$(if $(CHROMIUM)$(SOFFICE),, or )$(if $(SOFFICE),,office)

.PHONY: help install install-dev rehearse run test check bench scaling soak preview pictures clean

help: ## list the chores
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' Makefile

install: .venv/.installed ## make .venv with guatu in it

install-dev: .venv/.installed-dev ## add what the tests and the checks need

rehearse: install ## play two months on a built-in chat server, with no token
	@$(BIN)/guatu rehearse

run: install ## ask, listen and publish until stopped (settings from .env)
	@exec $(BIN)/guatu run

test: install-dev ## run every test, a file to a core
ifeq ($(CHROMIUM),)
	@echo "Debian's chromium is not installed: the tests of the page in a browser are left out."
endif
ifeq ($(SOFFICE),)
	@echo "LibreOffice is not installed: the tests of papers as PDF are left out."
endif
	@$(BIN)/pytest -q -n $(WORKERS) --dist loadfile $(if $(LEFT_OUT),-m "not ($(LEFT_OUT))")

check: install-dev ## lint, format, types, the walls between the rooms, the lock files
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/pytest -q tests/test_locks.py

bench: install-dev ## measure everything beside the plain way (8 minutes)
	@$(BIN)/python -m chores.bench

soak: install-dev ## kill the bot 20 times on each engine amid every fault (10 minutes)
	@$(BIN)/python -m chores.soak

scaling: install-dev ## take 48 to 100,000 projects through a month (an hour)
	@$(BIN)/python -m chores.scaling

preview: install-dev ## draw every picture and paper in every state into preview/
	@$(BIN)/python -m chores.preview

pictures: install-dev rehearse ## draw anew the pictures that the README shows
	@$(BIN)/python -m chores.pictures

clean: ## remove what the chores made, the environment too; the database stays
	@rm -rf .venv build rehearsal preview .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@rm -rf *.egg-info && find . -name __pycache__ -prune -exec rm -rf {} +

.venv/.made:
	@if [ -z "$(PYTHON)" ]; then echo "guatu needs Python 3.11 or newer, with venv." >&2; exit 1; fi
	@echo "Making .venv with $$($(PYTHON) --version) ..."
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.installed: .venv/.made requirements.lock pyproject.toml
	@echo "Installing $$(grep -c '^[a-z].*==' requirements.lock) pinned packages (about a minute) ..."
	@$(INSTALL) -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/.installed-dev: .venv/.installed requirements-dev.lock
	@echo "Installing what the tests and the checks need (about a minute) ..."
	@$(INSTALL) -r requirements-dev.lock
	@touch $@
