/*
 * Prints PDF from a process that reads no content. The process that reads the
 * bank is confined, which it cannot undo, and a browser that it started would
 * be, too: without a way to its setuid sandbox, its fonts and its profile. So
 * the reading goes on in a child, and the parent, which has seen nothing but
 * the command line, starts the browser when the child has published what it
 * prints. The child may wait for that: a site has the PDF in it.
 */
#include "load/printing.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/timing.h"
#include "base/vec.h"
#include "press/office.h"
#include "press/press.h"
#include "publish/out.h"

/* What the child says of a bank: a message of one size, written at once. */
struct order {
	long long epoch;
	char exam[128];
};

typedef VEC(struct order) order_list;

void printing_order(int orders, const char *exam, long long epoch)
{
	struct order o = {.epoch = epoch};

	if (snprintf(o.exam, sizeof o.exam, "%s", exam) >= (int)sizeof o.exam)
		bug("an exam's id of %zu bytes", strlen(exam));
	if (TEMP_FAILURE_RETRY(write(orders, &o, sizeof o)) != sizeof o)
		die(EXIT_MACHINE, "cannot say what is to be printed:");
}

bool printing_wait(int orders)
{
	char done;

	return shutdown(orders, SHUT_WR) == 0 &&
	       TEMP_FAILURE_RETRY(read(orders, &done, 1)) == 1;
}

/* A child that was taken over could ask for anything: an id is the name of one
 * folder. */
static bool is_sound(const struct order *o)
{
	size_t n = out_exam_length(o->exam);

	return n && n < sizeof o->exam && !o->exam[n];
}

/* All that the child says until it closes its end or is gone. */
static void hear(int fd, order_list *orders)
{
	char *text;
	size_t n;

	if (!file_read_open(fd, sizeof(struct order), SIZE_MAX / 4, &text, &n))
		die(EXIT_MACHINE, "cannot hear what is to be printed:");
	for (size_t i = 0; i + sizeof(struct order) <= n;
	     i += sizeof(struct order)) {
		struct order o;

		memcpy(&o, text + i, sizeof o);
		if (!is_sound(&o))
			die(EXIT_MACHINE, "there is no exam of such a name");
		vec_push(orders, o);
	}
	free(text);
}

/* The process that reads the bank, and who waits for it. */
static struct {
	pid_t pid, parent;
	int fd; /* orders come here, and the word that they are carried out goes */
} child;

/* A run that ends early lets the child end as it must without what it waits for. */
static void let_child_end(void)
{
	if (!child.pid || child.parent != getpid())
		return;
	(void)shutdown(child.fd, SHUT_RDWR);
	(void)TEMP_FAILURE_RETRY(waitpid(child.pid, NULL, 0));
}

static void start(int judge(void *arg, int orders), void *arg)
{
	int ends[2];

	(void)fflush(NULL); /* the child would write it again */
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
		die(EXIT_MACHINE, "cannot make a pair of sockets:");
	child.parent = getpid();
	child.pid = fork();
	if (child.pid < 0)
		die(EXIT_MACHINE, "cannot start a process:");
	if (child.pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		close(ends[0]);
		exit(judge(arg, ends[1]));
	}
	close(ends[1]);
	child.fd = ends[0];
	out_told(); /* by the child */
	atexit(let_child_end);
}

/* Lets the child go on; returns its exit status. */
static int end_of_child(void)
{
	int status;

	/* It may have gone. */
	(void)!send(child.fd, "", 1, MSG_NOSIGNAL);
	if (TEMP_FAILURE_RETRY(waitpid(child.pid, &status, 0)) < 0)
		die(EXIT_MACHINE, "cannot wait for a process:");
	child.pid = 0;
	close(child.fd);
	if (WIFSIGNALED(status))
		die(EXIT_MACHINE, "the process that reads the bank: %s",
		    strsignal(WTERMSIG(status)));
	return WEXITSTATUS(status);
}

static void find_engine(const struct build_options *o, const char *dir,
			struct engine *e)
{
	char *why;

	if (!engine_find(o->engine, e, &why))
		die(EXIT_TOOL,
		    "no program that makes PDF is here; %s. The packs are in "
		    "%s/print as HTML, which any browser prints",
		    why, dir);
}

/* Prints what is published in DIR/print, and publishes that in DIR/pdf. */
static void press(const struct build_options *o, const char *dir,
		  const struct target *t, const order_list *orders)
{
	struct press p = {.jobs = o->jobs};
	long long start = timing_clock();
	struct arena a = {0};

	find_engine(o, dir, &p.engine);
	for (size_t i = 0; i < orders->n; i++) {
		const char *exam = orders->p[i].exam;
		struct out *out = out_open(dir, t[i].dir);
		size_t removed, changed;

		p.epoch = orders->p[i].epoch;
		out_begin(out, "pdf", exam);
		press_folder(&p,
			     path_join(&a, path_join(&a, dir, "print"), exam),
			     exam, out);
		out_end(out);
		changed = out_publish(out, &removed);
		build_tell(dir, changed, removed, "/pdf");
	}
	timing_wait("browser", start);
	timing_print(stderr);
	free(p.engine.program);
	arena_release(&a);
}

/* The same of DIR/docx. */
static void edit(const char *dir, const struct target *t,
		 const order_list *orders)
{
	char *pandoc = office_find();
	struct arena a = {0};

	if (!pandoc)
		die(EXIT_TOOL,
		    "pandoc, which makes DOCX, is not here; install it: "
		    "%s. What it makes it of is in %s/print as HTML, edit-*, "
		    "which word processors open",
		    OFFICE_INSTALL, dir);
	for (size_t i = 0; i < orders->n; i++) {
		const char *exam = orders->p[i].exam;
		struct out *out = out_open(dir, t[i].dir);
		size_t removed, changed;

		out_begin(out, "docx", exam);
		office_folder(pandoc,
			      path_join(&a, path_join(&a, dir, "print"), exam),
			      exam, orders->p[i].epoch, out);
		out_end(out);
		changed = out_publish(out, &removed);
		build_tell(dir, changed, removed, "/docx");
	}
	free(pandoc);
	arena_release(&a);
}

int print_apart(const struct build_options *o, const struct target *t, size_t n,
		int judge(void *arg, int orders), void *arg)
{
	order_list orders = {0};
	struct arena a = {0};
	bool waits = build_site_waits(o), all;
	int code = EXIT_CLEAN;

	start(judge, arg);
	hear(child.fd, &orders);
	all = orders.n == n;
	/* The press waits for its own processes: no other may end meanwhile. */
	if (!waits || !all)
		code = end_of_child();
	if (code == EXIT_CLEAN && all && build_wants(o, "docx"))
		edit(build_folder(o, t[0].dir, &a), t, &orders);
	if (code == EXIT_CLEAN && all && build_wants(o, "pdf"))
		press(o, build_folder(o, t[0].dir, &a), t, &orders);
	if (child.pid)
		code = end_of_child();
	if (code == EXIT_CLEAN && !all)
		die(EXIT_MACHINE, "%zu of %zu banks are to be printed",
		    orders.n, n);
	vec_release(&orders);
	arena_release(&a);
	return code;
}
