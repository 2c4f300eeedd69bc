/* What the files share that look at one file of a bank. */
#ifndef LOAD_NEAR_PARTS_H
#define LOAD_NEAR_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/vec.h"
#include "load/cache_parts.h"
#include "load/near.h"
#include "survey/rest.h"

/* --- What the bank's folder holds --- */

/* A file or folder of the bank. */
struct seen {
	uint64_t path;	/* hash of its path */
	uint64_t stamp; /* hash of what the file system says; 0: it is too young
			   for that to show a later change */
};
typedef VEC(struct seen) seen_list;

/* The hash of a path whose hash in a tree is PATH: one that only we can make. */
uint64_t seen_path(uint64_t seed, uint64_t path);

/* Lists what is in T. Of folders what counts is what is in them. */
void seen_all(seen_list *l, const struct tree *t, uint64_t seed);

/* --- The file "near" --- */

/* Its sections. A section is an array; the file is read by pages, each with its
 * own sum. */
enum near_section {
	NEAR_HEAD,   /* one struct near_head */
	NEAR_SEEN,   /* hash table of struct seen, by their paths */
	NEAR_PLACES, /* of each of these the question's place, or NEAR_NONE */
	NEAR_ROWS,   /* struct near_row, by place */
	NEAR_NAMES,  /* bytes of paths */
	NEAR_REST,   /* survey_rest of the whole bank, packed */
	/* Lists of places, by slot; and where in them a slot begins. */
	NEAR_SHINGLES,
	NEAR_SHINGLE_SLOTS,
	NEAR_KEYS,
	NEAR_KEY_SLOTS,
	NEAR_SECTIONS
};

enum { NEAR_NONE = UINT32_MAX, NEAR_FORM = 16, NEAR_SERVED = 2 };

struct near_head {
	char form[NEAR_FORM];
	char key[HASH_HEX]; /* of all that is no file of the bank */
	uint64_t size[NEAR_SECTIONS];
	uint64_t seen, records, files, bytes; /* of the whole bank */
	uint64_t shingles;
	uint32_t shingle_bits, key_bits;
	uint64_t case_bytes; /* their paths, first in NEAR_NAMES */
	/* The first questions that name services, or NEAR_NONE: one alone is told
	 * that the bank has no services.yaml. */
	uint32_t served[NEAR_SERVED];
};

/* What is known of a question. */
struct near_row {
	uint64_t at, sum; /* as in struct cached */
	uint32_t facts, item;
	uint32_t name, name_size;
	int16_t domain, topic; /* ledger_places() */
	uint32_t counted;
	uint64_t bytes; /* of its file */
};

/* A question that has something, and a part of the hash of what it has. */
struct near_posting {
	uint32_t place, check;
};

/* What is read of the file. */
struct near_file {
	const struct near_head *head;
	char *bytes;
	size_t size, pages;
	uint64_t *sums; /* of the pages */
	bool *whole;	/* by page: it was read, and is what was written */
	uint64_t offset[NEAR_SECTIONS];
	int fd;
	bool bad; /* something was not whole */
};

/* Opens it in the folder DIR; false: there is none that is whole and has KEY. */
bool near_file_open(struct near_file *f, int dir, const char *key);
void near_file_close(struct near_file *f);

/* N bytes at AT of a section; NULL, and F is bad: they are damaged or not
 * there. */
const void *near_file_at(struct near_file *f, enum near_section s, uint64_t at,
			 uint64_t n);

/* The list of a slot, *N postings; SECTION is one of the two lists. */
const struct near_posting *near_file_list(struct near_file *f,
					  enum near_section section,
					  uint32_t slot, size_t *n);

/* Writes sections, HEAD without their sizes, to the file in DIR. */
void near_file_write(int dir, struct near_head *head,
		     struct buf sections[NEAR_SECTIONS]);

/* --- What questions have in common --- */

enum near_kind { KEY_ID, KEY_CASE, KEY_TAG, KEY_ASKED, KEY_SEEN };

uint64_t near_key(enum near_kind kind, const void *p, size_t n);
uint64_t near_tag(const char *tag);
/* That R has option I of a question; SEEN: as readers see it. */
uint64_t near_option(const struct lint_record *k, size_t i, bool seen);

struct near {
	struct arena arena;
	struct cache *cache;
	const struct session *session;
	const struct target *target;
	uint64_t seed;
	char key[HASH_HEX];
	seen_list seen; /* of now */
	struct near_file file;
	uint32_t place; /* of the file that is asked for, in FILE */
	bool usable;	/* such a file can be written at all */
	struct survey_rest rest;
	VEC(const char *) cases;
};

#endif
