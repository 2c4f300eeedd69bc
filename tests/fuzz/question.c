/* A question of a bank: read, judged, printed, published. */
#include "lib/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	return fuzz_bank("q/victim.md", p, n);
}
