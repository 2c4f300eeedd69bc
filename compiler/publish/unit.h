/* One output format's folder: compared, staged, complete before it is shown. */
#ifndef PUBLISH_UNIT_H
#define PUBLISH_UNIT_H

#include <stdbool.h>
#include <stddef.h>

#include "publish/manifest.h"

enum { UNIT_NAME_MAX = 64 }; /* bytes of a format's name */

struct unit {
	char name[UNIT_NAME_MAX + 1];
	const char *dir; /* the output folder; as given, for messages */
	int dir_fd;
	char *scope;  /* the exam whose files are written */
	int was_fd;   /* the published folder, -1: there is none */
	int stage_fd; /* the staging folder, -1: not made yet */
	struct manifest was, now;
	size_t changed, removed; /* files */
	bool first;		 /* nothing is published yet */
	bool differs;		 /* from what is published */
};

/*
 * Makes the unit NAME of the folder DIR, open as DIR_FD; both must live as
 * long as the unit. unit_free() frees it.
 */
struct unit *unit_new(const char *dir, int dir_fd, const char *name,
		      const char *scope);
void unit_free(struct unit *u);

/* Reads what is published. A damaged manifest ends the run with exit 2. */
void unit_begin(struct unit *u);

/* See out_write(). */
void unit_write(struct unit *u, const char *rel, const void *p, size_t n);

/*
 * Sets DIFFERS, CHANGED and REMOVED, and if it differs completes the staging
 * folder: files that did not change, those of other exams, the manifest.
 */
void unit_end(struct unit *u);

#endif
