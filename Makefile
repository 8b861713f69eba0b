# Every target is short: the work is in Python, in tests/support/ and portal/.
PYTHON ?= python3
PORT ?= 8000
export PORT
setup := $(PYTHON) tests/support/environment.py

.DEFAULT_GOAL := help
.PHONY: help setup demo demo-reset test check bench lock

help: ## Say what each target does
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: ## Make or refresh the virtual environment for development
	@$(setup) dev

demo: ## Set up everything and serve the demo on http://127.0.0.1:$PORT (8000)
	@$(setup)
	@exec .venv/bin/python -m portal.demo.serve

demo-reset: ## The same, on fresh data
	@$(setup)
	@exec .venv/bin/python -m portal.demo.serve --reset

test: setup ## Run the whole suite: SQLite, real PostgreSQL, real browser (ARGS="-k word" chooses)
	@exec .venv/bin/python -m tests.support.suite $(ARGS)

check: setup ## Format, lint, types, import contracts, templates, migrations
	@exec .venv/bin/python -m tests.support.check

bench: setup ## Measure speed and write the tables of docs/performance.md
	@exec .venv/bin/python -m bench $(ARGS)

lock: setup ## Resolve the locks again; UPGRADE=1 takes the newest versions
	@exec .venv/bin/python tests/support/lock.py
