# Two commands do everything: `make demo` and `make test`. Both install the system packages that they need, by name.

# What building and trying needs; a program that is only run needs RUNTIME_PACKAGES alone. The Dockerfile reads both lists
# from here.
BUILD_PACKAGES = libcurl4-openssl-dev libssl-dev libwebsockets-dev pkg-config tzdata
RUNTIME_PACKAGES = ca-certificates libcap2 libcurl4 libssl3 libstdc++6 libwebsockets17 tzdata

SWIFT ?= swift
SWIFT_FLAGS = --explicit-target-dependency-import-check error
# What `make fuzz` runs, each for so long, and what it builds with. The compiler brings libFuzzer along, but only its lld links
# it with AddressSanitizer. Swift's own backtracer would wait for the sanitizer's, so it is off.
FUZZ_TARGETS = $(notdir $(wildcard Tests/Fuzz/Corpora/*))
SECONDS_EACH = 60
FUZZ_FOLDER = .build/fuzz
FUZZ_FLAGS = -c release --scratch-path $(FUZZ_FOLDER) --sanitize=address \
	-Xswiftc -sanitize=fuzzer -Xswiftc -enable-testing -Xswiftc -use-ld=lld
FUZZ_ENVIRONMENT = SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0
# What `make sanitize` runs all tests under, each built apart, and fewer at once, for everything takes several times as long.
# Programs that tests start find the symbolizer by its path alone. There are no tests of XCTest, whose runner leaks.
SANITIZERS = thread address
SANITIZER_RUNTIME = .build/sanitizer-runtime.so
SANITIZER_FLAGS = --disable-xctest -Xswiftc -use-ld=lld
LEAKS = 0
SANITIZER_OPTIONS = external_symbolizer_path=$(SWIFT_FOLDER)llvm-symbolizer
SANITIZER_ENVIRONMENT = SWIFT_BACKTRACE=enable=no SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=4 \
	LD_PRELOAD=$(CURDIR)/$(SANITIZER_RUNTIME) TSAN_OPTIONS=$(SANITIZER_OPTIONS) ASAN_OPTIONS=$(SANITIZER_OPTIONS):detect_leaks=$(LEAKS) \
	LSAN_OPTIONS=suppressions=$(CURDIR)/Tests/Sanitizers/leaks.txt:print_suppressions=0
SWIFT_FOLDER = $(dir $(shell command -v $(SWIFT)))
SUDO = $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: help demo test proxies soak soak-ci fuzz sanitize build lint packages

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: packages ## try the bot in this terminal, without a Webex account
	@echo "==> building Steward (about two minutes the first time)"
	@$(SWIFT) build $(SWIFT_FLAGS) --product steward
	@$(SWIFT) run $(SWIFT_FLAGS) --skip-build steward demo $(DEMO_FLAGS)

# All tests at once would keep those that talk over sockets waiting for a processor longer than their deadlines.
test: packages ## build everything and run all tests
	@echo "==> building and testing Steward (a few minutes the first time)"
	@SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=12 $(SWIFT) test $(SWIFT_FLAGS)

# Squid is started for these tests only; the one that its package starts as a service is not touched.
proxies: packages ## run the tests that need a real proxy in front of Webex
	@$(MAKE) --no-print-directory packages BUILD_PACKAGES="squid openssl"
	@echo "==> testing behind three proxies"
	@Tests/Proxies/run $(SWIFT) test $(SWIFT_FLAGS) --filter RealProxyTests

# The tests' own program runs in a process beside them, which is stopped and killed; what became of every request is counted.
SOAK = minutes=15 requests=10000 people=100 restarts=12
SOAK_CI = minutes=1 requests=400 people=60 restarts=2 seed=1

soak: packages ## ask 10,000 times while everything goes wrong (15 minutes; SOAK="minutes=60 requests=40000 seed=7")
	@STEWARD_SOAK="$(SOAK)" $(SWIFT) test $(SWIFT_FLAGS) --filter SoakTests

soak-ci: packages ## the same for two minutes
	@STEWARD_SOAK="$(SOAK_CI)" $(SWIFT) test $(SWIFT_FLAGS) --filter SoakTests

# New inputs stay below $(FUZZ_FOLDER), as does what ended a run.
fuzz: packages ## feed hostile bytes to what reads them (SECONDS_EACH=60, FUZZ_TARGETS="webhook answer")
	@STEWARD_FUZZ=1 $(SWIFT) build $(SWIFT_FLAGS) $(FUZZ_FLAGS) --product Fuzz
	@failed=""; \
	for target in $(FUZZ_TARGETS); do \
		echo "==> $$target, $(SECONDS_EACH) seconds"; \
		mkdir -p $(FUZZ_FOLDER)/found/$$target; \
		env $(FUZZ_ENVIRONMENT) $(FUZZ_FOLDER)/release/Fuzz $$target $(FUZZ_FOLDER)/found/$$target Tests/Fuzz/Corpora/$$target \
			-max_total_time=$(SECONDS_EACH) -timeout=10 -print_final_stats=1 -verbosity=0 \
			-artifact_prefix=$(FUZZ_FOLDER)/$$target- || failed="$$failed $$target"; \
	done; \
	if [ -n "$$failed" ]; then echo "==> failed:$$failed; the inputs are $(FUZZ_FOLDER)/<target>-*"; exit 1; fi

sanitize: packages $(SANITIZER_RUNTIME) ## run all tests under sanitizers (SANITIZERS="thread address")
	@failed=""; \
	for sanitizer in $(SANITIZERS); do \
		echo "==> the $$sanitizer sanitizer (building takes longer than for the tests alone)"; \
		env $(SANITIZER_ENVIRONMENT) $(SWIFT) test $(SWIFT_FLAGS) $(SANITIZER_FLAGS) \
			--scratch-path .build/$$sanitizer --sanitize=$$sanitizer || failed="$$failed $$sanitizer"; \
	done; \
	if [ -n "$$failed" ]; then echo "==> failed under the sanitizer:$$failed"; exit 1; fi

# The compiler brings clang along.
$(SANITIZER_RUNTIME): Tests/Sanitizers/runtime.c
	@mkdir -p $(@D)
	@$(SWIFT_FOLDER)clang -shared -fPIC -O1 -Wall -Wextra -Werror $< -o $@

build: packages ## build the optimized program
	@$(SWIFT) build $(SWIFT_FLAGS) -c release --product steward

lint: ## check the format of the source
	@$(SWIFT) format lint --strict --recursive Package.swift Sources Tests

packages:
	@missing=""; \
	for package in $(BUILD_PACKAGES); do \
		dpkg-query -W -f '$${Status}' "$$package" 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
		echo "==> installing the system packages$$missing"; \
		$(SUDO) apt-get update -qq && \
		$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $$missing; \
	fi
