# make run          start the program; ARGS="..." hands it arguments
# make test         everything: format, lint, types, contracts, translations, all tests
# make check        the everyday part of it: rules, file, one whole day in the window; ALSO=tests/... adds to it
# make help         the other commands

VENV ?= .venv
PYTHON ?=
ARGS ?=
RUN := $(VENV)/bin/python

MAKEFLAGS += --no-print-directory --no-builtin-rules
.SUFFIXES:
.DEFAULT_GOAL := help
.NOTPARALLEL:

.PHONY: help run setup dev-setup test check lint texts texts-check format screenshots bench
.PHONY: test-all-pythons test-other-python clean

help:
	@echo "make run [ARGS=...]      start the program"
	@echo "make test                format, lint, types, contracts, translations and all tests"
	@echo "make check [ALSO=...]    the everyday part of it, about a minute, and tests of your choice"
	@echo "make test-all-pythons    the fast tests under every Python from 3.11 to 3.13 found here"
	@echo "make format              put the code into its one format"
	@echo "make texts               bring the Norwegian and Swedish catalogues up to date with the code"
	@echo "make screenshots         draw every page and dialog, light and dark, into screenshots/"
	@echo "make reliability         the 26 promises at length, hours; ARGS=\"-k p02\" takes some of them"
	@echo "make fuzz                20,000 spoilt files of each kind, read or refused"
	@echo "make bench               measure against the bare libraries"
	@echo "make clean               remove what the commands above made, but for the environments"

# The environment. Each stamp says that a step was done for the pyproject.toml of now.

$(VENV)/.runtime-ready: pyproject.toml packaging/prepare.sh
	@packaging/prepare.sh venv $(VENV) "$(PYTHON)"
	@echo "Installing what the program needs into $(VENV)" >&2
	@$(RUN) -m pip install --quiet --disable-pip-version-check --editable '.[keyring]'
	@touch $@

$(VENV)/.dev-ready: pyproject.toml packaging/prepare.sh
	@packaging/prepare.sh venv $(VENV) "$(PYTHON)"
	@echo "Installing what the tests need into $(VENV)" >&2
	@$(RUN) -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@packaging/prepare.sh tools
	@touch $(VENV)/.runtime-ready $@

$(VENV)/.qt-ready: $(VENV)/.runtime-ready packaging/prepare.sh
	@packaging/prepare.sh qt $(VENV)
	@touch $@

setup: $(VENV)/.runtime-ready $(VENV)/.qt-ready
	@$(RUN) packaging/texts.py compile

dev-setup: $(VENV)/.dev-ready setup

run: setup
	@$(RUN) -m retention_journal $(ARGS)

# The tests. Pytest comes last, so that its summary is the last thing said.

# What is run all day, within a minute: the rules, the file, the house itself, and one whole day in the window.
# What one works on comes along with ALSO=tests/services or the like.
ALSO ?=
EVERYDAY := tests/core tests/storage tests/ui/test_whole_day.py $(wildcard tests/test_*.py)
PYTEST := $(RUN) -m pytest -n auto --dist loadfile

test: dev-setup lint texts-check test-other-python
	$(PYTEST)

check: dev-setup lint texts-check
	$(PYTEST) -m "not slow" $(EVERYDAY) $(ALSO)

lint: dev-setup
	$(RUN) -m ruff format --check .
	$(RUN) -m ruff check .
	$(RUN) -m mypy
	$(VENV)/bin/lint-imports --no-logo

texts-check: dev-setup
	$(RUN) packaging/texts.py check

# The newest other Python that is here runs the fast tests too; where there is none, that is said and fine.
test-other-python: dev-setup
	@other=$$(packaging/prepare.sh other-pythons $(VENV) | head -n 1); \
	if [ -n "$$other" ]; then $(MAKE) fast-tests-under OTHER="$$other"; \
	else echo "No second Python here; the tests run under one."; fi

test-all-pythons: dev-setup
	@set -e; for other in $$(packaging/prepare.sh other-pythons $(VENV)); do \
		$(MAKE) fast-tests-under OTHER="$$other"; done
	$(PYTEST) -m "not slow"

.PHONY: fast-tests-under
fast-tests-under:
	@version=$$("$(OTHER)" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
	$(MAKE) dev-setup VENV=.venv-$$version PYTHON="$(OTHER)" && \
	echo "The fast tests under Python $$version" && \
	CI= .venv-$$version/bin/python -m pytest -n auto --dist loadfile -m "not slow" -q

format: dev-setup
	$(RUN) -m ruff check --fix-only --quiet .
	$(RUN) -m ruff format .

texts: dev-setup
	$(RUN) packaging/texts.py update
	$(RUN) packaging/texts.py compile

screenshots: dev-setup
	xvfb-run --auto-servernum --server-args="-screen 0 1600x1200x24" $(RUN) -m tests.screenshots $(ARGS)

.PHONY: fuzz
fuzz: dev-setup
	@SPOILT_FILES=20000 $(RUN) -m pytest -q -n auto tests/importers -k "fuzz or spoilt"

# Kills, power cuts, bit flips: `make test` runs the same tests with few of each.
.PHONY: reliability
reliability: dev-setup
	RELIABILITY=1 $(PYTEST) -p tests.reliability.promises -m promise $(ARGS)

bench: dev-setup
	@set -e; for file in benchmarks/*_ratio.py benchmarks/wording.py; do \
		name=$$(basename "$$file" .py); echo "$$name"; \
		xvfb-run --auto-servernum --server-args="-screen 0 1600x1200x24" $(RUN) -m "benchmarks.$$name" $(ARGS); done

clean:
	rm -rf build dist htmlcov screenshots .coverage .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	find resources/i18n -name '*.mo' -delete
	find retention_journal tests packaging benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
