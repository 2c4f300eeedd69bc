/*
 * Loaded before the C library (LD_PRELOAD): a clock that is LATER seconds fast.
 * The program takes nothing for granted that is younger than two seconds, and
 * tests would have to wait.
 */
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t id, struct timespec *t)
{
	const char *later = getenv("LATER");
	int r = (int)syscall(SYS_clock_gettime, id, t);

	if (r == 0 && id == CLOCK_REALTIME && later)
		t->tv_sec += strtol(later, NULL, 10);
	return r;
}
