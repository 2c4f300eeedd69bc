# Builds examc: make, make check, make install. ./run and ./run test call this
# after they have installed what is missing.
#
#   make SAN=address,undefined check   the same suite, instrumented (build/san)
#   make analyse                       what static analysis finds, nothing today
#   make coverage                      what of compiler/ the suite reaches
#   make WERROR=1                      warnings are errors
#   make V=1                           shows the commands

# The version stands in the file VERSION and nowhere else: 'make docs' writes it
# into the pages that users copy from.
VERSION := $(shell cat VERSION)
PREFIX = /usr/local

# STATIC=1 (make static): all libraries are inside the program. Debian has no
# static libqrencode, so QR codes are left out of such a program.
LIBS = libxml-2.0 libcmark yaml-0.1 libpcre2-8 jansson libxxhash libutf8proc \
	freetype2 $(if $(STATIC),,libqrencode)

BUILD := build$(if $(STATIC),/static)$(if $(SAN),/san)
MAKEFLAGS += --no-builtin-rules
Q := $(if $(V),,@)
say = @printf '  %-7s %s\n'
all: $(BUILD)/examc

# What is missing is said once, by name, before anything is compiled.
PKG_CONFIG ?= pkg-config
goals := $(filter-out clean fmt dist,$(or $(MAKECMDGOALS),all))
ifneq ($(goals),)
needed := $(LIBS) $(if $(filter check test-programs coverage count,$(goals)),check)
missing := $(shell command -v $(PKG_CONFIG) >/dev/null || \
		{ echo $(PKG_CONFIG); exit; }; \
	$(PKG_CONFIG) --exists $(needed) || for l in $(needed); do \
		$(PKG_CONFIG) --exists $$l || echo $$l; done)
ifneq ($(missing),)
$(foreach l,$(missing),$(warning $l is missing))
$(error ./run installs what is missing)
endif
endif

# CFLAGS, CPPFLAGS, LDFLAGS and LDLIBS are the packager's; the project's own
# flags stand before them.
CFLAGS ?= $(if $(SAN),-O1 -g,-O2)
WARN := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wswitch-enum -Wundef -Wvla \
	$(if $(WERROR),-Werror)
SANITIZE := $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all \
	-fno-omit-frame-pointer)
# Fortification needs an optimiser, and sanitizers do its work better.
# What of it the compiler and its library have is asked once.
takes = $(shell $(CC) -O2 -Werror $(1) -include stdlib.h -x c -c \
	-o /dev/null /dev/null 2>/dev/null && echo '$(1)')
FORTIFY := $(if $(SAN),,$(if $(filter -O1 -O2 -O3 -Os,$(CFLAGS)),\
	-U_FORTIFY_SOURCE $(or $(call takes,-D_FORTIFY_SOURCE=3),\
	-D_FORTIFY_SOURCE=2)))
HARDEN := -fPIE -fstack-protector-strong $(FORTIFY) \
	$(call takes,-fstack-clash-protection) $(call takes,-fcf-protection)
# Coverage is written at the end of a run, when the program is confined.
MEASURED := $(if $(findstring coverage,$(CFLAGS) $(LDFLAGS)),\
	-DCONFINE_ALSO='"$(CURDIR)/$(BUILD)"')
FLAGS := -std=c11 -D_GNU_SOURCE -DEXAMC_VERSION='"$(VERSION)"' \
	-Icompiler $(shell $(PKG_CONFIG) --cflags $(LIBS) 2>/dev/null) -pthread $(WARN) \
	$(HARDEN) $(SANITIZE) $(MEASURED) $(if $(STATIC),-DEXAMC_WITHOUT_QR) \
	$(CPPFLAGS) $(CFLAGS)
COMPILE := $(CC) $(FLAGS)
LINK := $(CC) $(if $(STATIC),-static-pie,-pie) -pthread \
	-Wl,-z,relro,-z,now,-z,noexecstack,--as-needed $(SANITIZE) $(LDFLAGS)
ALL_LIBS := $(shell $(PKG_CONFIG) $(if $(STATIC),--static) --libs $(LIBS) 2>/dev/null) \
	$(if $(STATIC),-lstdc++) -lm $(LDLIBS)

SRC := $(wildcard compiler/*/*.c compiler/*/*/*.c)
OBJ := $(SRC:compiler/%.c=$(BUILD)/obj/%.o) $(BUILD)/gen/embedded.o
DATA := $(sort $(shell find schemas compiler/rules compiler/web compiler/words compiler/help \
	compiler/starter integrations/gitlab -type f ! -name '.*' ! -name '*~' ! -name README.md \
	! -path 'schemas/*.json'))
UNIT := $(wildcard tests/unit/*.c)
UNIT_OBJ := $(UNIT:tests/%.c=$(BUILD)/tests/%.o)

# A stamp changes only when its text does, and then what depends on it is
# remade: all objects when the flags change; the program when a file comes or
# goes, which no file's time would tell.
define stamp
@mkdir -p $(@D)
@printf '%s\n' '$(subst ','\'',$(1))' | cmp -s - $@ || \
	printf '%s\n' '$(subst ','\'',$(1))' >$@
endef
$(BUILD)/flags: FORCE
	$(call stamp,$(COMPILE) $(LINK) $(ALL_LIBS))
$(BUILD)/names: FORCE
	$(call stamp,$(SRC) $(DATA) $(UNIT) $(FUZZ))

# The program.

$(BUILD)/examc: $(OBJ) $(BUILD)/names $(BUILD)/flags
	$(say) LD $@
	$(Q)$(LINK) -o $@ $(OBJ) $(ALL_LIBS)

$(BUILD)/obj/%.o: compiler/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(say) CC $<
	$(Q)$(COMPILE) -MMD -MP -c -o $@ $<

$(BUILD)/gen/embedded.o: $(BUILD)/gen/embedded.c $(BUILD)/flags
	$(Q)$(COMPILE) -MMD -MP -c -o $@ $<

$(BUILD)/gen/embedded.c: $(BUILD)/embed $(DATA) $(BUILD)/names
	@mkdir -p $(@D)
	$(say) EMBED '$(words $(DATA)) files'
	$(Q)$< $(foreach f,$(DATA),$(f:compiler/%=%)=$f) >$@

$(BUILD)/embed: compiler/embed.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 -O1 -o $@ $<

# Tests.

$(BUILD)/unit: $(UNIT_OBJ) $(OBJ) $(BUILD)/names $(BUILD)/flags
	$(say) LD $@
	$(Q)$(LINK) -o $@ $(UNIT_OBJ) $(filter-out %/obj/cli/main.o,$(OBJ)) \
		$(ALL_LIBS) $(shell $(PKG_CONFIG) --libs check)

$(BUILD)/tests/%.o: tests/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(say) CC $<
	$(Q)$(COMPILE) $(MORE) $(shell $(PKG_CONFIG) --cflags check) -MMD -MP -c \
		-o $@ $<

test-programs: $(BUILD)/examc $(BUILD)/unit $(BUILD)/replay \
	$(BUILD)/torture.so $(BUILD)/later.so

# Fuzzing. Targets are small files beside lib/, which stands in for publish/ and
# lets them come back from exit(). Every test run replays their seeds; `make
# fuzz` makes a program of each with libFuzzer.

FUZZ := $(basename $(notdir $(wildcard tests/fuzz/*.c)))
FUZZ_LIB := $(addprefix $(BUILD)/tests/fuzz/lib/,bank.o judge.o)
comma := ,
FUZZ_WRAP := $(addprefix -Wl$(comma)--wrap=,exit atexit die \
	$(addprefix out_,open begin write \
	stream stream_add stream_end stream_note copy others each own_root \
	remember note keep known again end work publish abandon))
PROGRAM := $(filter-out %/obj/cli/main.o,$(OBJ))

$(BUILD)/replay: $(FUZZ:%=$(BUILD)/tests/fuzz/%.o) $(FUZZ_LIB) \
		$(BUILD)/tests/fuzz/lib/replay.o $(OBJ) $(BUILD)/names $(BUILD)/flags
	$(say) LD $@
	$(Q)$(LINK) $(FUZZ_WRAP) -o $@ $(filter-out $(OBJ),$(filter %.o,$^)) \
		$(PROGRAM) $(ALL_LIBS)

$(BUILD)/tests/fuzz/%.o: MORE = -Itests/fuzz -I$(BUILD)/gen $(if $(LIBFUZZER),,\
	-DLLVMFuzzerTestOneInput=target_$(notdir $*))
$(BUILD)/tests/fuzz/lib/replay.o: $(BUILD)/gen/targets.def
$(BUILD)/gen/targets.def: $(BUILD)/names
	@mkdir -p $(@D)
	@printf 'TARGET(%s)\n' $(FUZZ) >$@

fuzz:
	$(Q)$(MAKE) CC=clang WARN= BUILD=build/fuzz LIBFUZZER=1 \
		SAN=fuzzer-no-link,address,undefined $(FUZZ:%=build/fuzz/fuzz-%)

# Packs take most of the time where rules are read anew for each input.
$(BUILD)/fuzz-rules: EMBEDDED = $(BUILD)/gen/fewer.o
$(BUILD)/fuzz-rules: $(BUILD)/gen/fewer.o
EMBEDDED = $(BUILD)/gen/embedded.o
$(BUILD)/fuzz-%: $(BUILD)/tests/fuzz/%.o $(FUZZ_LIB) $(OBJ) $(BUILD)/names $(BUILD)/flags
	$(say) LD $@
	$(Q)$(LINK:fuzzer-no-link%=fuzzer%) -fsanitize=fuzzer $(FUZZ_WRAP) -o $@ $< \
		$(FUZZ_LIB) $(filter-out %/embedded.o,$(PROGRAM)) $(EMBEDDED) \
		$(ALL_LIBS)

$(BUILD)/gen/fewer.c: $(BUILD)/embed $(DATA) $(BUILD)/names
	@mkdir -p $(@D)
	$(Q)$< $(foreach f,$(filter-out compiler/rules/%.yaml,$(DATA)),$(f:compiler/%=%)=$f) >$@

$(BUILD)/gen/fewer.o: $(BUILD)/gen/fewer.c $(BUILD)/flags
	$(Q)$(COMPILE) -MMD -MP -c -o $@ $<

TEST_ENV = EXAMC='$(CURDIR)/$(BUILD)/examc' BUILD='$(CURDIR)/$(BUILD)' \
	SRC='$(CURDIR)' SAN='$(SAN)'

# Allocations and transfers that fail, for tests/torture.py.
$(BUILD)/torture.so: tests/torture/preload.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 -D_GNU_SOURCE $(WARN) -O1 -g -fPIC -shared -o $@ $< -ldl

# A clock that is fast, for tests/cache.py.
$(BUILD)/later.so: tests/cache/later.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 -D_GNU_SOURCE $(WARN) -O1 -g -fPIC -shared -o $@ $<

check: test-programs
	$(Q)$(TEST_ENV) perl tests/run

# Every system call and allocation fails once: half an hour.
torture: test-programs
	$(Q)$(TEST_ENV) python3 -B tests/torture.py all

# With a cache and without one, 500 sequences of changes: half an hour.
cache: test-programs
	$(Q)$(TEST_ENV) python3 -B tests/cache.py all

# Shows how each expected output would change, then takes the change.
accept: $(BUILD)/examc
	$(Q)$(TEST_ENV) perl tests/run --accept

# Beside other programs: tests/bench/README.md. make bench ARGS=--quick
bench: $(BUILD)/examc
	$(Q)$(TEST_ENV) python3 -B tests/bench/run $(ARGS)

# Lines and branches that the suite reaches, a row a room: a quarter of an hour.
COUNTING = -fprofile-instr-generate -fcoverage-mapping
coverage:
	$(Q)$(MAKE) CC=clang BUILD=build/coverage CFLAGS='-O1 -g $(COUNTING) \
		-mllvm -runtime-counter-relocation' LDFLAGS='$(COUNTING)' count
count: test-programs
	$(Q)$(TEST_ENV) python3 -B tests/coverage/run $(PARTS)

# Static analysis: gcc's analyser, clang's warnings, clang-tidy, cppcheck. What is
# switched off or let pass has its reason in .clang-tidy, in .cppcheck or where it is.

analyse: $(SRC:compiler/%.c=$(BUILD)/analyse/%.o) $(BUILD)/analyse/embed.o
	$(say) CPPCHECK compiler
	$(Q)cppcheck --quiet --error-exitcode=1 --std=c11 --library=posix --library=gnu \
		--enable=warning,performance,portability --suppressions-list=.cppcheck \
		-Icompiler -D_GNU_SOURCE -DEXAMC_VERSION='""' compiler

$(BUILD)/analyse/%.o: compiler/%.c .clang-tidy $(BUILD)/flags
	@mkdir -p $(@D)
	$(say) ANALYSE $<
	$(Q)gcc $(FLAGS) -Werror -fanalyzer -MMD -MP -c -o $@ $<
	$(Q)clang-tidy --quiet $< -- $(FLAGS) 2>/dev/null

# Pages of docs/ and schemas for editors: what the program knows is printed, not
# written twice. tests/docs.py sees that they are of today.
SOURCES := exam services question case rules forms review
PRINTED := docs/format.md docs/messages.md $(SOURCES:%=schemas/%.schema.json)
NAMES_VERSION := docs/ci.md docs/publish.md docs/releasing.md integrations/README.md \
	integrations/gitlab/examc.gitlab-ci.yml
docs: $(PRINTED:%=print/%)
	$(Q)sed -i -E 's/(@v|rev: v|EXAMC_VERSION: |examc[-_])[0-9]+(\.[0-9]+)+/\1$(VERSION)/' \
		$(NAMES_VERSION)
print/%: $(BUILD)/examc FORCE
	$(Q)$< --docs $(*F) >$*

# Installation. What the option table knows is printed, not kept twice.

DEST = $(DESTDIR)$(PREFIX)
MAN = $(DEST)/share/man
BASH = $(DEST)/share/bash-completion/completions
ZSH = $(DEST)/share/zsh/site-functions
FISH = $(DEST)/share/fish/vendor_completions.d
DOC = $(DEST)/share/doc/examc
SCHEMAS = $(DEST)/share/examc/schemas

$(BUILD)/examc.1: $(BUILD)/examc
	$(Q)$< --man >$@

$(BUILD)/examc.5: $(BUILD)/examc
	$(Q)$< --docs $(@F) >$@

$(BUILD)/examc.%: $(BUILD)/examc
	$(Q)$< --completions $* >$@

install: $(addprefix $(BUILD)/examc,.1 .5 .bash .zsh .fish)
	$(Q)install -d '$(DEST)/bin' '$(MAN)/man1' '$(MAN)/man5' '$(BASH)' '$(ZSH)' '$(FISH)' \
		'$(DOC)' '$(SCHEMAS)'
	$(Q)install -m 755 $(BUILD)/examc '$(DEST)/bin/examc'
	$(Q)install -m 644 $(BUILD)/examc.1 '$(MAN)/man1/examc.1'
	$(Q)install -m 644 $(BUILD)/examc.5 '$(MAN)/man5/examc.5'
	$(Q)install -m 644 $(BUILD)/examc.bash '$(BASH)/examc'
	$(Q)install -m 644 $(BUILD)/examc.zsh '$(ZSH)/_examc'
	$(Q)install -m 644 $(BUILD)/examc.fish '$(FISH)/examc.fish'
	$(Q)install -m 644 LICENSE CHANGELOG.md '$(DOC)'
	$(Q)install -m 644 schemas/*.json '$(SCHEMAS)'

# Releases: docs/releasing.md. What comes out lies in build/release; the same
# source and the same machine make the same bytes.

RELEASE = build/release

dist:
	$(Q)release/dist.sh $(RELEASE)

static:
	$(Q)$(MAKE) STATIC=1 CFLAGS=-O2 LDFLAGS=-s build/static/examc
	+$(Q)release/static.sh $(RELEASE)

deb: $(BUILD)/examc
	+$(Q)release/deb.sh $(RELEASE)

release: dist static deb
	$(Q)cd $(RELEASE) && sha256sum examc-$(VERSION)* examc_$(VERSION)* >SHA256SUMS

# Some minutes, as root: what was made works where nothing else is. BARE=DIR, a
# Debian of debootstrap's smallest kind, to try the package in a copy of it.
release-check: release
	+$(Q)release/check.sh $(RELEASE) $(BARE)

clean:
	rm -rf build

fmt:
	clang-format -i $(shell find compiler tests -name '*.[ch]')

FORCE:
.PHONY: all docs check test-programs fuzz torture cache accept bench coverage count analyse \
	install dist static deb release release-check clean fmt FORCE
.DELETE_ON_ERROR:
.SUFFIXES:
-include $(OBJ:.o=.d) $(UNIT_OBJ:.o=.d) $(SRC:compiler/%.c=$(BUILD)/analyse/%.d) \
	$(patsubst %.c,$(BUILD)/%.d,$(wildcard tests/fuzz/*.c tests/fuzz/lib/*.c))
