# The work by name. `make demo` and `make test` need Python 3.11 or newer and a package registry, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared

.PHONY: demo test lint types imports docs screenshots evaluate evaluate-quick bench train train-open clean

# One stamp per set of extras: the environment is made again only when pyproject.toml changes.
$(VENV)/.runtime: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q -e .
	touch $@

$(VENV)/.develop: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q -e '.[test,dev]'
	touch $@ $(VENV)/.runtime

demo: $(VENV)/.runtime
	$(BIN)/python examples/demo.py

# Two at a time: half of the time is spent in a browser and a database, which have processes of their own. What shares
# something that takes long to make is run by one of them, what takes longest first (tests/conftest.py).
test: $(VENV)/.develop
	$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder

lint: $(VENV)/.develop
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.develop
	$(BIN)/mypy

imports: $(VENV)/.develop
	$(BIN)/lint-imports

docs: $(VENV)/.develop
	$(BIN)/python -m pytest -q tests/docs

# Every page of the web app over the fictional example, in .screenshots/, and the guide's pictures; needs chromium.
screenshots: $(VENV)/.develop
	$(BIN)/python -m tests.web.screenshots

# All figures of docs/model-card.md on the dev splits; the corpora lie beside the repository or at SHARED.
evaluate: $(VENV)/.develop
	$(BIN)/python -m evaluation --shared $(SHARED)

# The hand-made gold and the tables alone: a minute instead of many.
evaluate-quick: $(VENV)/.develop
	$(BIN)/python -m evaluation --shared $(SHARED) dialogue parties

$(VENV)/.train: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q -e '.[train,test,dev]'
	touch $@ $(VENV)/.develop $(VENV)/.runtime

# From corpora to shipped weights; hours on two cores. docs/training.md tells each step.
train: $(VENV)/.train
	for step in fetch prepare train acts export tune export; do $(BIN)/python -m training $$step --config training/configs/full.yaml || exit 1; done

# The same from the openly licensed corpora alone; the weights stay beside their run and are not shipped.
train-open: $(VENV)/.train
	for step in fetch prepare train; do $(BIN)/python -m training $$step --config training/configs/open.yaml || exit 1; done
	$(BIN)/python -m training export --config training/configs/open.yaml --folder training/runs/open/weights

# Speed and memory of reading, on one core.
bench: $(VENV)/.develop
	OMP_NUM_THREADS=1 $(BIN)/python -m evaluation.bench

clean:
	rm -rf $(VENV) .demo .screenshots
