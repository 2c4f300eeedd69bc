/* The table of checks, made from checks.def. */
#include <string.h>

#include "ruleset/rules.h"

#define PARAMS(...)                                                            \
	(const struct param_spec[])                                            \
	{                                                                      \
		__VA_ARGS__                                                    \
		{                                                              \
			NULL, PARAM_COUNT, NULL, 0, 0                              \
		}                                                              \
	}
#define VARS(...)                                                              \
	(const char *const[])                                                  \
	{                                                                      \
		__VA_ARGS__ NULL                                               \
	}
#define CHECK(name, function, uses, params, vars)                              \
	{name, uses, false, params, vars},
#define BANK_CHECK(name, function, uses, params, vars)                         \
	{name, uses, true, params, vars},

const struct check checks[] = {
#include "ruleset/checks.def"
};
const size_t checks_count = sizeof checks / sizeof *checks;

const struct check *check_find(const char *name)
{
	for (size_t i = 0; i < checks_count; i++)
		if (strcmp(checks[i].name, name) == 0)
			return &checks[i];
	return NULL;
}

size_t check_index(const struct check *c)
{
	return (size_t)(c - checks);
}
