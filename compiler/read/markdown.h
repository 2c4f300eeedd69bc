/* What the files of the Markdown reader share; the only header that includes
 * cmark. */
#ifndef READ_MARKDOWN_H
#define READ_MARKDOWN_H

#include <cmark.h>

#include "base/ascii.h"
#include "base/vec.h"
#include "model/item.h"
#include "read/read.h"

/* The body of one file while it is read. */
struct body {
	struct reader *r;
	size_t from;	 /* offset of the body in the source */
	cmark_node *doc; /* the tree; freed by the caller of body_parse() */
	struct image *images;	 /* of the part that is being scrubbed */
	struct image *seen;	 /* of the whole body: each is read once */
	int options;		 /* that were cut so far */
	unsigned char *lines;	 /* enum line_mark of each; NULL: none yet */
	VEC(struct span) fenced; /* markers of options with the code fence that
				  * stands behind them, ascending */
	bool maths;		 /* a formula was seen, and reported */
};

/* An allocator for cmark that ends the run instead of failing. */
extern cmark_mem exiting_mem;

/*
 * Parses the body into B->doc. Returns false (reported) if it is nested too
 * deep to be read safely.
 */
bool body_parse(struct body *b);

/* Frees the tree, if there is one. */
void body_release(struct body *b);

/* Moves FIRST and its siblings up to (not) STOP to the end of PARENT. */
void blocks_move(cmark_node *parent, cmark_node *first, cmark_node *stop);
/* Parses the N bytes of Markdown at P alone; the caller frees the document. */
cmark_node *snippet_parse(const char *p, size_t n);

/* The type of a node, NONE for no node. */
static inline cmark_node_type type_of(cmark_node *n)
{
	return n ? cmark_node_get_type(n) : CMARK_NODE_NONE;
}

/* Source offset of the first byte of a block node; B->from if unknown. */
size_t block_start(const struct body *b, cmark_node *n);
/* Source offset of the fence of a code block, which may stand behind the marker
 * of an option: then that marker's end, else block_start(). */
size_t fence_start(const struct body *b, cmark_node *code);
/* Length of "[ ]" or "[x]" at S, 0: none. */
size_t plain_marker(const char *s);
/* Source offset behind the last line of a paragraph, heading or fence. */
size_t block_end(const struct body *b, cmark_node *n);
/* The block that an inline node stands in (a block is its own). */
cmark_node *block_of(cmark_node *n);
/* First place of TEXT in the block's own source lines, or the block's start. */
struct span block_find(const struct body *b, cmark_node *block,
		       const char *text);
/* The rest of the source line at OFF, without line end. */
struct span line_rest(const struct body *b, size_t off);

/* Complains about the body and marks it broken. */
#define body_error(b, rule, at, ...)                                           \
	((b)->r->body_broken = true,                                           \
	 diag_add((b)->r->diags, (rule), (b)->r->src, (at), __VA_ARGS__))

/*
 * Cleans the blocks of TOP: refuses HTML blocks, bad characters and pipe
 * tables; turns fenced tables into table nodes. Inline HTML, links and images
 * are left to rich_make(), which knows where they stand.
 */
void scrub(struct body *b, cmark_node *top);
/*
 * Complains about the inline HTML node N, which stands at AT, or at the element
 * that it opens: PAIR is then set. BLOCK holds the text around it.
 */
void refuse_inline_html(struct body *b, cmark_node *n, struct span at,
			bool pair, struct span block);

/*
 * Turns <sub>, <sup>, <kbd> (each with its end, well nested) and <br> among the
 * children of the node into elements; other raw HTML stays.
 */
void make_tags(cmark_node *block);
/* Is N one that make_tags() made? */
bool is_tag(cmark_node *n);
/* Is the raw tag LIT one that make_tags() makes where it stands right? */
bool is_known_tag(const char *lit);
/* What is wrong with the known tag LIT, of which make_tags() made nothing: a
 * sentence without its period, in the arena. */
const char *tag_fault(struct arena *a, const char *lit)
	__attribute__((returns_nonnull));
/* How Markdown says what an HTML tag says. */
struct markdown_for {
	const char *tag;     /* its name */
	const char *instead; /* what the author is to do, for a message */
	const char *signs;   /* what replaces both tags of a pair, or NULL */
};
/* What to write instead of the raw tag LIT, which begins with '<'; NULL if
 * Markdown has nothing of the kind. */
const struct markdown_for *markdown_for_tag(const char *lit);
/* The tag that ends the element which the HTML node OPEN begins, or NULL. */
cmark_node *closing_tag(cmark_node *open);
/* Is there a tag in [FROM, TO) that ends what the tag LIT begins, or the
 * reverse? */
bool has_partner(const char *lit, const char *from, const char *to);

/* Emphasis in a rich text. */
struct emphasis {
	size_t from, to; /* in the text */
	bool strong;
	bool cell; /* it stands in a table */
};
/* A backslash or an entity that the text does not show. */
struct escape {
	size_t at;	   /* in the source: the backslash, or the & */
	struct span block; /* what it stands in */
	bool cell;	   /* BLOCK is a line of a table */
};
/* Findings of a kind that one text gets; more say nothing new, and looking for
 * them would take long in a text that is made to. */
enum { FINDINGS_MAX = 20 };
/* What Markdown took away from a text. */
struct eaten {
	VEC(struct emphasis) emphases;
	VEC(struct escape) escapes;
};
/* Warns of signs that are not shown in R though they look like text. */
void eaten_report(struct body *b, const struct rich *r, const struct eaten *e);
typedef VEC(struct span) span_list;
/* The part of it about backslashes and entities; those of the formulas in
 * BRACKETS, which ascend, are left out. */
void escapes_report(struct body *b, const struct eaten *e,
		    const span_list *brackets);
/* The signs around [FROM, TO) of the source that a reader takes for one word
 * with it. */
struct span token_around(const char *s, size_t size, size_t from, size_t to);
/* How a message names the span: as it is, or as "it" if it is long. */
const char *word_said(struct body *b, struct span at);
/* A repair of D: the span becomes code, if it can as it is. */
void fix_code(struct body *b, struct diag *d, struct span at);
/* The formulas in \( \) and \[ \], ascending, at most FINDINGS_MAX; the caller
 * releases the list. */
span_list maths_brackets(const struct body *b, const struct eaten *e);
/* Notices each formula in BRACKETS, which loses signs, and of the others that R
 * holds the first, unless one of the file was noticed before. */
void maths_report(struct body *b, const struct rich *r,
		  const span_list *brackets);
/* Warns of a block whose first sign is taken for a list, a quote or a rule, and
 * of lists that are one paragraph. */
void eaten_block(struct body *b, cmark_node *n);
/* Warns of footnotes, and of link definitions that nothing uses. */
void eaten_definitions(struct body *b);
/* The options bring their letters: warns, with a repair. */
void option_letters(struct body *b, const struct node *options);
/* The line at which a second question begins in the file, 0: none. */
uint32_t second_question(struct body *b);
/* Complains about a pipe table in the paragraph PARA, with its rewrite. */
void scrub_pipes(struct body *b, cmark_node *para);
/* The table in the fenced block N (info word "table"), put in its place. */
void scrub_table(struct body *b, cmark_node *n);
/* Checks the image node N, whose path stands at AT, and gives it its
 * published URL. */
void scrub_image(struct body *b, cmark_node *n, struct span at);
/* Checks the link node N, whose address stands at AT. */
void scrub_link(struct body *b, cmark_node *n, struct span at);
/* Complains about links, images and code that Markdown left as text of R. */
void scrub_leftovers(struct body *b, const struct rich *r);

/*
 * Makes rich text of the blocks under PARTS (a document node, which is
 * consumed). START is where the text begins in the source.
 */
struct rich *rich_make(struct body *b, cmark_node *parts, size_t start);
/* Gives R the HTML of the scrubbed blocks under DOC, of which some are freed. */
void rich_render(struct body *b, struct rich *r, cmark_node *doc);

/*
 * Makes a body part called NAME of the blocks FIRST up to (not) STOP, which
 * move into it. START is where its text begins in the source.
 */
struct node *part_add(struct body *b, struct node *parent, const char *name,
		      cmark_node *first, cmark_node *stop, size_t start);
/* The same for a part that learners pick or move: it has an id of its own. */
struct node *choice_add(struct body *b, struct node *parent, const char *name,
			cmark_node *first, cmark_node *stop, size_t start);
/*
 * Gives the parts below LIST that are called one of NAMES (parted by blanks)
 * ids of their own where they look different to a reader, and one id where
 * they look the same. An id that tells its part from all others stays.
 */
void parts_tell_apart(struct body *b, struct node *list, const char *names);
/* The first arrow in the N bytes at P that makes a pair: "->" between blanks,
 * where the text begins or ends without one; or NULL. */
const char *pair_arrow(const char *p, size_t n);
/* Hangs the pairs of a matching question under ROOT. */
void cut_pairs(struct body *b, struct node *root, cmark_node *list);
/* Hangs the steps of an ordering question under ROOT; returns how many. */
size_t cut_steps(struct body *b, struct node *root, cmark_node *list);

/* Length of the entity "&…;" at P (N bytes left), 0 if there is none. */
size_t entity_length(const char *p, size_t n);
/* What cmark reads for the entity of N bytes at P: its characters, "" if it is
 * none. */
void entity_decode(const char *p, size_t n, char out[16]);
/* ASCII punctuation: what a backslash escapes. */
bool is_punctuation(char c);
/* The end of a text counts as blank. */
static inline bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\0';
}
/*
 * Length of the link definition "[label]: destination "title"" that is the
 * line at P, 0 if the line is none (CommonMark 0.30, 4.7, on one line).
 */
size_t definition_length(const char *p, const char *end);

/* What the source says at the start of the list item or paragraph N. */
enum marker {
	MARK_NONE,  /* plain text */
	MARK_OPEN,  /* [ ] */
	MARK_KEY,   /* [x] */
	MARK_LINK,  /* [x] that cmark read as a link */
	MARK_WRONG, /* [y], [], [ x ] … */
};
enum marker marker_of(const struct body *b, cmark_node *para);
/* Makes an option of the list item ITEM, with the quote under it. */
void option_add(struct body *b, struct node *options, cmark_node *item,
		enum marker mark);
/* The quote becomes the rationale of OPTION, if it has none. */
void option_rationale(struct body *b, struct node *option, cmark_node *quote);
/* Complains about a MARK_WRONG or MARK_LINK, with a fix where there is one. */
void marker_report(struct body *b, cmark_node *para);

/*
 * Why is there no list that fits SHAPE before STOP? Looks for a near-miss and
 * reports the first.
 */
void nearmiss_no_list(struct body *b, cmark_node *stop, enum item_shape shape);
/* Complains about options in the form of another format, at the first of them;
 * false: there are none. */
bool foreign_options(struct body *b);
/* Complains about what stands between LIST and an earlier one that was meant
 * as its beginning. */
void nearmiss_split(struct body *b, cmark_node *list, enum item_shape shape);
/* Is this the kind of list that holds the parts of SHAPE? */
bool list_fits(const struct body *b, cmark_node *list, enum item_shape shape);
/* Reference definitions named x, unclosed fences: anywhere. */
void nearmiss_everywhere(struct body *b);

/* Notes MARK for the lines FIRST to LAST. */
void lines_mark(struct body *b, int first, int last, enum line_mark mark);
/* The line in which N begins is a part of the question. */
void lines_take(struct body *b, cmark_node *n);
/*
 * Reports the first line that looks like a part of the question and became
 * none.
 * EXPLANATION is the heading's offset (the text's size: none); STEPS is the
 * number of steps.
 */
void strays_report(struct body *b, enum item_shape shape, size_t explanation,
		   size_t steps);

#endif
