/* How a site looks by exam.yaml: its colours and its logo. */
#ifndef BLUEPRINT_LOOKS_H
#define BLUEPRINT_LOOKS_H

#include "model/bank.h"

/* Adds findings for colours that cannot be read, and for a logo that is no
 * picture. B has an exam. */
void looks_check(struct bank *b);

#endif
