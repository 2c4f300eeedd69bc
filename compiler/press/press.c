/*
 * Prints documents as PDF, several at a time. Chromium cannot say on which
 * page an anchor comes to stand, so its documents are printed twice: the first
 * PDF tells, the second has the numbers, and must agree.
 */
#include "press/press.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/beneath.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/progress.h"
#include "base/vec.h"
#include "emit/words.h"
#include "press/finish.h"
#include "press/pdf.h"
#include "press/spread.h"

enum {
	PASSES = 5,	/* until no anchor moves any more */
	SECONDS = 1800, /* of an engine for one document */
	FILE_MAX = 1024 * 1024 * 1024,
};

/* Less is no rounding of the engine's. */
#define SCALE_LEAST 0.998

#define MARK "<span class=\"at\" data-at=\"#"
#define MARK_END "\"></span>"

/* A document to be printed. */
struct sheet {
	const struct press *press;
	const char *work; /* the folder that its files are in */
	char *name;	  /* "pack-a4" */
	char *html;	  /* as published */
	size_t size;
};

static void path_of(const struct sheet *s, const char *suffix, char *path)
{
	if (snprintf(path, PATH_MAX, "%s/%s%s", s->work, s->name, suffix) >=
	    PATH_MAX)
		die(EXIT_MACHINE, "%s: the path is too long", s->name);
}

static void read_file(const char *path, char **p, size_t *n)
{
	struct arena a = {0};

	if (file_read(path_dir(&a, path), path_base(path), FILE_MAX, p, n) !=
	    FILE_OK)
		die(EXIT_MACHINE, "cannot read %s", path);
	arena_release(&a);
}

/* --- Numbers --- */

/* A place in the HTML that wants the page of an anchor: its name, and where the
 * number goes. */
struct page_ref {
	char name[128];
	size_t at;
};

/* Finds the next one in the HTML, from FROM on. */
static bool next_ref(const struct sheet *s, size_t from, struct page_ref *ref)
{
	const char *p = strstr(s->html + from, MARK), *end;
	size_t n;

	if (!p)
		return false;
	end = strstr(p, MARK_END);
	n = end ? (size_t)(end - p) - strlen(MARK) : 0;
	if (!end || n >= sizeof ref->name)
		bug("a reference of %s has no end", s->name);
	memcpy(ref->name, p + strlen(MARK), n);
	ref->name[n] = 0;
	ref->at = (size_t)(end - s->html) + strlen("\">");
	return true;
}

/* The pages of all references, in order. */
typedef VEC(size_t) pages;

/* Appends the HTML with NUMBERS put in; NULL: with room for three digits. */
static void fill_in(const struct sheet *s, const pages *numbers,
		    struct buf *out)
{
	struct markup m = MARKUP_INIT(out);
	struct page_ref ref;
	size_t from = 0, i = 0;

	while (next_ref(s, from, &ref)) {
		buf_add(out, s->html + from, ref.at - from);
		markup_word(&m, "pageShort",
			    numbers ? word_number(numbers->p[i++]).s : "000",
			    NULL, NULL);
		from = ref.at;
	}
	buf_add(out, s->html + from, s->size - from);
}

/* Where the anchors are in the PDF. Returns whether that is as in WAS. */
static bool look_up(const struct sheet *s, const struct pdf *f,
		    const pages *was, pages *now)
{
	struct page_ref ref;
	bool same = was->n > 0;

	now->n = 0;
	for (size_t from = 0; next_ref(s, from, &ref); from = ref.at) {
		size_t page = pdf_page_of(f, ref.name);

		if (!page)
			die(EXIT_MACHINE, "%s: nothing is at #%s", s->name,
			    ref.name);
		same = same && now->n < was->n && was->p[now->n] == page;
		vec_push(now, page);
	}
	return same || !now->n;
}

/* --- One document --- */

/* A browser shrinks all pages if something on one of them is too wide. */
static void check_scale(const struct sheet *s, const struct pdf *f)
{
	double scale = finish_scale(f);

	if (scale > 0 && scale < SCALE_LEAST)
		die(EXIT_MACHINE,
		    "%s: something in it is wider than its pages, so that %s "
		    "shrank them all to %.0f%%",
		    s->name, s->press->engine.program, scale * 100);
}

/* Has the engine print the HTML; *PDF gets the bytes, *F reads them. */
static void print_once(const struct sheet *s, const struct buf *html,
		       bool draft, char **pdf, size_t *size, struct pdf *f)
{
	char in[PATH_MAX], out[PATH_MAX], profile[PATH_MAX];
	const char *why;
	char *said;

	path_of(s, ".html", in);
	path_of(s, ".pdf", out);
	path_of(s, "-profile", profile);
	/* Not into it: it is a link to what is published. */
	file_replace(s->work, path_base(in), html->p, html->n);
	if (!engine_run(&s->press->engine, in, out, profile, draft,
			s->press->epoch, SECONDS, &said))
		die(EXIT_MACHINE, "%s does not print %s; it said: %s",
		    s->press->engine.program, s->name, said);
	read_file(out, pdf, size);
	if (!pdf_open(f, *pdf, *size, &why))
		die(EXIT_MACHINE, "%s: what %s made is no PDF: %s", s->name,
		    s->press->engine.program, why);
	check_scale(s, f);
}

/* What passes learn from each other. */
struct settled {
	pages numbers;
	struct buf heads, gaps;
};

/* The HTML for the next pass, and its style sheet. Returns whether that pass
 * can teach anything. */
static bool write_pass(const struct sheet *s, const struct settled *known,
		       bool first, struct buf *html)
{
	struct buf filled = BUF_INIT, css = BUF_INIT;
	char path[PATH_MAX];
	bool marked;

	fill_in(s, first ? NULL : &known->numbers, &filled);
	buf_reset(html);
	marked = spread_mark(buf_cstr(&filled), s->name, html);
	if (marked) {
		buf_add(&css, buf_cstr(&known->gaps), known->gaps.n);
		buf_add(&css, buf_cstr(&known->heads), known->heads.n);
		path_of(s, ".css", path);
		file_replace(s->work, path_base(path), buf_cstr(&css), css.n);
	}
	buf_release(&filled);
	buf_release(&css);
	return marked || strstr(s->html, MARK);
}

/* Learns from a pass; returns whether all was known already. */
static bool learn(const struct sheet *s, const struct pdf *f, bool first,
		  struct settled *known)
{
	pages now = {0};
	struct buf heads = BUF_INIT;
	bool same = look_up(s, f, &known->numbers, &now);

	vec_release(&known->numbers);
	known->numbers = now;
	/* Once there are gaps, room is no measure of them any more. */
	if (first)
		spread_gaps(s->html, f, &known->gaps);
	spread_heads(s->html, f, &heads);
	same = same && strcmp(buf_cstr(&heads), buf_cstr(&known->heads)) == 0;
	buf_release(&known->heads);
	known->heads = heads;
	return same;
}

/* Prints until what pages say is true. */
static void print_settled(const struct sheet *s, char **pdf, size_t *size,
			  struct pdf *f)
{
	struct settled known = {.heads = BUF_INIT, .gaps = BUF_INIT};
	struct buf html = BUF_INIT;

	for (int pass = 0;; pass++) {
		bool teaches = write_pass(s, &known, !pass, &html);

		/* The first is there for its pages: another one follows. */
		print_once(s, &html, teaches && !pass, pdf, size, f);
		if (!teaches || learn(s, f, !pass, &known))
			break;
		if (pass == PASSES)
			die(EXIT_MACHINE, "%s: its pages do not settle",
			    s->name);
		pdf_close(f);
		free(*pdf);
	}
	buf_release(&html);
	buf_release(&known.heads);
	buf_release(&known.gaps);
	vec_release(&known.numbers);
}

/* Leaves <name>.pdf in the work folder. */
static void print_sheet(const struct sheet *s)
{
	struct buf done = BUF_INIT;
	char path[PATH_MAX], stamp[16];
	time_t moment = (time_t)s->press->epoch;
	bool plain = s->press->engine.numbers_itself;
	struct tm tm;
	struct pdf f;
	char *pdf;
	size_t size;

	if (plain)
		print_once(s, &(struct buf){.p = s->html, .n = s->size}, false,
			   &pdf, &size, &f);
	else
		print_settled(s, &pdf, &size, &f);
	gmtime_r(&moment, &tm);
	strftime(stamp, sizeof stamp, "%Y%m%d%H%M%S", &tm);
	pdf_set_dates(&f, stamp);
	pdf_number_nodes(&f);
	path_of(s, ".pdf", path);
	if (!plain)
		finish_write(&f, s->html, &done);
	else
		buf_add(&done, pdf, size);
	file_replace(s->work, path_base(path), done.p, done.n);
	pdf_close(&f);
	free(pdf);
	buf_release(&done);
}

/* --- All of them --- */

typedef VEC(struct sheet) sheets;

/* What documents refer to, by links: style sheets, fonts, images. */
void press_mirror(const char *from, const char *to)
{
	struct arena a = {0};
	struct file_listing list = file_list(&a, from);
	int was, now;

	if (mkdir(to, 0755) < 0 && errno != EEXIST)
		die(EXIT_MACHINE, "cannot make %s:", to);
	was = open(from, O_PATH | O_DIRECTORY | O_CLOEXEC);
	now = open(to, O_PATH | O_DIRECTORY | O_CLOEXEC);
	for (size_t i = 0; i < list.n; i++) {
		const char *name = list.p[i].name;

		if (list.p[i].kind == FILE_FOLDER)
			press_mirror(path_join(&a, from, name),
				     path_join(&a, to, name));
		else if (beneath_link(was, now, name) < 0)
			die(EXIT_MACHINE, "cannot write %s/%s:", to, name);
	}
	beneath_close(was);
	beneath_close(now);
	arena_release(&a);
}

bool press_is_edit(const char *name)
{
	return strncmp(name, PRESS_EDIT, strlen(PRESS_EDIT)) == 0;
}

static void find_sheets(const struct press *press, const char *folder,
			const char *work, struct arena *a, sheets *all)
{
	struct file_listing list = file_list(a, folder);

	for (size_t i = 0; i < list.n; i++) {
		const char *name = list.p[i].name;
		size_t n = strlen(name);
		struct sheet s = {.press = press, .work = work};

		if (n < 6 || strcmp(name + n - 5, ".html") != 0 ||
		    press_is_edit(name))
			continue;
		s.name = arena_copy(a, name, n - 5);
		read_file(path_join(a, folder, name), &s.html, &s.size);
		vec_push(all, s);
	}
}

/* Waits for one of the processes. A failure has been told by it. */
static void wait_for_one(void)
{
	int status;

	while (wait(&status) < 0)
		if (errno != EINTR)
			die(EXIT_MACHINE, "cannot wait for a process:");
	if (WIFSIGNALED(status))
		die(EXIT_MACHINE, "a process of this run: %s",
		    strsignal(WTERMSIG(status)));
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		exit(WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_MACHINE);
}

static void start(const struct sheet *s)
{
	pid_t pid;

	(void)fflush(NULL); /* the child would write it again */
	pid = fork();
	if (pid < 0)
		die(EXIT_MACHINE, "cannot start a process:");
	if (pid == 0) {
		print_sheet(s);
		_exit(EXIT_CLEAN);
	}
}

static unsigned jobs_of(const struct press *p)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	/* An engine needs half a gigabyte for 65 questions. */
	return p->jobs ? p->jobs : n > 1 ? 2 : 1;
}

static void print_all(const struct press *p, const sheets *all)
{
	size_t running = 0;

	progress_begin("printing", all->n);

	for (size_t i = 0; i < all->n; i++) {
		if (running == jobs_of(p)) {
			wait_for_one();
			progress_step();
			running--;
		}
		start(&all->p[i]);
		running++;
	}
	for (; running; running--) {
		wait_for_one();
		progress_step();
	}
	progress_end();
}

void press_folder(const struct press *p, const char *html, const char *scope,
		  struct out *out)
{
	struct arena a = {0};
	const char *work = path_join(&a, out_work(out), scope);
	sheets all = {0};

	press_mirror(html, work);
	find_sheets(p, html, work, &a, &all);
	print_all(p, &all);
	for (size_t i = 0; i < all.n; i++) {
		char path[PATH_MAX], rel[PATH_MAX], *pdf;
		size_t n;

		path_of(&all.p[i], ".pdf", path);
		read_file(path, &pdf, &n);
		snprintf(rel, sizeof rel, "%s/%s.pdf", scope, all.p[i].name);
		out_write(out, rel, pdf, n);
		free(pdf);
		free(all.p[i].html);
	}
	vec_release(&all);
	arena_release(&a);
}
