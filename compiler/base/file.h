/* Reading files and folders without following what an author should not use. */
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
 * (openat2 RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS, or O_NOFOLLOW on each
 * component where the kernel lacks it). *DATA is malloc'ed, NUL-terminated,
 * *SIZE without the NUL; the caller frees it. Errors of the machine (EIO,
 * EACCES, memory) end the run with exit 4.
 */
enum file_error file_read(const char *root, const char *rel, size_t max,
			  char **data, size_t *size);

/* Reads all of standard input, at most MAX bytes (then FILE_TOO_LARGE). */
enum file_error file_read_stdin(size_t max, char **data, size_t *size);

/*
 * Writes a file whole or not at all: beside PATH as PATH.examc-new, then
 * renamed. A file that is there keeps its mode. Errors of the machine end the
 * run with exit 4.
 */
void file_replace(const char *path, const char *text, size_t n);

/* What is at PATH? Returns false if nothing is; symlinks are not followed. */
bool file_kind_of(const char *path, enum file_kind *kind);

/* DIR "/" NAME, NAME alone when DIR is "" or ".", DIR when NAME is "" ("."
 * when both are); in the arena. */
char *path_join(struct arena *a, const char *dir, const char *name);

/* The folder above DIR: "a/b" gives "a", "a" ".", "." "..", ".." "../..". */
char *path_above(struct arena *a, const char *dir);

/* PATH without its last component ("." when there is none); in the arena. */
char *path_dir(struct arena *a, const char *path);

/* The last component of PATH; points into PATH. */
const char *path_base(const char *path);

/* Does PATH end in END, ".yaml" say? */
bool path_ends(const char *path, const char *end);

#endif
