/* Letters of another script that readers take for the ones around them: in a
 * word, and as all that two options differ in. */
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "language/letters.h"
#include "lint/parts.h"

/* A stranger in a text: a letter at [FROM, TO), and the one it looks like. */
struct stranger {
	size_t from, to;
	unsigned cp, like;
	const char *name; /* of CP */
};

/* The letters of one word, by script. */
struct mixture {
	size_t from;
	size_t latin, others; /* letters of Latin; of Greek and Cyrillic */
	size_t twins;	      /* of OTHERS that look Latin */
	size_t latin_twins;   /* of LATIN that look Cyrillic */
	bool greek;
	struct stranger other;	     /* the first of TWINS */
	struct stranger in_cyrillic; /* the first of LATIN_TWINS */
};

/* Does the text hold Greek or Cyrillic at all? Most hold none. */
static bool has_others(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] >= 0xCD && (unsigned char)s[i] <= 0xD4)
			return true;
	return false;
}

static void read_letter(struct mixture *w, unsigned cp, size_t at, size_t k)
{
	enum script script = letter_script(cp);
	const struct letter *like = script == SCRIPT_LATIN
					    ? letter_like_cyrillic(cp)
					    : letter_like_latin(cp);

	w->latin += script == SCRIPT_LATIN;
	w->others += script > SCRIPT_LATIN;
	w->greek |= script == SCRIPT_GREEK;
	if (!like)
		return;
	if (script == SCRIPT_LATIN && !w->latin_twins++)
		w->in_cyrillic = (struct stranger){at, at + k, cp, like->cp,
						   NULL};
	if (script > SCRIPT_LATIN && !w->twins++)
		w->other = (struct stranger){at, at + k, cp,
					     (unsigned)like->latin, like->name};
}

/* The letter that is foreign to the word; NULL: none. Greek beside Latin is
 * how science writes. */
static const struct stranger *stranger_of(const struct mixture *w)
{
	if (!w->latin || !w->others)
		return NULL;
	if (w->twins == w->others)
		return &w->other;
	return !w->greek && w->latin_twins == w->latin ? &w->in_cyrillic : NULL;
}

static const char *letter_text(struct lint *l, unsigned cp)
{
	char text[5] = "";

	text[utf8_put(cp, text)] = 0;
	return arena_strdup(&l->scratch, text);
}

/* "its 'С' is U+0421 CYRILLIC CAPITAL LETTER ES, not 'C'" */
static const char *said_of(struct lint *l, const struct stranger *s)
{
	return arena_printf(&l->scratch, "'%s' is U+%04X %s, not '%s'",
			    letter_text(l, s->cp), s->cp,
			    s->name ? s->name : "of the Latin alphabet",
			    letter_text(l, s->like));
}

static void report_word(struct lint *l, const struct rule *r,
			const struct part *p, const struct stranger *s,
			size_t from, size_t to)
{
	const char *what = arena_printf(
		&l->scratch, "'%s' in %s mixes scripts: its %s",
		arena_copy(&l->scratch, p->rich->text + from, to - from),
		p->name, said_of(l, s));

	lint_found(l, r, p, from, to,
		   (struct var[]){{"what", what}, {NULL, NULL}});
}

/* Reports words of the part that mix scripts; returns how many. */
static size_t words_in(struct lint *l, const struct rule *r,
		       const struct part *p)
{
	const char *s = p->rich->text;
	struct mixture w = {.from = p->from};
	size_t found = 0;

	for (size_t at = p->from, k; at <= p->to; at += k) {
		unsigned cp = 0;

		k = at < p->to ? utf8_decode(s + at, p->to - at, &cp) : 1;
		k += !k;
		if (at < p->to && utf8_is_word(cp)) {
			read_letter(&w, cp, at, k);
			continue;
		}
		if (stranger_of(&w)) {
			found++;
			report_word(l, r, p, stranger_of(&w), w.from, at);
		}
		w = (struct mixture){.from = at + k};
	}
	return found;
}

/* The text with Latin letters for those that look like them; *FIRST is the
 * first that was replaced (cp 0: none). */
static const char *skeleton(struct lint *l, const struct part *p,
			    struct stranger *first)
{
	const char *s = p->rich->text, *out;
	struct buf b = BUF_INIT;

	*first = (struct stranger){.cp = 0};
	for (size_t i = 0, k; i < p->rich->len; i += k) {
		const struct letter *like;
		unsigned cp = 0;

		k = utf8_decode(s + i, p->rich->len - i, &cp);
		k += !k;
		like = cp < 0x80 ? NULL : letter_like_latin(cp);
		if (!like) {
			buf_add(&b, s + i, k);
			continue;
		}
		buf_char(&b, like->latin);
		if (!first->cp)
			*first = (struct stranger){i, i + k, cp,
						   (unsigned)like->latin,
						   like->name};
	}
	out = arena_strdup(&l->scratch, buf_cstr(&b));
	buf_release(&b);
	return out;
}

/* Two texts that look the same to every reader, and are not: A has STRANGER. */
static void report_twin(struct lint *l, const struct rule *r,
			const struct part *a, const struct part *b,
			const struct stranger *s)
{
	const char *what = arena_printf(&l->scratch,
					"%s looks the same as %s: its %s",
					a->name, b->name, said_of(l, s));

	lint_found_part(l, r, a, (struct var[]){{"what", what}, {NULL, NULL}});
}

static void twins(struct lint *l, const struct rule *r)
{
	const char **bones = arena_array(&l->scratch, const char *,
					 l->nparts + 1);
	struct stranger *odd = arena_array(&l->scratch, struct stranger,
					   l->nparts + 1);

	for (size_t i = 0; i < l->nparts; i++) {
		const struct part *p = &l->parts[i];

		if (!(p->in & IN_OPTION))
			continue;
		bones[i] = skeleton(l, p, &odd[i]);
		for (size_t j = 0; j < i; j++) {
			const struct part *q = &l->parts[j];

			if (!bones[j] || !parts_rival(p, q) ||
			    strcmp(bones[i], bones[j]) != 0 ||
			    strcmp(p->rich->text, q->rich->text) == 0)
				continue;
			if (odd[i].cp)
				report_twin(l, r, p, q, &odd[i]);
			else
				report_twin(l, r, q, p, &odd[j]);
			break;
		}
	}
}

void check_look_alike(struct lint *l, const struct rule *r)
{
	size_t mixed = 0;
	bool others = false;

	for (size_t i = 0; i < l->nparts; i++) {
		struct part *p = &l->parts[i];

		if (!(p->in &
		      (IN_STEM | IN_OPTION | IN_RATIONALE | IN_EXPLANATION)) ||
		    !has_others(p->rich->text, p->rich->len))
			continue;
		others |= (p->in & IN_OPTION) != 0;
		mixed += words_in(l, r, p);
	}
	if (others && !mixed)
		twins(l, r);
}
