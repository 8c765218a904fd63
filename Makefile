# Two commands to know: `make run` and `make test`. Everything else is in CONTRIBUTING.md.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: run demo install test lint types gate docs bench-crawl bench-latency bench-read bench-extract bench-watch bench-resolve check clean

run: install
	@exec $(BIN)/tongbao run $(ARGS)

demo: install
	@exec $(BIN)/tongbao demo $(ARGS)

install: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tongbao needs Python 3.11 or newer; $(PYTHON) is older. Try: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing locked dependencies (about 300 MB, once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

test: install
	@$(BIN)/python -m tests.prepare
	$(BIN)/python -m pytest

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install
	$(BIN)/mypy .

gate: install
	$(BIN)/python -m bench.gate
	$(BIN)/python -m bench.reading
	$(BIN)/python -m bench.watch
	$(BIN)/python -m bench.resolve

bench-crawl: install
	$(BIN)/python -m bench.crawl

bench-latency: install
	$(BIN)/python -m bench.latency

bench-read: install
	$(BIN)/python -m bench.read

bench-watch: install
	$(BIN)/python -m bench.watch

bench-resolve: install
	$(BIN)/python -m bench.resolve
	$(BIN)/python -m bench.resolve --scale

bench-extract: install
	$(BIN)/python -m bench.extract

docs: install
	$(BIN)/python -m tests.test_docs

check: lint types test gate

clean:
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache
