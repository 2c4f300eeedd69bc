/* The options of a released form, found again in the question of today. */
#ifndef BLUEPRINT_LOCK_PARTS_H
#define BLUEPRINT_LOCK_PARTS_H

#include <stdbool.h>

#include "model/lock.h"

enum part_how { PART_SAME, PART_TYPO, PART_REWORDED, PART_GONE };

/* Which part of the item an option of the lock is now. */
struct part_match {
	size_t part; /* SIZE_MAX: none */
	enum part_how how;
};

/* Do the texts (UTF-8) differ in blanks, case or up to three slips of the pen
 * only? A slip is one character, or two that changed places, in a word of four
 * and more without a digit, or punctuation at a word. */
bool text_is_typo(const char *a, const char *b);

/*
 * Finds the options of L among PARTS[0..N): by id, then with a typo; if one is
 * left over on each side, it was reworded. Sets TAKEN[I] of each part that
 * was found. Returns one match an option; A owns them.
 */
struct part_match *match_parts(struct arena *a, const struct lock_item *l,
			       const struct lock_part *parts, size_t n,
			       bool *taken);

#endif
