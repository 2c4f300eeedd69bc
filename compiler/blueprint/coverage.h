/* Findings where the bank does not cover its blueprint. */
#ifndef BLUEPRINT_COVERAGE_H
#define BLUEPRINT_COVERAGE_H

#include "model/bank.h"

/* Reports domains that are off by more than the tolerance, and topics below
 * their minimum, to B->diags, at their lines in exam.yaml. */
void coverage_check(struct bank *b);

#endif
