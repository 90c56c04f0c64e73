# Two commands for newcomers: `make demo` and `make test`. Both install what is missing, and say what and why.
# The rest are their parts.

SHELL := /bin/bash
CARGO ?= cargo
EXIT ?=
# One choice of packages, so one choice of features: what the tests, Kotlin and the browser need is built once.
BUILD_ALL = $(CARGO) test --locked --workspace --exclude dimos-bindgen --no-run
# Homebrew keeps rustup apart.
HOMEBREW_RUST := $(firstword $(wildcard /opt/homebrew/opt/rustup/bin /usr/local/opt/rustup/bin))
export PATH := $(if $(HOMEBREW_RUST),$(HOMEBREW_RUST):)$(PATH)
.DEFAULT_GOAL := help
.PHONY: help demo test bench money mutants fmt lint unit bindings script kotlin android swift ios phones browser tools-demo tools-test tools-bench

help:
	@echo "make demo          build the city, act out a day in it, leave it running (Ctrl-C stops it)"
	@echo "make demo EXIT=1   the same, but end after the story; status 0 only if every step came out as told"
	@echo "make test          everything that must hold: format, lints, house rules, all tests, Kotlin, Swift, a browser"
	@echo "make browser       the public pages in a real browser: axe, both languages, light and dark, no JavaScript"
	@echo "make android       the Android app on the JVM: core, screens with their pictures, the app under Robolectric"
	@echo "make swift         the iOS app in Swift: core and screens, on Linux too (there Swift is set up once: 3 GB)"
	@echo "make ios           the iOS app itself, on a Mac with Xcode: the library for its processors, the project, the simulator's app"
	@echo "make bench         the figures, each beside its limit, into docs/figures.json"
	@echo "make money         the money simulation in release, SCHEDULES (100,000) of them FROM (0) on: hours"
	@echo "make mutants       small mistakes in the posting code, one at a time: the simulation must see each (about an hour)"
	@echo "make bindings      generate the Kotlin and Swift bindings anew, and the journeys of tests/script"
	@echo "make script        record what the headless phone shows in the journeys of tests/script"

demo: tools-demo
	@tests/tools/step "Building the server and the phones (a few minutes the first time)" \
		$(CARGO) build --locked -p dimos-server -p dimos-demo
	@exec "$$(tests/tools/target-dir)/debug/dimos-demo" $(if $(EXIT),--exit)

test: tools-test fmt lint unit android swift phones browser
	@tests/tools/skipped tell
	@echo "make test: everything that was asked passed"

fmt:
	@tests/tools/step "Formatting" $(CARGO) fmt --all --check

lint:
	@tests/tools/step "Lints (clippy, warnings are errors)" \
		$(CARGO) clippy --locked --workspace --exclude dimos-bindgen --all-targets -- -D warnings
	@tests/tools/step "The list of mutants fits the code" tests/tools/money-mutants --check

unit:
	@tests/tools/step "Building the tests" $(BUILD_ALL)
	@tests/tools/step "Building the generator of bindings (slow, once)" \
		$(CARGO) build --locked -p dimos-bindgen --target-dir "$$(tests/tools/target-dir)/bindgen"
	@tests/tools/skipped forget
	DIMOS_SKIPPED="$$(tests/tools/skipped file)" $(CARGO) test --locked --workspace --exclude dimos-bindgen --lib --bins --tests

# The quick part of `make android`: core and store only.
kotlin:
	@tests/tools/android-versions
	@tests/tools/step "Building the phone library" $(BUILD_ALL)
	@tests/tools/step "Kotlin on the JVM over the real core" tests/tools/kotlin-smoke core

android: tools-test
	@tests/tools/android-versions
	@tests/tools/step "Building the phone library" $(BUILD_ALL)
	@tests/tools/step "The Android app on the JVM, over the real core: store, screens, app" tests/tools/kotlin-smoke

swift:
	@tests/tools/need rust cc python
	@tests/tools/step "The iOS app's files" tests/tools/ios-app-check
	@tests/tools/step "Building the phone library and the server" $(BUILD_ALL)
	@tests/tools/step "Swift over the real core" tests/tools/swift-check

# Elsewhere it says what it needs.
ios:
	@tests/tools/ios-build $(foreach setting,DIMOS_SERVER DIMOS_LINK_HOST DIMOS_PUSH DEVELOPMENT_TEAM,$(if $($(setting)),$(setting)=$($(setting))))

phones:
	@tests/tools/phone-targets

browser:
	@tests/tools/need rust cc node chromium
	@tests/tools/step "Building the server" $(BUILD_ALL)
	@tests/tools/step "The public pages in a real browser" tests/tools/browser-check

bindings:
	@tests/tools/step "Building the generator of bindings (slow, once)" \
		$(CARGO) build --locked -p dimos-bindgen --target-dir "$$(tests/tools/target-dir)/bindgen"
	@tests/tools/step "Building the phone library" $(BUILD_ALL)
	@tests/tools/generate-bindings
	@"$$(tests/tools/target-dir)/debug/dimos-script" generate

script:
	@tests/tools/step "Building the headless phone" $(BUILD_ALL)
	@"$$(tests/tools/target-dir)/debug/dimos-script" generate
	@"$$(tests/tools/target-dir)/debug/dimos-script" record

money:
	@tests/tools/need rust cc
	@DIMOS_SCHEDULES=$${SCHEDULES:-100000} DIMOS_FROM=$${FROM:-0} DIMOS_LONGEST_MIN=$${LONGEST_MIN:-1440} \
		$(CARGO) test --locked --release -p dimos-money-tests --test simulation money_is -- --nocapture

mutants:
	@tests/tools/need rust cc
	@tests/tools/money-mutants

bench: tools-bench
	@tests/tools/step "Building for speed (several minutes)" $(CARGO) build --locked --release -p dimos-server -p dimos-bench
	@tests/tools/step "Building the phone library for size (several minutes)" $(CARGO) build --locked --profile phone -p dimos-ffi
	@"$$(tests/tools/target-dir)/release/dimos-bench" --write docs/figures.json

tools-demo:
	@tests/tools/need rust cc

tools-test:
	@tests/tools/need rust cc java maven node chromium xmllint poppler qpdf zbar python exiftool go

tools-bench:
	@tests/tools/need rust cc vips java maven
