/* The suites of the unit tests, one a module. */
#ifndef SUITES_H
#define SUITES_H

#include <check.h>

Suite *base_suite(void);
Suite *model_suite(void);
Suite *read_suite(void);
Suite *file_suite(void);
Suite *confine_suite(void);
Suite *out_suite(void);
Suite *emit_suite(void);
Suite *pattern_suite(void);
Suite *lint_suite(void);
Suite *form_suite(void);
Suite *bank_lint_suite(void);
Suite *edits_suite(void);
Suite *press_suite(void);
Suite *pack_suite(void);
Suite *kept_suite(void);

#endif
