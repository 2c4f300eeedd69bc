/* Runs all unit suites; each is in the file of its module. */
#include <check.h>
#include <stdlib.h>

#include "suites.h"

int main(void)
{
	SRunner *runner;
	int failed;

	/* Seconds a test; the four of the library are too few where a machine
	 * has much else to do. */
	setenv("CK_DEFAULT_TIMEOUT", "120", 0);
	runner = srunner_create(base_suite());
	srunner_add_suite(runner, model_suite());
	srunner_add_suite(runner, read_suite());
	srunner_add_suite(runner, file_suite());
	srunner_add_suite(runner, confine_suite());
	srunner_add_suite(runner, out_suite());
	srunner_add_suite(runner, emit_suite());
	srunner_add_suite(runner, pattern_suite());
	srunner_add_suite(runner, lint_suite());
	srunner_add_suite(runner, form_suite());
	srunner_add_suite(runner, bank_lint_suite());
	srunner_add_suite(runner, edits_suite());
	srunner_add_suite(runner, press_suite());
	srunner_add_suite(runner, pack_suite());
	srunner_add_suite(runner, kept_suite());
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
