/* The table of formats. */
#include "emit/emit.h"

#include <string.h>

#include "emit/formats.h"

const struct emitter emitters[] = {
	{"site", "a static practice site", emit_site},
	{"json", "the bank as JSON", emit_json},
	{"print", "printable packs as HTML", emit_print},
};
const size_t emitter_count = sizeof emitters / sizeof *emitters;

const struct emitter *emitter_find(const char *name)
{
	for (size_t i = 0; i < emitter_count; i++)
		if (strcmp(emitters[i].name, name) == 0)
			return &emitters[i];
	return NULL;
}
