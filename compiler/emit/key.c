/*
 * What stands behind a key is taken for what would be drawn, unread and unchecked:
 * each thing that it shows must be in it. That papers without answers do not
 * depend on them was seen when they were drawn (leak.h), by the same program:
 * which that is, is in the circumstances.
 */
#include "emit/key.h"

#include <string.h>

struct key key_begin(const struct edition *ed, const char *kind)
{
	struct key k = {.whole = ed->circumstances != NULL};

	key_text(&k, ed->circumstances);
	key_text(&k, kind);
	return k;
}

void key_text(struct key *k, const char *s)
{
	buf_char(&k->parts, s ? 't' : 'n');
	if (s)
		buf_add(&k->parts, s, strlen(s) + 1);
}

void key_number(struct key *k, uint64_t n)
{
	buf_add(&k->parts, (const char *)&n, sizeof n);
}

/* Its relatives are not in its sum as an edition has them, which may have
 * fewer. */
void key_item(struct key *k, const struct item *it)
{
	const struct field_list *const lists[] = {&it->variant_of,
						  &it->enemies};

	k->whole = k->whole && it->sum;
	key_text(k, it->sum);
	for (size_t i = 0; i < 2; i++) {
		key_number(k, lists[i]->n);
		for (size_t j = 0; j < lists[i]->n; j++)
			key_text(k, lists[i]->p[j].s);
	}
}

void key_part(struct key *k, const char *part)
{
	k->whole = k->whole && *part;
	key_text(k, part);
}

void key_end(struct key *k, char out[HASH_HEX])
{
	*out = 0;
	if (k->whole)
		hash_hex(k->parts.p, k->parts.n, out);
	buf_release(&k->parts);
}
