# Builds examc. The plain interface: make, make check, make install.
# ./run and ./run test call this after installing what is missing.

VERSION = 0.1.0
PREFIX = /usr/local
LIBS = libxml-2.0 libcmark yaml-0.1 libpcre2-8 jansson libxxhash libutf8proc

# make SAN=address,undefined builds an instrumented twin in build/san.
SAN =
BUILD = build$(if $(SAN),/san)
OPT = $(if $(SAN),-O1 -fno-omit-frame-pointer -fsanitize=$(SAN) -fno-sanitize-recover=all,-O2 -D_FORTIFY_SOURCE=2)
WARN = -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wswitch-enum -Wundef -Wvla $(if $(WERROR),-Werror)
HARDEN = -fstack-protector-strong -fPIE

PKG_CONFIG = pkg-config
NEEDED := $(foreach l,$(LIBS),$(shell $(PKG_CONFIG) --exists $(l) 2>/dev/null || echo $(l)))
ifneq ($(strip $(NEEDED)),)
ifeq ($(filter clean,$(MAKECMDGOALS)),)
$(error missing libraries: $(strip $(NEEDED)); ./run installs them)
endif
endif

CPPFLAGS = -Icompiler -D_GNU_SOURCE -DEXAMC_VERSION='"$(VERSION)"' \
	$(shell $(PKG_CONFIG) --cflags $(LIBS))
CFLAGS = -std=c11 -g $(OPT) $(WARN) $(HARDEN)
LDFLAGS = -pie -Wl,-z,relro,-z,now $(if $(SAN),-fsanitize=$(SAN))
LDLIBS := $(shell $(PKG_CONFIG) --libs $(LIBS)) -lm -pthread

SRC := $(filter-out compiler/embed.c,$(wildcard compiler/*.c compiler/*/*.c))
OBJ := $(SRC:compiler/%.c=$(BUILD)/obj/%.o)
DATA := $(sort $(wildcard schemas/*.xsd compiler/rules/*.yaml \
	compiler/rules/*/*.md compiler/web/* compiler/web/*/*))
UNIT := $(wildcard tests/unit/*.c)
UNIT_OBJ := $(UNIT:tests/%.c=$(BUILD)/tests/%.o)

all: $(BUILD)/examc

$(BUILD)/examc: $(OBJ) $(BUILD)/gen/embedded.o
	@echo "  LD    $@"
	@$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/obj/%.o: compiler/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	@echo "  CC    $<"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/gen/embedded.o: $(BUILD)/gen/embedded.c $(BUILD)/flags
	@$(CC) $(CPPFLAGS) -std=c11 $(HARDEN) -c -o $@ $<

# The list of names is a dependency too: a file that goes must go.
$(BUILD)/gen/embedded.c: $(BUILD)/embed $(DATA) $(BUILD)/gen/names
	@echo "  EMBED $(words $(DATA)) files"
	@$(BUILD)/embed $(foreach f,$(DATA),$(f:compiler/%=%)=$(f)) >$@.new
	@mv $@.new $@

$(BUILD)/gen/names: FORCE
	@mkdir -p $(@D)
	@echo '$(DATA)' | cmp -s - $@ || echo '$(DATA)' >$@

$(BUILD)/embed: compiler/embed.c
	@mkdir -p $(@D)
	@$(CC) -std=c11 -O1 -o $@ $<

# Objects depend on the flags they were made with.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(CPPFLAGS) $(CFLAGS)' | cmp -s - $@ || \
		echo '$(CC) $(CPPFLAGS) $(CFLAGS)' >$@

# Tests.

$(BUILD)/unit: $(UNIT_OBJ) $(filter-out %/main.o,$(OBJ)) $(BUILD)/gen/embedded.o
	@echo "  LD    $@"
	@$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS) $(shell $(PKG_CONFIG) --libs check)

$(BUILD)/tests/%.o: tests/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	@echo "  CC    $<"
	@$(CC) $(CPPFLAGS) -Itests/unit $(CFLAGS) -Wno-missing-prototypes \
		$(shell $(PKG_CONFIG) --cflags check) -MMD -MP -c -o $@ $<

check: $(BUILD)/examc $(BUILD)/unit
	@EXAMC=$(CURDIR)/$(BUILD)/examc BUILD=$(CURDIR)/$(BUILD) SRC=$(CURDIR) \
		SAN='$(SAN)' perl tests/run

# Shows what a changed output looks like, then takes it as expected.
accept: $(BUILD)/examc
	@EXAMC=$(CURDIR)/$(BUILD)/examc BUILD=$(CURDIR)/$(BUILD) SRC=$(CURDIR) \
		perl tests/run --accept

bench: $(BUILD)/examc
	@EXAMC=$(CURDIR)/$(BUILD)/examc BUILD=$(CURDIR)/$(BUILD) SRC=$(CURDIR) \
		perl tests/bench/run

install: $(BUILD)/examc
	install -D -m 755 $(BUILD)/examc $(DESTDIR)$(PREFIX)/bin/examc
	install -d $(DESTDIR)$(PREFIX)/share/man/man1 \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions \
		$(DESTDIR)$(PREFIX)/share/zsh/site-functions \
		$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	$(BUILD)/examc --man >$(DESTDIR)$(PREFIX)/share/man/man1/examc.1
	$(BUILD)/examc --completions bash \
		>$(DESTDIR)$(PREFIX)/share/bash-completion/completions/examc
	$(BUILD)/examc --completions zsh \
		>$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_examc
	$(BUILD)/examc --completions fish \
		>$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/examc.fish

clean:
	rm -rf build

fmt:
	clang-format -i $(SRC) compiler/embed.c $(wildcard compiler/*/*.h compiler/*.h) $(UNIT)

FORCE:
.PHONY: all check accept bench install clean fmt FORCE
-include $(OBJ:.o=.d) $(UNIT_OBJ:.o=.d)
