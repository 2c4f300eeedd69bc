/*
 * What builds have written before, by keys: a file a unit in the bank's cache. A
 * published file is believed to be what it was if the file system says of it just
 * what it said when the build that wrote the keys had ended; whatever is done to
 * it later has another time (stamp_passed()). What is not believed is drawn again,
 * so that a file which is damaged, foreign or gone costs time alone.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/beneath.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/pack.h"
#include "base/stamp.h"
#include "base/vec.h"
#include "publish/parts.h"

enum {
	KEPT_MAX = 1024 * 1024 * 1024, /* bytes of what is read */
	WINDOW = 256 * 1024,	       /* bytes of a file read at a time */
};

static const char form[] = "examc kept 1";

/* Bytes of a file. */
struct piece {
	const char *key;
	struct file *file;
	uint64_t at, size;
	struct piece *next; /* of the same file */
};

struct file {
	const char *path; /* in the unit */
	struct stamp stamp;
	struct piece *pieces;
};

struct kept {
	struct arena arena;
	struct map
		old; /* key -> struct piece: of files that are as they were */
	struct map now; /* path -> struct file: what is to be remembered */
	pthread_mutex_t reading; /* guards: */
	const struct file *open; /* the file that was read last, */
	int fd;			 /* its descriptor, or -1, */
	char *window;		 /* and some of its bytes, */
	uint64_t from, to;	 /* which are these */
};

/* --- As bytes --- */

static void pack_pieces(struct pack *k, struct file *f)
{
	struct piece **at = &f->pieces;
	size_t n = 0;

	for (const struct piece *p = f->pieces; k->out && p; p = p->next)
		n++;
	n = pack_length(k, n, 3);
	for (; n && !k->bad; n--, at = &(*at)->next) {
		struct piece *p = *at;

		if (!k->out)
			p = *at = arena_new(k->arena, struct piece);
		if (!p)
			break;
		p->file = f;
		pack_string(k, &p->key);
		PACK(k, p->at);
		PACK(k, p->size);
		if (!p->key)
			k->bad = true;
	}
}

static void pack_file(struct pack *k, struct file *f)
{
	pack_string(k, &f->path);
	pack_stamp(k, &f->stamp);
	pack_pieces(k, f);
	if (!f->path)
		k->bad = true;
}

static bool pack_head(struct pack *k, struct stamp *manifest)
{
	char is[sizeof form] = {0};

	if (k->out)
		memcpy(is, form, sizeof form);
	pack_bytes(k, is, sizeof is);
	pack_stamp(k, manifest);
	return memcmp(is, form, sizeof form) == 0;
}

/* --- What is known --- */

uint64_t kept_moment(const struct out *o)
{
	(void)TEMP_FAILURE_RETRY(futimens(o->lock, NULL));
	return stamp_open(o->lock).changed;
}

void out_remember(struct out *o, int dir)
{
	o->memory = dir;
	o->opened = kept_moment(o);
}

struct kept_name kept_name(const struct out *o, const struct unit *u)
{
	struct stamp s = stamp_open(o->fd);
	uint64_t facts[] = {s.device, s.inode};
	struct kept_name name;

	snprintf(name.s, sizeof name.s, "%.16s-%x", u->name,
		 (unsigned)(hash_bytes(facts, sizeof facts, 0) % 16));
	return name;
}

/* The file in the cache. */
static struct kept_name file_name(const struct out *o, const struct unit *u)
{
	struct kept_name name;

	snprintf(name.s, sizeof name.s, "kept-%.24s", kept_name(o, u).s);
	return name;
}

static bool is_same(struct seat *s, const char *path, const struct stamp *was)
{
	const char *name;
	int dir = seat_take(s, path, &name);
	struct stamp is;

	if (dir < 0)
		return false;
	is = stamp_of(dir, name);
	return is.mode && memcmp(was, &is, sizeof is) == 0;
}

/* F is of use if it is as it was: then the manifest, which is, too, lists its
 * hash. */
static void look_at(struct kept *kept, const struct unit *u, struct seat *s,
		    struct file *f)
{
	struct entry *e = map_get(&u->by_path, f->path);
	bool holds = e && e->size == f->stamp.size &&
		     is_same(s, f->path, &f->stamp);

	if (holds)
		e->inode = f->stamp.inode;
	for (struct piece *p = f->pieces; holds && p; p = p->next)
		if (p->at <= e->size && p->size <= e->size - p->at)
			map_put(&kept->old, p->key, p);
}

/* False: nothing of it is of use. */
static bool read_kept(struct kept *kept, const struct unit *u, struct pack *k)
{
	struct seat s = {.root = u->was, .fd = -1};
	struct stamp manifest;
	struct file *files;
	size_t n = 0;

	if (!pack_head(k, &manifest) || !is_same(&s, MANIFEST, &manifest)) {
		seat_leave(&s);
		return false;
	}
	PACK_ARRAY(k, files, n);
	for (size_t i = 0; i < n && !k->bad; i++)
		pack_file(k, &files[i]);
	for (size_t i = 0; i < n && !k->bad; i++)
		look_at(kept, u, &s, &files[i]);
	seat_leave(&s);
	return !k->bad && k->p == k->end;
}

void kept_begin(struct out *o, struct unit *u)
{
	struct kept *kept;
	struct pack k;
	char *text;
	size_t n;
	bool whole;

	if (o->memory < 0)
		return;
	u->kept = kept = xcalloc(1, sizeof *kept);
	kept->fd = -1;
	pthread_mutex_init(&kept->reading, NULL);
	if (u->was < 0 || file_read_at(o->memory, "cache", file_name(o, u).s,
				       KEPT_MAX, &text, &n) != FILE_OK)
		return;
	whole = pack_open(&k, text, n, &kept->arena);
	free(text);
	if (whole && !read_kept(kept, u, &k))
		map_release(&kept->old);
}

static struct piece *find(const struct out *o, const char *key)
{
	return o->begun->kept && *key ? map_get(&o->begun->kept->old, key)
				      : NULL;
}

const char *out_keep(struct out *o, const char *key)
{
	struct piece *p = find(o, key);
	struct entry *e;
	bool keep;

	if (!p || p->at || p->size != p->file->stamp.size)
		return NULL;
	pthread_mutex_lock(&o->lists);
	e = map_get(&o->begun->by_path, p->file->path);
	keep = e->state == SAID || e->state == KEPT;
	if (keep) {
		e->state = KEPT;
		map_put(&o->begun->kept->now, e->path, p->file);
	}
	pthread_mutex_unlock(&o->lists);
	return keep ? e->path : NULL;
}

bool out_known(struct out *o, const char *key, size_t *n)
{
	const struct piece *p = find(o, key);

	*n = p ? p->size : 0;
	return p;
}

/* Opens the file F, unless it is open. Called with the lock. */
static bool open_file(struct kept *k, const struct unit *u,
		      const struct file *f)
{
	struct stamp is;

	if (k->open == f)
		return true;
	beneath_close(k->fd);
	k->open = NULL;
	k->from = k->to = 0;
	k->fd = beneath_open(u->was, f->path, O_RDONLY | O_NONBLOCK, 0);
	if (k->fd < 0)
		return false;
	is = stamp_open(k->fd);
	if (memcmp(&is, &f->stamp, sizeof is) == 0)
		k->open = f;
	return k->open;
}

/* N bytes of the open file from AT on; false: they cannot be read. */
static bool read_open(const struct kept *k, char *to, uint64_t n, uint64_t at)
{
	return TEMP_FAILURE_RETRY(pread(k->fd, to, n, (off_t)at)) == (ssize_t)n;
}

/* Copies the piece P of the open file; what is behind it will be wanted next.
 * Called with the lock. */
static bool copy_piece(struct kept *k, const struct piece *p, char *to)
{
	uint64_t left = p->file->stamp.size - p->at;

	if (p->size > WINDOW)
		return read_open(k, to, p->size, p->at);
	if (p->at < k->from || p->at + p->size > k->to) {
		if (!k->window)
			k->window = xmalloc(WINDOW);
		if (left > WINDOW)
			left = WINDOW;
		k->from = k->to = p->at;
		if (!read_open(k, k->window, left, p->at))
			return false;
		k->to = p->at + left;
	}
	memcpy(to, k->window + (p->at - k->from), p->size);
	return true;
}

bool out_again(struct out *o, const char *key, struct buf *text)
{
	const struct piece *p = find(o, key);
	struct kept *k = o->begun->kept;
	char *to;
	bool good;

	if (!p)
		return false;
	to = buf_room(text, p->size);
	pthread_mutex_lock(&k->reading);
	good = open_file(k, o->begun, p->file) && copy_piece(k, p, to);
	pthread_mutex_unlock(&k->reading);
	if (good)
		text->n += p->size;
	text->p[text->n] = 0;
	return good;
}

void out_note(struct out *o, const char *key, const char *rel, size_t at,
	      size_t n)
{
	struct kept *k = o->begun->kept;
	struct file *f;
	struct piece *p;

	if (!k || !*key)
		return;
	pthread_mutex_lock(&o->lists);
	f = map_get(&k->now, rel);
	if (!f) {
		f = arena_new(&k->arena, struct file);
		f->path = arena_strdup(&k->arena, rel);
		map_put(&k->now, f->path, f);
	}
	p = arena_new(&k->arena, struct piece);
	*p = (struct piece){arena_strdup(&k->arena, key), f, at, n, f->pieces};
	f->pieces = p;
	pthread_mutex_unlock(&o->lists);
}

/* --- The end --- */

/*
 * Notes in F how the file of E is now. False: somebody may have changed it while
 * this build ran. What was there before was read, or believed, when no file of
 * today could be among it; what is new was complete before it was published.
 */
static bool look_again(const struct out *o, const struct unit *u,
		       const struct entry *e, struct seat *s, struct file *f)
{
	const char *name;
	int dir;

	/* Nobody has touched it since it was looked at, or that is seen by the
	 * next build. */
	if (e->state == KEPT && (e->there || !u->differs) && f->stamp.mode)
		return true;
	dir = seat_take(s, e->path, &name);
	f->stamp = dir < 0 ? (struct stamp){0} : stamp_of(dir, name);
	return f->stamp.mode && f->stamp.size == e->size &&
	       (e->state == KEPT ? f->stamp.modified < o->opened
				 : f->stamp.modified <= o->published);
}

/* Writes the files of U that are to be remembered; the time of the last change
 * of one. */
static uint64_t write_kept(const struct out *o, const struct unit *u,
			   struct seat *s, struct pack *k)
{
	VEC(struct file *) files = {0};
	struct stamp manifest = stamp_of(s->root, MANIFEST);
	uint64_t newest = manifest.changed;

	for (size_t i = 0; i < u->files.n; i++) {
		const struct entry *e = u->files.p[i];
		struct file *f = map_get(&u->kept->now, e->path);

		if (!f || !look_again(o, u, e, s, f))
			continue;
		vec_push(&files, f);
		if (f->stamp.changed > newest)
			newest = f->stamp.changed;
	}
	pack_head(k, &manifest);
	pack_length(k, files.n, 1);
	for (size_t i = 0; i < files.n; i++)
		pack_file(k, files.p[i]);
	vec_release(&files);
	return newest;
}

void kept_save(const struct out *o, const struct unit *u)
{
	struct seat s = {.root = u->differs ? u->stage : u->was, .fd = -1};
	struct buf text = BUF_INIT;
	struct pack k = {.out = &text};

	/* A full disk costs the next run time, and nothing else. */
	if (u->kept && stamp_passed(o->lock, write_kept(o, u, &s, &k))) {
		pack_seal(&text);
		(void)beneath_replace(o->memory, file_name(o, u).s, text.p,
				      text.n);
	}
	seat_leave(&s);
	buf_release(&text);
}

void kept_free(struct kept *k)
{
	if (!k)
		return;
	beneath_close(k->fd);
	free(k->window);
	map_release(&k->old);
	map_release(&k->now);
	arena_release(&k->arena);
	free(k);
}
