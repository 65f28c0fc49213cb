# `make help` lists the targets. `make demo` and `make test` set up everything they need.
.DEFAULT_GOAL := help
SHELL := /bin/bash
# One optimised build serves the tool and the tests, which look into some targets.
SWIFT_FLAGS := -c release -Xswiftc -enable-testing
SLUICE := .build/release/sluice
PYTHON := .build/python-env/bin/python
SOURCES := Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: bootstrap
bootstrap:
	@scripts/bootstrap.sh

.PHONY: build
build: bootstrap ## Build the command line tool, optimised
	swift build $(SWIFT_FLAGS) --product sluice

.PHONY: demo
demo: build ## Fetal heart rate jobs through the whole system, on real recordings
	$(SLUICE) demo

.PHONY: test
test: bootstrap lint ## Lint, build, Swift tests, then boto3 and the aws CLI against the local cloud
	swift build $(SWIFT_FLAGS) --build-tests
	swift test $(SWIFT_FLAGS) --skip-build
	@$(MAKE) --no-print-directory clients

.PHONY: clients
clients: ## Only the tests of the built tool: end to end, boto3, aws CLI; needs a build
	@scripts/python-env.sh
	@scripts/browser.sh
	$(PYTHON) -m pytest Tests/EndToEnd Tests/Clients -q --durations=5

.PHONY: bench
bench: build ## Requests beside a server that does nothing, simulated jobs beside a bare loop, synth beside a start, FHR beside Python
	cd Benchmarks && swift build -c release && .build/release/throughput && .build/release/simulation && .build/release/templates
	python3 Benchmarks/fetal_heart_rate.py

.PHONY: lint
lint: ## Check the format of every Swift file
	swift format lint --strict --recursive $(SOURCES)

.PHONY: format
format: ## Format every Swift file
	swift format --in-place --recursive $(SOURCES)

.PHONY: clean
clean: ## Remove what was built
	rm -rf .build Benchmarks/.build
