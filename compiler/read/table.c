/* Makes HTML tables of fenced blocks with the info word "table", which hold CSV
 * (RFC 4180). */
#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/utf8.h"
#include "read/csv.h"
#include "read/markdown.h"

enum { COLUMNS_MAX = 32 };

static cmark_node *custom(cmark_node_type type, const char *enter,
			  const char *leave)
{
	cmark_node *n = cmark_node_new_with_mem(type, &exiting_mem);

	cmark_node_set_on_enter(n, enter);
	cmark_node_set_on_exit(n, leave);
	return n;
}

static void append(cmark_node *parent, cmark_node *child)
{
	if (!cmark_node_append_child(parent, child))
		bug("cannot build a table");
}

/* Moves the inline Markdown of CELL into a new cell node. */
static cmark_node *make_cell(const char *text, bool head, bool number)
{
	cmark_node *cell =
		custom(CMARK_NODE_CUSTOM_INLINE,
		       head ? number ? "<th scope=\"col\" class=\"num\">"
				     : "<th scope=\"col\">"
			    : (number ? "<td class=\"num\">" : "<td>"),
		       head ? "</th>" : "</td>");
	cmark_node *doc = snippet_parse(text, strlen(text));
	cmark_node *para = cmark_node_first_child(doc);

	if ((!para && *text) ||
	    (para && type_of(para) != CMARK_NODE_PARAGRAPH)) {
		/* "1." or "# x" or "[a]: b" in a cell is text, not a block. */
		cmark_node *t = cmark_node_new_with_mem(CMARK_NODE_TEXT,
							&exiting_mem);

		cmark_node_set_literal(t, text);
		append(cell, t);
	} else if (para)
		blocks_move(cell, cmark_node_first_child(para), NULL);
	cmark_node_free(doc);
	make_tags(cell);
	return cell;
}

/* Reads a cell at *P into OUT, on one line; *P is then at ',' or a line end or the
 * end. False: a quote is not closed, or text follows the closing quote. */
static bool read_cell(const char **p, struct buf *out)
{
	if (!csv_field(p, ',', out))
		return false;
	for (size_t i = 0; i < out->n; i++)
		if (out->p[i] == '\n')
			out->p[i] = ' ';
	*p += strspn(*p, " \r");
	return !**p || **p == ',' || **p == '\n';
}

/* What the columns of a table hold. */
struct shape {
	bool words[COLUMNS_MAX];     /* not numbers alone */
	size_t longest[COLUMNS_MAX]; /* the longest word, in letters */
	size_t columns;
};

/* Is it a number, as people write it: a sign, digits, a unit of one letter? */
static bool is_number(const char *s)
{
	static const char *const signs[] = {"\xE2\x88\x92", "-", "+", "$",
					    "\xE2\x82\xAC"};
	size_t n;

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (strncmp(s, signs[i], strlen(signs[i])) == 0)
			s += strlen(signs[i]);
	if (!is_digit(*s))
		return false;
	n = strspn(s, "0123456789., ");
	return !s[n] || (s[n] == '%' && !s[n + 1]);
}

static size_t longest_word(const char *s)
{
	size_t most = 0;

	for (; *s; s += strspn(s, " -/")) {
		size_t n = strcspn(s, " -/"), letters = utf8_count(s, n);

		most = letters > most ? letters : most;
		s += n;
	}
	return most;
}

/* Looks over the CSV text P, up to its first fault. */
static struct shape shape_of(const char *p)
{
	struct shape s = {0};
	struct buf field = BUF_INIT;
	size_t column = 0;
	bool head = true;

	while (*p && column < COLUMNS_MAX && read_cell(&p, &field)) {
		size_t n = longest_word(buf_cstr(&field));

		if (n > s.longest[column])
			s.longest[column] = n;
		if (!head && !is_number(buf_cstr(&field)))
			s.words[column] = true;
		if (++column > s.columns)
			s.columns = column;
		if (*p != ',') {
			head = false;
			column = 0;
		}
		p += *p != 0;
	}
	buf_release(&field);
	return s;
}

/* How many letters wide a table is at least, with what stands between cells. */
static size_t least_width(const struct shape *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->columns; i++)
		n += s->longest[i] + 2;
	return n;
}

/* One row into TR. Returns the number of cells, 0 for a fault. */
static unsigned csv_row(const char **p, cmark_node *tr, bool head,
			const struct shape *shape)
{
	struct buf field = BUF_INIT;
	unsigned n = 0;
	bool ok;

	for (;;) {
		ok = read_cell(p, &field) && ++n <= COLUMNS_MAX;
		if (!ok)
			break;
		append(tr,
		       make_cell(buf_cstr(&field), head, !shape->words[n - 1]));
		if (**p != ',')
			break;
		++*p;
	}
	if (**p == '\n')
		++*p;
	buf_release(&field);
	return ok ? n : 0;
}

/* Is there another separator than the comma? */
static bool has_separator(const char *p, size_t n)
{
	return memchr(p, '|', n) || memchr(p, ';', n) || memchr(p, '\t', n);
}

/* Adds the rows of the CSV text to the table; false (reported) on a fault. */
static bool fill(struct body *b, cmark_node *n, cmark_node *table,
		 const struct shape *shape)
{
	const char *p = cmark_node_get_literal(n);
	cmark_node *head = custom(CMARK_NODE_CUSTOM_BLOCK, "<thead>",
				  "</thead>");
	cmark_node *rows = custom(CMARK_NODE_CUSTOM_BLOCK, "<tbody>",
				  "</tbody>");
	unsigned columns = 0, rows_read = 0;
	size_t first = strcspn(p, "\n");
	uint32_t line = (uint32_t)cmark_node_get_start_line(n) + 1;

	append(table, head);
	append(table, rows);
	while (*p) {
		cmark_node *tr = custom(CMARK_NODE_CUSTOM_BLOCK, "<tr>",
					"</tr>");
		const char *row = p;
		unsigned cells = csv_row(&p, tr, rows_read == 0, shape);

		append(rows_read == 0 ? head : rows, tr);
		rows_read++;
		if (!cells || (columns && cells != columns)) {
			size_t off = source_line_start(b->r->src, line);

			off += strspn(b->r->src->text + off, " \t>");

			body_error(b, "markdown/bad-table", line_rest(b, off),
				   cells ? "this row has %u cells, the header "
					   "has %u"
					 : "this row is not CSV: close the "
					   "quote, at most %d columns",
				   cells ? cells : (unsigned)COLUMNS_MAX,
				   columns);
			return false;
		}
		if (!columns && cells == 1 && has_separator(row, first)) {
			body_error(b, "markdown/bad-table",
				   line_rest(b, source_line_start(b->r->src,
								  line)),
				   "the cells of a row are separated by "
				   "commas");
			return false;
		}
		columns = cells;
		for (; row < p; row++) /* a quoted cell may span lines */
			line += *row == '\n';
	}
	if (rows_read < 2)
		body_error(b, "markdown/bad-table",
			   line_rest(b, block_start(b, n)),
			   "a table has a header row and at least one more");
	return rows_read >= 2;
}

#define FRAME(class)                                                           \
	"<div class=\"" class "\" role=\"region\" aria-label=\"Table\" "       \
			      "tabindex=\"0\"><table>"

/* The least letters of classes of width; print.css has a size of type for each,
 * and pages have room for PAGE in the smallest. */
enum { WIDE = 40, WIDER = 60, WIDEST = 80, PAGE = 104 };

void scrub_table(struct body *b, cmark_node *n)
{
	struct shape shape = shape_of(cmark_node_get_literal(n));
	size_t width = least_width(&shape);
	cmark_node *table = custom(CMARK_NODE_CUSTOM_BLOCK,
				   width > WIDEST  ? FRAME("table widest")
				   : width > WIDER ? FRAME("table wider")
				   : width > WIDE  ? FRAME("table wide")
						   : FRAME("table"),
				   "</table></div>");
	struct span *place = arena_new(b->r->arena, struct span);

	*place = span_of(block_start(b, n), block_end(b, n));
	cmark_node_set_user_data(table, place); /* where its texts stand */
	if (!fill(b, n, table, &shape)) {
		cmark_node_free(table);
		return;
	}
	cmark_node_insert_after(n, table);
	if (width > PAGE)
		diag_add(b->r->diags, "print/too-wide", b->r->src,
			 line_rest(b, place->start),
			 "this table is %zu letters wide at least, and a "
			 "printed page has room for %d: words in it are broken",
			 width, PAGE);
}
