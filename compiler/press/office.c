/* Runs pandoc, which reads what authors wrote, so that it can touch nothing but
 * the folder that it works in. */
#include "press/office.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/confine.h"
#include "base/err.h"
#include "base/file.h"
#include "base/run.h"
#include "press/engine.h"
#include "press/press.h"

enum {
	SECONDS = 600,
	DOCX_MAX = 256 * 1024 * 1024,
	SAID_MAX = 4096,
};

char *office_find(void)
{
	return engine_which("pandoc");
}

/* What a confined pandoc may touch: itself, its libraries and data, WORK. */
static void confine_to(const char *pandoc, const char *work)
{
	static const char *const machine[] = {
		"/usr", "/bin", "/lib", "/lib64", "/nix/store", "/gnu/store"};
	grant_list l = {0};

	for (size_t i = 0; i < sizeof machine / sizeof *machine; i++)
		vec_push(&l, ((struct grant){machine[i], MAY_READ | MAY_RUN}));
	vec_push(&l, ((struct grant){pandoc, MAY_READ | MAY_RUN}));
	vec_push(&l, ((struct grant){"/etc/ld.so.cache", MAY_READ}));
	vec_push(&l, ((struct grant){"/dev/null", MAY_READ | MAY_WRITE}));
	vec_push(&l, ((struct grant){work, MAY_READ | MAY_WRITE}));
	confine(&l, DOCX_MAX);
	vec_release(&l);
}

/* In a process of its own: NAME.html of WORK to NAME.docx. */
_Noreturn static void convert(const char *pandoc, const char *work,
			      const char *name, long long epoch)
{
	struct arena a = {0};
	struct buf said = BUF_INIT;
	const char *in = arena_printf(&a, "%s.html", name);
	const char *docx = arena_printf(&a, "%s.docx", name);
	const char *const argv[] = {pandoc, "--from", "html",
				    "--to", "docx",   "--output",
				    docx,   in,	      NULL};
	const char *const env[] = {
		arena_printf(&a, "SOURCE_DATE_EPOCH=%lld", epoch),
		"LANG=C.UTF-8", "HOME=.", "TMPDIR=.", NULL};
	int status;

	confine_to(pandoc, work);
	status = run_program(&(struct run){.argv = argv,
					   .dir = work,
					   .env = env,
					   .bare = true,
					   .seconds = SECONDS,
					   .out = &said,
					   .err = &said,
					   .most = SAID_MAX});
	if (status != 0)
		die(EXIT_MACHINE, "%s does not convert %s; it said: %s", pandoc,
		    in, buf_cstr(&said));
	_exit(EXIT_CLEAN);
}

static void run_apart(const char *pandoc, const char *work, const char *name,
		      long long epoch)
{
	int status;
	pid_t pid;

	(void)fflush(NULL); /* the child would write it again */
	pid = fork();
	if (pid < 0)
		die(EXIT_MACHINE, "cannot start a process:");
	if (pid == 0)
		convert(pandoc, work, name, epoch);
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			die(EXIT_MACHINE, "cannot wait for a process:");
	/* A failure has been told by it. */
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		exit(WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_MACHINE);
}

static void take(const char *work, const char *name, const char *scope,
		 struct out *out)
{
	struct arena a = {0};
	char *data;
	size_t n;

	if (file_read(work, arena_printf(&a, "%s.docx", name), DOCX_MAX, &data,
		      &n) != FILE_OK)
		die(EXIT_MACHINE, "cannot read %s/%s.docx", work, name);
	out_write(out,
		  arena_printf(&a, "%s/%s.docx", scope,
			       name + strlen(PRESS_EDIT)),
		  data, n);
	free(data);
	arena_release(&a);
}

void office_folder(const char *pandoc, const char *html, const char *scope,
		   long long epoch, struct out *out)
{
	struct arena a = {0};
	struct file_listing list = file_list(&a, html);
	char full[PATH_MAX];
	const char *work = path_join(&a, out_work(out), scope);

	press_mirror(html, work);
	if (!realpath(work, full))
		die(EXIT_MACHINE, "cannot find %s:", work);
	for (size_t i = 0; i < list.n; i++) {
		const char *name = list.p[i].name;
		size_t n = strlen(name);

		if (!press_is_edit(name) || !path_ends(name, ".html"))
			continue;
		name = arena_copy(&a, name, n - strlen(".html"));
		run_apart(pandoc, full, name, epoch);
		take(full, name, scope, out);
	}
	arena_release(&a);
}
