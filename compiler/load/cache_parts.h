/* What the files of the cache share. */
#ifndef LOAD_CACHE_PARTS_H
#define LOAD_CACHE_PARTS_H

#include <stdatomic.h>

#include "base/hash.h"
#include "base/map.h"
#include "base/pack.h"
#include "base/stamp.h"
#include "base/store.h"
#include "base/tree.h"
#include "load/cache.h"
#include "read/read.h"

enum { INDEX_MAX = 1024 * 1024 * 1024 }; /* bytes that are read of it */

/* What is known of a file of the bank. */
struct cached {
	const char *rel;
	struct stamp stamp;  /* of the file, when */
	uint64_t seen;	     /* it was read: the moment its run began */
	char hash[HASH_HEX]; /* of its bytes */
	struct picture_seen *pictures;
	size_t npictures;
	bool rendered; /* a build may use it */
	/* Where it lies in the store: the bytes of the record, of the item and
	 * of its texts (none of a question with errors) follow each other. */
	uint64_t at;
	size_t facts, item, texts;
	uint64_t sum;	      /* hash of the first two */
	uint64_t texts_sum;   /* and of the third, */
	char shown[HASH_HEX]; /* that of the item with its texts, for its
				 keys; "" of none */
};

struct cache {
	struct arena arena;
	int dir, lock, bank_dir;
	bool keeps; /* there is a folder; else texts wait in STORE, no more */
	bool whole; /* nobody wrote to STORE since the index was written */
	atomic_bool spoiled, changed; /* by any thread */
	struct store store;
	char secret[HASH_SECRET]; /* of this cache's hashes */
	char context[HASH_HEX];
	const struct tree *tree; /* what was in the bank's folder, or NULL */
	uint64_t seen;		 /* the moment when that was looked at */
	struct map old;		 /* rel -> struct cached */
	struct map
		sources; /* rel -> struct source: those of the configuration */
	struct cached *fresh; /* of this run, by the records' places */
	const struct session *session;
	struct bank *bank;
};

/* A hash of all that a question is judged by but itself: the program and its
 * libraries, the day, and of B what its sources have at this moment. */
void cache_context(const struct cache *c, char out[HASH_HEX]);
/* The hash of the N bytes at P. They are anybody's work: nobody shall make two
 * texts that this takes for one. */
void cache_hash(const struct cache *c, const char *p, size_t n,
		char out[HASH_HEX]);

/* Looks up what the records of C name in B, which are read with S. */
void cache_look(struct cache *c, const struct session *s, struct bank *b);
/* Fills R with what lies at E, with TEXTS the item, too; false, and R as it was, if
 * that is damaged. */
bool cache_unpack(struct cache *c, const struct cached *e, struct record *r,
		  bool texts);

/* Reads the old entries; false: they were made in other circumstances, or are
 * damaged. */
bool cache_read_index(struct cache *c, struct pack *k);
/* Writes those of this run. Returns how many bytes they take in the store. */
uint64_t cache_write_index(struct cache *c, struct pack *k);

#endif
