/* Reads YAML into a tree; what surprises people (anchors, tags, merge keys) is
 * refused. */
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/err.h"
#include "base/map.h"
#include "base/utf8.h"
#include "read/read.h"

/* One YAML text while it is read. */
struct yaml {
	struct reader *r;
	yaml_parser_t parser;
	size_t from;	  /* offset of the input in the source */
	const char *text; /* the input */
	size_t size;
	uint32_t *bytes; /* byte offset of each code point; NULL: all ASCII */
	size_t points;	 /* number of code points */
	unsigned events, max_events, depth;
	bool failed;
};

/* libyaml's marks count code points; people's editors need bytes. */
static void index_points(struct yaml *y)
{
	y->points = utf8_count(y->text, y->size);
	if (y->points == y->size)
		return;
	y->bytes = xmalloc((y->points + 1) * sizeof *y->bytes);
	for (size_t i = 0, k = 0; i < y->size; i++)
		if (((unsigned char)y->text[i] & 0xC0) != 0x80)
			y->bytes[k++] = (uint32_t)i;
	y->bytes[y->points] = (uint32_t)y->size;
}

static size_t offset_of(const struct yaml *y, size_t point)
{
	if (point > y->points)
		point = y->points;
	return y->from + (y->bytes ? y->bytes[point] : point);
}

static struct span mark_span(const struct yaml *y, const yaml_event_t *e)
{
	return span_of(offset_of(y, e->start_mark.index),
		       offset_of(y, e->end_mark.index));
}

/* Some problems are noticed only where something else begins: then the place
 * is where libyaml's context began, or where the value in the line did. */
enum where { HERE, CONTEXT, VALUE };

/* libyaml's problem, and what an author should do. */
static const struct {
	const char *problem, *text;
	enum where where;
} advice[] = {
	{"mapping values are not allowed",
	 "a second ': ' in this line; put the value in quotes", HERE},
	{"could not find expected ':'",
	 "this line is not 'key: value'; write a colon and a blank behind the "
	 "key",
	 CONTEXT},
	{"did not find expected key",
	 "the indentation does not fit; keys of one mapping start in one "
	 "column",
	 VALUE},
	{"did not find expected '-' indicator",
	 "the indentation does not fit; members of one list start in one "
	 "column",
	 VALUE},
	{"did not find expected ',' or ']'", "the list [ … ] is not closed",
	 CONTEXT},
	{"did not find expected ',' or '}'", "the mapping { … } is not closed",
	 CONTEXT},
	{"found character that cannot start any token",
	 "this character cannot begin a value; put the value in quotes (and "
	 "use blanks, not tabs, to indent)",
	 HERE},
	{"found unexpected end of stream", "the quote is never closed",
	 CONTEXT},
	{"found unknown escape character",
	 "unknown escape; in \"double quotes\" write \\\\ for a backslash",
	 HERE},
	{"block sequence entries are not allowed",
	 "a list member cannot stand here; put it on a line of its own", HERE},
	{"found unexpected document indicator", "the quote is never closed",
	 CONTEXT},
	{"found a tab character", "a tab; indent with blanks", HERE},
	{"found duplicate", "YAML directives are not supported", HERE},
};

/*
 * Does the line of AT hold a value that begins with a sign of YAML's own and
 * goes on before AT? Then the sign was meant as text: its offset, else 0.
 */
static size_t signed_value(const struct yaml *y, size_t at)
{
	const char *s = y->r->src->text;
	size_t p = at, n;

	while (p > y->from && s[p - 1] != '\n')
		p--;
	n = strcspn(s + p, ":\n");
	if (s[p + n] != ':')
		return 0;
	p += n + 1 + strspn(s + p + n + 1, " ");
	return p < at && strchr("[{\"'*>|", s[p]) ? p : 0;
}

static void report_syntax(struct yaml *y)
{
	const yaml_parser_t *p = &y->parser;
	const char *text = "this is not valid YAML";
	size_t at = offset_of(y, p->problem_mark.index), sign;
	enum where where = VALUE;

	if (p->error == YAML_MEMORY_ERROR)
		die(EXIT_MACHINE, "out of memory");
	if (p->error == YAML_READER_ERROR)
		at = y->from + p->problem_offset;
	for (size_t i = 0; i < sizeof advice / sizeof *advice; i++)
		if (p->problem && strstr(p->problem, advice[i].problem)) {
			text = advice[i].text;
			where = advice[i].where;
			break;
		}
	sign = where == VALUE ? signed_value(y, at) : 0;
	if (where == CONTEXT && p->context)
		at = offset_of(y, p->context_mark.index);
	else if (sign) {
		at = sign;
		text = "a value that begins with one of [ { \" ' * > | must "
		       "stand in quotes as a whole";
	}
	diag_add(y->r->diags, "yaml/syntax", y->r->src,
		 span_of(at, at < y->from + y->size ? at + 1 : at), "%s", text);
}

static void fail(struct yaml *y, const char *rule, struct span at,
		 const char *text)
{
	if (!y->failed)
		diag_add(y->r->diags, rule, y->r->src, at, "%s", text);
	y->failed = true;
}

/* The first thing that E uses and examc does not support, or NULL. */
static const char *unsupported(const yaml_event_t *e)
{
	const yaml_char_t *anchor = NULL, *tag = NULL;

	switch ((int)e->type) {
	case YAML_ALIAS_EVENT:
		return "aliases (*name) are not supported";
	case YAML_SCALAR_EVENT:
		anchor = e->data.scalar.anchor;
		tag = e->data.scalar.tag;
		break;
	case YAML_SEQUENCE_START_EVENT:
		anchor = e->data.sequence_start.anchor;
		tag = e->data.sequence_start.tag;
		break;
	case YAML_MAPPING_START_EVENT:
		anchor = e->data.mapping_start.anchor;
		tag = e->data.mapping_start.tag;
		break;
	case YAML_DOCUMENT_START_EVENT:
		if (e->data.document_start.version_directive ||
		    e->data.document_start.tag_directives.start !=
			    e->data.document_start.tag_directives.end)
			return "YAML directives (%) are not supported";
		break;
	default:
		break;
	}
	if (anchor)
		return "anchors (&name) are not supported";
	return tag ? "tags (!name) are not supported" : NULL;
}

/* Fetches the next event; false (reported) when reading must stop. */
static bool next(struct yaml *y, yaml_event_t *e)
{
	const char *bad;

	if (y->failed)
		return false;
	if (!yaml_parser_parse(&y->parser, e)) {
		report_syntax(y);
		y->failed = true;
		return false;
	}
	bad = unsupported(e);
	if (bad)
		fail(y, "yaml/unsupported", mark_span(y, e), bad);
	else if (++y->events > y->max_events)
		fail(y, "yaml/limit", mark_span(y, e),
		     "the YAML is too long to be read by people");
	if (y->failed)
		yaml_event_delete(e);
	return !y->failed;
}

/* Decodes a scalar: its value and the bytes it stands in, without quotes. */
static char *scalar(struct yaml *y, const yaml_event_t *e, struct span *at,
		    bool *verbatim)
{
	const char *v = (const char *)e->data.scalar.value;
	size_t n = e->data.scalar.length;
	yaml_scalar_style_t style = e->data.scalar.style;

	*at = mark_span(y, e);
	if ((style == YAML_SINGLE_QUOTED_SCALAR_STYLE ||
	     style == YAML_DOUBLE_QUOTED_SCALAR_STYLE) &&
	    at->end - at->start >= 2) {
		at->start++;
		at->end--;
	}
	*verbatim = at->end - at->start == n &&
		    memcmp(y->r->src->text + at->start, v, n) == 0;
	for (size_t i = 0, len; i < n; i += len) {
		unsigned cp;

		len = utf8_plain(v + i, n - i);
		if (len)
			continue;
		len = utf8_decode(v + i, n - i, &cp);
		if (!len || !utf8_is_xml_char(cp) || cp == 0xFEFF ||
		    (utf8_is_unsafe(cp) && cp != '\n' && cp != '\t')) {
			fail(y, "yaml/unsupported", *at,
			     "an escape makes a control character");
			return NULL;
		}
	}
	return arena_copy(y->r->arena, v, n);
}

static void read_value(struct yaml *y, yaml_event_t *e, struct node *parent,
		       const char *name, struct span key);

static void read_mapping(struct yaml *y, struct node *n)
{
	struct map seen = {0};
	yaml_event_t e;

	while (next(y, &e)) {
		struct span at;
		bool verbatim;
		char *name;
		const struct span *first;
		struct span *mine;

		if (e.type == YAML_MAPPING_END_EVENT) {
			n->at.end = mark_span(y, &e).end;
			yaml_event_delete(&e);
			break;
		}
		if (e.type != YAML_SCALAR_EVENT) {
			fail(y, "yaml/unsupported", mark_span(y, &e),
			     "a key must be a plain word");
			yaml_event_delete(&e);
			break;
		}
		name = scalar(y, &e, &at, &verbatim);
		yaml_event_delete(&e);
		if (!name)
			break;
		mine = arena_new(y->r->arena, struct span);
		*mine = at;
		first = map_put(&seen, name, mine);
		if (strcmp(name, "<<") == 0)
			fail(y, "yaml/unsupported", at,
			     "merge keys (<<) are not supported");
		if (!next(y, &e))
			break;
		if (first) {
			struct diag *d = diag_add(
				y->r->diags, "yaml/duplicate-key", y->r->src,
				at, "key '%s' is written twice", name);
			struct node *scrap = node_add(y->r->arena, NULL, "", at,
						      at);

			diag_note(y->r->diags, d, y->r->src, *first,
				  "first here");
			read_value(y, &e, scrap, name, at);
		} else
			read_value(y, &e, n, name, at);
	}
	map_release(&seen);
}

static void read_sequence(struct yaml *y, struct node *n)
{
	yaml_event_t e;

	while (next(y, &e)) {
		struct span at = mark_span(y, &e);
		struct node *member;
		bool verbatim;
		char *value;

		if (e.type == YAML_SEQUENCE_END_EVENT) {
			n->at.end = at.end;
			yaml_event_delete(&e);
			return;
		}
		if (e.type != YAML_SCALAR_EVENT) {
			read_value(y, &e, n,
				   e.type == YAML_MAPPING_START_EVENT ? "entry"
								      : "list",
				   at);
			continue;
		}
		value = scalar(y, &e, &at, &verbatim);
		yaml_event_delete(&e);
		if (!value)
			return;
		member = node_add(y->r->arena, n, "item", at, at);
		node_set(y->r->arena, member, "value", value, at, at)
			->verbatim = verbatim;
	}
}

/* Takes over E: a scalar becomes an attribute of PARENT, else a child. */
static void read_value(struct yaml *y, yaml_event_t *e, struct node *parent,
		       const char *name, struct span key)
{
	struct span at = mark_span(y, e);
	yaml_event_type_t type = e->type;
	struct node *n;

	if (type == YAML_SCALAR_EVENT) {
		bool verbatim;
		char *value = scalar(y, e, &at, &verbatim);

		if (value)
			node_set(y->r->arena, parent, name, value, key, at)
				->verbatim = verbatim;
		yaml_event_delete(e);
		return;
	}
	yaml_event_delete(e);
	if (++y->depth > LIMIT_YAML_DEPTH) {
		fail(y, "yaml/limit", at, "the YAML is nested too deep");
		return;
	}
	n = node_add(y->r->arena, parent, name, key, at);
	if (type == YAML_MAPPING_START_EVENT)
		read_mapping(y, n);
	else
		read_sequence(y, n);
	y->depth--;
}

/* STREAM-START, DOCUMENT-START, mapping, DOCUMENT-END, STREAM-END. */
static struct node *read_document(struct yaml *y, const char *name)
{
	struct span whole = span_of(y->from, y->from + y->size);
	struct span top = span_of(y->from, y->from);
	struct node *root = node_add(y->r->arena, NULL, name, top, whole);
	yaml_event_t e;
	bool mapping = false;

	while (next(y, &e)) {
		yaml_event_type_t type = e.type;
		struct span at = mark_span(y, &e);

		yaml_event_delete(&e);
		if (type == YAML_STREAM_END_EVENT)
			break;
		if (type == YAML_DOCUMENT_START_EVENT && mapping)
			fail(y, "yaml/unsupported", at,
			     "a second document; one file holds one");
		else if (type == YAML_MAPPING_START_EVENT) {
			mapping = true;
			y->depth = 1;
			read_mapping(y, root);
			root->at = whole;
		} else if (type == YAML_SCALAR_EVENT ||
			   type == YAML_SEQUENCE_START_EVENT)
			fail(y, "yaml/not-a-mapping", at,
			     "expected lines of the form 'key: value'");
	}
	if (!mapping && !y->failed)
		fail(y, "yaml/not-a-mapping", whole, "there are no keys here");
	return y->failed ? NULL : root;
}

struct node *read_yaml(struct reader *r, const char *name, size_t from,
		       size_t to, unsigned events)
{
	struct yaml y = {.r = r,
			 .from = from,
			 .text = r->src->text + from,
			 .size = to - from,
			 .max_events = events};
	struct node *root;

	if (!yaml_parser_initialize(&y.parser))
		die(EXIT_MACHINE, "out of memory");
	yaml_parser_set_encoding(&y.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&y.parser, (const unsigned char *)y.text,
				     y.size);
	index_points(&y);
	root = read_document(&y, name);
	free(y.bytes);
	yaml_parser_delete(&y.parser);
	return root;
}
