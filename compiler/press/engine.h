/* Programs that make PDF of HTML: how they are found and run. */
#ifndef PRESS_ENGINE_H
#define PRESS_ENGINE_H

#include <stdbool.h>

/* A kind of program that makes PDF. */
struct engine_kind {
	const char *name;    /* as --engine takes it */
	unsigned least;	     /* the first version that will do */
	bool numbers_itself; /* prints the page of an anchor (target-counter) */
	const char *install; /* how it comes here */
	const char *programs[10]; /* how it may be called; ended by NULL */
};

/* Ended by a name NULL; the first that is there is taken. */
extern const struct engine_kind engine_kinds[];

struct engine {
	const char *name;    /* of its kind */
	char *program;	     /* its path; malloc'ed */
	unsigned version;    /* the first number that it prints of itself */
	bool numbers_itself; /* as its kind */
};

/*
 * Finds the engine NAME, a name of engine_kinds (NULL: the first of them that
 * is there). If EXAMC_BROWSER names a browser, it is that one or none.
 * Programs that are too old for page margins are passed over. Returns false if
 * there is none; *WHY, malloc'ed, then says what was found and what to install.
 */
bool engine_find(const char *name, struct engine *e, char **why);

/* The path of the program NAME by PATH, malloc'ed; NULL: it is not there. */
char *engine_which(const char *name);

/*
 * Makes the file PDF of HTML, both paths; PROFILE is a folder that the engine
 * may fill. DRAFT: pages and destinations are all that is wanted of it, no tags
 * and no bookmarks, which take a third of the time. EPOCH: the moment that the file bears, seconds since 1970. Returns
 * false if the engine fails or takes longer than SECONDS; *WHY, malloc'ed,
 * then holds the end of what it said.
 */
bool engine_run(const struct engine *e, const char *html, const char *pdf,
		const char *profile, bool draft, long long epoch,
		unsigned seconds, char **why);

#endif
