/* What several checks ask of an option: words, length, is it a number. */
#include <ctype.h>
#include <string.h>

#include "base/utf8.h"
#include "lint/parts.h"

/* In the prose view code is all q: here it gets the hash of its own letters. */
static void name_code(struct part *p, const struct view *v, struct word *w)
{
	char small[64] = "";
	size_t from = view_offset(p, v, w->from), n = w->to - w->from;

	if (memcmp(p->rich->text + from, v->s + w->from, n) == 0) {
		w->is &= ~(uint32_t)WORD_CODE;
		return;
	}
	memcpy(small, p->rich->text + from, n < 63 ? n : 63);
	w->id = w->stem = word_id(small);
	/* `and` between two commands joins them. */
	w->is |= word_classes(small, strlen(small)) &
		 (WORD_JOINING | WORD_EMPTY);
}

/* A vendor's name says nothing where all names have it. */
static void name_vendor(const struct vendor *v, const struct words *w)
{
	for (size_t i = 0; v && i < v->names.n; i++) {
		const char *name = v->names.p[i].s;
		char small[64] = "";
		uint32_t id;

		for (size_t k = 0; name[k] && k + 1 < sizeof small; k++)
			small[k] = (char)tolower((unsigned char)name[k]);
		id = word_id(small);
		for (size_t k = 0; k < w->n; k++)
			if (w->p[k].id == id)
				w->p[k].is |= WORD_GENERIC;
	}
}

const struct words *part_words(struct lint *l, struct part *p)
{
	const struct view *v;

	if (p->words.p)
		return &p->words;
	v = part_view(l, p, VIEW_PROSE);
	p->words = words_cut(&l->scratch, v->s, v->n);
	for (size_t i = 0; i < p->words.n; i++)
		if (p->words.p[i].is & WORD_CODE)
			name_code(p, v, &p->words.p[i]);
	name_vendor(l->linter->names.vendor, &p->words);
	return &p->words;
}

bool words_say(const struct words *w, size_t from, size_t to, uint32_t stem)
{
	for (size_t i = from; i < to; i++)
		if (w->p[i].stem == stem)
			return true;
	return false;
}

/* A number and little else. */
static bool is_numeric(const struct words *w)
{
	size_t numbers = 0, others = 0;

	for (size_t i = 0; i < w->n; i++)
		if ((w->p[i].is & WORD_NUMBER) ||
		    ((w->p[i].is & WORD_DIGIT) && !(w->p[i].is & WORD_CAPITAL)))
			numbers++;
		else
			others++;
	return numbers > 0 && others <= 2;
}

static bool is_code(const struct rich *r)
{
	size_t code = 0;

	for (size_t i = 0; i < r->len; i++)
		code += r->text[i] != r->prose[i];
	return code * 2 > r->len;
}

static size_t length_of(const struct rich *r)
{
	size_t n = r->len;

	while (n > 0 && strchr(" .\n", r->text[n - 1]))
		n--;
	return utf8_count(r->text, n);
}

const struct facts *lint_facts(struct lint *l)
{
	struct facts *f = &l->facts;

	if (f->p)
		return f;
	f->p = arena_array(&l->scratch, struct fact, l->item->noptions + 1);
	for (size_t i = 0; i < l->nparts; i++) {
		struct part *p = &l->parts[i];
		struct fact *o = &f->p[f->n];

		if (!(p->in & (IN_KEY | IN_DISTRACTOR)))
			continue;
		o->part = p;
		o->words = part_words(l, p);
		o->length = length_of(p->rich);
		o->key = p->in == IN_KEY;
		o->meta = l->item->options[p->index].of_others;
		o->code = is_code(p->rich);
		o->numeric = !o->code && is_numeric(o->words);
		f->nkeys += o->key;
		f->plain += !o->meta;
		f->n++;
	}
	return f;
}
