/* An item: one exam question, typed. Its structure was judged by the XSD. */
#ifndef MODEL_ITEM_H
#define MODEL_ITEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/store.h"
#include "model/field.h"
#include "model/rich.h"
#include "model/source.h"

enum item_type {
#define TYPE(name, shape) ITEM_##name,
#include "model/item.def"
#undef TYPE
	ITEM_TYPES
} __attribute__((packed)); /* many are kept: a byte each */

/* What the learner does; code branches on shapes, never on types. */
enum item_shape { SHAPE_CHOICE, SHAPE_ORDER, SHAPE_MATCH };

struct item_type_info {
	const char *name;
	enum item_shape shape;
};
extern const struct item_type_info item_types[ITEM_TYPES];

/* Secure questions count as released ones do, but are in forms and print
 * alone. */
enum item_status {
	STATUS_released,
	STATUS_draft,
	STATUS_retired,
	STATUS_secure,
	ITEM_STATUSES
} __attribute__((packed));
enum difficulty {
	DIFFICULTY_easy,
	DIFFICULTY_medium,
	DIFFICULTY_hard
} __attribute__((packed));
extern const char *const status_names[];     /* by enum item_status */
extern const char *const difficulty_names[]; /* by enum difficulty */

enum { OPTION_MAX = 26, OPTION_ID_SIZE = 12 };

/* Where a page has an option. */
enum option_place {
	PLACE_FREE, /* anywhere: it is shuffled */
	PLACE_KEPT, /* as in the file */
	PLACE_LAST, /* behind the others, there as in the file */
};

/*
 * Options, steps, prompts and responses have ids: 8 hex digits of the hash of
 * the normalised text, "-2" … behind a clash. They never depend on order.
 */
struct option {
	char id[OPTION_ID_SIZE];
	bool key;
	bool of_others; /* it speaks of other options: "none of these" */
	enum option_place place; /* lint_place_options() decides */
	struct span mark;	 /* "[x]" in the source */
	struct rich *text;
	struct rich *rationale; /* NULL: none */
};

struct step {
	char id[OPTION_ID_SIZE];
	struct rich *text;
};

struct pair {
	char prompt_id[OPTION_ID_SIZE], response_id[OPTION_ID_SIZE];
	struct rich *prompt; /* NULL: an extra response */
	struct rich *response;
};

/* A source: an address, or a text that names it ("Book, chapter 3"), or both.
 * What s is NULL of was not written. */
struct reference {
	struct field url, text, quote;
};

/* lint: allow: one finding that the author answers for. */
struct allow {
	struct field rule, why, until; /* until.s NULL: no end */
	bool used;
};

struct task;
struct topic;
struct vocabulary;

struct item {
	struct arena *arena; /* owns everything below */
	struct source *src;
	enum item_type type;
	enum item_status status;
	enum difficulty difficulty;
	struct field id, title, topic, task, decides, verified, case_id;
	struct field type_field, difficulty_field;
	/* What the fields name in exam.yaml; NULL when there is no such thing. */
	const struct task *task_ref;
	const struct topic *topic_ref;
	const struct vocabulary *decides_ref;
	unsigned part;	 /* 1-based place in its case, 0: none */
	unsigned points; /* what it says that it earns, 0: as its type */
	struct field_list services, skills, tags, variant_of, enemies;
	struct field_list formerly; /* ids that it had before */
	struct reference *references;
	size_t nreferences;
	struct allow *allows;
	size_t nallows;

	struct rich *stem;
	/* The asking sentence: [lead, lead_end) of stem->text; what stands
	 * before it is the context. */
	size_t lead, lead_end;
	struct option *options; /* SHAPE_CHOICE, in authored order */
	size_t noptions, nkeys;
	struct step *steps; /* SHAPE_ORDER, in the right order */
	size_t nsteps;
	struct pair *pairs; /* SHAPE_MATCH; extras (prompt NULL) come last */
	size_t npairs, nextras;	  /* npairs counts extras too */
	struct rich *explanation; /* NULL: none */
	bool keep_order;	  /* "shuffle: false" */
	bool says_count; /* the stem says "(Select TWO.)" or the like */
	size_t words;	 /* of its own texts, but for reasons: what is read */
	const char *opening; /* how the first line of the stem begins */
	bool pictures;	     /* one of its texts shows some */
	const struct stimulus *stimulus; /* of its case, or NULL */

	/* Where its texts wait to be read (edition_read()); until then no
	 * member of them may be looked at. Of size 0: they are here. */
	struct stored stored;
	const struct item *plain; /* what a blind item was made of, or NULL */

	/* Hash of all its members and texts (another in each cache), or NULL:
	 * what is drawn of it is not remembered. */
	const char *sum;

	/* Hash of all that a learner sees and that decides right or wrong:
	 * 16 hex digits. Changes when an answer saved earlier is worthless. */
	char content_hash[17];
};

static inline enum item_shape item_shape(const struct item *it)
{
	return item_types[it->type].shape;
}

/*
 * The options of IT in the order in which pages and forms begin, an index each;
 * ORDER has room for all. Returns how many of them are to be shuffled: the
 * first ones. Those behind them stay where they are.
 */
size_t item_order(const struct item *it, size_t *order);

enum { OPENING_MAX = 128 }; /* bytes of item->opening */

/* Notes in IT, whose texts are there, what is asked of them when they are not:
 * words, opening, pictures. */
void item_note_texts(struct item *it);

/* Words of R between blanks; 0 for NULL. */
size_t rich_words(const struct rich *r);

/* Has an option of IT a rationale? */
bool item_has_rationale(const struct item *it);

/* A scenario that several items share: cases/<id>.md. */
struct stimulus {
	struct source *src;
	struct field id, title;
	struct rich *scenario;
};

/* "two", "three" … "ten"; for "(Select TWO.)". */
const char *count_word(size_t n);

#endif
