/* Reading and replacing files, listing folders; planted links are refused. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum file_kind { FILE_REGULAR, FILE_FOLDER, FILE_SYMLINK, FILE_OTHER };

struct file_entry {
	const char *name; /* in the folder, bytes as the file system has them */
	enum file_kind kind;
};

struct file_listing {
	struct file_entry *p; /* sorted by name, byte order */
	size_t n;
};

/*
 * Lists DIR (a path from the working directory), without "." and "..". The
 * arena owns the result. A folder that cannot be read ends the run (exit 4).
 */
struct file_listing file_list(struct arena *a, const char *dir);

enum file_error {
	FILE_OK,
	FILE_MISSING,	/* no such file */
	FILE_REFUSED,	/* a symlink, a FIFO, a device, a folder, a path that
			    leaves ROOT */
	FILE_TOO_LARGE, /* larger than MAX */
};

/*
 * Reads the regular file REL beneath ROOT without following any symlink
 * below it. *DATA is malloc'ed, NUL-terminated, *SIZE without the NUL; the
 * caller frees it. Errors of the machine (EIO, EACCES, memory) end the run
 * with exit 4. file_read_at() has ROOT as the descriptor DIR of a folder, which
 * messages call SHOWN.
 */
enum file_error file_read(const char *root, const char *rel, size_t max,
			  char **data, size_t *size);
enum file_error file_read_at(int dir, const char *shown, const char *rel,
			     size_t max, char **data, size_t *size);

/*
 * Reads FD to its end; GUESS is its likely size. *DATA, the caller's, stays
 * NULL when there are more than MAX bytes. Returns false and errno on an error
 * of the machine.
 */
bool file_read_open(int fd, size_t guess, size_t max, char **data,
		    size_t *size);

/* Reads all of standard input, at most MAX bytes (then FILE_TOO_LARGE). */
enum file_error file_read_stdin(size_t max, char **data, size_t *size);

/*
 * Writes the file REL beneath ROOT, whole or not at all: under a random name
 * in the same folder, which is made if it is missing, then renamed. What it
 * replaces keeps its mode. When this returns, it is on disk. A symlink, there
 * or on the way, and anything else that is no file ends the run with exit 2,
 * errors of the machine with exit 4; neither leaves anything behind.
 */
void file_replace(const char *root, const char *rel, const char *text,
		  size_t n);

/*
 * Makes the folder PATH and those above it, behind no symlink. Returns 1 if it
 * is new, 0 if something was there, -1 and errno if it cannot be made; ELOOP: a
 * symlink is on the way.
 */
int file_make_folder(const char *path);

/*
 * Opens the folder PATH for reading, if neither it nor anything on the way is a
 * symlink. Returns the descriptor, the caller's, or -1 and errno.
 */
int file_open_folder(const char *path);

/* What is at PATH? Returns false if nothing is; symlinks are not followed. */
bool file_kind_of(const char *path, enum file_kind *kind);

/* DIR "/" NAME, NAME alone when DIR is "" or ".", DIR when NAME is "" ("."
 * when both are); in the arena. */
char *path_join(struct arena *a, const char *dir, const char *name);

/*
 * Splits PATH into the folder that it starts from, which is returned: "/" (or
 * where its first folder leads if that is a symlink, as some systems have
 * "/home"), ".", or as many ".." as it begins with; and *REST, the way down from
 * there, "." if there is none, without further "." and ".." ("a/../b" is "b",
 * whatever "a" is). Nobody can plant a symlink in the first, so REST can be gone
 * beneath it. Both are in the arena.
 */
char *path_split(struct arena *a, const char *path, const char **rest)
	__attribute__((returns_nonnull));

/* The folder above DIR: "a/b" gives "a", "a" ".", "." "..", ".." "../..". */
char *path_above(struct arena *a, const char *dir)
	__attribute__((returns_nonnull));

/* PATH without its last component ("." when there is none); in the arena. */
char *path_dir(struct arena *a, const char *path)
	__attribute__((returns_nonnull));

/* The last component of PATH; points into PATH. */
const char *path_base(const char *path);

/* Does PATH end in END, ".yaml" say? */
bool path_ends(const char *path, const char *end);

#endif
