/* What authors may write in each of their files, key by key, in the words of the
 * XSDs: for pages of help, and for editors. */
#ifndef SCHEMA_KEYS_H
#define SCHEMA_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

/* A kind of file. */
struct page {
	const char *name;  /* "exam.yaml", "question" */
	const char *file;  /* where such a file lies: "cases/<id>.md" */
	const char *title; /* what it is, in few words */
	const char *schema;
	const char *root; /* of the XSD; NULL: all that no other page has */
};

/* Ended by a name NULL. */
extern const struct page pages[];

/* The page called NAME, which may lack its ".yaml"; NULL: there is none. */
const struct page *page_find(const char *name);
/* The page of the files that ROOT of the XSD SCHEMA describes. */
const struct page *page_of(const char *schema, const char *root);
/* The page's name without ".yaml", owned by A. */
const char *page_stem(struct arena *a, const struct page *p);

/* A key, or a part of a question's text. What is NULL is not there. */
struct key {
	const char *path;    /* "domains[].weight" */
	const char *value;   /* completes "it must be …" */
	const char *text;    /* what it is: one sentence or two */
	const char *preset;  /* what holds without it */
	const char *example; /* as it is written */
	const char *count;   /* of parts: "3 to 6" */
	const char *types;   /* of questions that have it, if not all */
	const char *same;    /* the path of what has the same keys below it */
	bool required;
	bool part; /* of the text below the front matter, no key */
	bool old;  /* is read no more */
};

/* The keys of a kind of file, in the order of the XSD. */
struct keys {
	struct schema *schema;
	const char *about; /* what the file is */
	struct key *p;
	size_t n, cap;
};

/* Reads them; free K with keys_close(). schema_library_start() was called. */
void keys_open(struct keys *k, const struct page *p);
void keys_close(struct keys *k);

/* Is K the key that PATH names, or below it? PATH may leave out "[]", and what
 * stands before its last names. */
bool key_is(const struct key *k, const char *path);
bool key_is_below(const struct key *k, const char *path);

/* Appends a JSON Schema (draft-07) of the page's YAML, for editors. */
void page_json_schema(const struct page *p, struct buf *out);

#endif
