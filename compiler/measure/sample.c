/* Builds the Markdown of a sample, and the item that reading it would give. */
#include "measure/sample.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/vec.h"
#include "lint/lint.h"

/* The item of a sample while it is made. */
struct maker {
	struct arena *arena;
	struct buf file; /* the source so far */
	enum mutation how;
	bool plain;
};

static void add_curly(struct buf *out, const char *s, size_t i)
{
	bool opens = i == 0 || s[i - 1] == ' ' || s[i - 1] == '(';

	if (s[i] == '"')
		buf_utf8(out, opens ? 0x201C : 0x201D);
	else
		buf_utf8(out, opens ? 0x2018 : 0x2019);
}

/* The character at S[*I], or two stars, as the file has them. */
static void add_plain(const struct maker *k, struct buf *out, const char *s,
		      size_t *i)
{
	if (k->how < MUTATE_FILE || !ispunct((unsigned char)s[*i]) ||
	    s[*i] == '`') {
		buf_char(out, s[*i]);
		return;
	}
	if (s[*i] == '*' && s[*i + 1] == '*') {
		buf_str(out, "**");
		++*i;
		return;
	}
	buf_char(out, '\\');
	buf_char(out, s[*i]);
}

/* S as the mutation has it; code stays as it is. */
static void mutate(struct maker *k, struct buf *out, const char *s)
{
	bool code = false,
	     bold = k->how == MUTATE_EMPHASIS && isalpha((unsigned char)*s);
	size_t end = bold ? strcspn(s, " `*") : 0;

	buf_str(out, bold ? "**" : "");
	for (size_t i = 0; s[i]; i++) {
		buf_str(out, bold && i == end ? "**" : "");
		code = code != (s[i] == '`');
		if (code)
			buf_char(out, s[i]);
		else if (k->how == MUTATE_UPPER && s[i] >= 'a' && s[i] <= 'z')
			buf_char(out, (char)(s[i] - 32));
		else if (k->how == MUTATE_NBSP && s[i] == ' ')
			buf_utf8(out, 0xA0);
		else if (k->how == MUTATE_QUOTES && strchr("'\"", s[i]))
			add_curly(out, s, i);
		else
			add_plain(k, out, s, &i);
	}
	buf_str(out, bold && !s[end] ? "**" : "");
}

/* The text of a piece of Markdown, without its markup, while it is made. */
struct plain_text {
	char *text, *prose;
	size_t n;
	VEC(struct rich_run) runs;
};

/* Takes the byte C, which stands at SRC of the file, as SHOWN in prose. */
static void take_byte(struct plain_text *p, char c, char shown, size_t src)
{
	struct rich_run *last = p->runs.n ? &p->runs.p[p->runs.n - 1] : NULL;

	if (last && last->src + last->len == src)
		last->len++;
	else
		vec_push(&p->runs,
			 ((struct rich_run){(uint32_t)p->n, (uint32_t)src, 1}));
	p->text[p->n] = c;
	p->prose[p->n++] = shown;
}

/* How many backticks end the code that begins at S, where as many stand; 0: none
 * does. In plain text code ends in the line in which it begins. */
static size_t code_ticks(const struct maker *k, const char *s)
{
	size_t n = strspn(s, "`"), at = n, run;

	if (!n || !k->plain)
		return n > 0;
	while (s[at] && s[at] != '\n') {
		run = strspn(s + at, "`");
		if (run == n)
			return n;
		at += run ? run : strcspn(s + at, "`\n");
	}
	return 0;
}

/* The fence that S, which begins a line, is: signs in a row, 0 if it is none. */
static size_t fence_at(const char *s)
{
	size_t blanks = strspn(s, " "), n = strspn(s + blanks, "`");

	if (!n)
		n = strspn(s + blanks, "~");
	if (n < 3 || blanks > 3 ||
	    memchr(s + blanks + n, '`', strcspn(s + blanks + n, "\n")))
		return 0;
	return n;
}

/* What is code at a place of a text. */
struct code {
	size_t fence, ticks; /* of what began it; 0: it is no such code */
};

/* Length of the markup at S[I] that begins or ends code; 0: there is none. */
static size_t code_markup(const struct maker *k, const char *s, size_t i,
			  struct code *c)
{
	bool line = k->plain && !c->ticks && (!i || s[i - 1] == '\n');
	size_t fence = line ? fence_at(s + i) : 0;

	if (fence && (!c->fence || fence >= c->fence)) {
		size_t n = strcspn(s + i, "\n");

		c->fence = c->fence ? 0 : fence;
		return n + (s[i + n] == '\n');
	}
	if (c->fence)
		return 0;
	fence = strspn(s + i, "`");
	if (c->ticks && (k->plain ? fence == c->ticks : fence > 0)) {
		fence = c->ticks;
		c->ticks = 0;
		return fence;
	}
	if (!c->ticks)
		c->ticks = code_ticks(k, s + i);
	else
		return 0;
	return c->ticks;
}

/* A line break of plain text that only wraps a sentence. */
static bool wraps(const struct maker *k, const char *s)
{
	return k->plain && *s == '\n' && islower((unsigned char)s[1]);
}

static size_t url_length(const char *s)
{
	return strncmp(s, "http://", 7) == 0 || strncmp(s, "https://", 8) == 0
		       ? strcspn(s, " \n\t)>\"")
		       : 0;
}

/* The text of S, which stands at AT of the file, without its markup. */
static void make_text(struct maker *k, struct rich *r, const char *s, size_t at)
{
	size_t size = strlen(s), url = 0;
	struct plain_text p = {.text = arena_alloc(k->arena, size + 1),
			       .prose = arena_alloc(k->arena, size + 1)};
	struct code c = {0, 0};

	for (size_t i = 0, skip; i < size; i++) {
		bool code;

		skip = s[i] == '`' || !i || s[i - 1] == '\n'
			       ? code_markup(k, s, i, &c)
			       : 0;
		if (skip) {
			i += skip - 1;
			continue;
		}
		code = c.fence || c.ticks;
		if (!code && !k->plain && s[i] == '*' && s[i + 1] == '*') {
			i++;
			continue;
		}
		if (!code && !url)
			url = url_length(s + i);
		take_byte(&p, wraps(k, s + i) ? ' ' : s[i],
			  code || url	    ? 'q'
			  : wraps(k, s + i) ? ' '
					    : s[i],
			  at + i);
		url -= url > 0;
	}
	r->text = p.text;
	r->prose = p.prose;
	r->len = p.n;
	r->nruns = p.runs.n;
	r->runs = arena_array(k->arena, struct rich_run, p.runs.n + 1);
	if (p.runs.n)
		memcpy(r->runs, p.runs.p, p.runs.n * sizeof *p.runs.p);
	vec_release(&p.runs);
}

/* Writes BEFORE and S to the file, returns S as rich text. */
static struct rich *make_rich(struct maker *k, const char *before,
			      const char *s)
{
	struct rich *r = arena_new(k->arena, struct rich);
	struct buf text = BUF_INIT;
	size_t at;

	mutate(k, &text, s);
	buf_str(&k->file, before);
	at = k->file.n;
	buf_str(&k->file, buf_cstr(&text));
	r->span = span_of(at, k->file.n);
	make_text(k, r, buf_cstr(&text), at);
	r->html_block = r->html_inline = r->html_rest = "";
	buf_release(&text);
	return r;
}

static void make_options(struct maker *k, struct item *it,
			 const struct sample *s)
{
	it->options = arena_array(k->arena, struct option, s->noptions);
	it->noptions = s->noptions;
	for (size_t i = 0; i < s->noptions; i++) {
		struct option *o = &it->options[i];

		o->key = s->keys >> i & 1;
		it->nkeys += o->key;
		o->mark = span_of(k->file.n + 3, k->file.n + 6);
		o->text = make_rich(k, o->key ? "\n- [x] " : "\n- [ ] ",
				    s->options[i]);
		rich_id(o->text, o->id);
		if (i < s->nrationales)
			o->rationale = make_rich(k, "\n  > ", s->rationales[i]);
	}
}

static void make_steps(struct maker *k, struct item *it, const struct sample *s)
{
	it->steps = arena_array(k->arena, struct step, s->noptions);
	it->nsteps = s->noptions;
	for (size_t i = 0; i < s->noptions; i++) {
		it->steps[i].text = make_rich(k, "\n1. ", s->options[i]);
		rich_id(it->steps[i].text, it->steps[i].id);
	}
}

/* "prompt -> response", or "-> response". */
static void make_pairs(struct maker *k, struct item *it, const struct sample *s)
{
	it->pairs = arena_array(k->arena, struct pair, s->noptions);
	it->npairs = s->noptions;
	for (size_t i = 0; i < s->noptions; i++) {
		struct pair *p = &it->pairs[i];
		const char *arrow = strstr(s->options[i], "-> ");
		const char *right = arrow ? arrow + 3 : s->options[i];

		if (arrow && arrow > s->options[i]) {
			size_t n = (size_t)(arrow - s->options[i]) - 1;

			p->prompt = make_rich(
				k, "\n- ",
				arena_copy(k->arena, s->options[i], n));
			rich_id(p->prompt, p->prompt_id);
		} else
			it->nextras++;
		p->response = make_rich(k, p->prompt ? " -> " : "\n- -> ",
					right);
		rich_id(p->response, p->response_id);
	}
}

static struct field make_field(struct maker *k, const char *name,
			       const char *value)
{
	size_t at;

	buf_printf(&k->file, "%s: ", name);
	at = k->file.n;
	buf_printf(&k->file, "%s\n", value);
	return (struct field){value, span_of(at, k->file.n - 1)};
}

static enum item_type type_of(const struct sample *s)
{
	for (int t = 0; s->type && t < ITEM_TYPES; t++)
		if (strcmp(item_types[t].name, s->type) == 0)
			return (enum item_type)t;
	return s->keys & (s->keys - 1) ? ITEM_multiple : ITEM_single;
}

static void make_front(struct maker *k, struct item *it, const struct sample *s)
{
	buf_str(&k->file, "---\n");
	it->id = make_field(k, "id", s->id ? s->id : "example");
	it->type = type_of(s);
	it->type_field = make_field(k, "type", item_types[it->type].name);
	it->topic = make_field(k, "topic", s->topic ? s->topic : "topic");
	if (s->status && strcmp(s->status, "draft") == 0)
		it->status = STATUS_draft;
	if (it->status == STATUS_draft)
		make_field(k, "status", s->status);
	if (s->verified)
		it->verified = make_field(k, "verified", s->verified);
	it->nreferences = s->nreferences;
	it->references = arena_array(k->arena, struct reference,
				     s->nreferences + 1);
	for (size_t i = 0; i < s->nreferences; i++)
		it->references[i].url =
			make_field(k, i ? "  - url" : "references:\n  - url",
				   s->references[i]);
	buf_str(&k->file, "---\n\n");
}

static void make_body(struct maker *k, struct item *it, const struct sample *s)
{

	it->stem = make_rich(k, "", s->stem);
	lint_read_stem(it);
	buf_char(&k->file, '\n');
	switch (item_shape(it)) {
	case SHAPE_CHOICE:
		make_options(k, it, s);
		break;
	case SHAPE_ORDER:
		make_steps(k, it, s);
		break;
	case SHAPE_MATCH:
		make_pairs(k, it, s);
		break;
	}
	lint_place_options(it, NULL);
	if (s->explanation)
		it->explanation = make_rich(k, "\n\n## Explanation\n\n",
					    s->explanation);
	buf_char(&k->file, '\n');
}

/* Other line ends, or other list markers, in the whole file. */
static void change_lines(struct maker *k)
{
	struct buf out = BUF_INIT;
	const char *s = buf_cstr(&k->file);
	bool start = true;

	for (; *s; s++) {
		if (k->how == MUTATE_CRLF && *s == '\n')
			buf_char(&out, '\r');
		buf_char(&out, k->how == MUTATE_MARKER && start && *s == '-' &&
					       s[1] == ' '
				       ? '*'
				       : *s);
		start = *s == '\n';
	}
	buf_release(&k->file);
	k->file = out;
}

struct item *sample_item(struct arena *a, const struct sample *s,
			 enum mutation how)
{
	struct maker k = {.arena = a, .how = how, .plain = s->plain};
	struct item *it = arena_new(a, struct item);

	it->arena = a;
	it->src = arena_new(a, struct source);
	it->src->path = s->id ? s->id : "example";
	make_front(&k, it, s);
	make_body(&k, it, s);
	if (how == MUTATE_CRLF || how == MUTATE_MARKER)
		change_lines(&k);
	it->src->text = arena_copy(a, buf_cstr(&k.file), k.file.n);
	it->src->size = k.file.n;
	buf_release(&k.file);
	return it;
}
