/* Threads that draw numbers, and a ring of results that wait for their turn. */
#include "base/crew.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/err.h"
#include "base/progress.h"

enum {
	HANDS_MAX = 256,
	WORTH = 8,  /* things that are worth a thread */
	AHEAD = 16, /* results that each thread may be ahead */
};

unsigned crew_size(unsigned most, size_t n)
{
	long hands = most ? (long)most : sysconf(_SC_NPROCESSORS_ONLN);

	if (hands < 1)
		hands = 1;
	if ((size_t)hands > n / WORTH + 1)
		hands = (long)(n / WORTH + 1);
	return hands > HANDS_MAX ? HANDS_MAX : (unsigned)hands;
}

struct slot {
	struct buf text;
	bool ready;
};

struct crew {
	const struct crew_work *work;
	size_t n, next, taken; /* next: to be made; taken: to be taken next */
	struct slot *ring;
	size_t room; /* slots of the ring */
	pthread_mutex_t lock;
	pthread_cond_t made, free;
};

/* Makes the next one, if there is one and room for it. Called with the lock. */
static bool make_one(struct crew *c)
{
	size_t i = c->next;
	struct slot *s = &c->ring[i % c->room];

	if (i >= c->n || i >= c->taken + c->room)
		return false;
	c->next++;
	pthread_mutex_unlock(&c->lock);
	c->work->make(i, &s->text, c->work->arg);
	progress_step();
	pthread_mutex_lock(&c->lock);
	s->ready = true;
	pthread_cond_signal(&c->made);
	return true;
}

static void *hand(void *arg)
{
	struct crew *c = arg;

	pthread_mutex_lock(&c->lock);
	while (c->next < c->n)
		if (!make_one(c))
			pthread_cond_wait(&c->free, &c->lock);
	pthread_cond_broadcast(&c->free);
	pthread_mutex_unlock(&c->lock);
	return NULL;
}

/* Takes the next result, which is there. Called with the lock. */
static void take_one(struct crew *c)
{
	struct slot *s = &c->ring[c->taken % c->room];

	pthread_mutex_unlock(&c->lock);
	if (c->work->take)
		c->work->take(c->taken, &s->text, c->work->arg);
	buf_reset(&s->text);
	pthread_mutex_lock(&c->lock);
	s->ready = false;
	c->taken++;
	pthread_cond_signal(&c->free);
}

static void lead(struct crew *c)
{
	pthread_mutex_lock(&c->lock);
	while (c->taken < c->n)
		if (c->ring[c->taken % c->room].ready)
			take_one(c);
		else if (!make_one(c))
			pthread_cond_wait(&c->made, &c->lock);
	pthread_mutex_unlock(&c->lock);
}

void crew_do(unsigned hands, size_t n, const struct crew_work *w)
{
	struct crew c = {.work = w,
			 .n = n,
			 .room = (size_t)hands * AHEAD,
			 .lock = PTHREAD_MUTEX_INITIALIZER,
			 .made = PTHREAD_COND_INITIALIZER,
			 .free = PTHREAD_COND_INITIALIZER};
	pthread_t threads[HANDS_MAX];
	unsigned started = 1;

	progress_more(n);
	c.ring = xcalloc(c.room, sizeof *c.ring);
	while (started < hands &&
	       pthread_create(&threads[started], NULL, hand, &c) == 0)
		started++;
	lead(&c);
	while (--started)
		pthread_join(threads[started], NULL);
	for (size_t i = 0; i < c.room; i++)
		buf_release(&c.ring[i].text);
	free(c.ring);
}
