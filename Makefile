# Each target sets up its own virtual environment; nothing else is needed but Python 3.11 to 3.13.
PYTHON ?= python3

.PHONY: demo test clean

demo: .venv/ready  ## code the example corpus and show the relationship
	.venv/bin/towhom build build/demo.duckdb examples/corpus
	.venv/bin/towhom show build/demo.duckdb --between USA PRK
	@echo
	@echo "Next:"
	@echo "  .venv/bin/towhom serve build/demo.duckdb"
	@echo "  .venv/bin/towhom show build/demo.duckdb --between PRK KOR"
	@echo "  .venv/bin/towhom events build/demo.duckdb --between USA KOR --format csv"
	@echo "  .venv/bin/towhom code examples/corpus/*.txt | head -3"
	@echo "  .venv/bin/towhom build my.duckdb PATH-TO-YOUR-DOCUMENTS"

test: .venv-test/ready  ## lint, types, tests
	.venv-test/bin/ruff check .
	.venv-test/bin/ruff format --check .
	.venv-test/bin/mypy
	.venv-test/bin/pytest

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check -e .
	@mkdir -p build
	@touch $@

.venv-test/ready: pyproject.toml
	$(PYTHON) -m venv .venv-test
	.venv-test/bin/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	@touch $@

clean:
	rm -rf .venv .venv-test build
