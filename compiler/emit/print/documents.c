/* The five documents: study pack, booklet, key, answer sheet, review pack. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/err.h"
#include "emit/chart.h"
#include "emit/print/print.h"
#include "emit/show.h"
#include "emit/words.h"

void print_booklet(struct markup *m, const struct edition *ed)
{
	print_cover(m, ed, "questionBooklet", true);
	markup_open_class(m, "main", "questions");
	print_questions(m, ed, 0, ed->nitems, "h2", false);
	print_end(m);
	markup_close(m, "main");
}

void print_answers(struct markup *m, const struct edition *ed)
{
	print_cover(m, ed, "answerKeyWithReasons", false);
	markup_open(m, "main");
	markup_open(m, "h2");
	markup_attr(m, "id", "key");
	markup_text(m, word("keyWord"));
	markup_close(m, "h2");
	print_key(m, ed);
	print_concordance(m, ed);
	markup_line(m, "h2", NULL, word("reasons"));
	markup_open_class(m, "div", "reasons");
	print_reasons(m, ed, 0, ed->nitems, false);
	markup_close(m, "div");
	markup_close(m, "main");
}

/* --- The study pack --- */

/* The items of a domain are neighbours: [*from, *to). */
static void domain_range(const struct edition *ed, const struct domain *d,
			 size_t *from, size_t *to)
{
	const char *last_case = NULL;

	*from = *to = 0;
	for (size_t i = 0; i < ed->nitems; i++) {
		const struct item *it = ed->items[i];
		bool same_case = it->case_id.s && last_case &&
				 strcmp(it->case_id.s, last_case) == 0;

		/* Later parts of a case stay with its first. */
		if ((it->task_ref->domain == d && !same_case) ||
		    (same_case && *to == i && *to > *from)) {
			if (*to == *from)
				*from = i;
			*to = i + 1;
		}
		last_case = it->case_id.s;
	}
}

static void contents_line(struct markup *m, const char *prefix, const char *id,
			  const char *text, size_t n)
{
	markup_open(m, "li");
	markup_link(m, NULL, text, "#%s%s", prefix, id);
	if (n) {
		markup_open_class(m, "span", "small");
		markup_text(m, " (");
		word_questions(m, n);
		markup_text(m, ")");
		markup_close(m, "span");
	}
	markup_line(m, "span", "dots", "");
	print_at(m, "%s%s", prefix, id);
	markup_close(m, "li");
}

static bool names_service(const struct item *it, const struct service *s)
{
	for (size_t i = 0; i < it->services.n; i++)
		if (strcmp(it->services.p[i].s, s->id.s) == 0)
			return true;
	return false;
}

/* Is there anything that the index of services could list? */
static bool has_index(const struct edition *ed)
{
	for (size_t i = 0; i < ed->nitems; i++)
		for (size_t k = 0; k < ed->services->n; k++)
			if (names_service(ed->items[i], &ed->services->p[k]))
				return true;
	return false;
}

static void contents(struct markup *m, const struct edition *ed)
{
	markup_open_class(m, "nav", "contents");
	markup_attr(m, "aria-label", word("contents"));
	markup_line(m, "h2", NULL, word("contents"));
	markup_open(m, "ol");
	for (int answers = 0; answers < 2; answers++) {
		for (size_t i = 0; i < ed->exam->ndomains; i++) {
			const struct domain *d = &ed->exam->domains[i];
			struct buf name = BUF_INIT;
			size_t from, to;

			domain_range(ed, d, &from, &to);
			if (answers)
				word_fill(&name, "reasonsOf", d->name.s, NULL,
					  NULL);
			else
				buf_str(&name, d->name.s);
			if (to > from)
				contents_line(m, answers ? "reasons-" : "part-",
					      d->id.s, buf_cstr(&name),
					      answers ? 0 : to - from);
			buf_release(&name);
		}
		if (!answers)
			contents_line(m, "", "key", word("keyWord"), 0);
		else if (has_index(ed))
			contents_line(m, "", "services", word("serviceIndex"),
				      0);
	}
	markup_close(m, "ol");
	markup_close(m, "nav");
}

static void chapter_open(struct markup *m, const char *prefix, const char *id,
			 const char *title)
{
	markup_open(m, "section");
	if (strcmp(prefix, "reasons-") == 0)
		markup_attrf(m, "class", "chapter head-reasons");
	else
		markup_attrf(m, "class", "chapter head-%s%s",
			     *prefix ? prefix : "chapter-", id);
	markup_open(m, "h2");
	markup_attrf(m, "id", "%s%s", prefix, id);
	markup_text(m, title);
	markup_close(m, "h2");
}

/* A chapter's opening: how many questions of each topic and difficulty. */
static void chapter_chart(struct markup *m, const struct edition *ed,
			  const struct domain *d, size_t from, size_t to)
{
	struct buf count = BUF_INIT;

	word_count(&count, to - from);
	markup_word_line(m, "p", NULL, "chapterCount", buf_cstr(&count),
			 word_decimal(d->weight).s);
	buf_release(&count);
	chart_chapter(m, ed, from, to);
}

static void question_chapters(struct markup *m, const struct edition *ed)
{
	for (size_t i = 0; i < ed->exam->ndomains; i++) {
		const struct domain *d = &ed->exam->domains[i];
		size_t from, to;

		domain_range(ed, d, &from, &to);
		if (to == from)
			continue;
		chapter_open(m, "part-", d->id.s, d->name.s);
		chapter_chart(m, ed, d, from, to);
		markup_open_class(m, "div", "questions");
		print_questions(m, ed, from, to, "h3", true);
		markup_close(m, "div");
		markup_close(m, "section");
	}
}

static void answer_chapters(struct markup *m, const struct edition *ed)
{
	chapter_open(m, "", "key", word("keyWord"));
	print_key(m, ed);
	markup_close(m, "section");
	for (size_t i = 0; i < ed->exam->ndomains; i++) {
		const struct domain *d = &ed->exam->domains[i];
		struct buf title = BUF_INIT;
		size_t from, to;

		domain_range(ed, d, &from, &to);
		if (to == from)
			continue;
		word_fill(&title, "reasonsOf", d->name.s, NULL, NULL);
		chapter_open(m, "reasons-", d->id.s, buf_cstr(&title));
		markup_open_class(m, "div", "reasons");
		print_reasons(m, ed, from, to, true);
		markup_close(m, "div");
		markup_close(m, "section");
		buf_release(&title);
	}
}

/* A service as the index has it: under its name without the vendor's. */
struct entry {
	const struct service *service;
	const char *name;
};

static int by_name(const void *pa, const void *pb)
{
	const struct entry *a = pa, *b = pb;
	int order = strcasecmp(a->name, b->name);

	return order ? order : strcmp(a->service->id.s, b->service->id.s);
}

static bool is_about(const struct item *it, const void *service)
{
	return names_service(it, service);
}

/* The services that some question is about, sorted; returns their number. */
static size_t entries_of(const struct edition *ed, struct entry *all)
{
	size_t n = 0;

	for (size_t k = 0; k < ed->services->n; k++) {
		const struct service *s = &ed->services->p[k];
		size_t i = 0;

		while (i < ed->nitems && !names_service(ed->items[i], s))
			i++;
		if (i < ed->nitems)
			all[n++] = (struct entry){
				s, s->name.s + vendor_prefix(&ed->exam->vendor,
							     s->name.s)};
	}
	if (n)
		qsort(all, n, sizeof *all, by_name);
	return n;
}

static void service_index(struct markup *m, const struct edition *ed)
{
	struct entry *all = xcalloc(ed->services->n + 1, sizeof *all);
	size_t n = entries_of(ed, all);

	chapter_open(m, "", "services", word("serviceIndex"));
	markup_line(m, "p", "small", word("indexHelp"));
	markup_open_class(m, "ul", "index");
	for (size_t i = 0; i < n; i++) {
		markup_open(m, "li");
		markup_textf(m, "%s ", all[i].name);
		print_numbers(m, ed, 'q', is_about, all[i].service);
		markup_close(m, "li");
	}
	markup_close(m, "ul");
	markup_close(m, "section");
	free(all);
}

void print_pack(struct markup *m, const struct edition *ed)
{
	print_cover(m, ed, "studyPack", false);
	contents(m, ed);
	markup_open(m, "main");
	question_chapters(m, ed);
	answer_chapters(m, ed);
	if (has_index(ed))
		service_index(m, ed);
	markup_close(m, "main");
}

/* --- The review pack --- */

static void fact(struct markup *m, const char *name, const char *value)
{
	if (!value || !*value)
		return;
	markup_open(m, "div");
	markup_line(m, "dt", NULL, word(name));
	markup_line(m, "dd", NULL, value);
	markup_close(m, "div");
}

static void joined(struct markup *m, const char *name,
		   const struct field_list *list)
{
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < list->n; i++)
		buf_printf(&text, "%s%s", i ? ", " : "", list->p[i].s);
	fact(m, name, buf_cstr(&text));
	buf_release(&text);
}

static void metadata(struct markup *m, const struct item *it)
{
	char text[64];

	markup_open_class(m, "dl", "about");
	fact(m, "id", it->id.s);
	fact(m, "version", it->content_hash);
	fact(m, "domain", it->task_ref->domain->name.s);
	fact(m, "task", it->task_ref->id.s);
	fact(m, "topic", it->topic_ref->name.s);
	snprintf(text, sizeof text, "%s, %s", show_type(it),
		 show_difficulty(it->difficulty));
	fact(m, "kind", text);
	fact(m, "whatDecides", it->decides.s);
	fact(m, "factsChecked", it->verified.s);
	fact(m, "case", it->case_id.s);
	joined(m, "services", &it->services);
	joined(m, "skills", &it->skills);
	markup_close(m, "dl");
}

/* TEXT has a finding a line. */
static void findings(struct markup *m, const char *text)
{
	struct buf line = BUF_INIT;

	markup_open(m, "section");
	markup_line(m, "h3", NULL, word("findings"));
	if (!*text)
		markup_line(m, "p", NULL, word("noneWord"));
	else
		markup_open_class(m, "ul", "findings");
	for (const char *p = text; *p; p += strspn(p, "\n")) {
		size_t k = strcspn(p, "\n");

		buf_reset(&line);
		buf_add(&line, p, k);
		markup_line(m, "li", NULL, buf_cstr(&line));
		p += k;
	}
	if (*text)
		markup_close(m, "ul");
	markup_close(m, "section");
	buf_release(&line);
}

static void remarks(struct markup *m)
{
	static const char *const lines[] = {"keyAgreed", "factsCheckedOnLine",
					    "reviewerLine"};

	markup_open(m, "section");
	markup_line(m, "h3", NULL, word("remarks"));
	markup_open_class(m, "ul", "remarks");
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		markup_line(m, "li", NULL, word(lines[i]));
	for (size_t i = 0; i < 4; i++)
		markup_line(m, "li", "rule", "");
	markup_close(m, "ul");
	markup_close(m, "section");
}

void print_review(struct markup *m, const struct edition *ed)
{
	print_cover(m, ed, "reviewPackLine", false);
	markup_open(m, "main");
	for (size_t i = 0; i < ed->nitems; i++) {
		markup_open(m, "section");
		markup_attrf(m, "class", "one review-%s", ed->items[i]->id.s);
		print_questions(m, ed, i, i + 1, "h2", false);
		print_reasons(m, ed, i, i + 1, false);
		metadata(m, ed->items[i]);
		markup_open_class(m, "div", "verdict");
		findings(m, ed->findings ? ed->findings[i] : "");
		remarks(m);
		markup_close(m, "div");
		markup_close(m, "section");
	}
	markup_close(m, "main");
}
