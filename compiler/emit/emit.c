/* The output formats, one row each. */
#include "emit/emit.h"

#include "emit/formats.h"

const struct emitter emitters[] = {
	{"site", emit_site, false},  {"json", emit_json, false},
	{"print", emit_print, true}, {"pdf", NULL, true},
	{"docx", NULL, true},	     {0}};
