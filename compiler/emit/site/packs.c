/* Packs to print that the site has itself, so that they are there where the site
 * is. They are made of the edition of the site, which has no secure question, and
 * not copied from print/, which may have some. A PDF is copied if the page that it
 * was made of is byte by byte the site's own. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "emit/formats.h"
#include "emit/site/site.h"
#include "emit/words.h"

/* A larger bank has no packs in its site: they would be most of it. */
enum { PACKS_MOST = 1000 };

/* The name without ".html" of P, a pack as the site has it. */
static const char *bare_name(const struct handout *p, struct arena *a)
{
	return arena_copy(a, p->path, strlen(p->path) - strlen(".html"));
}

/* What out_each() looks for: whether the file PATH has the HASH. */
struct wanted {
	const char *path, *hash;
	bool found;
};

static void look(const char *path, const char *hash, void *arg)
{
	struct wanted *w = arg;

	w->found |= !strcmp(path, w->path) && !strcmp(hash, w->hash);
}

/* Did the press have the same page as the site's pack P? */
static bool is_open(const struct site *s, const struct handout *p,
		    struct arena *a)
{
	const char *id = s->ed->exam->id.s;
	const char *of = arena_printf(a, "print/%s/%s", id, p->path);
	char hash[HASH_HEX], *text;
	struct wanted w = {arena_printf(a, "%s/print/%s", id, p->path), hash,
			   false};
	size_t n;

	if (file_read(s->ed->made, of, SIZE_MAX / 4, &text, &n) != FILE_OK)
		return false;
	hash_hex(text, n, hash);
	free(text);
	out_each(s->out, look, &w);
	return w.found;
}

static void copy_pdf(const struct site *s, struct handout *p, struct arena *a)
{
	const char *id = s->ed->exam->id.s, *name = bare_name(p, a);

	p->pdf = is_open(s, p, a);
	if (p->pdf)
		out_copy(s->out, arena_printf(a, "%s/print/%s.pdf", id, name),
			 s->ed->made,
			 arena_printf(a, "pdf/%s/%s.pdf", id, name));
}

void site_packs(struct site *s, struct arena *a)
{
	struct edition ed = *s->ed;

	if (!ed.with_packs || ed.nitems > PACKS_MOST || !ed.nitems)
		return;
	ed.folder = arena_printf(a, "%s/print", ed.exam->id.s);
	ed.packs = &s->packs;
	emit_print(&ed, s->out);
	for (size_t i = 0; ed.made && i < s->packs.list.n; i++)
		copy_pdf(s, &s->packs.list.p[i], a);
}

/* Is P the same as BEFORE on another paper? */
static bool is_twin(const struct handout *p, const struct handout *before)
{
	return strcmp(p->title, before->title) == 0 &&
	       (!p->of || !before->of ? p->of == before->of
				      : strcmp(p->of, before->of) == 0);
}

static void pack_links(struct markup *m, const struct handout *p)
{
	const char *paper = strcmp(p->paper, "a4") == 0 ? word("paperA4")
							: word("paperLetter");
	struct buf text = BUF_INIT;
	struct arena a = {0};

	markup_link(m, NULL, paper, "print/%s", p->path);
	if (p->pdf) {
		word_fill(&text, "paperPdf", paper, NULL, NULL);
		markup_text(m, ", ");
		markup_link(m, NULL, buf_cstr(&text), "print/%s.pdf",
			    bare_name(p, &a));
	}
	buf_release(&text);
	arena_release(&a);
}

/* Links for each paper of the pack at *I, behind which *I is put. */
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
		pack_links(m, p);
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
