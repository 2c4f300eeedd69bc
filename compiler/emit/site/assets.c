/* Styles and scripts that pages share. Each has the hash of its bytes in its
 * name: pages and what they need belong together, and may be kept for ever. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "emit/show.h"
#include "emit/site/data.h"
#include "emit/site/site.h"
#include "emit/words.h"

/* Files of web/, in the order in which they run. */
const char *const assets_common[] = {"words.js", "records.js", "site.js",
				     "tell.js", NULL};
const char *const assets_player[] = {
	"show.js",  "choices.js",  "store.js",	"draw.js",	"fsrs.js",
	"data.js",  "session.js",  "player.js", "filter.js",	"search.js",
	"start.js", "progress.js", "clock.js",	"navigator.js", "result.js",
	"run.js",   NULL};

enum { LOGO_MAX = 1024 * 1024 };

/* Where assets are written. */
struct shelf {
	struct assets *set;
	struct out *out;
	const char *root, *under;
	struct arena *a;
};

/* Writes TEXT as the asset NAME. */
static void put(const struct shelf *to, const char *name, const char *text,
		size_t n)
{
	const char *dot = strrchr(name, '.');
	struct asset *as = &to->set->p[to->set->n++];
	char hash[HASH_HEX];

	if (to->set->n > ASSETS_MAX)
		bug("more than %d assets", ASSETS_MAX);
	hash_hex(text, n, hash);
	as->name = name;
	as->path = arena_printf(to->a, "%s%.*s-%.*s%s", to->under,
				(int)(dot - name), name, DATA_HASH, hash, dot);
	out_write(to->out, arena_printf(to->a, "%s%s", to->root, as->path),
		  text, n);
}

static void put_file(const struct shelf *to, const char *name)
{
	const struct embedded *e =
		embedded_find(arena_printf(to->a, "web/%s", name));

	if (!e)
		bug("no file web/%s", name);
	put(to, name, (const char *)e->data, e->size);
}

static void put_words(const struct shelf *to)
{
	struct buf text = BUF_INIT;

	buf_str(&text, "window.examc = {};\nwindow.examc.words = ");
	words_json(&text);
	put(to, "words.js", buf_cstr(&text), text.n);
	buf_release(&text);
}

void assets_write_common(struct assets *set, struct out *out, const char *root,
			 const char *under, struct arena *a)
{
	const struct shelf to = {set, out, root, under, a};

	put_file(&to, "site.css");
	put_words(&to);
	for (const char *const *name = assets_common + 1; *name; name++)
		put_file(&to, *name);
}

/* The bank's own colours; what is tinted has a little of them (blueprint/looks.c
 * counts with these shares). */
static void put_theme(const struct shelf *to, const struct site_words *w)
{
	struct buf text = BUF_INIT;

	if (!w->light.s || !w->dark.s)
		return;
	buf_printf(&text,
		   ":root {\n\t--accent: light-dark(%s, %s);\n"
		   "\t--tint: light-dark(color-mix(in srgb, %s 8%%, #ffffff), "
		   "color-mix(in srgb, %s 14%%, #1b202a));\n}\n",
		   w->light.s, w->dark.s, w->light.s, w->dark.s);
	put(to, "theme.css", buf_cstr(&text), text.n);
	buf_release(&text);
}

static void put_logo(const struct shelf *to, const struct edition *ed)
{
	const char *path = ed->exam->site.logo.s;
	char *data;
	size_t n;

	if (!path)
		return;
	/* It was fit to be used when it was checked. */
	if (file_read(ed->root, path, LOGO_MAX, &data, &n) != FILE_OK)
		die(EXIT_MACHINE, "%s/%s has changed during the build",
		    ed->root, path);
	put(to, "logo.png", data, n);
	free(data);
}

void assets_write(struct site *s, struct arena *a)
{
	const char *root = arena_printf(a, "%s/", s->ed->exam->id.s);
	const struct shelf to = {&s->assets, s->out, root, "assets/", a};

	assets_write_common(&s->assets, s->out, root, "assets/", a);
	put_theme(&to, &s->ed->exam->site);
	put_logo(&to, s->ed);
	put_file(&to, "question.js");
	for (const char *const *name = assets_player; *name; name++)
		put_file(&to, *name);
}

const char *assets_find(const struct assets *set, const char *name)
{
	for (size_t i = 0; i < set->n; i++)
		if (strcmp(set->p[i].name, name) == 0)
			return set->p[i].path;
	return NULL;
}
