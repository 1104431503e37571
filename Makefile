# Everything happens in .venv, which `make setup` makes with nothing but Python 3.11 or newer.
.DEFAULT_GOAL := help
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3.14 python3; do command -v $$p >/dev/null 2>&1 && $$p -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null && { command -v $$p; break; }; done)
BIN := .venv/bin
EXAMPLE := .example

.PHONY: help setup run test lint format lock train docs web clean

help:  ## Show what can be made
	@grep -E '^[a-z%-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: .venv/ready  ## Make the environment in .venv, with .venv/bin/kg

.venv/ready: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "needs Python 3.11 to 3.14 with venv: install one, or say where: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e .
	@touch $@

.venv/ready-dev: .venv/ready requirements-dev.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@

run: setup  ## Build the graph of the example papers and show what is in it
	@mkdir -p $(EXAMPLE)
	@$(BIN)/kg build examples/landmarks.jsonl --corpus $(EXAMPLE)/kg.db --store $(EXAMPLE)/kg.graph
	@$(BIN)/kg stats --store $(EXAMPLE)/kg.graph
	@$(BIN)/kg related arxiv:2106.09685 -k 5 --store $(EXAMPLE)/kg.graph
	@echo; echo "Ask on: $(BIN)/kg show LoRA --store $(EXAMPLE)/kg.graph"

PAGE := kg/serve/static/index.html
web: $(PAGE)  ## Build the page that `kg serve` shows

$(PAGE): .venv/ready-dev $(shell find kg/serve/web -type f -not -path '*/node_modules/*' 2>/dev/null)
	@$(BIN)/python -m kg.serve.bundle

test: .venv/ready-dev web  ## Pass the tests
	@$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder --ignore tests/browser $(ARGS)
	@$(BIN)/python -m pytest tests/browser  # a process of its own: a browser's event loop and the embedded store's Java do not share one

lint: .venv/ready-dev  ## Check style, types and the direction of imports
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: .venv/ready-dev  ## Format the code
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

lock:  ## Write the lock files anew from pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --all-extras --group dev pyproject.toml -o requirements-dev.lock

train: .venv/ready-dev  ## Train the extractor on the labelled abstracts and put it in the package
	@$(BIN)/python -m kg.extract.training.run

bench-%: .venv/ready-dev  ## Run a benchmark of those in benchmarks/: build, extract, resolve, related, load, serve, page ...
	@$(BIN)/python -m benchmarks.$* $(ARGS)

docs: .venv/ready-dev  ## Write the pages made from code, and build the site in site/
	@$(BIN)/python -m kg.docs
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

clean:  ## Remove what was made, but not .venv
	@rm -rf $(EXAMPLE) site dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
