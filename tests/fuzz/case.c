/* A scenario that questions share. */
#include "lib/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	return fuzz_bank("cases/depot.md", p, n);
}
