/* Rules of a bank's own, and their examples. */
#include <sys/stat.h>

#include "lib/fuzz.h"
#include "load/load.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static unsigned runs;
	struct session *s = fuzz_session();

	/* A session keeps the trees of all rules that it read. */
	if (++runs % 64 == 0) {
		session_end(s);
		s->arena = (struct arena){0};
		session_start(s);
	}
	fuzz_enter();
	mkdir("bank/rules", 0755);
	return fuzz_bank("rules/own.yaml", p, n);
}
