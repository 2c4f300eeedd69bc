/* Items as JSON, for the format and for `examc dump --stage json`. */
#ifndef EMIT_JSON_JSON_H
#define EMIT_JSON_JSON_H

#include "base/buf.h"
#include "base/json.h"
#include "publish/out.h"
#include "model/edition.h"

/* "schema" of all documents: what schemas/bank.schema.json promises to readers
 * of this number may not be broken under it. */
enum { JSON_SCHEMA = 2 };

/* Appends the item as one JSON document (schemas/bank.schema.json, #item). */
void json_item_text(const struct item *it, struct buf *out);

/* Rich text as {"html", "text"}; null where R is NULL. The caller owns it. */
struct js *json_rich(const struct rich *r);

/* Parts of documents, the caller's: {"id", "text"} of what can be chosen,
 * {"id", "name"}, and an array of strings. */
struct js *json_choice(const char *id, const struct rich *r);
struct js *json_named(const char *id, const char *name);
struct js *json_fields(const struct field_list *l);

/* Writes FOLDER/<form>.json, which has no answers, and FOLDER/<form>-key.json,
 * for the form that ED is (schemas/bank.schema.json, #form and #formKey). */
void json_form(const struct edition *ed, const char *folder, struct out *out);

#endif
