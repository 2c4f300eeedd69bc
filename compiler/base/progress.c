/* Draws a line now and then, by whichever thread has done something. */
#include "base/progress.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { WAIT = 500, PAUSE = 100 }; /* milliseconds */

static bool on;
static long long began;
static atomic_llong drawn; /* when, or when to wait until */
static atomic_size_t done, total;
static const char *_Atomic task;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool shown; /* under the lock */

static long long now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool is_set(const char *name)
{
	const char *value = getenv(name);

	return value && *value;
}

void progress_start(void)
{
	const char *term = getenv("TERM");

	on = isatty(STDERR_FILENO) && is_set("TERM") &&
	     strcmp(term, "dumb") != 0 && !is_set("CI");
	began = now();
}

static void put(const char *text, size_t n)
{
	(void)!TEMP_FAILURE_RETRY(write(STDERR_FILENO, text, n));
}

static void draw(void)
{
	char line[80];
	size_t all = atomic_load(&total);
	const char *what = atomic_load(&task);

	if (!what)
		return;
	if (all)
		snprintf(line, sizeof line, "\r%s %zu of %zu\033[K", what,
			 atomic_load(&done), all);
	else
		snprintf(line, sizeof line, "\r%s\033[K", what);
	put(line, strlen(line));
	shown = true;
}

/* Draws if it is time, and nobody else does. */
static void tick(void)
{
	long long t = now();

	if (t - began < WAIT || t - atomic_load(&drawn) < PAUSE ||
	    pthread_mutex_trylock(&lock) != 0)
		return;
	atomic_store(&drawn, t);
	draw();
	pthread_mutex_unlock(&lock);
}

void progress_begin(const char *what, size_t n)
{
	if (!on)
		return;
	atomic_store(&task, what);
	atomic_store(&done, 0);
	atomic_store(&total, n);
	atomic_store(&drawn, 0);
	tick();
}

void progress_more(size_t n)
{
	if (on)
		atomic_fetch_add(&total, n);
}

void progress_step(void)
{
	if (!on)
		return;
	atomic_fetch_add(&done, 1);
	tick();
}

void progress_hide(void)
{
	static const char clear[] = "\r\033[K";

	if (!on)
		return;
	pthread_mutex_lock(&lock);
	if (shown)
		put(clear, sizeof clear - 1);
	shown = false;
	pthread_mutex_unlock(&lock);
}

void progress_end(void)
{
	if (!on)
		return;
	atomic_store(&task, NULL);
	progress_hide();
}
