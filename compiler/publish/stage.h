/* Folders that are replaced whole: staging, exchange, repair, removal. */
#ifndef PUBLISH_STAGE_H
#define PUBLISH_STAGE_H

#include <stdbool.h>

struct stat;

/* A folder of the output folder for files on their way, and its removal. */
#define STAGE_WORK "examc-work"
int stage_remove_work(int fd);

/*
 * UNIT names a folder in the folder FD. Those that return int return -1 and
 * errno when they fail and never end the run: some callers are inside exit().
 *
 * stage_make() makes the staging folder beside UNIT, returns its descriptor.
 * stage_swap() publishes it and leaves the old tree under the staging name,
 * so that a second call takes it back. Where there was no UNIT yet,
 * stage_swap_first() publishes and stage_unswap_first() takes back.
 * stage_repair() removes the staging folder, whatever is in it, and puts the
 * old tree back where a swap in steps was interrupted.
 */
int stage_make(int fd, const char *unit);
int stage_swap(int fd, const char *unit);
int stage_swap_first(int fd, const char *unit);
int stage_unswap_first(int fd, const char *unit);
int stage_repair(int fd, const char *unit);

/*
 * Repairs all that killed builds left in the folder FD, called PATH; ends the
 * run with exit 4 if that fails.
 */
void stage_clean(int fd, const char *path);

/* May a folder of this name be one of ours, staged or put aside? */
bool stage_is_side_name(const char *name);

/* Makes the folders on the way to the file REL beneath FD. */
int stage_folders(int fd, const char *rel);

/* openat and fstatat without following a symlink, repeated after signals. */
int stage_open_at(int fd, const char *name, int flags);
int stage_stat_at(int fd, const char *name, struct stat *st);

bool stage_same_file(const struct stat *a, const struct stat *b);

#endif
