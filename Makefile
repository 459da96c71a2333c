# SPDX-License-Identifier: MIT
# make            build/deploy-dispatch            make check     all tests
# make lint       formats, analyzers, borders      make hub       the stand-in for the API
# make fuzz       libFuzzer, SECONDS=60            make coverage  HTML in build/coverage/html/
# make check-replays, check-unit, check-scenarios  the parts of make check
# make bench      what a run costs, RUNS=20        make bench-plot how it grows, docs/growth.svg
# Knobs: SANITIZE=address,undefined   VALGRIND=1   WERROR=1   CC=clang   V=1   CFLAGS=... (ours stay anyway)

comma   := ,
VERSION := $(shell cat VERSION)
ROOT    := build
BUILD   := $(ROOT)$(if $(SANITIZE),/$(subst $(comma),-,$(SANITIZE)))
CFLAGS  ?= -O2 -g

PKG_CONFIG   ?= pkg-config
PKGS         := libcurl >= 7.87 json-c >= 0.15 yaml-0.1
PKG_CFLAGS    = $(shell $(PKG_CONFIG) --cflags "$(PKGS)")
PKG_LIBS      = $(shell $(PKG_CONFIG) --libs "$(PKGS)")
TEST_CFLAGS   = $(shell $(PKG_CONFIG) --cflags check libmicrohttpd)
CHECK_LIBS    = $(shell $(PKG_CONFIG) --libs check)
HUB_LIBS      = $(shell $(PKG_CONFIG) --libs libmicrohttpd json-c)
IS_CLANG     := $(shell $(CC) --version 2>/dev/null | grep -c clang)

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wformat=2 -Wstrict-prototypes \
	-Wmissing-prototypes -Wundef -Wpointer-arith -Wwrite-strings -Wvla -Wcast-qual \
	$(if $(filter 0,$(IS_CLANG)),-Wjump-misses-init -Wlogical-op) $(if $(WERROR),-Werror)
# What the compiler and the machine know of these; tests/hardening looks for them in the program.
known     = $(shell printf '\043include <stdio.h>\n' | $(CC) -Werror -O2 $(1) -S -o /dev/null -x c - \
	2>/dev/null && echo '$(1)')
FORTIFY  := $(or $(call known,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3),-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
HARDEN   := $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=all \
	-fno-omit-frame-pointer,$(FORTIFY) -fstack-protector-strong \
	$(call known,-fstack-clash-protection) $(call known,-fcf-protection=full) \
	$(call known,-mbranch-protection=standard)) -fPIE
OURS     := -std=c11 -D_GNU_SOURCE -DVERSION='"$(VERSION)"' \
	$(WARNINGS) $(HARDEN)
LINK     := -pie -Wl,-z,relro,-z,now,-z,noexecstack,--as-needed \
	$(if $(SANITIZE),-fsanitize=$(SANITIZE))

ifeq (,$(filter clean lint,$(MAKECMDGOALS)))
ifneq (0,$(shell $(PKG_CONFIG) --exists "$(PKGS)"; echo $$?))
$(error $(PKGS) are needed: run script/bootstrap, or see HACKING.md)
endif
endif

# V=1 shows the commands whole, -s nothing.
Q     := $(if $(V),,@)
QUIET := $(V)$(findstring s,$(firstword -$(MAKEFLAGS)))
TELL   = $(if $(QUIET),,@echo '  $(1) $@')

# A tool that script/bootstrap alone does not install.
need    = $(Q)command -v $(1) >/dev/null || { echo '$(1) is missing: run script/bootstrap $(2)' >&2; exit 1; }

SRCS   := $(wildcard src/*.c src/*/*.c)
ENTRY  := main base/alloc # in the program only
LIB    := $(BUILD)/libdeploy-dispatch.a
HUB    := $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/hub/*.c))
SUITES := $(wildcard tests/test_*.c tests/*/test_*.c)
TESTS  := $(patsubst %.c,$(BUILD)/%.o,$(sort $(wildcard tests/*.c) $(SUITES)) tests/hub/tree.c tests/hub/shape.c) $(BUILD)/suites.o

TARGETS := $(wildcard fuzz/fuzz_*.c fuzz/*/fuzz_*.c)
FUZZERS := $(patsubst fuzz_%.c,%,$(notdir $(TARGETS)))
REPLAYS := $(FUZZERS:%=$(BUILD)/replay-%)
SEEDS   := $(ROOT)/fuzz/seeds

.PHONY: all hub test-programs check check-replays check-unit check-scenarios check-oom fuzz fuzzers coverage mutants lint tables pictures bench bench-plot clean FORCE
all: $(BUILD)/deploy-dispatch
hub: $(BUILD)/hub

$(BUILD)/deploy-dispatch: $(ENTRY:%=$(BUILD)/src/%.o) $(LIB)
	$(call TELL,LD)
	$(Q)$(CC) $(CFLAGS) $(LINK) $(LDFLAGS) -o $@ $^ $(PKG_LIBS)
$(BUILD)/hub: $(HUB) $(LIB)
	$(call TELL,LD)
	$(Q)$(CC) $(CFLAGS) $(LINK) $(LDFLAGS) -o $@ $^ $(HUB_LIBS)
$(BUILD)/run-tests: $(TESTS) $(LIB)
	$(call TELL,LD)
	$(Q)$(CC) $(CFLAGS) $(LINK) $(LDFLAGS) -o $@ $^ $(PKG_LIBS) $(CHECK_LIBS)
$(LIB): $(patsubst %.c,$(BUILD)/%.o,$(filter-out $(ENTRY:%=src/%.c),$(SRCS)))
	$(call TELL,AR)
	$(Q)rm -f $@ && $(AR) rcs $@ $^

$(BUILD)/src/%.o: src/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call TELL,CC)
	$(Q)$(CC) $(OURS) -Isrc -include src/base/banned.h $(PKG_CFLAGS) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<
$(BUILD)/tests/%.o: tests/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call TELL,CC)
	$(Q)$(CC) $(OURS) -Isrc -Itests -DBUILD='"$(BUILD)"' -DSANITIZED='"$(SANITIZE)"' $(PKG_CFLAGS) $(TEST_CFLAGS) $(CPPFLAGS) $(CFLAGS) \
		-MMD -MP -c -o $@ $<

# A file test_NAME.c defines suite_NAME(); the list of them is made, not kept.
$(BUILD)/suites.c: $(SUITES) $(BUILD)/flags
	@{ echo '#include <check.h>'; echo '#include "suites.h"'; \
	for s in $(patsubst test_%.c,%,$(notdir $(SUITES))); do echo "Suite *suite_$$s(void);"; done; \
	echo 'Suite *(*const suites[])(void) = {'; \
	for s in $(patsubst test_%.c,%,$(notdir $(SUITES))); do echo "	suite_$$s,"; done; echo '	NULL};'; } > $@
$(BUILD)/suites.o: $(BUILD)/suites.c
	$(call TELL,CC)
	$(Q)$(CC) $(OURS) -Itests $(TEST_CFLAGS) $(CFLAGS) -c -o $@ $<

# Objects of other flags or another compiler are made again.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(OURS) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS)' | cmp -s - $@ || \
		echo '$(CC) $(OURS) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS)' > $@

# A fuzz target is libFuzzer's program, or a plain one that replays files.
$(BUILD)/fuzz/%.o: fuzz/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call TELL,CC)
	$(Q)$(CC) $(OURS) -Isrc -Ifuzz $(PKG_CFLAGS) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<
# The object of a target, wherever its file is.
target   = $(patsubst %.c,$(BUILD)/%.o,$(filter %/fuzz_$(1).c,$(TARGETS)))
.SECONDEXPANSION:
$(REPLAYS): $(BUILD)/replay-%: $$(call target,$$*) $(addprefix $(BUILD)/fuzz/,property.o replay.o) $(LIB)
	$(call TELL,LD)
	$(Q)$(CC) $(CFLAGS) $(LINK) $(LDFLAGS) -o $@ $^ $(PKG_LIBS)
$(FUZZERS:%=$(BUILD)/fuzz-%): $(BUILD)/fuzz-%: $$(call target,$$*) $(BUILD)/fuzz/property.o $(LIB)
	$(call TELL,LD)
	$(Q)$(CC) $(CFLAGS) $(LINK) -fsanitize=fuzzer $(LDFLAGS) -o $@ $^ $(PKG_LIBS)
$(SEEDS)/made: script/fuzz-seeds $(wildcard tests/fixtures/* tests/c*/*.json fuzz/*/*/*)
	$(Q)script/fuzz-seeds $(@D) && touch $@

# What tests preload into the program.
$(BUILD)/%.so: tests/preload/%.c $(BUILD)/flags
	$(call TELL,LD)
	$(Q)$(CC) $(OURS) $(PKG_CFLAGS) $(CPPFLAGS) $(CFLAGS) -fPIC -shared $(LDFLAGS) -o $@ $<

# "native" are tests of what valgrind is in the way of: moments, descriptors, memory itself.
UNDER    := $(if $(VALGRIND),VALGRIND=1 CK_TIMEOUT_MULTIPLIER=10 CK_EXCLUDE_TAGS=native valgrind -q --error-exitcode=99 \
	--suppressions='$(CURDIR)/tests/valgrind.supp' \
	--leak-check=full --errors-for-leak-kinds=definite --show-leak-kinds=definite \
	--trace-children=yes --trace-children-skip='*/hub')
PROGRAMS := $(addprefix $(BUILD)/,deploy-dispatch hub run-tests oom.so curl.so tables) $(REPLAYS)
test-programs: $(PROGRAMS) $(SEEDS)/made
check: check-replays
	$(Q)$(UNDER) $(BUILD)/run-tests
check-replays: test-programs
	$(if $(VALGRIND),$(call need,valgrind,--dev))
	$(Q)for t in $(FUZZERS); do $(UNDER) $(BUILD)/replay-$$t $(SEEDS)/$$t/* || exit; done
check-unit check-scenarios: check-%: test-programs
	$(if $(VALGRIND),$(call need,valgrind,--dev))
	$(Q)$(UNDER) $(BUILD)/run-tests $*
# Memory fails at each call, not at some: a minute.
check-oom: test-programs
	$(Q)OOM_STRIDE=1 CK_RUN_SUITE=oom $(BUILD)/run-tests

SECONDS ?= 60
FUZZ_CC ?= clang
fuzz: $(SEEDS)/made
	$(call need,$(FUZZ_CC),--dev)
	$(Q)$(MAKE) --no-print-directory CC=$(FUZZ_CC) BUILD=$(ROOT)/fuzz/clang \
		SANITIZE=fuzzer-no-link,address,undefined fuzzers
	$(Q)script/fuzz $(ROOT)/fuzz $(SECONDS) $(FUZZERS)
fuzzers: $(FUZZERS:%=$(BUILD)/fuzz-%)

# gcov's counts of everything that runs here, the scenarios' program among it.
coverage:
	$(call need,gcovr,--dev)
	$(Q)[ ! -d $(ROOT)/coverage ] || find $(ROOT)/coverage -name '*.gcda' -delete
	$(Q)$(MAKE) --no-print-directory ROOT=$(ROOT)/coverage SANITIZE= \
		CFLAGS='-O0 -g --coverage -fprofile-update=atomic' check
	$(Q)mkdir -p $(ROOT)/coverage/html && gcovr --root . --filter src/ $(ROOT)/coverage --txt - \
		--html-details $(ROOT)/coverage/html/index.html --print-summary --fail-under-line 95

# Do the tests notice when the program is broken? Some minutes.
mutants:
	$(Q)nice tests/mutants/run
lint:
	$(Q)script/lint

$(BUILD)/bench/measure: bench/measure.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call TELL,LD)
	$(Q)$(CC) $(OURS) $(CPPFLAGS) $(CFLAGS) $(LINK) $(LDFLAGS) -o $@ $<
# What a pull request shows, drawn from what the program writes: docs/pictures/.
pictures: all hub
	$(Q)docs/pictures/make
# The tables of inputs and outputs in the documents and action.yml are the code's.
$(BUILD)/tables: $(BUILD)/tools/tables.o $(LIB)
	$(call TELL,LD)
	$(Q)$(CC) $(CFLAGS) $(LINK) $(LDFLAGS) -o $@ $^ $(PKG_LIBS)
$(BUILD)/tools/%.o: tools/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call TELL,CC)
	$(Q)$(CC) $(OURS) -Isrc $(PKG_CFLAGS) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<
tables: $(BUILD)/tables
	$(Q)script/tables
bench: all hub build/bench/measure
	$(Q)script/tools bench
	$(Q)bench/run build/bench.json
bench-plot: all hub build/bench/measure
	$(call need,gnuplot,--bench)
	$(Q)bench/growth build/growth
	$(Q)gnuplot -e "data='build/growth.dat'" bench/growth.gp

compile_commands.json: FORCE
	rm -rf $(ROOT)/bear && bear --output $@ -- $(MAKE) --no-print-directory \
		ROOT=$(ROOT)/bear all hub $(ROOT)/bear/run-tests

clean:
	rm -rf $(ROOT) compile_commands.json

-include $(wildcard $(foreach d,src tests fuzz,$(BUILD)/$d/*.d $(BUILD)/$d/*/*.d))
