/* Reads the list of candidates that the command line names. */
#include "load/sitting.h"

#include <stdlib.h>

#include "base/err.h"
#include "base/file.h"
#include "base/log.h"
#include "read/candidates.h"

const struct candidates *sitting_read(const char *path, struct arena *a)
{
	static const char *const why[] = {
		[FILE_MISSING] = "there is no such file",
		[FILE_REFUSED] = "it is no regular file",
		[FILE_TOO_LARGE] = "it has more than 4 MiB"};
	struct buf faults = BUF_INIT;
	struct candidates *list;
	enum file_error e;
	char *text;
	size_t n;

	e = file_read(path_dir(a, path), path_base(path), CANDIDATES_BYTES,
		      &text, &n);
	if (e != FILE_OK)
		die(EXIT_USAGE, "--candidates %s: %s", path, why[e]);
	list = read_candidates(a, path, text, n, &faults);
	free(text);
	if (!list) {
		log_printf(stderr, "%s", buf_cstr(&faults));
		die(EXIT_USAGE, "--candidates %s: nothing was published", path);
	}
	buf_release(&faults);
	return list;
}
