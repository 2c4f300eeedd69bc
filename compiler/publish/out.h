/* Output folders: staged beside the old one, published at once or not at all. */
#ifndef PUBLISH_OUT_H
#define PUBLISH_OUT_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct out;

/*
 * Opens the output folder DIR (made if missing) and takes its lock; another
 * build that holds it ends the run with exit 5. Refuses (exit 2) a DIR that is
 * a symlink, a file, "/" or a parent of (or the same as) SOURCES, or a
 * non-empty folder that examc did not write (.gitignore does not count).
 */
struct out *out_open(const char *dir, const char *sources);

/*
 * Makes the folder DIR (and those above it) for out_open() to come. Unless
 * something is published in it, a new one goes again at the end of the run.
 * Returns as file_make_folder() does.
 */
int out_make(const char *dir);

/*
 * Begins the unit DIR/FORMAT in a staging folder beside it. SCOPE is the
 * exam's id: files of other exams in the published unit are taken over.
 */
void out_begin(struct out *o, const char *format, const char *scope);

/*
 * Writes the file REL ("chess/q/x.html", folders are made) into the unit.
 * Where the published file has the same bytes it is hard-linked instead. The
 * same REL twice with different bytes is a bug().
 */
void out_write(struct out *o, const char *rel, const void *p, size_t n);

/*
 * The same of a file that is too large for memory: out_stream() begins REL, which
 * must live as long as the stream, out_stream_add() adds bytes, out_stream_end()
 * ends it. Other files may be written meanwhile.
 */
struct out_stream;
struct out_stream *out_stream(struct out *o, const char *rel);
void out_stream_add(struct out_stream *s, const char *p, size_t n);
void out_stream_end(struct out_stream *s);
/* The next N bytes are what KEY stands for: see out_note(). */
void out_stream_note(struct out_stream *s, const char *key, size_t n);

/*
 * What is drawn need not be drawn again if it is known under a key: a hash of all
 * that it is made of, so that the same key stands for the same bytes. An empty key
 * is that of nothing.
 *
 * out_remember(): the builds that write to O remember their keys in DIR, the
 * descriptor of a folder that is ours alone; it outlives O. Without it nothing is
 * known. To be called before a unit begins.
 */
void out_remember(struct out *o, int dir);

/* The N bytes from AT on of the file REL, which this build writes, are what KEY
 * stands for. Safe to call from several threads, as are the next three. */
void out_note(struct out *o, const char *key, const char *rel, size_t at,
	      size_t n);

/* Is a whole file known under KEY, and is it published as it was? Then it stays, as
 * if the same bytes were written with all their keys; its path, which O owns.
 * Else NULL. */
const char *out_keep(struct out *o, const char *key);

/* Sets *N to the number of bytes that are known under KEY; false: none. */
bool out_known(struct out *o, const char *key, size_t *n);

/* Appends them to TEXT; false: they are not known. */
bool out_again(struct out *o, const char *key, struct buf *text);

/* Copies the file SRC_REL beneath ROOT into the unit as REL. */
void out_copy(struct out *o, const char *rel, const char *root,
	      const char *src_rel);

/* An exam whose first page ("chess/index.html") is published. */
struct out_exam {
	const char *id;
	const char *page; /* its text; not believed to be written by us */
};

/*
 * Puts into EXAMS, which has room for MAX, the other exams of the unit; O owns
 * the strings. Returns how many. Their order is that of the list of files.
 */
size_t out_others(struct out *o, struct out_exam *exams, size_t max);

/*
 * Calls FN for each file that was written into the unit that is begun, in the
 * order of their paths, with its hash (32 hex digits). No thread may write
 * meanwhile.
 */
void out_each(struct out *o,
	      void fn(const char *path, const char *hash, void *arg),
	      void *arg);

/*
 * The files right in the unit, in no folder, belong to this build: those that it
 * does not write go, but for F where another exam has EXAM/FOLDER/F with the
 * same bytes.
 */
void out_own_root(struct out *o, const char *folder);

/* How many bytes of S may be the id of an exam: what comes from elsewhere is
 * not believed to be one. */
size_t out_exam_length(const char *s);

/* Ends the unit; nothing is published yet. */
void out_end(struct out *o);

/*
 * Makes the folder DIR/examc-work for files that the build needs on its way and
 * returns its path, which O owns. It is visible because confined browsers see
 * no hidden one. It goes with O, or with the next build.
 */
const char *out_work(struct out *o);

/*
 * FORMAT, a constant, will be published later, from what is published now: what
 * there is of it has to be marked as older (marks.c).
 */
void out_later(struct out *o, const char *format);

/* Another process of this run has told what an earlier build left unfinished; what
 * is marked now is the run's own. To be called before out_open(). */
void out_told(void);

/*
 * Publishes all units that differ from what is there: one syncfs, then one
 * rename each (RENAME_EXCHANGE). Of several, each is marked until the last is
 * published, so that a state in between can be told. Returns the number of
 * files that are new or changed; *REMOVED gets the number of those gone.
 * Releases the lock and O.
 */
size_t out_publish(struct out *o, size_t *removed);

/* Gives up: removes what was staged, releases the lock and O. */
void out_abandon(struct out *o);

#endif
