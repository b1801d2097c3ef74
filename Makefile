# The one door: people, pre-commit and CI go through it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TESTED := $(VENV)/.ready-test
STEPPED := $(addprefix tests/laws/test_,funnel_agrees.py paths_agree.py \
	questions_over_time_agree.py golden_places.py measures_agree.py placing_agrees.py)

.PHONY: help run test check lint types contracts bench docs clean

help:                      ## list what can be done
	@grep -hE '^[a-z]+: .*##|^[a-z]+:  +##' $(MAKEFILE_LIST) | sed 's/:.*##/ —/'

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(TESTED): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch $@

run: $(READY)              ## start the living example and print its address
	$(BIN)/tropa demo

test: $(TESTED)            ## install what tests need and run them all
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal
	@# Kernels once more as plain Python, where reading past the end of a column is an error.
	NUMBA_DISABLE_JIT=1 $(BIN)/python -m pytest -q -n auto --maxprocesses 4 $(STEPPED)

check: lint types contracts test ## everything CI runs

lint: $(TESTED)            ## style
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/ruff check src tests benchmarks

types: $(TESTED)           ## strict types
	$(BIN)/pyright

contracts: $(TESTED)       ## imports go one way
	$(BIN)/lint-imports

bench: $(TESTED)           ## rivals and us in one run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]'
	$(BIN)/python -m benchmarks

docs: $(READY)             ## make the reference pages anew
	$(BIN)/python -m tropa.show.reference docs/reference

clean:                     ## forget what was built
	rm -rf $(VENV) .ruff_cache .pytest_cache .hypothesis
