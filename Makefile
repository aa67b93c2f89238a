# piiventory: build, demonstrate, test.
#
# Needed: Go (the version in go.mod), Git and make. `make test` also needs
# PostgreSQL, MariaDB and MinIO and sees to them itself; see .ci/test-servers.

SHELL       := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

GO      ?= go
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo devel)
BUILD   := $(GO) build -trimpath -ldflags '-X main.version=$(VERSION)'

# The package that starts goroutines, and the suite in which several of them
# share a scanner, run a second time under the race detector. The other tests
# have one goroutine each, and so have those left out here; or they scan hundreds of
# times what the others scan once.
RACE_TAKE    := -skip 'Coverage|AMillionKeys|ManyAssets|DatasetsDoNot|GoalSizes|GoalMisses|BoundsHold|WhatWasFound|ScansReach' ./inventory/...
RACE_CONFORM := -run Conform ./scanners/...

# Linters run from their own modules, so that go.mod names only what the
# program is made of. ST1005 is off: many errors begin with the name of a method.
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2

# How long one fuzz target runs in `make fuzz`.
FUZZTIME ?= 10s

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: build
build: ## Build bin/piiventory
	$(BUILD) -o bin/ ./cmd/piiventory

.PHONY: install
install: ## Install piiventory into GOBIN
	$(GO) install -trimpath -ldflags '-X main.version=$(VERSION)' ./cmd/piiventory

.PHONY: demo
demo: ## Make a synthetic company, scan it, compare what was found with what was planted
	@$(BUILD) -o bin/ ./cmd/piiventory ./cmd/piiventory-demo
	@bin/piiventory-demo

.PHONY: test
test: test-servers vet ## Run every test; a skipped test is a failure
	$(GO) build -trimpath -o bin/ ./cmd/piiventory
	$(GO) test -json -timeout 14m ./... ./.ci/testsummary | $(GO) run ./.ci/testsummary
	$(GO) test -json -timeout 14m -tags purego -run 'Walk|Corpus|Scan' ./detectors | $(GO) run ./.ci/testsummary
	$(GO) test -json -timeout 14m -race $(RACE_TAKE) | $(GO) run ./.ci/testsummary
	$(GO) test -json -timeout 14m -race $(RACE_CONFORM) | $(GO) run ./.ci/testsummary
	cd .ci/bench-formats && $(GO) test -json -timeout 14m . | (cd ../.. && $(GO) run ./.ci/testsummary)

.PHONY: test-servers
test-servers: ## Install or build what the tests run against (PostgreSQL, MariaDB, MinIO, tesseract)
	@.ci/test-servers

.PHONY: vet
vet:
	$(GO) vet ./... ./.ci/testsummary
	cd .ci/bench-formats && $(GO) vet .

.PHONY: lint
lint: vet ## Look for mistakes: gofmt, go vet, staticcheck
	@files=$$(gofmt -l .); if [ -n "$$files" ]; then echo "not formatted (run make fmt):" $$files >&2; exit 1; fi
	$(GO) run $(STATICCHECK) -checks inherit,-ST1005 ./... ./.ci/testsummary
	cd .ci/bench-formats && $(GO) run $(STATICCHECK) -checks inherit,-ST1005 .

.PHONY: fmt
fmt: ## Format all Go files
	gofmt -w .

# What piiventory is compared with (docs/performance.md). Alcatraz is installed from its
# own module, so that go.mod names only what the program is made of.
ALCATRAZ := github.com/hoophq/alcatraz/cmd/alcatraz@v0.23.0

.PHONY: bench-build
bench-build:
	@$(BUILD) -o bin/ ./cmd/piiventory ./cmd/piiventory-bench
	@$(BUILD) -tags purego -o bin/piiventory-portable ./cmd/piiventory

.PHONY: bench
bench: bench-build bench-formats ## Run the benchmarks, then compare whole runs with ripgrep where it is installed
	@$(GO) test -run '^$$' -bench . -benchmem $$(grep -rl --include=*_test.go --exclude=pages_test.go '^func Benchmark' . | xargs -n 1 dirname | sort -u)
	@bin/piiventory-bench

.PHONY: bench-formats
bench-formats: ## Print the tables of each format beside the bare library (docs/performance.md); a module of its own
	@cd .ci/bench-formats && $(GO) run .

# The sizes of tables and the rounds of bench-databases.
ROWS   ?= 100000,1000000,10000000
ROUNDS ?= 3

.PHONY: bench-databases
bench-databases: test-servers ## Draw rows of tables of ROWS rows beside ORDER BY random() and count pages on the server; minutes
	@for store in postgres mysql sqlite; do \
	  $(GO) test -timeout 60m -run '^$$' -bench Draw ./scanners/$$store -rows $(ROWS) -rounds $(ROUNDS) | grep -E '^(\||[A-Z].*rounds|$$|FAIL|---|.*_test.go:)'; \
	done

.PHONY: quality
quality: ## Measure precision and recall by category; fails below the floors of docs/quality.md
	@$(GO) run ./cmd/piiventory-quality

.PHONY: bench-peers
bench-peers: bench-build ## Install the peers that can be had (ripgrep, alcatraz) and print the ratios round by round
	@command -v rg >/dev/null || { if [ "$$(id -u)" = 0 ]; then apt-get install -y -qq ripgrep; else sudo apt-get install -y -qq ripgrep; fi; }
	@GOBIN=$(CURDIR)/bin $(GO) install $(ALCATRAZ)
	@bin/piiventory-bench -alcatraz bin/alcatraz -what count,portable,cores,gzip,alcatraz

.PHONY: fuzz
fuzz: ## Run each fuzz target for FUZZTIME (10s)
	@grep -rHo --include=*_test.go '^func Fuzz[A-Za-z0-9_]*' . | sed 's/func //' | sort | while IFS=: read -r file target; do \
	  echo "$$target in $$(dirname $$file)"; \
	  $(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) $$(dirname $$file); \
	done

.PHONY: clean
clean: ## Remove what make built and what the demo wrote
	rm -rf bin demo-out
