/* Thread CPU clocks and one small table of sums. */
#include "base/timing.h"

#include <stdatomic.h>
#include <string.h>
#include <time.h>

enum { STEPS_MAX = 16 };

static bool on;
static struct {
	_Atomic(const char *) name;
	atomic_llong ns;
} steps[STEPS_MAX];
static _Thread_local long long last;

static long long now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (long long)t.tv_sec * 1000000000 + t.tv_nsec;
}

void timing_start(void)
{
	on = true;
	last = now_ns();
}

void timing_begin(void)
{
	if (on)
		last = now_ns();
}

static void add(const char *name, long long ns)
{
	for (int i = 0; i < STEPS_MAX; i++) {
		const char *free_slot = NULL;

		atomic_compare_exchange_strong(&steps[i].name, &free_slot,
					       name);
		if (strcmp(steps[i].name, name) == 0) {
			atomic_fetch_add(&steps[i].ns, ns);
			break;
		}
	}
}

void timing_mark(const char *name)
{
	long long t;

	if (!on)
		return;
	t = now_ns();
	add(name, t - last);
	last = now_ns();
}

long long timing_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000000000 + t.tv_nsec;
}

void timing_wait(const char *name, long long since)
{
	if (on)
		add(name, timing_clock() - since);
}

void timing_print(FILE *out)
{
	for (int i = 0; on && i < STEPS_MAX && steps[i].name; i++)
		fprintf(out, "%-10s %9.1f ms\n", steps[i].name,
			(double)steps[i].ns / 1e6);
}
