/* What the linter keeps of an item for rules about the whole bank. */
#ifndef LINT_KEPT_H
#define LINT_KEPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "lint/question.h"
#include "lint/sizes.h"
#include "ruleset/rules.h"
#include "model/diag.h"
#include "model/source.h"

/* Hashes of words or of runs of words: ascending, none twice. */
struct hashes {
	uint32_t *p;
	size_t n;
};

enum guess {
#define GUESS(name, what) GUESS_##name,
#include "lint/guess.def"
#undef GUESS
	GUESSES
};

/* One way of guessing at one item: of N options TOPS look best; HIT: the key
 * is among them. */
struct guessed {
	unsigned char tops;
	bool hit;
};

/* A match of a rule that the bank calibrates. */
struct kept_match {
	const char *rule;
	uint32_t word;	    /* hash of its small letters */
	bool key;	    /* it stands in a key */
	struct diag *found; /* the finding; NULL: there was none */
};

/* An option, a step, a prompt or a response: hashes of its id and of its text as
 * readers see it. */
struct kept_option {
	uint32_t id, seen;
};

/* An allow entry that the pass over the bank judges. */
struct kept_allow {
	const char *rule;
	struct span at;
	bool expired, used;
};

struct lint_record {
	struct hashes shingles; /* runs of three words of the stem */
	struct hashes lead;	/* words of its asking sentence */
	struct question question, seen_question;
	struct kept_option *options; /* in the order of the file */
	struct sizes sizes;
	double length_ratio; /* key to mean distractor, in characters */
	struct kept_match *matches;
	struct kept_allow *allows; /* those that lint_keeps_allow() names */
	uint32_t nmatches, nallows;
	uint32_t stem_words;
	uint32_t code; /* hash of the stem's code, blanks left out; 0: none */
	uint32_t keys; /* bit I: option I is right */
	uint16_t noptions, nkeys;
	uint16_t nfree;	   /* options that pages shuffle; the others follow */
	int16_t key_place; /* on a page, of one key that keeps its place; or -1 */
	bool single;	   /* a choice of one key, three options and more */
	struct guessed guesses[GUESSES];
};

/*
 * Is an allow entry for R judged when the whole bank was seen? Those for rules
 * about the bank are, and those for the bank's own, which may have had no work
 * left to find anything.
 */
static inline bool lint_keeps_allow(const struct rule *r)
{
	return r->check->bank || r->own_src;
}

/* Sorts H and takes out what is there twice. */
void hashes_sort(struct hashes *h);
/* Members that both have. */
size_t hashes_common(const struct hashes *a, const struct hashes *b);
/* |A and B| / |A or B|; 0 if both are empty. */
double hashes_jaccard(const struct hashes *a, const struct hashes *b);

/* The hash of option I of K; SEEN: of its text as readers see it. */
uint32_t option_hash(const struct lint_record *k, size_t i, bool seen);
/* Options of A that B has, too; SEEN: as readers see them. */
size_t options_common(const struct lint_record *a, const struct lint_record *b,
		      bool seen);
/* Is a key of A a distractor of B? */
bool keys_denied(const struct lint_record *a, const struct lint_record *b,
		 bool seen);

/*
 * Makes the record of the item that L checks; KEEP owns it. To be called
 * when all rules have looked at the item.
 */
struct lint;
struct lint_record *lint_keep(struct lint *l, struct arena *keep);

#endif
