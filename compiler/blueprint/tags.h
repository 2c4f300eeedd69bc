/* The tags of a bank's questions, compared. */
#ifndef BLUEPRINT_TAGS_H
#define BLUEPRINT_TAGS_H

#include "model/bank.h"

/* Reports bank/tag-spelling at each tag that another question writes in other
 * letters: case, width, accents composed or not. */
void tags_check(struct bank *b);

#endif
