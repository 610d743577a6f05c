# `make chat` and `make test` do all the set-up themselves, on a machine that has Python 3.11 to 3.13 and make; the second time they start at once.
.DELETE_ON_ERROR:
.PHONY: help chat test check bench readme lock clean

PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null && echo $$python && break; done)
VENV := .venv
RUN := $(VENV)/bin/python
INSTALL := $(RUN) -m pip --disable-pip-version-check install --quiet --require-hashes

help:
	@echo "make chat    chat with the bot in this terminal"
	@echo "make test    run the tests"
	@echo "make check   ruff, mypy, the tests, and the knowledge base"
	@echo "make bench   how long an answer takes"
	@echo "make readme  write the README's conversation anew, after the replies have changed"
	@echo "make lock    renew the lock files to the newest releases"

chat: $(VENV)/.ready
	@$(VENV)/bin/seminar-bot chat

test: $(VENV)/.ready-to-test
	@$(RUN) -m pytest

check: $(VENV)/.ready-to-test
	$(RUN) -m ruff check .
	$(RUN) -m mypy
	$(RUN) -m pytest -q
	$(VENV)/bin/seminar-bot check

bench: $(VENV)/.ready-to-test
	@$(RUN) benchmarks/answer.py

readme: $(VENV)/.ready-to-test
	@$(RUN) -m tests.test_readme

$(RUN):
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed; none was found."; exit 1; }
	@echo "setting up $(VENV) with $$($(PYTHON) --version); this takes a minute, once"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module is needed (on Debian and Ubuntu: apt install python3-venv)."; exit 1; }

$(VENV)/.ready: requirements.lock requirements-build.lock pyproject.toml | $(RUN)
	@$(INSTALL) -r requirements.lock -r requirements-build.lock
	@$(RUN) -m pip --disable-pip-version-check install --quiet --no-deps --no-build-isolation --editable .
	@echo "learning the questions that are filed in knowledge/asked; this takes some seconds, once"
	@$(VENV)/bin/seminar-bot ask "whoever took the floor that day" >/dev/null
	@touch $@

$(VENV)/.ready-to-test: $(VENV)/.ready requirements-dev.lock
	@$(INSTALL) -r requirements-dev.lock
	@touch $@

COMPILE = $(VENV)/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock"

lock: $(RUN)
	$(RUN) -m pip --disable-pip-version-check install --quiet uv
	$(COMPILE) pyproject.toml --output-file requirements.lock
	echo "hatchling" | $(COMPILE) - --output-file requirements-build.lock
	$(COMPILE) pyproject.toml --extra dev --constraint requirements.lock --constraint requirements-build.lock --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache
