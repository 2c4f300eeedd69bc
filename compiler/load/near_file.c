/*
 * The file "near" of a cache, which is read piece by piece: a head, sections, and
 * a sum of each page of them, so that a run checks what it uses and no more.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/beneath.h"
#include "base/err.h"
#include "load/near_parts.h"

enum { PAGE = 4096, SIZE_MAX_NEAR = 1024 * 1024 * 1024 };

static const char form[NEAR_FORM] = "examc near 3";

static bool read_at(int fd, void *p, size_t n, uint64_t at)
{
	return TEMP_FAILURE_RETRY(pread(fd, p, n, (off_t)at)) == (ssize_t)n;
}

/* The sums of the pages, which are behind them, and have a sum themselves. */
static uint64_t *read_sums(struct near_file *f, size_t size)
{
	size_t n = f->pages * sizeof(uint64_t);
	uint64_t *sums;

	if (size != f->pages * PAGE + n + sizeof(uint64_t))
		return NULL;
	sums = xmalloc(n + sizeof *sums);
	if (read_at(f->fd, sums, n + sizeof *sums, f->pages * PAGE) &&
	    hash_bytes(sums, n, 0) == sums[f->pages])
		return sums;
	free(sums);
	return NULL;
}

/* Reads the pages from FIRST up to LAST that were not read. */
static bool read_pages(struct near_file *f, size_t first, size_t last)
{
	for (size_t i = first; i <= last && !f->bad; i++) {
		char *p = f->bytes + i * PAGE;

		if (f->whole[i])
			continue;
		f->whole[i] = read_at(f->fd, p, PAGE, i * PAGE) &&
			      hash_bytes(p, PAGE, i) == f->sums[i];
		f->bad = !f->whole[i];
	}
	return !f->bad;
}

/* Where the sections are; false: they are not all there. */
static bool place_sections(struct near_file *f)
{
	uint64_t at = 0;

	for (int i = 0; i < NEAR_SECTIONS; i++) {
		uint64_t n = f->head->size[i];

		f->offset[i] = at;
		if (n > f->size - at)
			return false;
		at += (n + PAGE - 1) / PAGE * PAGE;
		if (at > f->size)
			return false;
	}
	return f->head->size[NEAR_HEAD] == sizeof *f->head &&
	       f->head->key_bits - 1 < 31 && f->head->shingle_bits - 1 < 31;
}

bool near_file_open(struct near_file *f, int dir, const char *key)
{
	struct stat st;

	*f = (struct near_file){0};
	f->fd = beneath_open(dir, "near", O_RDONLY, 0);
	if (f->fd < 0 || fstat(f->fd, &st) < 0 || st.st_size < PAGE ||
	    st.st_size > SIZE_MAX_NEAR)
		return false;
	f->pages = (size_t)st.st_size / (PAGE + sizeof(uint64_t));
	f->size = f->pages * PAGE;
	f->sums = read_sums(f, (size_t)st.st_size);
	if (!f->sums)
		return false;
	f->bytes = xcalloc(f->pages, PAGE);
	f->whole = xcalloc(f->pages, sizeof *f->whole);
	f->head = (const void *)f->bytes;
	return read_pages(f, 0, 0) &&
	       memcmp(f->head->form, form, sizeof form) == 0 &&
	       memcmp(f->head->key, key, HASH_HEX) == 0 && place_sections(f);
}

void near_file_close(struct near_file *f)
{
	beneath_close(f->fd);
	free(f->bytes);
	free(f->whole);
	free(f->sums);
	*f = (struct near_file){.fd = -1};
}

const void *near_file_at(struct near_file *f, enum near_section s, uint64_t at,
			 uint64_t n)
{
	uint64_t size = f->head->size[s], from = f->offset[s] + at;

	if (at > size || n > size - at)
		f->bad = true;
	else if (n)
		read_pages(f, from / PAGE, (from + n - 1) / PAGE);
	return f->bad ? NULL : f->bytes + from;
}

const struct near_posting *near_file_list(struct near_file *f,
					  enum near_section section,
					  uint32_t slot, size_t *n)
{
	const uint32_t *first = near_file_at(
		f, section + 1, slot * sizeof *first, 2 * sizeof *first);
	const struct near_posting *p;
	size_t count;

	*n = 0;
	if (!first)
		return NULL;
	if (first[1] < first[0]) {
		f->bad = true;
		return NULL;
	}
	count = first[1] - first[0];
	p = near_file_at(f, section, first[0] * sizeof *p, count * sizeof *p);
	*n = p ? count : 0;
	return p;
}

/* Something that is written page by page. */
struct pages {
	int fd;
	uint64_t n;
	struct buf sums;
	bool failed;
};

static void put(struct pages *w, const void *bytes, size_t n)
{
	const char *p = bytes;

	for (ssize_t k; n && !w->failed; p += k, n -= (size_t)k) {
		k = TEMP_FAILURE_RETRY(write(w->fd, p, n));
		if (k < 0)
			w->failed = true;
	}
}

/* Writes B, which is filled up to whole pages, and frees it. */
static void put_section(struct pages *w, struct buf *b)
{
	static const char zeros[PAGE];
	uint64_t sum;

	if (b->n % PAGE)
		buf_add(b, zeros, PAGE - b->n % PAGE);
	for (size_t at = 0; at < b->n; at += PAGE) {
		sum = hash_bytes(b->p + at, PAGE, w->n++);
		buf_add(&w->sums, (const char *)&sum, sizeof sum);
	}
	put(w, b->p, b->n);
	buf_release(b);
}

/* A full disk costs the next run time, and nothing else. */
void near_file_write(int dir, struct near_head *head,
		     struct buf sections[NEAR_SECTIONS])
{
	static const char new[] = "near.new";
	struct pages w = {.sums = BUF_INIT};
	uint64_t sum;

	memcpy(head->form, form, sizeof form);
	head->size[NEAR_HEAD] = sizeof *head;
	for (int i = NEAR_HEAD + 1; i < NEAR_SECTIONS; i++)
		head->size[i] = sections[i].n;
	buf_add(&sections[NEAR_HEAD], (const char *)head, sizeof *head);
	(void)TEMP_FAILURE_RETRY(unlinkat(dir, new, 0));
	w.fd = beneath_open(dir, new, O_WRONLY | O_CREAT | O_EXCL, 0600);
	w.failed = w.fd < 0;
	for (int i = 0; i < NEAR_SECTIONS; i++)
		put_section(&w, &sections[i]);
	sum = hash_bytes(w.sums.p, w.sums.n, 0);
	buf_add(&w.sums, (const char *)&sum, sizeof sum);
	put(&w, w.sums.p, w.sums.n);
	buf_release(&w.sums);
	beneath_close(w.fd);
	if (!w.failed && w.n <= SIZE_MAX_NEAR / PAGE)
		(void)TEMP_FAILURE_RETRY(renameat(dir, new, dir, "near"));
	else
		(void)TEMP_FAILURE_RETRY(unlinkat(dir, new, 0));
}
