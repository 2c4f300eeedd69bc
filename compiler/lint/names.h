/* Finds the names of services in a text. */
#ifndef LINT_NAMES_H
#define LINT_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"
#include "model/blueprint.h"

enum name_kind { NAME_CURRENT, NAME_ALIAS, NAME_OLD };

struct name_list;
struct names {
	const struct services *services; /* never NULL */
	const struct vendor *vendor;	 /* NULL: none is known */
	struct arena arena;
	struct name_list *lists; /* all of them */
	struct map first;	 /* first word, lower case -> list of entries */
	uint64_t may[64];	 /* a bit for the hash of each first word */
};

/* A name in a text. */
struct mention {
	const struct service *service;
	enum name_kind kind;
	size_t from, to; /* in the text */
};

/* SERVICES and VENDOR (NULL: none) are borrowed; they must outlive the index. A
 * name that begins with one of the vendor is found without it, too. */
void names_init(struct names *n, const struct services *services,
		const struct vendor *vendor);
void names_release(struct names *n);

/*
 * Finds the next name in the N bytes at TEXT, at or behind AT. Of several
 * names that begin at one word the longest is meant. Returns false if there
 * is none.
 */
bool names_next(const struct names *n, const char *text, size_t len, size_t at,
		struct mention *found);

#endif
