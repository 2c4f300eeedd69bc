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
	BATCH = 8,  /* things that a thread makes before it asks for more, */
	TURNS = 64, /* if it asks so often nevertheless */
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
	size_t room;  /* slots of the ring */
	size_t batch; /* things that are made in one go, at most */
	pthread_mutex_t lock;
	pthread_cond_t made, free;
};

/* Makes the next few, if there are some and room for them. Called with the
 * lock. */
static bool make_some(struct crew *c)
{
	size_t from = c->next, to = from + c->batch;

	if (to > c->n)
		to = c->n;
	if (to > c->taken + c->room)
		to = c->taken + c->room;
	if (from == to)
		return false;
	c->next = to;
	pthread_mutex_unlock(&c->lock);
	for (size_t i = from; i < to; i++) {
		c->work->make(i, &c->ring[i % c->room].text, c->work->arg);
		progress_step();
	}
	pthread_mutex_lock(&c->lock);
	for (size_t i = from; i < to; i++)
		c->ring[i % c->room].ready = true;
	pthread_cond_signal(&c->made);
	return true;
}

static void *hand(void *arg)
{
	struct crew *c = arg;

	pthread_mutex_lock(&c->lock);
	while (c->next < c->n)
		if (!make_some(c))
			pthread_cond_wait(&c->free, &c->lock);
	pthread_cond_broadcast(&c->free);
	pthread_mutex_unlock(&c->lock);
	return NULL;
}

/* Takes what is ready of the next few results, of which the first is. Called
 * with the lock. */
static void take_some(struct crew *c)
{
	size_t from = c->taken, to = from;

	while (to < from + c->batch && to < c->next &&
	       c->ring[to % c->room].ready)
		c->ring[to++ % c->room].ready = false;
	pthread_mutex_unlock(&c->lock);
	for (size_t i = from; i < to; i++) {
		struct buf *text = &c->ring[i % c->room].text;

		if (c->work->take)
			c->work->take(i, text, c->work->arg);
		buf_reset(text);
	}
	pthread_mutex_lock(&c->lock);
	c->taken = to;
	pthread_cond_signal(&c->free);
}

static void lead(struct crew *c)
{
	pthread_mutex_lock(&c->lock);
	while (c->taken < c->n)
		if (c->ring[c->taken % c->room].ready)
			take_some(c);
		else if (!make_some(c))
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

	c.batch = n / ((size_t)hands * TURNS);
	c.batch = c.batch < 1 ? 1 : c.batch > BATCH ? BATCH : c.batch;
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
