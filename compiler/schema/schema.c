/* Asks libxml2 whether a file that was read follows its XSD; no other room
 * calls libxml2. */
#include "schema/schema.h"

#include <libxml/globals.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/err.h"
#include "model/item.h"
#include "schema/verdict.h"

static void mute(void *ctx, const char *fmt, ...)
{
	(void)ctx;
	(void)fmt;
}

static void mute_structured(void *ctx, xmlErrorPtr e)
{
	(void)ctx;
	(void)e;
}

static xmlParserInputPtr deny(const char *url, const char *id,
			      xmlParserCtxtPtr ctx)
{
	(void)url;
	(void)id;
	(void)ctx;
	return NULL;
}

void schema_library_start(void)
{
	xmlMemSetup(free, xmalloc, xrealloc, xstrdup);
	xmlInitParser();
	xmlSetExternalEntityLoader(deny);
	xmlThrDefSetGenericErrorFunc(NULL, mute);
	xmlThrDefSetStructuredErrorFunc(NULL, mute_structured);
	xmlSetGenericErrorFunc(NULL, mute);
	xmlSetStructuredErrorFunc(NULL, mute_structured);
}

struct schema *schema_load(const char *name)
{
	struct schema *s = xcalloc(1, sizeof *s);
	const char *path = arena_printf(&s->arena, "schemas/%s.xsd", name);
	const struct embedded *e = embedded_find(path);
	xmlSchemaParserCtxtPtr ctx;

	if (!e)
		bug("%s is not embedded", path);
	s->name = name;
	s->doc = xmlReadMemory((const char *)e->data, (int)e->size, path, NULL,
			       XML_PARSE_NONET);
	if (!s->doc || s->doc->intSubset || s->doc->extSubset)
		bug("%s is not well-formed XML without a DOCTYPE", path);
	ctx = xmlSchemaNewDocParserCtxt(s->doc);
	s->compiled = xmlSchemaParse(ctx);
	xmlSchemaFreeParserCtxt(ctx);
	if (!s->compiled)
		bug("%s does not compile", path);
	decl_read(s);
	return s;
}

void schema_set_beside(struct schema *s, const struct schema *other,
		       const char *file)
{
	s->beside = other;
	s->beside_file = file;
}

void schema_free(struct schema *s)
{
	if (!s)
		return;
	xmlSchemaFree(s->compiled);
	xmlFreeDoc(s->doc);
	decl_release(s);
	arena_release(&s->arena);
	free(s);
}

/* libxml2 2.9 hands out a mutable error, 2.12 a const one. */
static void on_error(void *ctx,
#if LIBXML_VERSION >= 21200
		     const xmlError *e
#else
		     xmlErrorPtr e
#endif
)
{
	verdict_add(ctx, e);
}

/* Has the document a body of Markdown below its YAML? */
static bool has_body(const char *root)
{
	for (int i = 0; i < ITEM_TYPES; i++)
		if (strcmp(root, item_types[i].name) == 0)
			return true;
	return strcmp(root, "case") == 0;
}

bool schema_check(const struct schema *s, const struct node *root,
		  struct source *src, struct diags *ds, enum schema_scope scope)
{
	struct verdict v = {.schema = s,
			    .decl = decl_root(s, root->name),
			    .root = root,
			    .src = src,
			    .ds = ds,
			    .scope = scope,
			    .has_body = has_body(root->name)};
	size_t before = ds->errors;
	struct arena nodes = {0};
	xmlDocPtr doc = schema_build(s, root, &v, &nodes);
	xmlSchemaValidCtxtPtr ctx = xmlSchemaNewValidCtxt(s->compiled);
	int rc;

	xmlSchemaSetValidStructuredErrors(ctx, on_error, &v);
	rc = xmlSchemaValidateDoc(ctx, doc);
	xmlSchemaFreeValidCtxt(ctx);
	arena_release(&nodes);
	verdict_references(&v);
	vec_release(&v.reported);
	map_release(&v.firsts);
	if (rc < 0)
		die(EXIT_MACHINE, "%s: the schema validator gave up",
		    src->path);
	if (rc > 0 && scope == SCHEMA_ALL && ds->errors == before)
		bug("%s is refused, and nothing says why", src->path);
	return rc == 0 && v.faults == 0;
}

void schema_dump(const struct schema *s, const struct node *root,
		 struct buf *out)
{
	struct arena nodes = {0};
	xmlDocPtr doc = schema_build(s, root, NULL, &nodes);
	xmlChar *text;
	int n;

	xmlDocDumpFormatMemoryEnc(doc, &text, &n, "UTF-8", 1);
	buf_add(out, (const char *)text, (size_t)n);
	xmlFree(text);
	arena_release(&nodes);
}
