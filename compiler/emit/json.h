/* Items as JSON, for the format and for `examc dump --stage json`. */
#ifndef EMIT_JSON_H
#define EMIT_JSON_H

#include "base/buf.h"
#include "model/item.h"

/* Appends the item as one JSON document (schemas/bank.schema.json, #item). */
void json_item_text(const struct item *it, struct buf *out);

#endif
