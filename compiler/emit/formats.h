/* The formats' functions: rows of the table in emit.c. */
#ifndef EMIT_FORMATS_H
#define EMIT_FORMATS_H

#include "publish/out.h"
#include "model/edition.h"

/* site/index.html, site/<exam>/index.html, blueprint.html, site/<exam>/q/<id>.html, assets,
 * site/<exam>/forms/<form>.html and <form>-key.html. */
void emit_site(const struct edition *ed, struct out *out);
/* json/<exam>.json and json/<exam>/<id>.json (schemas/bank.schema.json), and
 * json/<exam>/forms/<form>.json and <form>-key.json. */
void emit_json(const struct edition *ed, struct out *out);
/* print/<exam>/{pack,booklet,key,sheet}-{a4,letter}.html and their CSS, and
 * {booklet,key,sheet}-<form>-{a4,letter}.html. */
void emit_print(const struct edition *ed, struct out *out);

#endif
