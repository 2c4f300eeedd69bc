/* Reads an author's file into a tree, and reports what no schema can see: bad
 * bytes, broken YAML, Markdown that means something else than it seems to. */
#ifndef READ_READ_H
#define READ_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/stamp.h"
#include "model/diag.h"
#include "model/node.h"
#include "model/source.h"

/* Limits of a question file; other YAML files have the larger ones. */
enum {
	LIMIT_FRONT_MATTER = 16 * 1024, /* bytes */
	LIMIT_FRONT_EVENTS = 2000,	/* YAML events in front matter */
	LIMIT_YAML_EVENTS = 200000,
	LIMIT_YAML_DEPTH = 16,
	LIMIT_MARKERS = 32, /* container markers at the start of a line */
	LIMIT_MARKDOWN_DEPTH = 32, /* depth of the Markdown tree */
	LIMIT_TEXT = 8 * 1024, /* bytes of one stem, option, rationale … */
	LIMIT_SCENARIO = 64 * 1024, /* bytes of a case, if exam.yaml has it */
	LIMIT_IMAGE = 5 * 1024 * 1024, /* bytes */
};

/* A picture that was looked at, there or not, and how it was found. */
struct picture_seen {
	const char *path; /* beneath the bank's folder */
	struct stamp stamp;
	struct picture_seen *next;
};

/* What is known of a source line. */
enum line_mark {
	LINE_CODE = 1,	/* in closed code */
	LINE_TAKEN = 2, /* an option, step or pair begins here */
	LINE_LAZY = 4,	/* goes on with a step, and is not indented */
	LINE_QUOTE = 8, /* in a block quote */
};

/* One file while it is read. */
struct reader {
	struct arena *arena; /* owns the tree */
	struct source *src;
	struct diags *diags;
	const char *root; /* the bank's folder: images are beneath it */
	bool render;	  /* make HTML too, not only plain text */
	struct picture_seen *pictures; /* each once, the last first */
	bool front_broken;	       /* the front matter could not be read */
	bool body_broken; /* the body was already complained about */
	/* enum line_mark of each line of the file, from 1 on; NULL: the body was
	 * not read. */
	unsigned char *lines;
};

/*
 * Checks that the source is clean UTF-8: XML characters only, no lone CR, no
 * bidi control; in YAML (front matter or a whole file) no line break but LF
 * and CRLF. Reports each kind of fault once, at its first place. Returns
 * false if there was one: nothing else should read the text.
 */
bool read_check_bytes(struct reader *r, bool whole_is_yaml);

/*
 * Reads the YAML mapping in bytes [from, to) of the source into a node called
 * NAME. Returns NULL if it could not be read (reported). At most EVENTS YAML
 * events.
 */
struct node *read_yaml(struct reader *r, const char *name, size_t from,
		       size_t to, unsigned events);

/*
 * Finds the front matter: the lines between a first line "---" and the next
 * one. *FROM and *TO get the bytes between them, *BODY the offset of the body.
 * Returns false if there is none (reported; *BODY is then the file's start).
 */
bool read_front_matter(struct reader *r, size_t *from, size_t *to,
		       size_t *body);

/*
 * Reads a question file: front matter and body. The root is named after the
 * item type, or NULL is returned if the type is unknown. After faults in one
 * half (FRONT_BROKEN, BODY_BROKEN) the other half is still there.
 */
struct node *read_question(struct reader *r);

/* Reads a stimulus, cases/<id>.md: a root "case" with a child "scenario". */
struct node *read_case(struct reader *r);

#endif
