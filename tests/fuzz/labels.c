/* Labelled questions, a JSON object a line, and all rules over them. */
#include <string.h>

#include "lib/fuzz.h"
#include "load/load.h"
#include "measure/score.h"
#include "model/bank.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static struct bank b;
	struct session *s = fuzz_session();
	struct buf out = BUF_INIT;
	struct label_fault fault = {0};
	bool json = n % 2;
	struct score_options how = {.json = json};

	if (!b.services)
		load_config(s, NULL, &b);
	how.rules = s->ruleset;
	how.today = s->today;
	if (!rules_score(&how, (const char *)p, n, &out, &fault)) {
		judge(!out.n, "output beside a fault");
		judge(fault.line && fault.col && *fault.text,
		      "a fault without a place");
	} else if (json) {
		judge_file("x.json", out.p, out.n);
	} else {
		judge_log(buf_cstr(&out), out.n);
	}
	buf_release(&out);
	return 0;
}
