/* The list of published files that an earlier build left in its folder. */
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "lib/fuzz.h"

static void build(void)
{
	struct out *o = __real_out_open("out", "bank");
	size_t removed;

	__real_out_begin(o, "json", "demo");
	__real_out_write(o, "demo.json", "{}\n", 3);
	__real_out_write(o, "demo/a.json", "{\"a\": 1}\n", 9);
	__real_out_end(o);
	__real_out_publish(o, &removed);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	int status;

	fuzz_enter();
	if (mkdir("out", 0755) == 0) {
		mkdir("out/json", 0755);
		mkdir("out/json/demo", 0755);
	}
	fuzz_put("out/json/demo.json", "{}\n", 3);
	fuzz_put("out/json/.examc-manifest", p, n);
	status = fuzz_exits(build);
	judge(status == EXIT_CLEAN || status == EXIT_USAGE ||
		      status == EXIT_MACHINE,
	      "a strange exit");
	judge(access("bank/exam.yaml", F_OK) == 0, "the bank is gone");
	return 0;
}
