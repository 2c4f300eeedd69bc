/* What the targets share: a bank in memory, and judges of all that comes out. */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A target: reads the N bytes at P. libFuzzer calls it, or lib/replay.c. */
int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

/* Ends the run unless CLAIM is true: what a target found out. */
#define judge(claim, what)                                                     \
	((claim) ? (void)0 : judge_failed(__FILE__, __LINE__, (what)))
_Noreturn void judge_failed(const char *file, int line, const char *what);

/* Text for terminals and logs: UTF-8, nothing that they obey, whole lines. */
void judge_log(const char *p, size_t n);
/* A file that is published as REL: a path that stays inside, JSON that parses,
 * HTML without scripts and addresses but the program's own. */
void judge_file(const char *rel, const char *p, size_t n);

struct session;
/* The one session of the process, with all rules. */
struct session *fuzz_session(void);

/* The working folder, made at the first call: in memory, with a copy of
 * tests/fuzz/bank in bank/; it goes when the process ends. */
void fuzz_enter(void);
/* The file at PATH in it gets these bytes. */
void fuzz_put(const char *path, const void *p, size_t n);

/*
 * Loads the bank, prints its findings in one format, and builds site and JSON,
 * all of which is judged. The file REL of it has the N bytes at P.
 */
int fuzz_bank(const char *rel, const uint8_t *p, size_t n);

/*
 * Calls FN where exit() comes back: returns its status, 0 if FN returned. What
 * was to run at exit has run. Elsewhere exit() counts as a crash.
 */
int fuzz_exits(void (*fn)(void));

/* The real functions of publish/out.h, which targets otherwise do not reach. */
struct out;
struct out *__real_out_open(const char *dir, const char *sources);
void __real_out_begin(struct out *o, const char *format, const char *scope);
void __real_out_write(struct out *o, const char *rel, const void *p, size_t n);
void __real_out_end(struct out *o);
size_t __real_out_publish(struct out *o, size_t *removed);

#endif
