/* Finds and runs what makes PDF: headless Chromium, or WeasyPrint. */
#include "press/engine.h"

#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/run.h"

enum { LOOK_SECONDS = 30, SAID_MAX = 64 * 1024 };

/* Chromium before 131 prints nothing in the margins of pages. */
const struct engine_kind engine_kinds[] = {
	{"chromium",
	 131,
	 false,
	 "apt-get install chromium",
	 {"chromium", "google-chrome-stable", "google-chrome",
	  "chromium-browser", "microsoft-edge", "msedge",
	  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	  "/Applications/Chromium.app/Contents/MacOS/Chromium"}},
	{"weasyprint", 53, true, "apt-get install weasyprint", {"weasyprint"}},
	{0}};

static bool is_program(const char *path)
{
	return access(path, X_OK) == 0;
}

char *engine_which(const char *name)
{
	const char *path = getenv("PATH");
	char full[PATH_MAX];

	if (strchr(name, '/'))
		return is_program(name) ? xstrdup(name) : NULL;
	for (const char *p = path ? path : ""; *p; p += *p == ':') {
		size_t n = strcspn(p, ":");

		snprintf(full, sizeof full, "%.*s/%s", n ? (int)n : 1,
			 n ? p : ".", name);
		p += n;
		if (is_program(full))
			return xstrdup(full);
	}
	return NULL;
}

/* Runs a program with DATE ("NAME=value"; NULL: none) in its environment; its
 * two outputs are appended to SAID. */
static int call(const char *const *argv, const char *date, unsigned seconds,
		struct buf *said)
{
	return run_program(
		&(struct run){.argv = argv,
			      .env = (const char *const[]){date, NULL},
			      .seconds = seconds,
			      .out = said,
			      .err = said,
			      .most = SAID_MAX});
}

/* The first number in what the program says of itself; 0: it says none. */
static unsigned version_of(const char *program)
{
	const char *const argv[] = {program, "--version", NULL};
	struct buf said = BUF_INIT;
	unsigned version = 0;

	if (call(argv, NULL, LOOK_SECONDS, &said) == 0) {
		const char *p = buf_cstr(&said);

		while (*p && !(isdigit((unsigned char)*p) &&
			       p[strspn(p, "0123456789")] == '.'))
			p++;
		version = (unsigned)strtoul(p, NULL, 10);
	}
	buf_release(&said);
	return version;
}

/* Is NAME a program that is fit to be used as K? Says in WHY if it is not. */
static bool try_program(const struct engine_kind *k, const char *name,
			struct engine *e, struct buf *why)
{
	char *path = engine_which(name);
	unsigned version = path ? version_of(path) : 0;

	if (path && version >= k->least) {
		*e = (struct engine){k->name, path, version, k->numbers_itself};
		return true;
	}
	if (path && version)
		buf_printf(why, "%s is version %u, and %u is needed; ", path,
			   version, k->least);
	else if (path)
		buf_printf(why, "%s does not tell its version; ", path);
	free(path);
	return false;
}

/* *STOP: nor may another kind be looked for. */
static bool find_kind(const struct engine_kind *k, struct engine *e,
		      struct buf *why, bool *stop)
{
	const char *own = getenv("EXAMC_BROWSER");

	/* Who names a program gets that one or none. */
	if (k == engine_kinds && own && *own) {
		if (try_program(k, own, e, why))
			return true;
		if (!why->n)
			buf_printf(why,
				   "EXAMC_BROWSER names %s, which is no "
				   "program; ",
				   own);
		*stop = true;
		return false;
	}
	for (size_t i = 0; k->programs[i]; i++)
		if (try_program(k, k->programs[i], e, why))
			return true;
	return false;
}

bool engine_find(const char *name, struct engine *e, char **why)
{
	struct buf text = BUF_INIT, install = BUF_INIT;
	bool found = false, stop = false;

	for (const struct engine_kind *k = engine_kinds;
	     k->name && !found && !stop; k++) {
		if (name && strcmp(k->name, name) != 0)
			continue;
		found = find_kind(k, e, &text, &stop);
		buf_printf(&install, "%s%s", install.n ? "  or  " : "",
			   k->install);
	}
	if (!found) {
		buf_printf(&text, "install one: %s", buf_cstr(&install));
		*why = xstrdup(buf_cstr(&text));
	}
	buf_release(&text);
	buf_release(&install);
	return found;
}

/* "file:///a%20b": what a URL does not take is escaped. */
static char *file_url(const char *path)
{
	char full[PATH_MAX], *s;
	struct buf url = BUF_INIT;

	if (!realpath(path, full))
		die(EXIT_MACHINE, "cannot find %s:", path);
	buf_str(&url, "file://");
	for (const char *p = full; *p; p++)
		if (isalnum((unsigned char)*p) || strchr("/-._~", *p))
			buf_char(&url, *p);
		else
			buf_printf(&url, "%%%02X", (unsigned char)*p);
	s = xstrdup(buf_cstr(&url));
	buf_release(&url);
	return s;
}

static int run_chromium(const struct engine *e, const char *html,
			const char *pdf, const char *profile, bool draft,
			const char *date, unsigned seconds, struct buf *said)
{
	struct arena a = {0};
	char *url = file_url(html);
	const char *argv[] = {
		e->program, "--headless", "--no-pdf-header-footer",
		draft ? "--disable-pdf-tagging"
		      : "--generate-pdf-document-outline",
		"--disable-gpu", "--disable-quic",
		"--disable-background-networking", "--disable-component-update",
		"--disable-sync", "--disable-extensions",
		"--disable-dev-shm-usage", "--no-first-run",
		"--no-default-browser-check", "--hide-scrollbars",
		arena_printf(&a, "--user-data-dir=%s", profile),
		arena_printf(&a, "--print-to-pdf=%s", pdf),
		/* Its sandbox refuses to start as root. */
		geteuid() == 0 ? "--no-sandbox" : "--enable-sandbox", url,
		NULL};
	int status = call(argv, date, seconds, said);

	free(url);
	arena_release(&a);
	return status;
}

static int run_weasyprint(const struct engine *e, const char *html,
			  const char *pdf, const char *date, unsigned seconds,
			  struct buf *said)
{
	const char *const argv[] = {
		e->program, "--pdf-variant", "pdf/ua-1", html, pdf, NULL};

	return call(argv, date, seconds, said);
}

bool engine_run(const struct engine *e, const char *html, const char *pdf,
		const char *profile, bool draft, long long epoch,
		unsigned seconds, char **why)
{
	struct buf said = BUF_INIT;
	char date[48];
	int status;

	snprintf(date, sizeof date, "SOURCE_DATE_EPOCH=%lld", epoch);
	if (e->numbers_itself)
		status = run_weasyprint(e, html, pdf, date, seconds, &said);
	else
		status = run_chromium(e, html, pdf, profile, draft, date,
				      seconds, &said);
	/* The PDF decides. Chromium also complains of what it does not need. */
	if (status == 0 && access(pdf, R_OK) == 0) {
		buf_release(&said);
		return true;
	}
	if (status == RUN_TIMEOUT)
		buf_printf(&said, "%sit took longer than %u seconds",
			   said.n ? "\n" : "", seconds);
	*why = xstrdup(said.n > 600 ? said.p + said.n - 600 : buf_cstr(&said));
	buf_release(&said);
	return false;
}
