/* examc init: asks what a new bank is about, and writes the files that it begins
 * with. */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "author/starter.h"
#include "base/ascii.h"
#include "base/err.h"
#include "base/file.h"
#include "base/log.h"
#include "cli/commands.h"
#include "cli/places.h"

/* What is asked: the option that says it, and the question. */
static const struct asked {
	const char *option, *question, *preset;
	size_t at; /* of struct starter; 0 is none of them: items */
} asked[] = {
	{"title", "Title of the exam", NULL, offsetof(struct starter, title)},
	{"code", "Its code, such as CH-200", NULL,
	 offsetof(struct starter, code)},
	{"language", "Language of the questions", "en",
	 offsetof(struct starter, language)},
	{"domains",
	 "Domains with their weights in per cent, such as "
	 "Openings=60, Endgames=40",
	 NULL, offsetof(struct starter, domains)},
	{"items", "Questions in a sitting", "20",
	 offsetof(struct starter, items)},
};

static bool is_number(const struct asked *q)
{
	return q->at == offsetof(struct starter, items);
}

static bool is_said(const struct starter *k, const struct asked *q)
{
	const char *member = (const char *)k + q->at;

	return is_number(q)
		       ? k->items != 0
		       : *(const char *const *)(const void *)member != NULL;
}

/* Puts the answer; returns what is wrong with it, or NULL. */
static const char *answer(const struct session *s, struct arena *a,
			  struct starter *k, const struct asked *q,
			  const char *text)
{
	struct starter next = *k;
	const char *fault;
	char *end;

	if (is_number(q)) {
		unsigned long n = strtoul(text, &end, 10);

		if (*text < '1' || *text > '9' || *end || n > 10000)
			return "a whole number from 1 to 10000";
		next.items = (unsigned)n;
	} else {
		memcpy((char *)&next + q->at, &text, sizeof text);
	}
	fault = starter_fault(s, a, &next);
	if (!fault)
		*k = next;
	return fault;
}

/* Asks on the terminal until the answer will do. */
static void ask(const struct session *s, struct arena *a, struct starter *k,
		const struct asked *q)
{
	char *line = NULL;
	size_t size = 0;

	for (;;) {
		const char *text, *fault;
		ssize_t n;

		fprintf(stderr, "%s%s%s%s: ", q->question,
			q->preset ? " [" : "", q->preset ? q->preset : "",
			q->preset ? "]" : "");
		n = getline(&line, &size, stdin);
		if (n < 0)
			die(EXIT_USAGE, "no answer; nothing was written");
		while (n && strchr(" \t\r\n", line[n - 1]))
			n--;
		text = arena_copy(a, line + strspn(line, " \t"),
				  (size_t)n - (n ? strspn(line, " \t") : 0));
		if (!*text && q->preset)
			text = q->preset;
		fault = *text ? answer(s, a, k, q, text) : "it is needed";
		if (!fault)
			break;
		log_printf(stderr, "  %s\n", fault);
	}
	free(line);
}

/* Ends the run, and says what K lacks. */
_Noreturn static void need_options(struct arena *a, const struct starter *k)
{
	const char *list = "";

	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
		if (!is_said(k, &asked[i]))
			list = arena_printf(a, "%s%s--%s", list,
					    *list ? ", " : "", asked[i].option);
	die(EXIT_USAGE,
	    "init needs %s where there is no terminal to ask on; 'examc init "
	    "--help' has an example",
	    list);
}

static void complete(const struct session *s, struct arena *a,
		     struct starter *k)
{
	bool terminal = isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
	const char *fault = starter_fault(s, a, k);

	if (fault)
		die(EXIT_USAGE, "%s", fault);
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
		if (is_said(k, &asked[i]))
			continue;
		if (!terminal)
			need_options(a, k);
		ask(s, a, k, &asked[i]);
	}
}

/* DIR as a shell reads it. */
static const char *in_quotes(struct arena *a, const char *dir)
{
	struct buf out = BUF_INIT;
	const char *s;

	for (s = dir; is_alnum(*s) || (*s && strchr("/._-+,:@%", *s)); s++)
		;
	if (!*s && *dir != '-')
		return dir;
	buf_str(&out, *dir == '-' ? "-- '" : "'");
	for (s = dir; *s; s++)
		if (*s == '\'')
			buf_str(&out, "'\\''");
		else
			buf_add(&out, s, 1);
	buf_str(&out, "'");
	s = arena_copy(a, buf_cstr(&out), out.n);
	buf_release(&out);
	return s;
}

static void tell(struct arena *a, const char *dir, const starter_files *l)
{
	for (size_t i = 0; i < l->n; i++)
		if (!l->p[i].kept)
			log_printf(stdout, "%s\n",
				   path_join(a, dir, l->p[i].path));
	finish_stdout();
	for (size_t i = 0; i < l->n; i++)
		if (l->p[i].kept)
			log_printf(
				stderr,
				"'%s' is there already, and stays as it is\n",
				path_join(a, dir, l->p[i].path));
	fputs("Next:\n", stderr);
	if (strcmp(dir, ".") != 0)
		log_printf(stderr, "  cd %s\n", in_quotes(a, dir));
	fputs("  examc check\n"
	      "  examc new single my-question\n"
	      "  examc build\n",
	      stderr);
}

int command_init(const struct options *o)
{
	struct starter k = {.title = o->title,
			    .code = o->code,
			    .language = o->language,
			    .domains = o->domains,
			    .items = o->items,
			    .services = o->with_services,
			    .rules = o->with_rules};
	struct target t = {.dir = o->nargs ? o->args[0] : "."};
	struct arena a = {0};
	struct session s;
	starter_files l;

	if (o->nargs > 1)
		die(EXIT_USAGE, "init takes one folder");
	session_from(&s, o);
	complete(&s, &a, &k);
	l = starter_make(&a, &k);
	if (file_make_folder(t.dir) < 0)
		die(errno == EACCES || errno == EROFS || errno == ENOSPC
			    ? EXIT_MACHINE
			    : EXIT_USAGE,
		    "cannot make the folder '%s':", t.dir);
	confine_command(o, &t, 1, NULL);
	starter_write(t.dir, &l);
	tell(&a, t.dir, &l);
	starter_release(&l);
	session_end(&s);
	arena_release(&a);
	return EXIT_CLEAN;
}
