/* Writes files in the one way, and keeps what is read of them: the tree of each
 * is compared with that of what it would become. */
#include "author/fmt.h"

#include <stdlib.h>
#include <string.h>

#include "author/style.h"
#include "base/err.h"
#include "base/file.h"
#include "load/find.h"
#include "read/read.h"

enum file_type { FILE_QUESTION, FILE_CASE, FILE_YAML, FILE_RULES };

static bool is_yaml(enum file_type type)
{
	return type == FILE_YAML || type == FILE_RULES;
}

/* A text, and what the reader makes of it. */
struct reading {
	struct arena arena;
	struct source src; /* owns its text */
	struct diags diags;
	struct node *root;     /* NULL: it cannot be read */
	size_t from, to, body; /* of YAML; where Markdown begins */
	unsigned char *lines;
};

static void read_text(struct reading *g, const struct source *like,
		      enum file_type type, char *text, size_t size)
{
	struct reader r = {.arena = &g->arena,
			   .src = &g->src,
			   .diags = &g->diags,
			   .root = like->root,
			   .render = true};

	*g = (struct reading){.src = *like};
	g->src.lines = NULL;
	g->src.text = text;
	g->src.size = g->to = size;
	g->diags.arena = &g->arena;
	g->from = source_bom(&g->src);
	if (!read_check_bytes(&r, is_yaml(type)))
		return;
	if (is_yaml(type))
		g->root = read_yaml(&r, "file", g->from, size,
				    LIMIT_YAML_EVENTS);
	else if (read_front_matter(&r, &g->from, &g->to, &g->body))
		g->root = type == FILE_CASE ? read_case(&r) : read_question(&r);
	g->lines = r.lines;
	if (r.front_broken || r.body_broken || g->diags.errors)
		g->root = NULL;
}

static void release(struct reading *g)
{
	source_drop(&g->src);
	arena_release(&g->arena);
}

/* --- Do two trees say the same? --- */

static bool same_string(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool same_marks(const struct rich *a, const struct rich *b)
{
	if (a->nmarks != b->nmarks)
		return false;
	for (size_t i = 0; i < a->nmarks; i++)
		if (a->marks[i].at != b->marks[i].at ||
		    a->marks[i].kind != b->marks[i].kind ||
		    a->marks[i].end != b->marks[i].end ||
		    !same_string(a->marks[i].name, b->marks[i].name))
			return false;
	return true;
}

static bool same_images(const struct image *a, const struct image *b)
{
	for (; a && b; a = a->next, b = b->next)
		if (!same_string(a->path, b->path) ||
		    !same_string(a->name, b->name))
			return false;
	return a == b;
}

/* The letters, what they look like, and the HTML of the two. */
static bool same_rich(const struct rich *a, const struct rich *b)
{
	if (!a || !b)
		return a == b;
	return same_string(a->text, b->text) &&
	       same_string(a->prose, b->prose) &&
	       same_string(a->html_block, b->html_block) &&
	       same_string(a->html_inline, b->html_inline) &&
	       same_string(a->html_rest, b->html_rest) && same_marks(a, b) &&
	       same_images(a->images, b->images);
}

static bool same_values(const struct node *a, const struct node *b)
{
	size_t n = 0;

	for (const struct attr *x = b->attrs; x; x = x->next)
		n++;
	for (const struct attr *x = a->attrs; x; x = x->next, n--)
		if (!n || !same_string(x->value, node_value(b, x->name)))
			return false;
	return n == 0;
}

/* Keys of the file itself may have changed places. */
static bool same_tree(const struct node *a, const struct node *b)
{
	const struct node *y = b->first;

	if (strcmp(a->name, b->name) != 0 || !same_values(a, b) ||
	    !same_rich(a->rich, b->rich) ||
	    node_count(a->first) != node_count(b->first))
		return false;
	for (const struct node *x = a->first; x; x = x->next) {
		const struct node *like = a->parent ? y
						    : node_child(b, x->name);

		if (!like || !same_tree(x, like))
			return false;
		y = y->next;
	}
	return true;
}

/* --- One file --- */

/* The text of S with LF at the ends of its lines, without byte order mark. */
static char *clean_text(const struct source *s, size_t *size)
{
	size_t n = 0;
	char *text = xmalloc(s->size + 1);

	for (size_t i = source_bom(s); i < s->size; i++)
		if (s->text[i] != '\r' || s->text[i + 1] != '\n')
			text[n++] = s->text[i];
	text[n] = 0;
	*size = n;
	return text;
}

/* Tells why the file stays as it is, and at which byte. */
static void leave(struct fmt *f, struct source *s, size_t at, const char *why)
{
	struct place p = source_place(s, span_of(at, at));

	f->refused++;
	buf_printf(&f->said, "%s:%u:%u: not formatted: %s\n", s->path, p.line,
		   p.col, why);
}

/* The first error of what could not be read. */
static void leave_broken(struct fmt *f, struct reading *g)
{
	const struct diag *d = g->diags.first;

	while (d && d->sev < SEV_ERROR)
		d = d->next;
	leave(f, &g->src, d ? d->span.start : 0,
	      d ? d->text : "it has errors; examc check shows them");
}

/* Appends what G should look like; false (told): it cannot be written. */
static bool write_text(struct fmt *f, struct reading *g, enum file_type type,
		       struct buf *out)
{
	static const enum style styles[] = {[FILE_QUESTION] = STYLE_FRONT,
					    [FILE_CASE] = STYLE_FRONT,
					    [FILE_YAML] = STYLE_FILE,
					    [FILE_RULES] = STYLE_RULES};
	size_t at = 0;

	if (!is_yaml(type))
		buf_str(out, "---\n");
	if (!style_yaml(&g->src, g->root, g->from, g->to, styles[type], out,
			&at)) {
		leave(f, &g->src, at, "this is YAML of an unusual kind");
		return false;
	}
	if (is_yaml(type))
		return true;
	buf_str(out, "---\n");
	style_body(&g->src, g->body, g->lines, out);
	return true;
}

/* Writes OUT in the place of the file, unless that would say something else. */
static void put_file(struct fmt *f, struct reading *was, enum file_type type,
		     const struct buf *out)
{
	const struct source *s = &was->src;
	struct reading now;
	char *copy = xmalloc(out->n + 1);
	size_t same = 0;

	memcpy(copy, buf_cstr(out), out->n + 1);
	read_text(&now, s, type, copy, out->n);
	while (same < s->size && s->text[same] == copy[same])
		same++;
	if (!now.root || !same_tree(was->root, now.root)) {
		leave(f, &was->src, same,
		      "set in the one way, it would say something else");
	} else {
		f->changed++;
		buf_printf(&f->names, "%s\n", s->path);
		if (!f->dry_run)
			file_replace(s->root, s->rel, buf_cstr(out), out->n);
	}
	release(&now);
}

static void fmt_file(struct fmt *f, struct bank *b, const struct target *t,
		     const char *rel, enum file_type type)
{
	size_t limit = is_yaml(type)	   ? LIMIT_YAML
		       : type == FILE_CASE ? LIMIT_CASE
					   : LIMIT_QUESTION;
	struct source *s;
	struct reading was, clean;
	struct buf out = BUF_INIT;
	size_t size;
	char *text;

	if (!target_wants(&t->only, rel))
		return;
	s = source_new(b, t, rel);
	if (!source_open(s, limit, &b->diags)) {
		leave(f, s, 0, b->diags.last->text);
		return;
	}
	text = s->text;
	s->text = NULL;
	read_text(&was, s, type, text, s->size);
	text = clean_text(&was.src, &size);
	read_text(&clean, s, type, text, size);
	if (!was.root || !clean.root)
		leave_broken(f, was.root ? &clean : &was);
	else if (write_text(f, &clean, type, &out) &&
		 (out.n != was.src.size ||
		  memcmp(buf_cstr(&out), was.src.text, out.n) != 0))
		put_file(f, &was, type, &out);
	else
		f->same += out.n > 0;
	buf_release(&out);
	release(&clean);
	release(&was);
}

/* The YAML files in the folder REL of the bank. */
static void fmt_folder(struct fmt *f, struct bank *b, const struct target *t,
		       const char *rel, enum file_type type)
{
	const char *dir = path_join(&b->arena, t->dir, rel);
	struct file_listing l;
	enum file_kind kind;

	if (!file_kind_of(dir, &kind) || kind != FILE_FOLDER)
		return;
	l = file_list(&b->arena, dir);
	for (size_t i = 0; i < l.n; i++)
		if (path_ends(l.p[i].name, ".yaml"))
			fmt_file(f, b, t,
				 path_join(&b->arena, rel, l.p[i].name), type);
}

void fmt_bank(struct fmt *f, const struct target *t)
{
	static const char *const yaml[] = {"exam.yaml", "services.yaml",
					   "review.yaml"};
	struct bank b = {.dir = t->dir};
	struct found found = {0};

	b.diags.arena = &b.arena;
	for (size_t i = 0; t->has_exam && i < sizeof yaml / sizeof *yaml; i++)
		if (target_has(&b.arena, t, yaml[i]))
			fmt_file(f, &b, t, yaml[i], FILE_YAML);
	if (t->has_exam) {
		fmt_folder(f, &b, t, "forms", FILE_YAML);
		fmt_folder(f, &b, t, "rules", FILE_RULES);
	}
	find_files(&b, t, &found);
	for (size_t i = 0; i < found.cases.n; i++)
		fmt_file(f, &b, t, found.cases.p[i], FILE_CASE);
	for (size_t i = 0; i < found.questions.n; i++)
		fmt_file(f, &b, t, found.questions.p[i], FILE_QUESTION);
	found_release(&found);
	bank_release(&b);
}
