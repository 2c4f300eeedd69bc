/* Puts together what the survey of a bank shows and what its reviews came to. */
#include "load/figures.h"

#include "blueprint/reviews.h"
#include "survey/figures.h"

void figures_text(struct bank *b, struct buf *out)
{
	survey_text(b, out);
	reviews_text(b, out);
	not_checked_text(out);
}

struct js *figures_json(struct bank *b)
{
	struct js *o = survey_json(b);

	js_set(o, "reviews", reviews_json(b));
	js_set(o, "notChecked", not_checked_json());
	return o;
}
