# Two commands do all the set-up: `make demo` opens the board, `make test` passes the tests.
# Both create .venv from the lock file, with uv where it is installed and with venv and pip elsewhere.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
LOCKED := uv.lock pyproject.toml .ci/requirements.py

.DEFAULT_GOAL := help
.PHONY: help demo run test check lint format snapshots screenshots accuracy bench soak clean

help:  ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

demo: $(VENV)/.run  ## open the board on the built-in recording; needs no network once installed
	@$(BIN)/frontwatch --demo

run: $(VENV)/.run  ## open the board on the live feeds of sources.toml
	@$(BIN)/frontwatch

test: $(VENV)/.dev  ## run the tests
	@$(BIN)/pytest --numprocesses auto --dist worksteal

lint: $(VENV)/.dev  ## ruff, mypy --strict and the import contracts
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --verbose 2>&1 | tail -n 25; $(BIN)/lint-imports >/dev/null

check: lint test  ## exactly what CI runs

format: $(VENV)/.dev  ## rewrite the code in the house format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

snapshots: $(VENV)/.dev  ## accept the views as they look now; look at the difference first
	@$(BIN)/pytest tests --snapshot-update -k snapshot

screenshots: $(VENV)/.dev  ## redraw screenshots/ from the recording
	@$(BIN)/python -m benchmarks.screenshots

accuracy: $(VENV)/.dev  ## score extraction on labelled sentences
	@$(BIN)/python -m benchmarks.accuracy

bench: $(VENV)/.dev  ## measure speed, each figure beside a peer's in the same run
	@$(BIN)/python -m benchmarks.bench

soak: $(VENV)/.dev  ## twenty minutes on feeds that fail, hang and change: memory and files must stay flat
	@$(BIN)/python -m benchmarks.soak

clean:  ## forget the environment
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

ifdef UV
$(VENV)/.run: $(LOCKED)
	@$(UV) sync --quiet --frozen --inexact --no-dev
	@touch $@

$(VENV)/.dev: $(LOCKED)
	@$(UV) sync --quiet --frozen
	@touch $(VENV)/.run $@
else
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "frontwatch needs Python 3.11 or newer; this is $$($(PYTHON) --version 2>&1). Name another: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "Python's venv module is missing. On Debian and Ubuntu: sudo apt install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(LOCKED) | $(BIN)/python
	@$(BIN)/python .ci/requirements.py > $(VENV)/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/.dev: $(LOCKED) | $(BIN)/python
	@$(BIN)/python .ci/requirements.py --dev > $(VENV)/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $(VENV)/.run $@
endif
