/* References between files, which no schema of one document can check. */
#ifndef BLUEPRINT_REFS_H
#define BLUEPRINT_REFS_H

#include "model/bank.h"

/* Checks exam.yaml and services.yaml in themselves. Findings go to B->diags. */
void refs_check_exam(struct bank *b);

/*
 * Checks what every record names: topics, tasks, services, cases, relatives,
 * unique ids (also those that questions had before), the parts of cases.
 * Findings go to the record that names, those of a case to B->diags.
 */
void refs_check_bank(struct bank *b);

#endif
