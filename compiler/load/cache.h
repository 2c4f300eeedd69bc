/* What the last run found out about a bank's files, so that a file which did not
 * change need not be judged again. It is only ever a shortcut. */
#ifndef LOAD_CACHE_H
#define LOAD_CACHE_H

#include <stdbool.h>
#include <stddef.h>

#include "load/load.h"
#include "read/read.h"

struct cache;

/*
 * The folder of the cache of the bank in the folder DIR beneath BASE, or (BASE
 * NULL) beneath "examc" in XDG_CACHE_HOME or ~/.cache; made if it is missing. NULL if
 * there can be none, or it is not ours alone, which a line on stderr says. A owns
 * it.
 */
const char *cache_folder(struct arena *a, const char *base, const char *dir);

/*
 * Opens the cache in the folder DIR (NULL: none), for this run alone. If there is
 * none, or another run has it, nothing is known, nothing is kept, and texts wait
 * in the folder SCRATCH until cache_close(); NULL if that is NULL, too.
 */
struct cache *cache_open(const char *dir, const char *scratch);

/*
 * Forgets all that was found out with another program, day, exam.yaml, rule,
 * service, case or form than S and B have, which are read. To be called when the
 * records of B are there and before any is judged. TREE: what was in the bank's
 * folder before, as long as C is open; NULL: it is looked at now.
 */
void cache_begin(struct cache *c, const struct session *s, struct bank *b,
		 const struct tree *tree);

/* Where texts of B's items wait. */
struct store *cache_store(struct cache *c);

/*
 * The descriptor of C's folder, where a build may note what it has written, and in
 * CIRCUMSTANCES a hash of all but the questions themselves that this depends on;
 * -1 and NULL: nothing is kept. Both last until cache_close(). To be called
 * behind cache_begin().
 */
int cache_memory(const struct cache *c, const char **circumstances);

/*
 * Fills the record at PLACE of the bank if its file and the pictures that it
 * shows are those of last time. Otherwise returns false, and the record is as it
 * was; cache_put() shall have it when it was judged. Safe to call from several
 * threads for several records. With TEXTS the item is filled, too, and its texts
 * are in the store.
 */
bool cache_take(struct cache *c, size_t place, bool texts);

/*
 * Remembers the record at PLACE, which was judged now and nothing else was done
 * with. TEXTS: its item is there, with its texts.
 */
void cache_put(struct cache *c, size_t place,
	       const struct picture_seen *pictures, bool texts);

/* Nothing of this run is remembered: what it found out depends on more. */
void cache_spoil(struct cache *c);

/* Keeps what this run found out for the next. To be called when all records were
 * judged. */
void cache_save(struct cache *c);

/* Closes C, which may be NULL; texts that wait in its store are gone. */
void cache_close(struct cache *c);

#endif
