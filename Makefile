# The one door: people, pre-commit and CI go through it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TESTED := $(VENV)/.ready-test
STEPPED := $(addprefix tests/laws/test_,funnel_agrees.py paths_agree.py \
	questions_over_time_agree.py golden_places.py measures_agree.py placing_agrees.py)

# Hundreds of processes read the same modules: each is compiled once, not in every process.
unexport PYTHONDONTWRITEBYTECODE

# What the app is made of: a change of any of it builds the app again.
APP := $(shell find web -name node_modules -prune -o -type f -print) hatch_build.py $(wildcard src/tropa/words/*.json)
BROWSER := /usr/bin/chromium

.PHONY: help run test check lint types contracts app bench docs pictures clean

help:                      ## list what can be done
	@grep -hE '^[a-z]+: .*##|^[a-z]+:  +##' $(MAKEFILE_LIST) | sed 's/:.*##/ —/'

$(READY): pyproject.toml constraints.txt $(APP)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(TESTED): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch $@

# Browsers are not of PyPI: the distribution's own is taken where it can be.
$(VENV)/.ready-browser: | $(READY)
	@test -x $(BROWSER) || command -v chromium >/dev/null || { \
	  test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
	  apt-get -qq update && apt-get -qq install -y --no-install-recommends chromium >/dev/null; } || \
	  echo "No Chromium here: tests of screens are skipped (apt-get install chromium)."
	@touch $@

web/node_modules: web/package-lock.json
	@if command -v npm >/dev/null; then cd web && npm ci --no-audit --no-fund && touch node_modules; \
	  else echo "No Node here: the app's own tests are skipped."; fi

run: $(READY)              ## start the living example and print its address
	$(BIN)/tropa demo

test: $(TESTED) $(VENV)/.ready-browser app ## install what tests need and run them all
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal --ignore tests/browser
	@# Three keep two cores busy; a fourth makes the whole no quicker.
	$(BIN)/python -m pytest -n 3 --dist loadfile tests/browser
	@# Kernels once more as plain Python, where reading past the end of a column is an error.
	NUMBA_DISABLE_JIT=1 $(BIN)/python -m pytest -q -n auto --maxprocesses 4 $(STEPPED)

app: web/node_modules      ## check and test the app by itself
	@if test -d web/node_modules; then cd web && npm run --silent check && npm run --silent test; fi

check: lint types contracts test ## everything CI runs

lint: $(TESTED)            ## style
	$(BIN)/ruff format --check src tests benchmarks hatch_build.py
	$(BIN)/ruff check src tests benchmarks hatch_build.py

types: $(TESTED)           ## strict types
	$(BIN)/pyright

contracts: $(TESTED)       ## imports go one way
	$(BIN)/lint-imports

bench: $(TESTED)           ## rivals and us in one run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]'
	$(BIN)/python -m benchmarks

docs: $(READY)             ## make the reference pages and the app's types anew
	$(BIN)/python -m tropa.show.reference docs/reference web/src/api/types.ts

pictures: $(TESTED)        ## take the pictures of the app anew
	$(BIN)/python -m docs.pictures.take

clean:                     ## forget what was built
	rm -rf $(VENV) .ruff_cache .pytest_cache .hypothesis web/node_modules src/tropa/show/web/app
