/* Tests of what a cache is built on: hashes, stamps of files, bytes that wait on
 * a disk, many hands. */
#include <check.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/crew.h"
#include "base/hash.h"
#include "base/stamp.h"
#include "base/tree.h"
#include "base/store.h"
#include "child.h"
#include "suites.h"

START_TEST(test_hash_in_pieces)
{
	char text[5000], whole[HASH_HEX], pieces[HASH_HEX];

	for (size_t i = 0; i < sizeof text; i++)
		text[i] = (char)(i * i >> 3);
	for (size_t n = 0; n <= sizeof text; n += 1 + n / 3) {
		struct hasher *h = hash_begin();
		size_t at = 0;

		for (size_t step = 1; at < n; step *= 2) {
			size_t more = n - at < step ? n - at : step;

			hash_add(h, text + at, more);
			at += more;
		}
		hash_end(h, pieces);
		hash_hex(text, n, whole);
		ck_assert_str_eq(pieces, whole);
	}
	ck_assert_uint_ne(hash_bytes("a", 1, 0), hash_bytes("a", 1, 1));
}
END_TEST

/* --- Stores --- */

static void fill(struct store *s, struct stored *where, size_t n)
{
	char text[64];

	for (size_t i = 0; i < n; i++)
		ck_assert(store_put(s, text,
				    (size_t)sprintf(text, "text %zu", i * i),
				    &where[i]));
}

static void judge(const struct store *s, const struct stored *where, size_t n)
{
	struct arena a = {0};
	char text[64];

	for (size_t i = 0; i < n; i++) {
		sprintf(text, "text %zu", i * i);
		ck_assert_str_eq(store_get(s, where[i], &a), text);
	}
	arena_release(&a);
}

START_TEST(test_store_keeps_all)
{
	struct stored where[300];
	struct arena a = {0};
	struct store s;

	store_open(&s, ".");
	fill(&s, where, 300);
	judge(&s, where, 300);
	ck_assert_ptr_null(store_read(&s, (struct stored){s.end - 1, 2}, &a));
	ck_assert_ptr_null(store_read(&s, (struct stored){1u << 30, 1}, &a));
	ck_assert_ptr_nonnull(store_read(&s, (struct stored){0, 0}, &a));
	arena_release(&a);
	store_close(&s);
	ck_assert_int_eq(rmdir(child_home), 0); /* it left no file */
}
END_TEST

/* Where files without names cannot be, texts wait in memory. */
START_TEST(test_store_without_folder)
{
	struct stored where[3];
	struct store s;

	store_open(&s, "/proc/none");
	fill(&s, where, 3);
	judge(&s, where, 3);
	store_close(&s);
}
END_TEST

static void fill_full(void)
{
	struct stored where;
	struct store s;

	store_open(&s, ".");
	child_fail(SYS_pwrite64, ENOSPC, 0);
	exit(store_put(&s, "text", 4, &where) || errno != ENOSPC);
}

START_TEST(test_store_on_full_disk)
{
	if (child_can_fail())
		child_lives(fill_full);
}
END_TEST

/* --- Stamps --- */

static void put(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	ck_assert_ptr_nonnull(f);
	fputs(text, f);
	fclose(f);
}

START_TEST(test_stamp_tells_changes)
{
	const uint64_t later = stamp_now() + 10000000000u;
	struct timespec old[2] = {{1000, 5}, {1000, 5}};
	struct stamp was, is;

	put("f", "one");
	ck_assert_int_eq(utimensat(AT_FDCWD, "f", old, 0), 0);
	was = is = stamp_of(AT_FDCWD, "f");
	ck_assert_uint_eq(was.size, 3);
	ck_assert_uint_eq(was.modified, 1000000000005u);
	ck_assert(stamp_holds(&was, &is, later));
	/* Its time is old, but it was given that a moment ago. */
	ck_assert(!stamp_holds(&was, &is, stamp_now()));
	usleep(20000);
	put("f", "two");
	ck_assert_int_eq(utimensat(AT_FDCWD, "f", old, 0), 0);
	is = stamp_of(AT_FDCWD, "f");
	ck_assert_uint_eq(is.modified, was.modified);
	ck_assert(!stamp_holds(&was, &is, later));
}
END_TEST

/* Nothing is known of what is not there: why it is not may have changed. */
START_TEST(test_stamp_of_nothing)
{
	struct stamp s = stamp_of(AT_FDCWD, "none"), zero = {0};

	ck_assert_mem_eq(&s, &zero, sizeof s);
	ck_assert(!stamp_holds(&s, &s, stamp_now()));
}
END_TEST

START_TEST(test_stamp_beneath_links)
{
	struct stamp zero = {0}, s;
	int dir;

	ck_assert_int_eq(mkdir("d", 0755), 0);
	put("d/f", "x");
	ck_assert_int_eq(symlink("d", "l"), 0);
	dir = open(".", O_PATH | O_DIRECTORY);
	s = stamp_beneath(dir, "d/f");
	ck_assert_uint_eq(s.size, 1);
	s = stamp_beneath(dir, "l/f");
	ck_assert_mem_eq(&s, &zero, sizeof s);
	close(dir);
}
END_TEST

static struct tree_sum sum_of(const char *dir, bool hidden)
{
	struct tree_sum sum = {0};
	struct tree t;

	ck_assert(tree_read(&t, dir, hidden, 2));
	tree_add(&sum, &t);
	tree_release(&t);
	return sum;
}

static bool same(struct tree_sum a, struct tree_sum b)
{
	return memcmp(a.sum, b.sum, sizeof a.sum) == 0;
}

START_TEST(test_tree_tells_names)
{
	struct tree_sum was, seen;

	ck_assert_int_eq(mkdir("t", 0755), 0);
	ck_assert_int_eq(mkdir("t/a", 0755), 0);
	ck_assert_int_eq(mkdir("t/b", 0755), 0);
	put("t/a/f", "x");
	was = sum_of("t", false);
	ck_assert(same(was, sum_of("t", false)));
	ck_assert_uint_ge(was.newest, stamp_now() - 60000000000u);
	put("t/.hidden", "x");
	ck_assert(same(was, sum_of("t", false)));
	seen = sum_of("t", true);
	ck_assert(!same(was, seen));
	put("t/.hidden", "longer");
	ck_assert(!same(seen, sum_of("t", true)));
	ck_assert_int_eq(symlink("nowhere", "t/l"), 0);
	ck_assert(!same(was, sum_of("t", false)));
	ck_assert_int_eq(unlink("t/l"), 0);
	ck_assert(same(was, sum_of("t", false)));
	/* Names that change places. */
	ck_assert_int_eq(renameat2(AT_FDCWD, "t/a", AT_FDCWD, "t/b", 2), 0);
	ck_assert(!same(was, sum_of("t", false)));
}
END_TEST

START_TEST(test_tree_has_an_end)
{
	struct tree t;
	char path[64 * 3] = "d";

	for (int i = 0; i < 64; i++, strcat(path, "/d"))
		ck_assert_int_eq(mkdir(path, 0755), 0);
	ck_assert(tree_read(&t, ".", false, 1));
	tree_release(&t);
	ck_assert_int_eq(mkdir(path, 0755), 0);
	ck_assert(!tree_read(&t, ".", false, 1));
	ck_assert_uint_eq(t.entries.n, 0);
	ck_assert(!tree_read(&t, "none", false, 1));
}
END_TEST

START_TEST(test_tree_finds_files)
{
	struct tree t;
	char path[32];

	for (int i = 0; i < 300; i++) {
		snprintf(path, sizeof path, "d%d", i % 9);
		ck_assert(i >= 9 || mkdir(path, 0755) == 0);
		snprintf(path, sizeof path, "d%d/f%d", i % 9, i);
		put(path, "x");
	}
	ck_assert_int_eq(mkdir(".git", 0755), 0);
	put(".git/f", "x");
	ck_assert(tree_read(&t, ".", false, 2));
	ck_assert_uint_eq(t.entries.n, 300 + 9 + 1);
	for (int i = 0; i < 300; i++) {
		struct stamp is;

		snprintf(path, sizeof path, "d%d/f%d", i % 9, i);
		is = stamp_of(AT_FDCWD, path);
		ck_assert_mem_eq(tree_find(&t, path), &is, sizeof is);
	}
	ck_assert_ptr_nonnull(tree_find(&t, ".git"));
	ck_assert_ptr_null(tree_find(&t, ".git/f"));
	ck_assert_ptr_null(tree_find(&t, "f0"));
	ck_assert_ptr_null(tree_find(&t, "d0/f1"));
	tree_release(&t);
	ck_assert_ptr_null(tree_find(&t, "d0/f0"));
}
END_TEST

/* --- Hands --- */

enum { THINGS = 500 };

struct told {
	size_t next; /* what is to be taken now */
	pthread_t leader;
	atomic_size_t made;
};

/* Writes I, after more or less work. */
static void make(size_t i, struct buf *out, const void *arg)
{
	struct told *t = *(struct told *const *)arg;

	ck_assert_uint_eq(out->n, 0);
	if (i % 7 == 0)
		usleep(200);
	buf_printf(out, "thing %zu", i);
	atomic_fetch_add(&t->made, 1);
}

static void take(size_t i, const struct buf *text, const void *arg)
{
	struct told *t = *(struct told *const *)arg;
	char wanted[64];

	ck_assert(pthread_equal(pthread_self(), t->leader));
	ck_assert_uint_eq(i, t->next);
	t->next++;
	ck_assert_uint_eq(text->n, (size_t)sprintf(wanted, "thing %zu", i));
	ck_assert_mem_eq(text->p, wanted, text->n);
}

static void work(unsigned hands, size_t n)
{
	struct told t = {.leader = pthread_self()}, *told = &t;
	const struct crew_work both = {make, take, &told},
			       one = {make, NULL, &told};

	crew_do(hands, n, &both);
	ck_assert_uint_eq(t.next, n);
	ck_assert_uint_eq(t.made, n);
	crew_do(hands, n, &one);
	ck_assert_uint_eq(t.made, 2 * n);
}

START_TEST(test_crew_takes_in_order)
{
	for (unsigned hands = 1; hands <= 9; hands += 2) {
		work(hands, 0);
		work(hands, 1);
		work(hands, THINGS);
	}
}
END_TEST

static void work_alone(void)
{
	child_fail(SYS_clone, EAGAIN, 0);
	child_fail(SYS_clone3, EAGAIN, 0);
	work(4, THINGS);
}

START_TEST(test_crew_without_threads)
{
	if (child_can_fail())
		child_lives(work_alone);
}
END_TEST

START_TEST(test_crew_is_no_larger_than_its_work)
{
	ck_assert_uint_eq(crew_size(4, 0), 1);
	ck_assert_uint_eq(crew_size(4, 8), 2);
	ck_assert_uint_eq(crew_size(4, 1000), 4);
	ck_assert_uint_eq(crew_size(100000, 1000000), 256);
	ck_assert_uint_ge(crew_size(0, 1000), 1);
}
END_TEST

Suite *kept_suite(void)
{
	Suite *s = suite_create("kept");
	TCase *files = tcase_create("files"), *hands = tcase_create("hands");

	tcase_add_checked_fixture(files, child_enter, child_leave);
	tcase_add_test(files, test_hash_in_pieces);
	tcase_add_test(files, test_store_keeps_all);
	tcase_add_test(files, test_store_without_folder);
	tcase_add_test(files, test_store_on_full_disk);
	tcase_add_test(files, test_stamp_tells_changes);
	tcase_add_test(files, test_stamp_of_nothing);
	tcase_add_test(files, test_stamp_beneath_links);
	tcase_add_test(files, test_tree_tells_names);
	tcase_add_test(files, test_tree_has_an_end);
	tcase_add_test(files, test_tree_finds_files);
	suite_add_tcase(s, files);
	tcase_add_test(hands, test_crew_takes_in_order);
	tcase_add_test(hands, test_crew_without_threads);
	tcase_add_test(hands, test_crew_is_no_larger_than_its_work);
	suite_add_tcase(s, hands);
	return s;
}
