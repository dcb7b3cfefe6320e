# Two commands: `make grade` grades the two example classes, `make test` runs everything that checks the kit.
# Both set up what they need in .venv and say what they are doing.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT ?= out
SEED ?= 7
WORKERS ?= 0
# Files in their order: the last ones are short, so that no worker is long alone at the end.
PYTEST_ARGS ?= -n auto --dist loadfile --no-loadscope-reorder
TORCH ?= 2.13.0

# Where it is set, every process of a test run compiles the kit again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help grade test coverage prove release lint docs screenshots lock bench bench-smoke clean

help:
	@echo "make grade    grade the example classes of both assignments and print where the reports are"
	@echo "make test     lint, types, prove the course, run all tests"
	@echo "make coverage run the tests and print which lines they miss (slower than make test)"
	@echo "make lint     ruff, mypy, import layers"
	@echo "make prove    validate the exercises of the course"
	@echo "make release  write assignments/ again from solutions/"
	@echo "make docs     build the documentation into out/site"
	@echo "make bench    measure against nbgrader, otter-grader and pytest (slow)"
	@echo "make bench-smoke  run the same in its smallest size and check the ratios loosely"
	@echo "make lock     pin the environments again"

$(VENV)/grade.ok: requirements/grade.lock pyproject.toml
	@echo "==> Installing the grading environment into $(VENV) (once; a few minutes on a slow line)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || (echo "Wanted Python 3.11 or newer with venv; on Debian: apt-get install python3-venv" && exit 1)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/grade.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/test.ok: $(VENV)/grade.ok requirements/test.lock
	@echo "==> Installing what the tests need (PyTorch among them)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/test.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "torch==$(TORCH)"
	@touch $@

grade: $(VENV)/grade.ok
	@echo "==> Grading the example class of transformer-basics (tests/data/class)"
	@$(BIN)/autograder grade transformer-basics tests/data/class --out $(OUT)/transformer-basics --seed $(SEED) --workers $(WORKERS)
	@echo "==> Grading the example class of transformer-block (tests/data/class_block)"
	@$(BIN)/autograder grade transformer-block tests/data/class_block --out $(OUT)/transformer-block --seed $(SEED) --workers $(WORKERS)
	@echo "==> Both assignments are graded. Open:"
	@echo "    $(OUT)/transformer-basics/report.html"
	@echo "    $(OUT)/transformer-block/report.html"

prove: $(VENV)/grade.ok
	@$(BIN)/autograder prove

release: $(VENV)/grade.ok
	@$(BIN)/autograder release

lint: $(VENV)/test.ok
	@echo "==> ruff, mypy --strict, lint-imports"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --strict autograder
	@$(BIN)/lint-imports --no-cache

test: lint
	@echo "==> autograder prove: validate the exercises"
	@$(BIN)/autograder prove
	@echo "==> pytest"
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

coverage: $(VENV)/test.ok
	@$(BIN)/python -m pytest --cov --cov-report=term-missing:skip-covered $(PYTEST_ARGS)

docs: $(VENV)/test.ok
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet
	@echo "out/site/index.html"

screenshots: $(VENV)/test.ok
	@$(BIN)/autograder grade transformer-basics tests/data/class --out out/screenshots --seed 7 --language en --quiet
	@$(BIN)/python docs/screenshots.py out/screenshots

lock: $(VENV)/test.ok
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra ta pyproject.toml -o requirements/grade.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra test -c requirements/grade.lock pyproject.toml -o requirements/test.lock

bench: $(VENV)/test.ok
	@$(BIN)/python -m benchmarks

bench-smoke: $(VENV)/test.ok
	@$(BIN)/python -m benchmarks --smoke
	@$(BIN)/python -m benchmarks.scale 20
	@$(BIN)/python -m benchmarks.kill_resume 2 8
	@$(BIN)/python -m benchmarks.isolation 20

clean:
	rm -rf $(VENV) $(OUT) .pytest_cache .mypy_cache .ruff_cache .coverage
