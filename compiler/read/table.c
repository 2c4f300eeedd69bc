/* Makes HTML tables of fenced blocks with the info word "table", which hold CSV
 * (RFC 4180). */
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
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
static cmark_node *make_cell(const char *text, bool head)
{
	cmark_node *cell = custom(CMARK_NODE_CUSTOM_INLINE,
				  head ? "<th scope=\"col\">" : "<td>",
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

/*
 * Reads one CSV field at *P into OUT; *P is then at ',' or a line end or the
 * end. False: a quote is not closed, or text follows the closing quote.
 */
static bool csv_field(const char **p, struct buf *out)
{
	const char *s = *p;

	buf_reset(out);
	while (*s == ' ')
		s++;
	if (*s != '"') {
		size_t n = strcspn(s, ",\n");

		buf_add(out, s, n);
		while (out->n && (out->p[out->n - 1] == ' ' ||
				  out->p[out->n - 1] == '\r'))
			out->p[--out->n] = 0;
		*p = s + n;
		return true;
	}
	for (s++; *s && !(*s == '"' && s[1] != '"'); s++) {
		s += *s == '"';
		buf_char(out, *s == '\n' ? ' ' : *s);
	}
	if (*s++ != '"')
		return false;
	while (*s == ' ' || *s == '\r')
		s++;
	*p = s;
	return !*s || *s == ',' || *s == '\n';
}

/* One row into TR. Returns the number of cells, 0 for a fault. */
static unsigned csv_row(const char **p, cmark_node *tr, bool head)
{
	struct buf field = BUF_INIT;
	unsigned n = 0;
	bool ok;

	for (;;) {
		ok = csv_field(p, &field) && ++n <= COLUMNS_MAX;
		if (!ok)
			break;
		append(tr, make_cell(buf_cstr(&field), head));
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
static bool fill(struct body *b, cmark_node *n, cmark_node *table)
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
		unsigned cells = csv_row(&p, tr, rows_read == 0);

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

void scrub_table(struct body *b, cmark_node *n)
{
	cmark_node *table =
		custom(CMARK_NODE_CUSTOM_BLOCK,
		       "<div class=\"table\" role=\"region\" "
		       "aria-label=\"Table\" tabindex=\"0\"><table>",
		       "</table></div>");

	struct span *place = arena_new(b->r->arena, struct span);

	*place = span_of(block_start(b, n), block_end(b, n));
	cmark_node_set_user_data(table, place); /* where its texts stand */
	if (fill(b, n, table))
		cmark_node_insert_after(n, table);
	else
		cmark_node_free(table);
}
