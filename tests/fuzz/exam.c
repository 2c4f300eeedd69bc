/* exam.yaml of a bank. */
#include "lib/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	return fuzz_bank("exam.yaml", p, n);
}
