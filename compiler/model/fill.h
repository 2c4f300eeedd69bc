/* Makes items, stimuli, exams and services of trees that their XSD accepted; a
 * key is one line. */
#ifndef MODEL_FILL_H
#define MODEL_FILL_H

#include "base/arena.h"
#include "model/blueprint.h"
#include "model/item.h"
#include "model/node.h"

/*
 * Makes an item of a tree that schemas/question.xsd found valid. The arena
 * owns it (and must own the tree). What the fields name in EXAM is looked up;
 * EXAM may be NULL. The asking sentence is left for the caller to find.
 */
struct item *fill_item(struct arena *a, const struct node *root,
		       struct source *src, const struct exam *exam);

/* The same for schemas/exam.xsd, schemas/services.xsd and a case. */
struct exam *fill_exam(struct arena *a, const struct node *root,
		       struct source *src);
struct services *fill_services(struct arena *a, const struct node *root,
			       struct source *src);
/* The lists "vendor" and "reference-hosts" of N. */
struct vendor fill_vendor(struct arena *a, const struct node *n);
struct stimulus *fill_stimulus(struct arena *a, const struct node *root,
			       struct source *src);

#endif
