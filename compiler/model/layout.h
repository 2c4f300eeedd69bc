/* How printed packs are made: what the command line asks for. */
#ifndef MODEL_LAYOUT_H
#define MODEL_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

struct candidates;

enum { LAYOUT_SPLIT = 200 }; /* questions of a pack, unless told */

struct layout {
	const char *papers;    /* "a4,letter"; NULL: both */
	const char *documents; /* "pack,key"; NULL: all */
	const char *select; /* ids of domains and topics: "a,b+c"; NULL: all */
	unsigned columns;   /* of questions and reasons: 1 or 2; 0: 1 */
	bool large;	    /* 18 pt */
	bool compact;	    /* small type, options side by side */
	bool edit;	    /* papers for editing, too */
	const char *list;   /* a CSV file of candidates, NULL: none; */
	const struct candidates *candidates; /* what it holds, or NULL */
	const char *time; /* how much longer candidates have: "1.25", or NULL */
	size_t split;	  /* above so many questions a pack a domain; 0: as
			     * LAYOUT_SPLIT */
};

#endif
