/* Ends of the program: the machine's refusals, our own mistakes, exit codes. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stddef.h>

/* What a run's end means to the shell (README, "Exit codes"). */
enum exit_code {
	EXIT_CLEAN = 0,	   /* nothing at or above --fail-on */
	EXIT_FINDINGS = 1, /* a finding in a question, case or image */
	EXIT_USAGE = 2,	   /* command line, missing path, configuration */
	EXIT_TOOL = 3,	   /* an outside tool is missing */
	EXIT_MACHINE = 4,  /* I/O, memory, internal */
	EXIT_LOCKED = 5,   /* another build is writing */
};

/*
 * Prints "examc: " and the formatted line on stderr and exits with CODE.
 * A format that ends in a colon gets a blank and strerror(errno) appended.
 * Control characters in the formatted text are printed escaped.
 */
void die(enum exit_code code, const char *fmt, ...)
	__attribute__((noreturn, format(printf, 2, 3)));

/* A broken promise of our own code: says where, aborts. */
void bug_at(const char *file, int line, const char *fmt, ...)
	__attribute__((noreturn, format(printf, 3, 4)));
#define bug(...) bug_at(__FILE__, __LINE__, __VA_ARGS__)

/*
 * Allocation that never returns NULL: a refusal ends the run with exit 4.
 * The caller owns the memory and frees it with free(). These have the types
 * that libraries want for their allocator hooks.
 */
void *xmalloc(size_t n) __attribute__((malloc, returns_nonnull));
void *xcalloc(size_t n, size_t size) __attribute__((malloc, returns_nonnull));
void *xrealloc(void *p, size_t n) __attribute__((returns_nonnull));
char *xstrdup(const char *s) __attribute__((malloc, returns_nonnull));

#endif
