/* Makes the files of a new bank, of the frames in starter/. */
#include "author/starter.h"

#include <stdlib.h>
#include <string.h>

#include "author/style.h"
#include "base/ascii.h"
#include "base/embedded.h"
#include "base/err.h"
#include "base/markup.h"
#include "base/utf8.h"
#include "base/version.h"
#include "blueprint/refs.h"
#include "model/fill.h"
#include "schema/keys.h"
#include "schema/schema.h"

enum { DOMAINS_MAX = 32, SLUG_MAX = 60, SLOTS_MAX = 12 };

struct part {
	const char *id, *name, *weight;
};

/* The questions that a bank begins with: frame, id. */
static const struct {
	const char *frame, *id;
} examples[] = {
	{"starter/single.md", "options-alone"},
	{"starter/multiple.md", "reasons-in-any-order"},
	{"starter/ordering.md", "key-by-lot"},
	{"starter/matching.md", "keys-of-an-item"},
};
enum { EXAMPLES = sizeof examples / sizeof *examples };

/* --- Names --- */

/* TEXT as an id: small letters without their marks, digits, and a hyphen for all
 * else. */
static char *slug(struct arena *a, const char *text)
{
	struct buf plain = BUF_INIT;
	char *id;
	size_t n = 0;

	if (!utf8_fold_marks(&plain, text, strlen(text)))
		buf_str(&plain, text);
	id = arena_copy(a, buf_cstr(&plain), plain.n);
	buf_release(&plain);
	for (const char *p = id; *p && n < SLUG_MAX; p++)
		if (is_alnum(*p))
			id[n++] = small_letter(*p);
		else if (n && id[n - 1] != '-')
			id[n++] = '-';
	while (n && id[n - 1] == '-')
		n--;
	id[n] = 0;
	return id;
}

static const char *bank_id(struct arena *a, const struct starter *k)
{
	const char *id = slug(a, k->code);

	if (!*id)
		id = slug(a, k->title);
	return *id ? id : "exam";
}

/* The bytes [P, END) without blanks around them. */
static const char *trimmed(struct arena *a, const char *p, const char *end)
{
	while (p < end && *p == ' ')
		p++;
	while (end > p && end[-1] == ' ')
		end--;
	return arena_copy(a, p, (size_t)(end - p));
}

/* The number in [P, END), which may have a sign for per cent behind it. */
static const char *weight_of(struct arena *a, const char *p, const char *end)
{
	const char *text = trimmed(a, p, end);
	size_t n = strlen(text);

	return n > 1 && text[n - 1] == '%' ? trimmed(a, text, text + n - 1)
					   : text;
}

/* Gives the domain at AT an id that none before it has; false: one before it has
 * its name. */
static bool name_apart(struct arena *a, struct part *all, size_t at)
{
	struct part *d = &all[at];

	d->id = slug(a, d->name);
	if (!*d->id)
		d->id = arena_printf(a, "domain-%zu", at + 1);
	for (size_t i = 0; i < at; i++) {
		if (strcmp(all[i].name, d->name) == 0)
			return false;
		if (strcmp(all[i].id, d->id) == 0)
			d->id = arena_printf(a, "%s-%zu", d->id, at + 1);
	}
	return true;
}

/* Cuts "Openings=60, Endgames=40" into *N parts; NULL: one has no weight, *FAULT
 * names it. */
static struct part *cut_domains(struct arena *a, const char *list, size_t *n,
				const char **fault)
{
	struct part *all = arena_array(a, struct part, DOMAINS_MAX + 1);
	const char *end;

	*n = 0;
	for (const char *p = list; *n <= DOMAINS_MAX; p = end + 1) {
		struct part *d = &all[(*n)++];
		const char *sign;

		end = strchrnul(p, ',');
		sign = memrchr(p, '=', (size_t)(end - p));
		d->name = trimmed(a, p, sign ? sign : end);
		if (!sign || !*d->name) {
			*fault = arena_printf(
				a,
				"domain '%s' has no %s; write NAME=WEIGHT, "
				"with commas between the domains",
				d->name, sign ? "name" : "weight");
			return NULL;
		}
		d->weight = weight_of(a, sign + 1, end);
		if (d->weight[strspn(d->weight, "0123456789.")])
			d->weight = style_text(a, d->weight);
		if (!name_apart(a, all, *n - 1)) {
			*fault = arena_printf(a, "domain '%s' is there twice",
					      d->name);
			return NULL;
		}
		if (!*end)
			return all;
	}
	*fault = arena_printf(a, "an exam has at most %d domains", DOMAINS_MAX);
	return NULL;
}

/* --- YAML --- */

static void add_domains(struct arena *a, const struct part *d, size_t n,
			struct buf *domains, struct buf *topics)
{
	for (size_t i = 0; i < n; i++) {
		const char *id = style_text(a, d[i].id);
		const char *name = style_text(a, d[i].name);

		buf_printf(domains,
			   "%s  - id: %s\n"
			   "    number: %zu\n"
			   "    name: %s\n"
			   "    # alias: Another name\n"
			   "    weight: %s\n"
			   "    tasks:\n"
			   "      - {id: \"%zu.1\", name: %s}\n",
			   i ? "\n" : "", id, i + 1, name, d[i].weight, i + 1,
			   name);
		buf_printf(topics,
			   "  - {id: %s, name: %s, tasks: [\"%zu.1\"], "
			   "minimum: 0}\n",
			   id, name, i + 1);
	}
}

/* Appends starter/exam.yaml for K, whose domains are the N parts D. */
static void make_exam(struct arena *a, const struct starter *k,
		      const struct part *d, size_t n, struct buf *out)
{
	struct buf domains = BUF_INIT, topics = BUF_INIT;

	add_domains(a, d, n, &domains, &topics);
	markup_frame(out, "starter/exam.yaml",
		     (struct slot[]){
			     {"id", style_text(a, bank_id(a, k)), true},
			     {"code", style_text(a, k->code), true},
			     {"title", style_text(a, k->title), true},
			     {"language", style_text(a, k->language), true},
			     {"items", arena_printf(a, "%u", k->items), true},
			     {"domains", buf_cstr(&domains), true},
			     {"topics", buf_cstr(&topics), true},
		     },
		     7);
	buf_release(&domains);
	buf_release(&topics);
}

/* --- What is wrong --- */

static bool is_utf8(const char *s)
{
	size_t n = strlen(s), len;
	unsigned cp;

	for (; n; s += len, n -= len) {
		len = utf8_decode(s, n, &cp);
		if (!len)
			return false;
	}
	return true;
}

/* The first error of the exam.yaml in SRC. */
static const char *exam_fault(const struct session *s, struct arena *a,
			      struct source *src)
{
	struct diags ds = {.arena = a};
	struct reader r = {.arena = a, .src = src, .diags = &ds};
	struct bank b = {.services = arena_new(a, struct services)};
	struct node *root = NULL;
	const struct diag *d;

	if (read_check_bytes(&r, true))
		root = read_yaml(&r, "exam", 0, src->size, LIMIT_YAML_EVENTS);
	if (root && schema_check(s->exam, root, src, &ds, SCHEMA_ALL)) {
		b.diags.arena = a;
		b.exam = fill_exam(a, root, src);
		refs_check_exam(&b);
	}
	d = ds.first ? ds.first : b.diags.first;
	return d ? d->text : NULL;
}

const char *starter_fault(const struct session *s, struct arena *a,
			  const struct starter *k)
{
	struct starter full = *k;
	struct source src = {.path = "exam.yaml"};
	struct buf text = BUF_INIT;
	const char *fault = NULL;
	struct part *d;
	size_t n;

	full.title = k->title ? k->title : "Title";
	full.code = k->code ? k->code : "Code";
	full.language = k->language ? k->language : "en";
	full.domains = k->domains ? k->domains : "All=100";
	full.items = k->items ? k->items : 1;
	if (!is_utf8(full.title) || !is_utf8(full.code) ||
	    !is_utf8(full.language) || !is_utf8(full.domains))
		return "the text is not UTF-8";
	d = cut_domains(a, full.domains, &n, &fault);
	if (!d)
		return fault;
	make_exam(a, &full, d, n, &text);
	src.size = text.n;
	src.text = arena_copy(a, buf_cstr(&text), text.n);
	buf_release(&text);
	fault = exam_fault(s, a, &src);
	source_drop_lines(&src);
	return fault;
}

/* --- The files --- */

static struct buf *add_file(starter_files *l, const char *path)
{
	vec_push(l, ((struct starter_file){.path = path, .text = BUF_INIT}));
	return &l->p[l->n - 1].text;
}

/* The examples, in the domains by their weights, so that the bank is as its
 * blueprint says. */
static void add_examples(struct arena *a, starter_files *l, const char *id,
			 const struct part *d, size_t n)
{
	double weights[DOMAINS_MAX];
	unsigned parts[DOMAINS_MAX];
	size_t at = 0;

	for (size_t i = 0; i < n; i++)
		weights[i] = strtod(d[i].weight, NULL);
	apportion(weights, n, EXAMPLES, parts);
	for (size_t i = 0; i < EXAMPLES; i++) {
		const char *path;

		while (!parts[at])
			at++;
		parts[at]--;
		path = arena_printf(a, "content/%s/%s/%s.md", id, d[at].id,
				    examples[i].id);
		markup_frame(
			add_file(l, path), examples[i].frame,
			(struct slot[]){
				{"id", examples[i].id, true},
				{"topic", style_text(a, d[at].id), true},
				{"task", arena_printf(a, "\"%zu.1\"", at + 1),
				 true},
			},
			3);
	}
}

/* The embedded file FROM as it is. */
static void add_copy(starter_files *l, const char *path, const char *from)
{
	const struct embedded *e = embedded_find(from);

	if (!e)
		bug("no %s", from);
	buf_add(add_file(l, path), (const char *)e->data, e->size);
}

/* The JSON Schema that the first line of the bank's file NAME.yaml names, for
 * editors, in the folder BANK. */
static void add_schema(struct arena *a, starter_files *l, const char *bank,
		       const char *name)
{
	page_json_schema(page_find(name),
			 add_file(l, arena_printf(a, "%s/%s.schema.json", bank,
						  name)));
}

starter_files starter_make(struct arena *a, const struct starter *k)
{
	const char *id = bank_id(a, k), *fault;
	const char *bank = arena_printf(a, "content/%s", id);
	starter_files l = {0};
	size_t n;
	struct part *d = cut_domains(a, k->domains, &n, &fault);
	size_t own;

	if (!d)
		bug("%s", fault);
	make_exam(a, k, d, n,
		  add_file(&l, arena_printf(a, "%s/exam.yaml", bank)));
	add_schema(a, &l, bank, "exam");
	add_examples(a, &l, id, d, n);
	if (k->services) {
		add_copy(&l, arena_printf(a, "%s/services.yaml", bank),
			 "starter/services.yaml");
		add_schema(a, &l, bank, "services");
	}
	if (k->rules) {
		add_copy(&l, arena_printf(a, "%s/rules/house.yaml", bank),
			 "starter/rules.yaml");
		add_schema(a, &l, bank, "rules");
	}
	markup_frame(add_file(&l, arena_printf(a, "%s/README.md", bank)),
		     "starter/readme.md",
		     (struct slot[]){{"title", k->title, true}}, 1);
	own = l.n;
	add_copy(&l, ".gitignore", "starter/gitignore");
	markup_frame(add_file(&l, ".github/workflows/questions.yml"),
		     "starter/github.yaml",
		     (struct slot[]){{"version", EXAMC_VERSION, true}}, 1);
	add_copy(&l, ".gitlab-ci.yml",
		 "integrations/gitlab/examc.gitlab-ci.yml");
	for (size_t i = own; i < l.n; i++)
		l.p[i].shared = true;
	return l;
}

void starter_release(starter_files *l)
{
	for (size_t i = 0; i < l->n; i++)
		buf_release(&l->p[i].text);
	vec_release(l);
}
