/* Rules about the bank: similar pairs against brute force, tails, planted twins. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "survey/chance.h"
#include "survey/guess.h"
#include "measure/sample.h"
#include "ruleset/prefilter.h"
#include "survey/similar.h"
#include "suites.h"

/* A generator that is the same everywhere (G. Marsaglia 2003, xorshift32). */
static uint32_t state;

static uint32_t draw(uint32_t below)
{
	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;
	return state % below;
}

enum { SETS = 400 };
static bool found[SETS][SETS];

static bool mark(size_t i, size_t j, double jaccard, void *data)
{
	ck_assert(j < i);
	ck_assert(jaccard >= *(double *)data);
	ck_assert(!found[i][j]);
	found[i][j] = true;
	return false;
}

/* Sets in families: a mould, and copies of it with some members changed. */
static void make_sets(struct hashes *sets, const struct hashes **list)
{
	for (size_t i = 0; i < SETS; i++) {
		size_t n = i % 7 == 0 ? draw(4) : 5 + draw(60);

		sets[i].p = calloc(80, sizeof *sets[i].p);
		sets[i].n = 0;
		if (i % 7 && i > 0 && draw(3))
			for (size_t k = 0; k < sets[i - 1].n; k++)
				sets[i].p[sets[i].n++] =
					draw(10) ? sets[i - 1].p[k]
						 : draw(5000);
		else
			while (sets[i].n < n)
				sets[i].p[sets[i].n++] = draw(5000);
		hashes_sort(&sets[i]);
		list[i] = &sets[i];
	}
}

START_TEST(pairs_equal_brute_force)
{
	static const double thresholds[] = {0.5, 0.6, 0.8, 1};
	struct hashes sets[SETS];
	const struct hashes *list[SETS];
	size_t pairs = 0;

	state = 2026 + (uint32_t)_i;
	make_sets(sets, list);
	for (size_t t = 0; t < 4; t++) {
		double least = thresholds[t];

		memset(found, 0, sizeof found);
		similar_pairs(list, SETS, least, mark, &least);
		for (size_t i = 0; i < SETS; i++)
			for (size_t j = 0; j < i; j++) {
				bool like = sets[i].n &&
					    hashes_jaccard(&sets[i],
							   &sets[j]) >= least;

				ck_assert_int_eq(found[i][j], like);
				pairs += like;
			}
	}
	ck_assert_uint_gt(pairs, 100);
	for (size_t i = 0; i < SETS; i++)
		free(sets[i].p);
}
END_TEST

/* Values of printed tables. */
START_TEST(tails)
{
	ck_assert_double_eq_tol(normal_tail(0), 0.5, 1e-12);
	ck_assert_double_eq_tol(normal_tail(1.959964), 0.025, 1e-7);
	ck_assert_double_eq_tol(chi_square_tail(3.841459, 1), 0.05, 1e-6);
	ck_assert_double_eq_tol(chi_square_tail(5.991465, 2), 0.05, 1e-6);
	ck_assert_double_eq_tol(chi_square_tail(7.814728, 3), 0.05, 1e-6);
	ck_assert_double_eq_tol(chi_square_tail(13.276704, 4), 0.01, 1e-6);
	ck_assert_double_eq_tol(chi_square_tail(27.877165, 9), 0.001, 1e-6);
	ck_assert_double_eq_tol(wilson(8, 10).low, 0.490162, 1e-5);
	ck_assert_double_eq_tol(wilson(8, 10).high, 0.943318, 1e-5);
	ck_assert(!wilson(0, 0).known);
}
END_TEST

/* Exact values, by convolution. */
START_TEST(sums)
{
	struct lot four = {0.25, 1, 100};
	struct lot mixed[] = {{0.25, 1, 40},
			      {0.5, 0.5, 30},
			      {0.75, 1 / 3.0, 30},
			      {1, 0.25, 20}};

	ck_assert_double_eq_tol(sum_tail(&four, 1, 38.5), 0.0014000, 3e-5);
	four.n = 30;
	ck_assert_double_eq_tol(sum_tail(&four, 1, 15.5), 0.00081899, 6e-5);
	four.n = 200;
	ck_assert_double_eq_tol(sum_tail(&four, 1, 69.5), 0.0010278, 2e-5);
	/* Steps of less than a half: too careful, never too bold. */
	ck_assert_double_ge(sum_tail(mixed, 4, 43.5), 1.5719e-5);
	ck_assert_double_le(sum_tail(mixed, 4, 43.5), 3e-5);
	ck_assert_double_eq(sum_tail(mixed, 4, 0), 1);
	ck_assert_double_eq(sum_tail(mixed, 4, 75), 0);
	ck_assert_double_eq(sum_tail(mixed, 0, 1), 0);
}
END_TEST

static const char *const patterns[] = {
	"(?i)\\b(?:always|never|only)\\b",
	"(?x) \\b foo \\s+ (?: bar | baz+ )? [a-z]* qu{2,3}x",
	"(?i)^\\W*(?:none|neither)\\W*$|\\bno\\s+idea\\b",
	"colou?r(?=ed)|gr[ae]y",
	"a(?:b|c(?:de)+)f",
	"\\bé?toile",
	"(?<n>one|two)\\s\\k<n>",
	"\\d+ (?i:EURO)s?",
	"(?#note)lit\\.eral",
	"x{0}yz+",
	"\\bonly\\b.*(?:\\s\\Knone\\b|\\K(?:no|n't)\\b)",
};

static const char *const words[] = {
	"always",   "NEVER", "only",	"foo", "bar",	   "bazz",
	"quux",	    "quuux", "None",	"no",  "idea",	   "colored",
	"coloured", "gray",  "greyish", "abf", "acdef",	   "acf",
	"étoile",   "toile", "one one", "two", "12 euros", "lit.eral",
	"literal",  "yzz",   "xyz",	"the", "of",	   "?",
	".",
};

/* What the prefilter refuses, the pattern does not match either. */
START_TEST(prefilter_refuses_no_match)
{
	struct matcher *m = matcher_new();
	size_t refused = 0, matched = 0;

	state = 7;
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		struct pattern_fault fault;
		struct pattern *p = pattern_compile(
			patterns[i], strlen(patterns[i]), false, &fault);

		ck_assert_msg(p != NULL, "%s: %s", patterns[i], fault.text);
		for (int n = 0; n < 2000; n++) {
			char text[200] = "";
			struct grams g;
			bool finds;

			for (uint32_t k = 1 + draw(6); k > 0; k--) {
				strcat(text, words[draw(sizeof words /
							sizeof *words)]);
				strcat(text, draw(4) ? " " : "");
			}
			grams_of(&g, text, strlen(text));
			finds = pattern_finds(p, m, text, strlen(text)) ==
				MATCH_FOUND;
			matched += finds;
			if (pattern_may_match(p, &g))
				continue;
			refused++;
			ck_assert_msg(!finds, "%s in %s", patterns[i], text);
		}
		pattern_free(p);
	}
	ck_assert_uint_gt(refused, 1000);
	ck_assert_uint_gt(matched, 500);
	matcher_free(m);
}
END_TEST

/* By hand: four options; the key is the longest in 8 of 10 questions, shares
 * the length with another one in the ninth. */
START_TEST(guesses_are_counted)
{
	struct ruleset none = {0};
	struct linter l;
	struct matcher *m = matcher_new();
	struct bank b = {.diags.arena = &b.arena};
	struct survey bench = {.linter = &l, .bank = &b};
	struct arena a = {0};
	struct guesswork g;
	static struct guess_counts counts;

	linter_init(&l, &none, NULL, NULL, 0);
	for (int i = 0; i < 10; i++) {
		const char *options[] = {"oak tree", "elm wood", "ash wood",
					 i == 9	  ? "yew"
					 : i == 8 ? "fir wood"
						  : "a tall spruce"};
		struct sample s = {.stem = "Which is it?",
				   .options = options,
				   .noptions = 4,
				   .keys = 8};

		survey_add(&l, m, &b, sample_item(&a, &s, MUTATE_NOT));
	}
	bench.p = b.records.p;
	bench.n = b.records.n;
	/* All options are shuffled: no place is a cue. */
	ck_assert_double_eq_tol(guess_count(&bench, NULL).by[GUESSES + 3].hits,
				0, 1e-9);
	for (size_t i = 0; i < bench.n; i++) { /* "shuffle: false" */
		bench.p[i]->lint->nfree = 0;
		bench.p[i]->lint->key_place = 3;
	}
	g = guess_count(&bench, NULL);
	ck_assert_uint_eq(g.n, 10);
	ck_assert_double_eq_tol(g.chance, 0.25, 1e-9);
	ck_assert_double_eq_tol(g.by[GUESS_longest].hits, 8.25, 1e-9);
	ck_assert_double_eq_tol(g.by[GUESS_longest].chance, 2.5, 1e-9);
	/* 8 times one longest, once three, once all four. */
	for (size_t i = 0; i < bench.n; i++)
		guess_add(&counts, &b, bench.p[i], 1);
	ck_assert_uint_eq(counts.items[GUESS_longest][4][1], 8);
	ck_assert_uint_eq(counts.items[GUESS_longest][4][3], 1);
	ck_assert_uint_eq(counts.items[GUESS_longest][4][4], 1);
	for (size_t i = 0; i < bench.n; i++)
		guess_add(&counts, &b, bench.p[i], -1);
	ck_assert(!memcmp(&counts, &(struct guess_counts){0}, sizeof counts));
	ck_assert_double_lt(g.by[GUESS_longest].p, 0.002);
	ck_assert_double_eq_tol(g.by[GUESSES + 3].hits, 10, 1e-9);
	ck_assert_uint_eq(g.best, GUESSES + 3);
	bank_release(&b);
	arena_release(&a);
	linter_release(&l);
	matcher_free(m);
}
END_TEST

enum { CHOICES = 4 };

/*
 * N questions of four options. To each strategy one to four of them look best;
 * the key is one of those with the probability that a blind draw gives, or, for
 * the strategy CUED, in CUE of 100 questions more.
 */
static void draw_bank(struct record *recs, struct lint_record *kept, size_t n,
		      int cued, uint32_t cue)
{
	static const unsigned char tops[] = {1, 1, 2, 4};

	for (size_t i = 0; i < n; i++) {
		kept[i] = (struct lint_record){.single = true,
					       .noptions = CHOICES};
		recs[i] = (struct record){
			.lint = &kept[i],
			.key_position = (signed char)(draw(1000) % CHOICES)};
		/* Pages keep the file's order, or no place could be guessed. */
		kept[i].key_place = (int16_t)recs[i].key_position;
		for (int g = 0; g < GUESSES; g++) {
			unsigned char k = tops[draw(1000) % 4];

			kept[i].guesses[g] = (struct guessed){
				k, (draw(1 << 20) >> 4) % CHOICES < k ||
					   (g == cued && draw(100) < cue)};
		}
	}
}

/* How many of BANKS banks of N questions are called guessable. */
static int count_guessable(int banks, size_t n, int cued, uint32_t cue)
{
	static struct record recs[400], *list[400];
	static struct lint_record kept[400];
	struct bank bank = {0};
	struct survey b = {.bank = &bank, .p = list, .n = n};
	int wins = 0;

	for (size_t i = 0; i < n; i++)
		list[i] = &recs[i];
	for (int k = 0; k < banks; k++) {
		const struct strategy *cues[STRATEGIES];
		struct guesswork g;

		draw_bank(recs, kept, n, cued, cue);
		g = guess_count(&b, NULL);
		wins += guess_cues(&g, 25, 0.05, 0.01, cues) > 0;
	}
	return wins;
}

/* Keys drawn at random fail a bank in fewer than one of a hundred cases. */
START_TEST(chance_fails_no_bank)
{
	static const size_t sizes[] = {25, 30, 50, 100, 200, 400};

	state = 99;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		ck_assert_int_lt(count_guessable(2000, sizes[i], -1, 0), 20);
	ck_assert_int_eq(count_guessable(200, 24, 0, 100), 0);
}
END_TEST

/* A cue in a quarter of 400 questions does not escape. */
START_TEST(cues_fail_a_bank)
{
	state = 5;
	for (int g = 0; g < GUESSES; g++)
		ck_assert_int_ge(count_guessable(100, 400, g, 25), 98);
}
END_TEST

Suite *bank_lint_suite(void)
{
	Suite *s = suite_create("bank-lint");
	TCase *t = tcase_create("bank-lint");

	tcase_add_loop_test(t, pairs_equal_brute_force, 0, 5);
	tcase_add_test(t, tails);
	tcase_add_test(t, sums);
	tcase_add_test(t, prefilter_refuses_no_match);
	tcase_add_test(t, guesses_are_counted);
	tcase_add_test(t, chance_fails_no_bank);
	tcase_add_test(t, cues_fail_a_bank);
	suite_add_tcase(s, t);
	return s;
}
