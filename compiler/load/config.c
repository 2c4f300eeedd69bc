/* What a bank is judged by: schemas, rule packs, exam.yaml, services.yaml. */
#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/err.h"
#include "base/file.h"
#include "measure/examples.h"
#include "blueprint/locks.h"
#include "blueprint/moved.h"
#include "blueprint/refs.h"
#include "blueprint/reviews.h"
#include "load/load.h"
#include "model/fill.h"
#include "read/read.h"
#include "schema/schema.h"

/* Rules */

void session_start(struct session *s)
{
	s->ruleset = arena_new(&s->arena, struct ruleset);
	schema_library_start();
	s->question = schema_load("question");
	s->exam = schema_load("exam");
	schema_set_beside(s->question, s->exam, "exam.yaml");
	s->pack_diags.arena = &s->arena;
}

/* The schema NAME, which S is to hold: most banks have no file of its kind. */
static const struct schema *schema_once(struct schema **s, const char *name)
{
	if (!*s)
		*s = schema_load(name);
	return *s;
}

/*
 * Compiles the rules of one file; returns the pack's name, NULL if broken. Packs
 * that are SHIPPED follow their schema: the unit tests see to it.
 */
static const char *load_rule_text(struct session *s, struct source *src,
				  bool shipped, struct diags *ds)
{
	struct reader r = {.arena = &s->arena, .src = src, .diags = ds};
	struct node *root;

	if (!read_check_bytes(&r, true))
		return NULL;
	root = read_yaml(&r, "rules", source_bom(src), src->size,
			 LIMIT_YAML_EVENTS);
	if (!root || (!shipped && !schema_check(schema_once(&s->rules, "rules"),
						root, src, ds, SCHEMA_ALL)))
		return NULL;
	rules_load(s->ruleset, root, src, ds);
	return node_value(root, "pack");
}

static void load_packs(struct session *s)
{
	for (size_t i = 0; i < embedded_count; i++) {
		const struct embedded *e = &embedded_files[i];
		struct source *src;

		if (strncmp(e->path, "rules/", 6) != 0 ||
		    !path_ends(e->path, ".yaml"))
			continue;
		src = arena_new(&s->arena, struct source);
		src->path = arena_printf(&s->arena, "examc:%s", e->path);
		src->size = e->size;
		src->text = xmalloc(e->size + 1);
		memcpy(src->text, e->data, e->size);
		src->text[e->size] = 0;
		vec_push(&s->pack_sources, src);
		load_rule_text(s, src, true, &s->pack_diags);
	}
}

/* The rules of one file of the bank, and their examples. */
static void load_own_rules(struct session *s, struct bank *b,
			   struct source *src, struct matcher *m)
{
	const char *pack;

	if (!source_open(src, LIMIT_YAML, &b->diags))
		return;
	pack = load_rule_text(s, src, false, &b->diags);
	if (pack)
		rules_run_examples(s->ruleset, pack, m, false, NULL, &b->diags,
				   NULL, NULL);
}

void session_load_rules(struct session *s, struct bank *b)
{
	struct target t = {.dir = b->dir, .display = b->display};
	const char *dir = b->dir ? path_join(&b->arena, b->dir, "rules") : NULL;
	struct file_listing l;
	enum file_kind kind;
	struct matcher *m;

	if (!s->packs_only) {
		rules_release(s->ruleset);
		memset(s->ruleset, 0, sizeof *s->ruleset);
		load_packs(s);
		s->packs_only = true;
	}
	if (!dir || !file_kind_of(dir, &kind) || kind != FILE_FOLDER)
		return;
	s->packs_only = false;
	s->ruleset->own = true;
	l = file_list(&b->arena, dir);
	m = matcher_new();
	for (size_t i = 0; i < l.n; i++) {
		const char *rel = path_join(&b->arena, "rules", l.p[i].name);

		source_check_name(b, &t, rel, ".yaml");
		if (path_ends(rel, ".yaml"))
			load_own_rules(s, b, source_new(b, &t, rel), m);
	}
	matcher_free(m);
}

void session_end(struct session *s)
{
	rules_release(s->ruleset);
	schema_free(s->question);
	schema_free(s->exam);
	schema_free(s->services);
	schema_free(s->rules);
	schema_free(s->forms);
	schema_free(s->review);
	s->services = s->rules = s->forms = s->review = NULL;
	for (size_t i = 0; i < s->pack_sources.n; i++)
		source_drop(s->pack_sources.p[i]);
	vec_release(&s->pack_sources);
	arena_release(&s->arena);
}

/* Configuration */

/* Reads one YAML file of the bank into a tree that its schema accepts. */
static struct node *load_yaml(struct bank *b, const struct target *t,
			      const char *rel, const char *root_name,
			      const struct schema *schema, struct source **src)
{
	struct reader r = {.arena = &b->arena, .diags = &b->diags};
	struct node *root;

	*src = r.src = source_new(b, t, rel);
	if (!source_open(*src, LIMIT_YAML, &b->diags) ||
	    !read_check_bytes(&r, true))
		return NULL;
	root = read_yaml(&r, root_name, source_bom(*src), (*src)->size,
			 LIMIT_YAML_EVENTS);
	if (!root || !schema_check(schema, root, *src, &b->diags, SCHEMA_ALL))
		return NULL;
	return root;
}

/* Released forms: forms/<id>.yaml. */
static void load_locks(struct session *s, const struct target *t,
		       struct bank *b)
{
	const char *dir = path_join(&b->arena, t->dir, "forms");
	struct file_listing l;
	enum file_kind kind;

	if (!file_kind_of(dir, &kind) || kind != FILE_FOLDER)
		return;
	l = file_list(&b->arena, dir);
	for (size_t i = 0; i < l.n; i++) {
		const char *rel = path_join(&b->arena, "forms", l.p[i].name);
		struct source *src;
		struct node *root;

		source_check_name(b, t, rel, ".yaml");
		if (!path_ends(rel, ".yaml"))
			continue;
		root = load_yaml(b, t, rel, "form",
				 schema_once(&s->forms, "forms"), &src);
		if (root)
			locks_add(b, lock_fill(&b->arena, root, src));
	}
}

void load_config(struct session *s, const struct target *t, struct bank *b)
{
	struct source *src;
	struct node *root;

	b->dir = t ? t->dir : NULL;
	b->display = t ? t->display : "";
	b->diags.arena = &b->arena;
	b->diags.capped = true;
	b->drafts = s->drafts;
	b->services = arena_new(&b->arena, struct services);
	if (t && t->has_exam) {
		root = load_yaml(b, t, "exam.yaml", "exam", s->exam, &src);
		if (root) {
			b->exam = fill_exam(&b->arena, root, src);
			moved_check(root, src, &b->diags);
		}
	}
	if (t && target_has(&b->arena, t, "services.yaml")) {
		root = load_yaml(b, t, "services.yaml", "services",
				 schema_once(&s->services, "services"), &src);
		if (root)
			b->services = fill_services(&b->arena, root, src);
	}
	if (t && t->has_exam)
		load_locks(s, t, b);
	if (t && t->has_exam && target_has(&b->arena, t, "review.yaml")) {
		root = load_yaml(b, t, "review.yaml", "review",
				 schema_once(&s->review, "review"), &src);
		if (root)
			reviews_fill(b, root, src);
	}
	refs_check_exam(b);
	session_load_rules(s, b);
	b->config_broken = b->diags.errors > 0;
}
