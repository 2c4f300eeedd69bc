/* Packs to print that the site has itself, so that they are there where the site
 * is. They are made of the edition of the site, which has no secure question, and
 * not copied from print/, which may have some. */
#include <string.h>

#include "emit/formats.h"
#include "emit/site/site.h"
#include "emit/words.h"

/* A larger bank has no packs in its site: they would be most of it. */
enum { PACKS_MOST = 1000 };

void site_packs(struct site *s, struct arena *a)
{
	struct edition ed = *s->ed;

	if (!ed.with_packs || ed.nitems > PACKS_MOST || !ed.nitems)
		return;
	ed.folder = arena_printf(a, "%s/print", ed.exam->id.s);
	ed.packs = &s->packs;
	emit_print(&ed, s->out);
}

/* Is P the same as BEFORE on another paper? */
static bool is_twin(const struct handout *p, const struct handout *before)
{
	return strcmp(p->title, before->title) == 0 &&
	       (!p->of || !before->of ? p->of == before->of
				      : strcmp(p->of, before->of) == 0);
}

/* A link for each paper of the pack at *I, behind which *I is put. */
static void pack_item(struct markup *m, const struct handouts *all, size_t *i)
{
	const struct handout *p = &all->list.p[*i];

	markup_open(m, "li");
	markup_text(m, word(p->title));
	if (p->of)
		markup_textf(m, ", %s", p->of);
	markup_text(m, ": ");
	for (const struct handout *first = p;
	     *i < all->list.n && is_twin(&all->list.p[*i], first); ++*i) {
		p = &all->list.p[*i];
		markup_text(m, p == first ? "" : ", ");
		markup_link(m, NULL,
			    strcmp(p->paper, "a4") == 0 ? word("paperA4")
							: word("paperLetter"),
			    "print/%s", p->path);
	}
	markup_close(m, "li");
}

void site_packs_show(struct markup *m, const struct site *s)
{
	if (!s->packs.list.n)
		return;
	site_section(m, "packs", word("packs"));
	markup_line(m, "p", "soft", word("packsHelp"));
	markup_open(m, "ul");
	for (size_t i = 0; i < s->packs.list.n;)
		pack_item(m, &s->packs, &i);
	markup_close(m, "ul");
	markup_close(m, "section");
}
