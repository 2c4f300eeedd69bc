/* Finds the images that a question shows, checks what they are by their bytes,
 * and names them by their hash. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "read/markdown.h"

/* The extension that the file's first bytes ask for, or NULL. */
static const char *sniff(const char *p, size_t n)
{
	if (n >= 8 && memcmp(p, "\x89PNG\r\n\x1a\n", 8) == 0)
		return "png";
	if (n >= 3 && memcmp(p, "\xFF\xD8\xFF", 3) == 0)
		return "jpg";
	if (n >= 6 &&
	    (memcmp(p, "GIF87a", 6) == 0 || memcmp(p, "GIF89a", 6) == 0))
		return "gif";
	if (n >= 12 && memcmp(p, "RIFF", 4) == 0 &&
	    memcmp(p + 8, "WEBP", 4) == 0)
		return "webp";
	return NULL;
}

/* A relative path of plain segments: nothing a browser or kernel rereads. */
static bool path_is_plain(const char *p)
{
	if (!*p)
		return false;
	while (*p) {
		size_t n = strcspn(p, "/");

		if (n == 0 || p[0] == '.')
			return false;
		for (size_t i = 0; i < n; i++)
			if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz"
				    "0123456789._-",
				    p[i]))
				return false;
		p += n;
		if (*p == '/' && !*++p)
			return false;
	}
	return true;
}

/*
 * The path beneath the bank's folder that URL means in the file REL of it.
 * Paths are looked at, not the disk: no link is on the way of what is read.
 * NULL: the path is not plain (names behind any number of "../"), or leaves the
 * bank, which *OUTSIDE says.
 */
static const char *path_in_bank(struct arena *a, const char *rel,
				const char *url, bool *outside)
{
	const char *dir = path_dir(a, rel);

	*outside = false;
	for (; strncmp(url, "../", 3) == 0; url += 3) {
		*outside = *outside || strcmp(dir, ".") == 0;
		dir = path_dir(a, dir);
	}
	return path_is_plain(url) && !*outside ? path_join(a, dir, url) : NULL;
}

/* Reports that the path of the image, URL, is none that can be read. */
static void refuse(struct body *b, struct span at, const char *url,
		   bool outside)
{
	if (outside)
		body_error(b, "image/refused", at,
			   "image '%s' lies outside of the bank's folder", url);
	else
		body_error(b, "image/refused", at,
			   "image '%s'; an image lies in the bank's folder, "
			   "and its path has letters, digits, '.', '_' and "
			   "'-', with '../' in front where it must",
			   url);
}

static bool has_alt(cmark_node *image)
{
	for (cmark_node *c = cmark_node_first_child(image); c;
	     c = cmark_node_next(c)) {
		const char *lit = cmark_node_get_literal(c);

		if ((lit && lit[strspn(lit, " ")]) || has_alt(c))
			return true;
	}
	return false;
}

static struct image *image_add(struct body *b, struct image **list,
			       const char *path, const char *name)
{
	struct image *im = arena_new(b->r->arena, struct image);

	im->path = path;
	im->name = name;
	im->next = *list;
	*list = im;
	return im;
}

static const struct image *image_seen(const struct image *list,
				      const char *path)
{
	while (list && strcmp(list->path, path) != 0)
		list = list->next;
	return list;
}

/* Points the node at the image's published name. */
static void publish(struct body *b, cmark_node *n, const char *path,
		    const char *name)
{
	if (!image_seen(b->images, path))
		image_add(b, &b->images, path, name);
	cmark_node_set_url(n, arena_printf(b->r->arena, "img/%s", name));
}

/* An image that was not seen yet: named after its bytes. */
static void publish_new(struct body *b, cmark_node *n, const char *path,
			const char *data, size_t size, const char *ext)
{
	char hash[33];

	hash_hex(data, size, hash);
	image_add(b, &b->seen, path,
		  arena_printf(b->r->arena, "%.16s.%s", hash, ext));
	publish(b, n, path, b->seen->name);
}

static void note_picture(struct reader *r, const char *path)
{
	struct picture_seen *p = arena_new(r->arena, struct picture_seen);

	p->path = path;
	p->stamp = stamp_of(AT_FDCWD, path_join(r->arena, r->root, path));
	p->next = r->pictures;
	r->pictures = p;
}

void scrub_image(struct body *b, cmark_node *n, struct span at)
{
	struct arena *a = b->r->arena;
	const char *url = cmark_node_get_url(n), *path, *ext;
	const char *rel = b->r->src->rel;
	const struct image *known;
	bool outside = false;
	char *data = NULL;
	size_t size = 0;

	if (!has_alt(n))
		body_error(b, "image/no-alt", at,
			   "image '%s' has no alt text; say in the brackets "
			   "what it shows",
			   url);
	path = path_in_bank(a, rel ? rel : "", url, &outside);
	if (!path || !b->r->root) {
		refuse(b, at, url, outside);
		return;
	}
	known = image_seen(b->seen, path);
	if (known) {
		publish(b, n, path, known->name);
		return;
	}
	note_picture(b->r, path);
	switch (file_read(b->r->root, path, LIMIT_IMAGE, &data, &size)) {
	case FILE_OK:
		ext = sniff(data, size);
		if (ext)
			publish_new(b, n, path, data, size, ext);
		else
			body_error(b, "image/format", at,
				   "'%s' is not PNG, JPEG, GIF or WebP", url);
		break;
	case FILE_MISSING:
		body_error(b, "image/missing", at,
			   "there is no image '%s' in the bank's folder", path);
		break;
	case FILE_REFUSED:
		body_error(b, "image/refused", at,
			   "'%s' is not a regular file (symlinks are not "
			   "followed)",
			   url);
		break;
	case FILE_TOO_LARGE:
		body_error(b, "image/too-large", at,
			   "image '%s' is larger than 5 MiB", url);
		break;
	}
	free(data);
}
