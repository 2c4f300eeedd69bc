/* What is published: the items of one exam in reading order, and nothing else. */
#ifndef MODEL_EDITION_H
#define MODEL_EDITION_H

#include <stddef.h>

#include "model/blueprint.h"
#include "model/item.h"

/*
 * Emitters see an edition only: no findings, no broken items, no drafts
 * (unless asked for). Items are sorted by domain, topic (both in the order of
 * exam.yaml), case and part, then id: the same on every machine.
 */
struct edition {
	const struct exam *exam;	 /* never NULL */
	const struct services *services; /* never NULL */
	const struct item *const *items;
	size_t nitems;
	const struct kase *const *cases; /* those that the items name */
	size_t ncases;
	const char *root; /* the bank's folder: image paths are beneath it */
};

/* The scenario of an item, or NULL. */
const struct kase *edition_case(const struct edition *ed,
				const struct item *it);

#endif
