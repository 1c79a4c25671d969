# The five verbs. Each calls what a person would call; arguments go into ARGS: make test ARGS="tests/test_method.py".
# run and test install what they need; the others use what run or test has installed.
PYTHON ?= python3
INSTALLED = .venv/bin/python

.PHONY: run test check build bench

run: ## install, build what changed, serve
	$(PYTHON) run.py $(ARGS)

test: ## style, types and all tests
	$(PYTHON) run.py test $(ARGS)

check: ## check the data, publish nothing
	$(INSTALLED) -m etl check $(ARGS)

build: ## build the warehouse and publish a snapshot
	$(INSTALLED) -m etl build $(ARGS)

bench: ## measure how long people wait
	$(INSTALLED) -m benchmarks.interaction $(ARGS)
