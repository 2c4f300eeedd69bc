/* Reads a CSV file of candidates; nothing in it is believed. */
#include "read/candidates.h"

#include <stdarg.h>
#include <string.h>
#include <strings.h>

#include "base/map.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "read/csv.h"

enum { FIELDS_MAX = 64, FAULTS_MAX = 20 };

/* A row: its fields, unquoted, and the line that it begins at. */
struct row {
	const char *field[FIELDS_MAX];
	size_t n;
	unsigned line;
};

struct list {
	struct arena *arena;
	const char *file;
	const char *p, *end;
	unsigned line; /* of P */
	char separator;
	size_t name, number; /* their columns */
	size_t columns;
	struct buf *faults;
	size_t nfaults;
	struct map numbers;
	VEC(struct candidate) found;
};

static void fault(struct list *l, unsigned line, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
static void fault(struct list *l, unsigned line, const char *fmt, ...)
{
	va_list ap;

	if (l->nfaults++ >= FAULTS_MAX)
		return;
	buf_printf(l->faults, "%s:%u: ", l->file, line);
	va_start(ap, fmt);
	buf_vprintf(l->faults, fmt, ap);
	va_end(ap);
	buf_char(l->faults, '\n');
}

/* Behind a closing quote something else than the end of the field is a fault. */
static bool next_field(struct list *l, struct row *r)
{
	struct buf text = BUF_INIT;
	const char *from = l->p;
	bool ok = csv_field(&l->p, l->separator, &text);

	for (; from < l->p; from++)
		l->line += *from == '\n';
	while (text.n && strchr(" \t\r", text.p[text.n - 1]))
		text.n--;
	r->field[r->n++] = arena_copy(l->arena, buf_cstr(&text), text.n);
	buf_release(&text);
	return ok && (l->p == l->end || *l->p == l->separator ||
		      *l->p == '\n' || (*l->p == '\r' && l->p[1] == '\n'));
}

/* Reads a line, or more where quotes go on. False: the rest makes no sense. */
static bool next_row(struct list *l, struct row *r)
{
	bool ok = true;

	*r = (struct row){.line = l->line};
	do {
		if (r->n == FIELDS_MAX)
			return false;
		ok = next_field(l, r);
	} while (ok && l->p < l->end && *l->p == l->separator && l->p++);
	if (ok && l->p < l->end && *l->p == '\r')
		l->p++;
	if (ok && l->p < l->end) {
		l->p++;
		l->line++;
	}
	return ok;
}

static bool is_empty(const struct row *r)
{
	for (size_t i = 0; i < r->n; i++)
		if (*r->field[i])
			return false;
	return true;
}

static size_t column(const struct row *r, const char *name)
{
	size_t i = 0;

	while (i < r->n && strcasecmp(r->field[i], name) != 0)
		i++;
	return i;
}

/* Which of the separators the first line has most of. */
static char separator_of(const char *p, const char *end)
{
	static const char all[] = ",;\t";
	size_t most = 0;
	char best = ',';

	for (const char *s = all; *s; s++) {
		size_t n = 0;

		for (const char *q = p; q < end && *q != '\n'; q++)
			n += *q == *s;
		if (n > most) {
			most = n;
			best = *s;
		}
	}
	return best;
}

static bool read_head(struct list *l)
{
	struct row head;

	l->separator = separator_of(l->p, l->end);
	if (!next_row(l, &head)) {
		fault(l, 1, "the names of the columns cannot be read");
		return false;
	}
	l->columns = head.n;
	l->name = column(&head, "name");
	l->number = column(&head, "number");
	if (l->name < head.n && l->number < head.n)
		return true;
	fault(l, 1,
	      "the first line must name the columns, among them 'name' and "
	      "'number'");
	return false;
}

/* Is it a line that can be printed? Control characters, and those that turn
 * text around, are none. */
static bool is_clean(const char *s)
{
	for (size_t n = strlen(s), k; n; s += k, n -= k) {
		unsigned cp;

		k = utf8_decode(s, n, &cp);
		if (!k || utf8_is_unsafe(cp))
			return false;
	}
	return true;
}

static void take_row(struct list *l, const struct row *r)
{
	const char *name, *number, *other;

	if (r->n != l->columns) {
		fault(l, r->line, "there are %zu fields, and %zu columns", r->n,
		      l->columns);
		return;
	}
	name = r->field[l->name];
	number = r->field[l->number];
	if (!*name || !is_clean(name) ||
	    utf8_count(name, strlen(name)) > CANDIDATE_NAME)
		fault(l, r->line,
		      "a name is one line of up to %d characters, without "
		      "control characters",
		      CANDIDATE_NAME);
	else if (!*number || strspn(number, "0123456789") != strlen(number) ||
		 strlen(number) > CANDIDATE_DIGITS)
		fault(l, r->line, "a number is 1 to %d digits",
		      CANDIDATE_DIGITS);
	else if ((other = map_put(&l->numbers, number, (void *)name)))
		fault(l, r->line, "'%s' has this number, too", other);
	else
		vec_push(&l->found, ((struct candidate){name, number}));
}

static void read_rows(struct list *l)
{
	struct row r;

	while (l->p < l->end) {
		if (!next_row(l, &r)) {
			fault(l, r.line,
			      "a quote is not closed, stands within a field, "
			      "or there are more than %d fields",
			      FIELDS_MAX);
			return;
		}
		if (!is_empty(&r))
			take_row(l, &r);
	}
	if (!l->found.n && !l->nfaults)
		fault(l, l->line, "there is nobody in it");
	if (l->found.n > CANDIDATES_MAX)
		fault(l, l->line, "it has more than %d candidates",
		      CANDIDATES_MAX);
}

static bool is_utf8(const char *p, const char *end)
{
	while (p < end) {
		unsigned cp;
		size_t k = utf8_decode(p, (size_t)(end - p), &cp);

		if (!k || !cp)
			return false;
		p += k;
	}
	return true;
}

struct candidates *read_candidates(struct arena *a, const char *file,
				   const char *text, size_t n,
				   struct buf *faults)
{
	struct list l = {.arena = a,
			 .file = file,
			 .p = text,
			 .end = text + n,
			 .line = 1,
			 .faults = faults};
	struct candidates *out = NULL;

	if (n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
		l.p += 3;
	if (!is_utf8(l.p, l.end))
		fault(&l, 1, "it is not UTF-8: save it as \"CSV UTF-8\"");
	else if (read_head(&l))
		read_rows(&l);
	if (l.nfaults > FAULTS_MAX)
		buf_printf(faults, "%s: and %zu more\n", file,
			   l.nfaults - FAULTS_MAX);
	if (!l.nfaults) {
		out = arena_new(a, struct candidates);
		out->n = l.found.n;
		out->p = arena_array(a, struct candidate, out->n + 1);
		memcpy(out->p, l.found.p, out->n * sizeof *out->p);
	}
	vec_release(&l.found);
	map_release(&l.numbers);
	return out;
}
