# setup, demo, test, lint, bench, lock, clean. Everything is made under .venv/ and build/.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check --no-input
SHOW := $(BIN)/pactwatch
DEMO := build/demo
PYTEST_ARGS ?= -n 2 --dist loadfile

.PHONY: help setup setup-dev setup-s3 demo test test-cluster lint bench lock clean
.DELETE_ON_ERROR:

help:
	@echo "make setup   .venv with pactwatch in it, from the hash-checked lock"
	@echo "make demo    read examples/ into $(DEMO)/ and show the register"
	@echo "make test-cluster   faults on a Ray cluster of two nodes on this machine (minutes)"
	@echo "make setup-s3       an S3 server under build/s3, without which the tests on s3:// are skipped"
	@echo "make test    all other tests            make lint   ruff, mypy, import-linter"
	@echo "make bench   measure and print ratios"
	@echo "make lock    resolve the locks again (needs uv)"
	@echo "make clean   remove .venv, build and caches"

# A stamp says that the step ran to its end with the files that it depends on.
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "pactwatch needs Python 3.11 or newer: make setup PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' \
	  || { echo "this Python cannot make environments: install its venv package (python3-venv)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.locked: $(VENV)/.made requirements.lock
	$(PIP) install --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.ready: $(VENV)/.locked pyproject.toml
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.ready requirements-dev.lock
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

setup: $(VENV)/.ready

setup-dev: $(VENV)/.dev

# A server of its own environment: what it requires does not go with what pactwatch requires.
setup-s3: build/s3/.ready

build/s3/.ready: requirements-s3.lock
	$(PYTHON) -m venv build/s3
	build/s3/bin/python -m pip --quiet --disable-pip-version-check --no-input install --require-hashes -r requirements-s3.lock
	@touch $@

demo: setup
	@rm -rf $(DEMO) && mkdir -p $(DEMO)
	$(SHOW) read examples --meta examples/meta.csv --register $(DEMO)/register.db
	@echo; echo "--- every arrangement, one line each"
	$(SHOW) show --register $(DEMO)/register.db
	@echo; echo "--- one of them, with the words behind each cell"
	$(SHOW) show AUT-UZB --register $(DEMO)/register.db
	@echo; echo "--- where sources disagree"
	$(SHOW) show --disagreements --register $(DEMO)/register.db
	@echo "Go on: $(SHOW) show NOR-ZMB --register $(DEMO)/register.db"
	@echo "       $(SHOW) show --statements --register $(DEMO)/register.db"
	@echo "       $(SHOW) serve --register $(DEMO)/register.db"

test: setup-dev
	$(BIN)/python -m pytest $(PYTEST_ARGS)

test-cluster: setup-dev
	$(BIN)/python -m pytest -m cluster tests/workers/test_cluster.py

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup-dev
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/bulk.py

UV ?= uv
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-annotate --no-header --no-config
lock:
	$(COMPILE) pyproject.toml --extra dev --output-file requirements-dev.lock
	echo "setuptools>=80" | $(COMPILE) pyproject.toml - --constraint requirements-dev.lock --output-file requirements.lock
	echo "moto[server,s3]>=5.2" | $(COMPILE) - --output-file requirements-s3.lock

clean:
	rm -rf $(VENV) build src/*.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
