# Everything starts here: `make help`.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

SWIFT := scripts/swift
PREFIX ?= /usr/local
FIXTURES := .build/fixtures
# The schemas of KubeVirt and CDI, where a checkout has them beside it: manifests are checked against them.
CRDS := $(abspath $(wildcard ../shared/reference/crds))
# One at a time: tests that start programs and look at clocks would disturb each other on two cores.
UNIT := $(SWIFT) test --skip-build --disable-xctest --no-parallel --skip SystemTests
SYSTEM := GANTRY_CRDS=$(CRDS) GANTRY_FIXTURES=$(CURDIR)/$(FIXTURES) $(SWIFT) test --skip-build --disable-xctest --filter SystemTests

.PHONY: help deps build release demo test test-fast test-full bench lint format install clean fixtures tests-built

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

deps: ## Install the Debian packages that are missing
	@scripts/install-dependencies.sh

build: ## Build for debugging
	$(SWIFT) build --product gantry

release: ## Build for use: .build/release/gantry
	$(SWIFT) build -c release --static-swift-stdlib --product gantry

demo: ## Migrate a small real guest, boot it, show its report
	@scripts/install-dependencies.sh run demo
	@$(MAKE) --no-print-directory release
	@scripts/demo.sh

test: deps lint tests-built fixtures ## Run all checks and tests
	GANTRY_FIXTURES=$(CURDIR)/$(FIXTURES) $(UNIT)
	$(SYSTEM)

test-fast: tests-built ## Run the tests that need no guest
	$(UNIT)

test-full: ## Run all tests, and migrate a complete Debian as well
	@$(MAKE) --no-print-directory test
	Tests/Fixtures/build.sh $(FIXTURES) debian
	GANTRY_TEST_FULL=1 $(SYSTEM)

tests-built:
	$(SWIFT) build --build-tests

fixtures: ## Build the guests and appliances that system tests use
	Tests/Fixtures/build.sh $(FIXTURES)

bench: deps release ## Measure against the field's tools
	Benchmarks/run.sh

lint: ## Check the style
	@scripts/lint.sh

format: ## Put the sources into shape
	$(SWIFT) format format --in-place --parallel --recursive Sources Tests Package.swift

install: release ## Install into PREFIX (/usr/local)
	install -D -m 0755 .build/release/gantry $(DESTDIR)$(PREFIX)/bin/gantry

clean: ## Remove everything that was built
	rm -rf .build
