/*
 * Finds the Liberation fonts: serif for text, sans for headings, mono for code.
 * Browsers draw bold and italic that they fake as pictures without text.
 */
#include "emit/fonts.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_MODULE_H
#include FT_SYSTEM_H
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/stamp.h"
#include "base/utf8.h"
#include "emit/show.h"

enum { FONT_MAX = 8 * 1024 * 1024 }; /* bytes of a font or licence file */

static const struct face {
	const char *file, *family, *weight, *style;
	const char *folder; /* where distributions have one for each family */
} faces[] = {
	{"LiberationSerif-Regular.ttf", "Pack Serif", "400", "normal", "serif"},
	{"LiberationSerif-Bold.ttf", "Pack Serif", "700", "normal", "serif"},
	{"LiberationSerif-Italic.ttf", "Pack Serif", "400", "italic", "serif"},
	{"LiberationSerif-BoldItalic.ttf", "Pack Serif", "700", "italic",
	 "serif"},
	{"LiberationSans-Regular.ttf", "Pack Sans", "400", "normal", "sans"},
	{"LiberationSans-Bold.ttf", "Pack Sans", "700", "normal", "sans"},
	{"LiberationSans-Italic.ttf", "Pack Sans", "400", "italic", "sans"},
	{"LiberationMono-Regular.ttf", "Pack Mono", "400", "normal", "mono"},
	{"LiberationMono-Bold.ttf", "Pack Mono", "700", "normal", "mono"},
};
enum { FACES = sizeof faces / sizeof *faces };

/* Folders of font files ("%s": serif, sans, mono) and of their licence. */
static const struct {
	const char *fonts, *licence;
} places[] = {
	{"/usr/share/fonts/truetype/liberation2",
	 "/usr/share/doc/fonts-liberation2/copyright"},
	{"/usr/share/fonts/truetype/liberation",
	 "/usr/share/doc/fonts-liberation/copyright"},
	{"/usr/share/fonts/liberation-%s-fonts",
	 "/usr/share/licenses/liberation-fonts-common/LICENSE"},
	{"/usr/share/fonts/liberation-%s",
	 "/usr/share/licenses/liberation-fonts-common/LICENSE"},
	{"/usr/share/fonts/liberation",
	 "/usr/share/licenses/ttf-liberation/LICENSE"},
	{"/usr/share/fonts/liberation",
	 "/usr/share/licenses/font-liberation/LICENSE"},
};

static struct {
	bool looked, found;
	char *data[FACES];
	size_t size[FACES];
	char *licence;
	size_t licence_size;
	FT_Library library;
	FT_Face open[FACES];
} fonts;

static bool read_file(const char *path, char **data, size_t *size)
{
	struct arena a = {0};
	enum file_kind kind;
	bool ok = file_kind_of(path, &kind) && kind == FILE_REGULAR &&
		  file_read(path_dir(&a, path), path_base(path), FONT_MAX, data,
			    size) == FILE_OK;

	arena_release(&a);
	return ok;
}

static void forget(void)
{
	for (size_t i = 0; i < FACES; i++) {
		free(fonts.data[i]);
		fonts.data[i] = NULL;
	}
	free(fonts.licence);
	fonts.licence = NULL;
}

/* The path of face I. PATTERN is a folder, "%s" in it the family's own. */
static void face_path(const char *pattern, size_t i, char *path, size_t size)
{
	const char *mark = strstr(pattern, "%s");

	if (mark)
		snprintf(path, size, "%.*s%s%s/%s", (int)(mark - pattern),
			 pattern, faces[i].folder, mark + 2, faces[i].file);
	else
		snprintf(path, size, "%s/%s", pattern, faces[i].file);
}

/* All faces or none. */
static bool read_place(const char *pattern, const char *licence)
{
	char path[512];

	for (size_t i = 0; i < FACES; i++) {
		face_path(pattern, i, path, sizeof path);
		if (!read_file(path, &fonts.data[i], &fonts.size[i])) {
			forget();
			return false;
		}
	}
	if (read_file(licence, &fonts.licence, &fonts.licence_size))
		return true;
	forget();
	return false;
}

void fonts_add_stamps(struct hasher *h)
{
	const char *own = getenv("EXAMC_FONTS");
	char path[512];

	for (size_t p = 0; p < sizeof places / sizeof *places; p++)
		for (size_t i = 0; i < FACES; i++) {
			struct stamp s;

			face_path(own && *own ? own : places[p].fonts, i, path,
				  sizeof path);
			s = stamp_of(AT_FDCWD, path);
			hash_add(h, path, strlen(path) + 1);
			hash_add(h, &s, sizeof s);
		}
}

static bool look(void)
{
	const char *own = getenv("EXAMC_FONTS");
	char licence[512];

	if (own && *own) {
		snprintf(licence, sizeof licence, "%s/LICENSE.txt", own);
		return read_place(own, licence);
	}
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (read_place(places[i].fonts, places[i].licence))
			return true;
	return false;
}

/* What was read lives as long as the program. */
bool fonts_are_there(void)
{
	if (!fonts.looked) {
		fonts.looked = true;
		fonts.found = look();
	}
	return fonts.found;
}

void fonts_write(const char *folder, struct out *out)
{
	struct buf css = BUF_INIT;
	char rel[256];

	for (size_t i = 0; fonts_are_there() && i < FACES; i++) {
		const struct face *f = &faces[i];

		buf_printf(&css,
			   "@font-face { font-family: \"%s\"; font-weight: %s; "
			   "font-style: %s; src: url(\"fonts/%s\"); }\n",
			   f->family, f->weight, f->style, f->file);
		snprintf(rel, sizeof rel, "%s/fonts/%s", folder, f->file);
		out_write(out, rel, fonts.data[i], fonts.size[i]);
	}
	if (fonts.licence) {
		snprintf(rel, sizeof rel, "%s/fonts/LICENSE.txt", folder);
		out_write(out, rel, fonts.licence, fonts.licence_size);
	}
	show_write(out, &css, "%s/fonts.css", folder);
	buf_release(&css);
}

/* --- Which characters they have --- */

/* FreeType would take a failed allocation for a font that is none. */
static void *font_alloc(FT_Memory memory, long size)
{
	(void)memory;
	return xmalloc((size_t)size);
}

static void font_free(FT_Memory memory, void *block)
{
	(void)memory;
	free(block);
}

static void *font_realloc(FT_Memory memory, long was, long size, void *block)
{
	(void)memory;
	(void)was;
	return xrealloc(block, (size_t)size);
}

static struct FT_MemoryRec_ font_memory = {NULL, font_alloc, font_free,
					   font_realloc};

static void open_faces(void)
{
	if (fonts.library)
		return;
	if (FT_New_Library(&font_memory, &fonts.library) != 0)
		die(EXIT_MACHINE, "FreeType does not start");
	FT_Add_Default_Modules(fonts.library);
	for (size_t i = 0; i < FACES; i++)
		if (FT_New_Memory_Face(
			    fonts.library, (const FT_Byte *)fonts.data[i],
			    (FT_Long)fonts.size[i], 0, &fonts.open[i]) != 0)
			die(EXIT_MACHINE, "%s is not a font", faces[i].file);
}

static bool has_glyph(unsigned cp)
{
	for (size_t i = 0; i < FACES; i++)
		if (FT_Get_Char_Index(fonts.open[i], cp) != 0)
			return true;
	return false;
}

/* Is CP drawn by nothing: a control, a kind of space, a joiner? */
static bool is_blank(unsigned cp)
{
	return cp < 0xA1 || cp == 0xAD || (cp >= 0x2000 && cp <= 0x200F) ||
	       (cp >= 0x2028 && cp <= 0x202F) || cp == 0x205F || cp == 0x2060 ||
	       cp == 0x3000 || cp == 0xFEFF;
}

unsigned fonts_lack(const char *p, size_t n, size_t *at)
{
	if (!fonts_are_there())
		return 0;
	for (size_t i = 0; i < n;) {
		unsigned cp;
		size_t len = utf8_decode(p + i, n - i, &cp);

		*at = i;
		i += len ? len : 1;
		if (!len || is_blank(cp))
			continue;
		open_faces();
		if (!has_glyph(cp))
			return cp;
	}
	return 0;
}
