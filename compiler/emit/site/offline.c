/* Files that all pages share, and the worker that keeps the site for use without
 * a network. */
#include <stdio.h>

#include "base/embedded.h"
#include "base/err.h"
#include "base/json.h"
#include "emit/show.h"
#include "emit/site/site.h"
#include "emit/words.h"

/* Banks with fewer questions are kept whole at the first visit. */
enum { SMALL_BANK = 300 };

/* Files of web/: those of the player in the order in which they run. */
static const char *const player[] = {
	"show.js",  "choices.js",   "store.js",	 "draw.js",  "fsrs.js",
	"data.js",  "session.js",   "player.js", "start.js", "progress.js",
	"clock.js", "navigator.js", "result.js", "run.js"};
static const char *const assets[] = {"site.css", "icon.svg", "records.js",
				     "site.js",	 "tell.js",  "question.js"};
enum {
	PLAYER = sizeof player / sizeof *player,
	ASSETS = sizeof assets / sizeof *assets
};

void site_player(struct buf *out, const char *index)
{
	buf_printf(out, "<script defer src=\"data/%s\"></script>\n", index);
	for (size_t i = 0; i < PLAYER; i++)
		buf_printf(out, "<script defer src=\"assets/%s\"></script>\n",
			   player[i]);
}

static void write_manifest(const struct edition *ed, struct out *out)
{
	const struct exam *e = ed->exam;
	struct js *o = js_object(), *icons = js_array(), *icon = js_object();
	struct buf text = BUF_INIT;

	js_set(icon, "src", js_string("assets/icon.svg"));
	js_set(icon, "sizes", js_string("any"));
	js_set(icon, "type", js_string("image/svg+xml"));
	js_push(icons, icon);
	js_set(o, "name", js_string(e->title.s));
	js_set(o, "short_name",
	       js_string(e->site.name.s ? e->site.name.s
			 : e->code.s	? e->code.s
					: e->id.s));
	js_set(o, "start_url", js_string("practice.html"));
	js_set(o, "scope", js_string("./"));
	js_set(o, "display", js_string("standalone"));
	js_set(o, "background_color", js_string("#f6f5f2"));
	js_set(o, "theme_color", js_string("#2b4acb"));
	js_set(o, "icons", icons);
	js_write(o, 1, &text);
	js_free(o);
	show_write(out, &text, "%s/manifest.webmanifest", e->id.s);
	buf_release(&text);
}

static void push_path(struct js *list, const char *folder, const char *name)
{
	char path[256];

	snprintf(path, sizeof path, "%s/%s", folder, name);
	js_push(list, js_string(path));
}

/* The files that are kept from the first visit on, under names that stay. */
static struct js *core(void)
{
	struct js *a = js_array();

	js_push(a, js_string("index.html"));
	js_push(a, js_string("practice.html"));
	js_push(a, js_string("blueprint.html"));
	push_path(a, "assets", "words.js");
	for (size_t i = 0; i < ASSETS; i++)
		push_path(a, "assets", assets[i]);
	for (size_t i = 0; i < PLAYER; i++)
		push_path(a, "assets", player[i]);
	return a;
}

/* The files whose names say what is in them: the index first. */
static struct js *hashed(const struct site_data *data)
{
	struct js *a = js_array();

	push_path(a, "data", data->index);
	for (size_t i = 0; i < data->n; i++) {
		push_path(a, "data", data->p[i].questions);
		push_path(a, "data", data->p[i].keys);
	}
	return a;
}

/* The worker begins with the list of this site's files. */
static void write_worker(const struct edition *ed, const struct site_data *data,
			 struct out *out)
{
	const struct embedded *code = embedded_find("web/sw.js");
	struct js *o = js_object();
	struct buf text = BUF_INIT;

	if (!code)
		bug("no file web/sw.js");
	js_set(o, "core", core());
	js_set(o, "data", hashed(data));
	js_set(o, "whole", js_bool(ed->nitems < SMALL_BANK));
	buf_str(&text, "self.files = ");
	js_write(o, 1, &text);
	buf_str(&text, ";\n");
	buf_add(&text, (const char *)code->data, code->size);
	show_write(out, &text, "%s/sw.js", ed->exam->id.s);
	buf_release(&text);
	js_free(o);
}

static void write_words(const struct edition *ed, struct out *out)
{
	struct buf text = BUF_INIT;

	buf_str(&text, "window.examc = {};\nwindow.examc.words = ");
	words_json(&text);
	show_write(out, &text, "%s/assets/words.js", ed->exam->id.s);
	buf_release(&text);
}

void site_assets(const struct edition *ed, const struct site_data *data,
		 struct out *out)
{
	char folder[256];

	write_manifest(ed, out);
	write_worker(ed, data, out);
	write_words(ed, out);
	snprintf(folder, sizeof folder, "%s/assets", ed->exam->id.s);
	for (size_t i = 0; i < ASSETS; i++)
		show_asset(out, folder, assets[i]);
	for (size_t i = 0; i < PLAYER; i++)
		show_asset(out, folder, player[i]);
}
