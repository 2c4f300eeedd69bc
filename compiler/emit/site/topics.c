/* A page a topic: each of its questions, by what it asks. */
#include <stdio.h>
#include <string.h>

#include "base/vec.h"
#include "emit/show.h"
#include "emit/site/site.h"
#include "emit/words.h"

enum { LINE = OPENING_MAX - 8 }; /* bytes */

void site_teaser(const struct item *it, struct buf *out)
{
	show_line(it->title.s ? it->title.s : it->opening, LINE, out);
}

static void question_link(struct markup *m, const struct edition *ed,
			  const struct item *it)
{
	struct buf text = BUF_INIT;

	site_teaser(it, &text);
	markup_open(m, "li");
	markup_open(m, "a");
	markup_attrf(m, "href", "../q/%s.html", it->id.s);
	site_identity(m, ed, it);
	markup_open_class(m, "span", "dot");
	markup_line(m, "span", "sr", "");
	markup_close(m, "span");
	markup_line(m, "span", "what", buf_cstr(&text));
	markup_linef(m, "span", "tag", "%s, %s", show_type(it),
		     show_difficulty(it->difficulty));
	markup_close(m, "a");
	markup_close(m, "li");
	buf_release(&text);
}

/* Where the items of an edition that have the same domain and topic are: they
 * stand together. */
struct stretch {
	size_t from, n;
};

/* That of the one that begins at item FROM. */
static struct stretch stretch(const struct edition *ed, size_t from)
{
	size_t n = 1;

	while (from + n < ed->nitems &&
	       ed->items[from + n]->topic_ref == ed->items[from]->topic_ref &&
	       ed->items[from + n]->task_ref->domain ==
		       ed->items[from]->task_ref->domain)
		n++;
	return (struct stretch){from, n};
}

/* Where the questions of a topic are: a stretch for each task. */
struct places {
	const struct topic *topic;
	VEC(struct stretch) at;
};

static size_t count(const struct places *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->at.n; i++)
		n += p->at.p[i].n;
	return n;
}

static const struct domain *domain_at(const struct edition *ed,
				      const struct stretch *at)
{
	return ed->items[at->from]->task_ref->domain;
}

/* The questions of N stretches of one domain; under its name if the topic has
 * SEVERAL. */
static void list(struct markup *m, const struct edition *ed,
		 const struct stretch *at, size_t n, bool several)
{
	const struct domain *d = domain_at(ed, at);

	markup_open_class(m, "section", "list");
	markup_attrf(m, "data-domain", "%u", d->number);
	markup_attr(m, "aria-label", d->name.s);
	if (several)
		markup_word_line(m, "h2", NULL, "domainName",
				 word_number(d->number).s, d->name.s);
	markup_open(m, "ul");
	for (size_t k = 0; k < n; k++)
		for (size_t i = 0; i < at[k].n; i++)
			question_link(m, ed, ed->items[at[k].from + i]);
	markup_close(m, "ul");
	markup_close(m, "section");
}

/* A list for each domain; the stretches of one follow each other. */
static void lists(struct markup *m, const struct edition *ed,
		  const struct places *p)
{
	const struct stretch *at = p->at.p;
	size_t n = p->at.n;
	bool several = domain_at(ed, at) != domain_at(ed, at + n - 1);

	for (size_t i = 0, j; i < n; i = j) {
		for (j = i + 1; j < n; j++)
			if (domain_at(ed, at + j) != domain_at(ed, at + i))
				break;
		list(m, ed, at + i, j - i, several);
	}
}

static void body(struct markup *m, const struct edition *ed,
		 const struct places *p)
{
	const struct topic *t = p->topic;
	const struct domain *d = domain_at(ed, p->at.p);

	site_crumbs_open(m, ed, "../");
	site_crumb(m, d->name.s, "../index.html#%s", d->id.s);
	site_crumbs_close(m);
	markup_open_class(m, "div", "hero");
	markup_attrf(m, "data-domain", "%u", d->number);
	markup_line(m, "h1", NULL, t->name.s);
	markup_open_class(m, "p", "lede");
	markup_attr(m, "id", "state");
	word_questions(m, count(p));
	markup_close(m, "p");
	markup_open_class(m, "p", "actions");
	markup_link(m, "button", word("practiceTopic"),
		    "../practice.html#topic=%s", t->id.s);
	markup_close(m, "p");
	markup_close(m, "div");
	lists(m, ed, p);
}

static void write_topic(const struct site *s, const struct places *p)
{
	struct buf text = BUF_INIT, title = BUF_INIT, about = BUF_INIT;
	struct markup m = MARKUP_INIT(&text);
	struct arena a = {0};

	body(&m, s->ed, p);
	markup_end(&m);
	page_title(s->ed, p->topic->name.s, &title);
	word_fill(&about, "topicAbout", word_number(count(p)).s,
		  p->topic->name.s, s->ed->exam->title.s);
	page_write(s, &(struct page){.rel = arena_printf(&a, "t/%s.html",
							 p->topic->id.s),
				     .title = buf_cstr(&title),
				     .about = buf_cstr(&about),
				     .body = buf_cstr(&text)});
	buf_release(&text);
	buf_release(&title);
	buf_release(&about);
	arena_release(&a);
}

void site_topics(const struct site *s)
{
	const struct edition *ed = s->ed;
	const struct exam *e = ed->exam;
	struct arena a = {0};
	struct places *all = arena_array(&a, struct places, e->ntopics + 1);
	struct stretch at;

	for (size_t i = 0; i < ed->nitems; i += at.n) {
		at = stretch(ed, i);
		vec_push(&all[ed->items[i]->topic_ref - e->topics].at, at);
	}
	for (size_t i = 0; i < e->ntopics; i++) {
		all[i].topic = &e->topics[i];
		if (all[i].at.n)
			write_topic(s, &all[i]);
		vec_release(&all[i].at);
	}
	arena_release(&a);
}
