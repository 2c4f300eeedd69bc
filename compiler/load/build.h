/* From checked banks to published output. */
#ifndef LOAD_BUILD_H
#define LOAD_BUILD_H

#include "model/layout.h"

struct bank;
struct target;
struct arena;
struct out;

/* What is written, and where. */
struct build_options {
	const char *output; /* folder; NULL: beside the content */
	const char
		*to; /* comma-separated names of emitters; NULL: all but pdf */
	const char *engine; /* what makes PDF; NULL: the first found */
	unsigned jobs;	    /* engines at a time; 0: as there are processors */
	struct layout layout; /* of printed packs */
	bool trust_extra;     /* files of site-extra/ may be programs */
	int orders; /* where printing_order() asks for PDF; 0: nowhere */
};

/* Adds the findings that only printed packs and the site have, if those are to be
 * made. */
void build_check(const struct build_options *o, const struct target *t,
		 struct bank *b);

/* Writes the formats that the options name, for all banks, and publishes; for
 * PDF, which needs a browser, it only asks (load/printing.h). Returns whether what
 * is published differs from what was. */
bool build_publish(const struct build_options *plain, struct bank *banks,
		   size_t n);

/* The output folder for the bank in the folder DIR: the option's; else 'output'
 * beside the folder 'content' that DIR is or lies in, else in DIR. */
const char *build_folder(const struct build_options *o, const char *dir,
			 struct arena *a);

/* Is a format wanted that another program makes of print? */
bool build_prints(const struct build_options *o);

/* Does the site wait for PDF, which are made of what is published before it? */
bool build_site_waits(const struct build_options *o);

/* Is the format NAME to be written? */
bool build_wants(const struct build_options *o, const char *name);

/* Says how many files were CHANGED and REMOVED in the folder DIR; FORMAT: "", or
 * "/pdf" alone. */
void build_tell(const char *dir, size_t changed, size_t removed,
		const char *format);

#endif
