/* The files that are part of the program: schemas, rule packs, web pages. */
#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H

#include <stddef.h>

struct embedded {
	const char
		*path; /* "schemas/question.xsd", "rules/iwf.yaml", "web/…" */
	const unsigned char *data; /* followed by a NUL that SIZE leaves out */
	size_t size;
};

/* All of them, sorted by path. Made by compiler/embed.c at build time. */
extern const struct embedded embedded_files[];
extern const size_t embedded_count;

/* The file of that path, or NULL. */
const struct embedded *embedded_find(const char *path);

#endif
