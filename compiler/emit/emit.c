/* The output formats, one row each. */
#include "emit/emit.h"

#include "emit/formats.h"

const struct emitter emitters[] = {{"site", emit_site},
				   {"json", emit_json},
				   {"print", emit_print},
				   {"pdf", NULL},
				   {0}};
