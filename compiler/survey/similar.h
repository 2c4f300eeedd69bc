/* Finds pairs of similar sets without comparing all with all. */
#ifndef SURVEY_SIMILAR_H
#define SURVEY_SIMILAR_H

#include "lint/kept.h"

/*
 * What is done with the sets I and J < I of Jaccard similarity JACCARD. True:
 * enough for I.
 */
typedef bool similar_fn(size_t i, size_t j, double jaccard, void *data);

/*
 * Calls FN for the pairs of SETS[0..N) whose similarity is T or more; for each
 * I, J rises. Pairs are found by prefix filtering: two sets can only be
 * that similar if they share one of their rarest members (R. Bayardo, Y. Ma,
 * R. Srikant, "Scaling Up All Pairs Similarity Search", WWW 2007; C. Xiao et
 * al., "Efficient Similarity Joins for Near Duplicate Detection", WWW 2008).
 * Candidates
 * that cannot be similar by their sizes or sketches (a bit a member) are not
 * compared.
 * What is indexed at a time is a quarter of the sets.
 * The result is exact but for members that hundreds of sets share among their
 * rarest: of those only the first are looked at, so that a bank of very similar
 * questions takes no quadratic time. Empty sets are like nothing.
 */
void similar_pairs(const struct hashes *const *sets, size_t n, double t,
		   similar_fn *fn, void *data);

/*
 * Members are known by a slot, which several may share: their slots are numbers
 * of so many bits where all sets have TOTAL members; that of a member HASH.
 * A pair is certainly found if one of the sets has as many members as it must
 * share one of (similar_prefix()) in slots of fewer than SLOT_SURE members.
 */
enum { SLOT_SURE = 255 };
unsigned similar_bits(size_t total);
uint32_t similar_slot(unsigned bits, uint32_t hash);

/* Of any so many members of a set of N, a set that is similar by T has one. */
size_t similar_prefix(size_t n, double t);

#endif
