/* Feeds files to a target without libFuzzer: replay TARGET FILE… */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"

#include "fuzz.h"

#define TARGET(name) int target_##name(const uint8_t *p, size_t n);
#include "targets.def"
#undef TARGET

static const struct {
	const char *name;
	int (*run)(const uint8_t *p, size_t n);
} targets[] = {
#define TARGET(name) {#name, target_##name},
#include "targets.def"
};

static void feed(int run(const uint8_t *p, size_t n), char *path)
{
	char *data, *copy;
	size_t n;

	if (file_read("/", path + 1, 8 << 20, &data, &n) != FILE_OK)
		die(EXIT_USAGE, "'%s' is no file", path);
	/* No byte behind the last one, so that reading it is seen. */
	copy = xmalloc(n);
	memcpy(copy, data, n);
	free(data);
	fprintf(stderr, "replay: %s\n", path);
	run((const uint8_t *)copy, n);
	free(copy);
}

/* The files' paths begin with a slash. */
int main(int argc, char **argv)
{
	for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
		if (argc > 1 && strcmp(targets[i].name, argv[1]) == 0) {
			for (int k = 2; k < argc; k++)
				feed(targets[i].run, argv[k]);
			printf("%d\n", argc - 2);
			return 0;
		}
	fputs("usage: replay TARGET FILE…\n", stderr);
	return EXIT_USAGE;
}
