/* Finds all names in a text at once, by a hash of their first word. */
#include "lint/names.h"

#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/vec.h"

enum { FIRST_MAX = 48 };

struct name_entry {
	const char *text;
	size_t n, order;
	const struct service *service;
	enum name_kind kind;
	bool any_case;
};

/* The names that begin with one word; longer ones first. */
struct name_list {
	VEC(struct name_entry) names;
	struct name_list *next; /* of all lists */
};

static bool word_byte(char c)
{
	return is_alnum(c) || (unsigned char)c >= 0x80;
}

/* The first word of S in lower case; false if it is none or too long. */
static bool first_word(const char *s, size_t n, char out[FIRST_MAX])
{
	size_t i = 0;

	for (; i < n && word_byte(s[i]); i++) {
		if (i + 1 >= FIRST_MAX)
			return false;
		out[i] = small_letter(s[i]);
	}
	out[i] = 0;
	return i > 0;
}

/* Where the word at S ends, at most N bytes on; *HASH is that of its letters,
 * capital or not. */
static size_t word_end(const char *s, size_t n, uint32_t *hash)
{
	uint32_t h = 0;
	size_t i = 0;

	/* Small and capital letters differ in one bit; so do a few other bytes,
	 * which does no harm. */
	for (; i < n && word_byte(s[i]); i++)
		h = (h ^ ((unsigned char)s[i] | 32U)) * 16777619U;
	*hash = h >> 20;
	return i;
}

static void entry_add(struct names *names, const char *text,
		      const struct service *service, enum name_kind kind)
{
	struct name_entry e = {.text = text,
			       .n = strlen(text),
			       .service = service,
			       .kind = kind};
	struct name_list *list;
	char word[FIRST_MAX];
	uint32_t hash;

	e.any_case = kind == NAME_OLD && strchr(text, ' ');
	if (!first_word(text, e.n, word))
		return;
	(void)word_end(text, e.n, &hash);
	names->may[hash / 64] |= (uint64_t)1 << hash % 64;
	list = map_get(&names->first, word);
	if (!list) {
		list = arena_new(&names->arena, struct name_list);
		list->next = names->lists;
		names->lists = list;
		map_put(&names->first, arena_strdup(&names->arena, word), list);
	}
	e.order = list->names.n;
	vec_push(&list->names, e);
}

/* Longer names first; of equal ones the current name, then that of the earlier
 * service. */
static int by_length(const void *pa, const void *pb)
{
	const struct name_entry *a = pa, *b = pb;

	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return a->order < b->order ? -1 : 1;
}

/* S without the vendor's name, if at least two words are left; else NULL. */
static const char *without_vendor(const struct vendor *v, const char *s)
{
	size_t n = vendor_prefix(v, s);

	return n && strchr(s + n, ' ') ? s + n : NULL;
}

static void add_name(struct names *names, const char *text,
		     const struct service *service, enum name_kind kind)
{
	const char *bare = without_vendor(names->vendor, text);

	entry_add(names, text, service, kind);
	if (bare)
		entry_add(names, bare, service, kind);
}

void names_init(struct names *names, const struct services *services,
		const struct vendor *vendor)
{
	static const struct services none;

	*names = (struct names){.services = services ? services : &none,
				.vendor = vendor};
	for (size_t i = 0; i < names->services->n; i++) {
		const struct service *s = &names->services->p[i];

		if (s->name.s)
			add_name(names, s->name.s, s, NAME_CURRENT);
		for (size_t k = 0; k < s->aliases.n; k++)
			add_name(names, s->aliases.p[k].s, s, NAME_ALIAS);
		for (size_t k = 0; k < s->old_names.n; k++)
			add_name(names, s->old_names.p[k].s, s, NAME_OLD);
	}
	for (struct name_list *l = names->lists; l; l = l->next)
		qsort(l->names.p, l->names.n, sizeof *l->names.p, by_length);
}

void names_release(struct names *names)
{
	for (struct name_list *l = names->lists; l; l = l->next)
		vec_release(&l->names);
	map_release(&names->first);
	arena_release(&names->arena);
}

static bool entry_fits(const struct name_entry *e, const char *s, size_t n)
{
	if (n < e->n || (n > e->n && word_byte(s[e->n])))
		return false;
	return e->any_case ? strncasecmp(s, e->text, e->n) == 0
			   : memcmp(s, e->text, e->n) == 0;
}

/* The name that the text begins with, of the N bytes at S; NULL: none. */
static const struct name_entry *name_at(const struct names *names,
					const char *s, size_t n)
{
	char word[FIRST_MAX];
	const struct name_list *list = first_word(s, n, word)
					       ? map_get(&names->first, word)
					       : NULL;

	for (size_t i = 0; list && i < list->names.n; i++)
		if (entry_fits(&list->names.p[i], s, n))
			return &list->names.p[i];
	return NULL;
}

bool names_next(const struct names *names, const char *text, size_t len,
		size_t at, struct mention *found)
{
	while (names->first.n && at < len) {
		const struct name_entry *e = NULL;
		uint32_t hash;
		size_t n;

		while (at < len && !word_byte(text[at]))
			at++;
		n = word_end(text + at, len - at, &hash);
		if (names->may[hash / 64] >> hash % 64 & 1)
			e = name_at(names, text + at, len - at);
		if (e) {
			*found = (struct mention){e->service, e->kind, at,
						  at + e->n};
			return true;
		}
		at += n;
	}
	return false;
}
