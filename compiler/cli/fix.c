/* examc fix: repairs what can be repaired safely. */
#include "author/fix.h"

#include <stdio.h>

#include "base/err.h"
#include "base/log.h"
#include "cli/commands.h"
#include "cli/places.h"
#include "cli/targets.h"

int command_fix(const struct options *o)
{
	struct session s;
	struct fixer f = {.session = &s, .dry_run = o->dry_run};
	struct arena a = {0};
	struct target *t;
	size_t n;

	session_from(&s, o);
	t = all_targets(&a, o, &n);
	confine_command(o, t, n, NULL);
	for (size_t i = 0; i < n; i++)
		fix_bank(&f, &t[i]);
	log_print(stdout, buf_cstr(&f.said));
	finish_stdout();
	fprintf(stderr, "%zu fix%s %s, %zu refused, %zu to look at\n",
		f.applied, f.applied == 1 ? "" : "es",
		o->dry_run ? "possible" : "applied", f.refused, f.unsafe);
	buf_release(&f.said);
	session_end(&s);
	arena_release(&a);
	return EXIT_CLEAN;
}
