/* Tells lines and columns of offsets in a source, by a table of its lines. */
#include "model/source.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/utf8.h"
#include "base/vec.h"

size_t source_bom(const struct source *s)
{
	return s->size >= 3 && memcmp(s->text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

static void source_index(struct source *s)
{
	VEC(uint32_t) starts = {0};
	const char *end = s->text + s->size, *nl = s->text;

	if (s->lines)
		return;
	vec_push(&starts, 0);
	while ((nl = memchr(nl, '\n', (size_t)(end - nl)))) {
		nl++;
		vec_push(&starts, (uint32_t)(nl - s->text));
	}
	s->lines = starts.p;
	s->nlines = (uint32_t)starts.n;
}

/* Index of the last line that starts at or before OFF. */
static size_t line_index(const struct source *s, size_t off)
{
	size_t lo = 0, hi = s->nlines;

	while (hi - lo > 1) {
		size_t mid = lo + (hi - lo) / 2;

		if (s->lines[mid] <= off)
			lo = mid;
		else
			hi = mid;
	}
	return lo;
}

static void place_of(const struct source *s, size_t off, uint32_t *line,
		     uint32_t *col)
{
	size_t i = line_index(s, off);
	size_t start = s->lines[i];

	if (i == 0)
		start += source_bom(s);
	if (off < start)
		off = start;
	*line = (uint32_t)i + 1;
	*col = 1;
	if (s->counted_col && s->counted >= start && s->counted <= off) {
		start = s->counted;
		*col = s->counted_col;
	}
	*col += (uint32_t)utf8_count(s->text + start, off - start);
}

struct place source_place(struct source *s, struct span span)
{
	size_t start = span.start, end = span.end;
	struct place p = {1, 1, 1, 1};

	if (!s->text)
		return p;
	source_index(s);
	if (start > s->size)
		start = s->size;
	if (end > s->size)
		end = s->size;
	if (end < start)
		end = start;
	place_of(s, start, &p.line, &p.col);
	s->counted = (uint32_t)start;
	s->counted_col = p.col;
	place_of(s, end, &p.end_line, &p.end_col);
	return p;
}

const char *source_line(struct source *s, uint32_t line, size_t *n)
{
	size_t start, end;

	*n = 0;
	if (!s->text)
		return "";
	source_index(s);
	if (line == 0 || line > s->nlines)
		return "";
	start = s->lines[line - 1];
	end = line < s->nlines ? s->lines[line] - 1u : s->size;
	if (line == 1)
		start += source_bom(s);
	if (end > start && s->text[end - 1] == '\r' && line < s->nlines)
		end--;
	*n = end > start ? end - start : 0;
	return s->text + start;
}

size_t source_line_start(struct source *s, uint32_t line)
{
	source_index(s);
	if (line == 0)
		return 0;
	return line > s->nlines ? s->size : s->lines[line - 1];
}

void source_drop_lines(struct source *s)
{
	free(s->lines);
	s->lines = NULL;
	s->nlines = 0;
	s->counted_col = 0;
}

void source_drop(struct source *s)
{
	source_drop_lines(s);
	free(s->text);
	s->text = NULL;
}

void source_reload(struct source *s)
{
	if (!s->text && s->rel &&
	    file_read(s->root, s->rel, LIMIT_YAML, &s->text, &s->size) !=
		    FILE_OK)
		s->text = NULL;
}
