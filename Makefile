# Everything here needs only make and python3 (>= 3.11) with pip. What each word does: `make help`.

PYTHON ?= python3
ARGS ?=
BIN := .venv/bin
# Show what a program said only when it failed.
quietly = { said="$$($(1) 2>&1)" || { echo "$$said"; false; }; }
TEMPLATES = find src -name '*.html' -print0

.DEFAULT_GOAL := help
.PHONY: help env run test check bench lock format clean dev \
	check-format check-lint check-types check-rooms check-templates check-spelling \
	check-django check-scripts

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

env: ## prepare .venv (afterwards .venv/bin/pasquino works)
	@$(PYTHON) scripts/env.py

run: env ## start a magazine with the demo content; options: ARGS="--port 8080"
	@exec $(BIN)/pasquino run --demo $(ARGS)

test: dev ## all tests, on SQLite and on PostgreSQL; for pytest: ARGS="-k corrections"
	@$(BIN)/python scripts/test.py $(ARGS)

check: dev ## format, lint, types, rooms, templates, spelling, Django, JavaScript and CSS
	@$(MAKE) --no-print-directory --keep-going --output-sync=target --jobs=2 \
		check-types check-format check-lint check-rooms check-templates check-spelling \
		check-django check-scripts && echo "All checks passed."

bench: env ## the benchmarks; a part: ARGS="start story --json"
	@exec $(BIN)/pasquino bench $(ARGS)

format: dev ## put code, templates and scripts into shape
	@$(BIN)/ruff check --fix-only --quiet . && $(BIN)/ruff format --quiet .
	@$(TEMPLATES) | xargs -0 -r $(BIN)/djade --target-version 5.2 || true
	@$(TEMPLATES) | xargs -0 -r $(BIN)/djhtml --tabwidth 2
	@if command -v npm >/dev/null; then sh scripts/check_scripts.sh format; fi

lock: dev ## renew requirements/*.txt from pyproject.toml; newer versions: ARGS=--upgrade
	@$(BIN)/uv pip compile pyproject.toml --group build --output-file requirements/run.txt \
		$(LOCK_OPTIONS) $(ARGS)
	@$(BIN)/uv pip compile pyproject.toml --group dev --output-file requirements/dev.txt \
		--constraint requirements/run.txt $(LOCK_OPTIONS) $(ARGS)

# Universal: one file for all systems and Pythons. No header, index or folder: nothing of the
# machine it was made on. Only wheels: nobody needs a compiler.
LOCK_OPTIONS = --universal --python-version 3.11 --generate-hashes --only-binary :all: \
	--no-header --no-emit-index-url --no-emit-find-links --quiet

clean: ## remove what the tools made; the magazine's data stays
	@rm -rf .venv node_modules scripts/lighthouse/node_modules build dist htmlcov .coverage \
		.mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +

dev:
	@$(PYTHON) scripts/env.py --dev

check-format:
	@$(call quietly,$(BIN)/ruff format --check .) || { echo "make format puts it right."; exit 1; }

check-lint:
	@$(call quietly,$(BIN)/ruff check .)

check-types:
	@data="$$(mktemp -d)" && trap 'rm -rf "$$data"' EXIT && export PASQUINO_DATA="$$data" && \
		$(call quietly,$(BIN)/mypy)

check-rooms:
	@$(call quietly,$(BIN)/lint-imports --no-cache)

check-templates:
	@$(call quietly,$(TEMPLATES) | xargs -0 -r $(BIN)/djade --target-version 5.2 --check)
	@$(call quietly,$(TEMPLATES) | xargs -0 -r $(BIN)/djhtml --tabwidth 2 --check)

check-spelling:
	@$(call quietly,$(BIN)/typos --format brief)

check-django:
	@data="$$(mktemp -d)" && trap 'rm -rf "$$data"' EXIT && export PASQUINO_DATA="$$data" && \
		$(call quietly,$(BIN)/pasquino manage makemigrations --check --dry-run) && \
		$(call quietly,$(BIN)/pasquino manage check)

check-scripts:
	@sh scripts/check_scripts.sh
