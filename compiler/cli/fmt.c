/* examc fmt: files of a bank in the one way to write them. */
#include "author/fmt.h"

#include <stdio.h>

#include "base/err.h"
#include "base/log.h"
#include "cli/commands.h"
#include "cli/places.h"
#include "cli/targets.h"

int command_fmt(const struct options *o)
{
	struct fmt f = {.dry_run = o->dry_run};
	struct arena a = {0};
	struct target *t;
	size_t n;
	bool failed;

	t = all_targets(&a, o, &n);
	confine_command(o, t, n, NULL);
	for (size_t i = 0; i < n; i++)
		fmt_bank(&f, &t[i]);
	log_print(stdout, buf_cstr(&f.names));
	finish_stdout();
	log_print(stderr, buf_cstr(&f.said));
	fprintf(stderr, "%zu file%s %s, %zu as %s should be, %zu left\n",
		f.changed, f.changed == 1 ? "" : "s",
		o->dry_run ? "to be formatted" : "formatted", f.same,
		f.same == 1 ? "it" : "they", f.refused);
	failed = f.refused || (o->dry_run && f.changed);
	buf_release(&f.names);
	buf_release(&f.said);
	arena_release(&a);
	return failed ? EXIT_FINDINGS : EXIT_CLEAN;
}
