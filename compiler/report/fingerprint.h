/* What stays of a finding when lines move: its name in CI hosts and baselines. */
#ifndef REPORT_FINGERPRINT_H
#define REPORT_FINGERPRINT_H

#include "base/map.h"
#include "model/diag.h"

/* Fingerprints that were given in a run, so that no two are the same. */
struct fingerprints {
	struct arena arena;
	struct map seen; /* fingerprint -> how often (struct in arena) */
};

enum { FINGERPRINT_SIZE = 17 };

/*
 * Writes 16 hex digits and a NUL: the hash of RULE (D's, or an id that it had), question (by its id; else
 * file) and the normalised text of the finding's span. The second finding of the same hash in a run
 * gets another one, in order of appearance. Loads the source if needed.
 */
void fingerprint(struct fingerprints *f, const struct diag *d, const char *rule,
		 char out[FINGERPRINT_SIZE]);

void fingerprints_release(struct fingerprints *f);

#endif
