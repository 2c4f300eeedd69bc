/* A picture that a question shows. */
#include "lib/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	return fuzz_bank("q/dot.png", p, n);
}
