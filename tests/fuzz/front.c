/* The front matter of a question whose body is sound. */
#include "base/buf.h"
#include "lib/fuzz.h"

static const char body[] = "\n---\n\n"
			   "A shop stores reports for a year.\n\n"
			   "Which storage class fits?\n\n"
			   "- [ ] Standard storage\n"
			   "  > It costs more.\n"
			   "- [x] Infrequent storage\n"
			   "  > It costs little.\n"
			   "- [ ] Archive storage\n"
			   "  > It makes the shop wait.\n";

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct buf b = BUF_INIT;

	buf_str(&b, "---\n");
	buf_add(&b, (const char *)p, n);
	buf_str(&b, body);
	fuzz_bank("q/victim.md", (const uint8_t *)b.p, b.n);
	buf_release(&b);
	return 0;
}
