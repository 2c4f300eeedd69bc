/* The site's mark: a tick on a rounded square, drawn as SVG and, for systems that
 * want pixels, as PNG; and the manifest that names them. */
#include <math.h>
#include <stdlib.h>

#include "base/err.h"
#include "base/json.h"
#include "base/png.h"
#include "emit/key.h"
#include "emit/show.h"
#include "emit/site/site.h"

/* In units of a square of 64: the square's corners, the tick and half its
 * stroke. */
enum { UNITS = 64, SHADES = PNG_COLOURS / 2 };
static const double corner = 14, stroke = 3.5;
static const double tick[3][2] = {{17, 34}, {28, 45}, {48, 19}};

/* How far (X, Y) is from the line from A to B. */
static double from_line(double x, double y, const double *a, const double *b)
{
	double dx = b[0] - a[0], dy = b[1] - a[1];
	double t = ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy);

	t = t < 0 ? 0 : t > 1 ? 1 : t;
	dx = x - a[0] - t * dx;
	dy = y - a[1] - t * dy;
	return sqrt(dx * dx + dy * dy);
}

/* How far (X, Y) is outside of the square with rounded corners. */
static double from_square(double x, double y, double round)
{
	double half = UNITS / 2.0, dx = fabs(x - half) - half + round;
	double dy = fabs(y - half) - half + round;

	if (dx <= 0 || dy <= 0)
		return (dx > dy ? dx : dy) - round;
	return sqrt(dx * dx + dy * dy) - round;
}

/* How much of a pixel lies within what is DISTANCE pixels away from its middle. */
static double covered(double distance)
{
	distance = 0.5 - distance;
	return distance < 0 ? 0 : distance > 1 ? 1 : distance;
}

/* The colour of the pixel whose middle is (X, Y) in units, SCALE pixels a unit. */
static uint8_t shade(double x, double y, double scale, double round)
{
	double first = from_line(x, y, tick[0], tick[1]);
	double second = from_line(x, y, tick[1], tick[2]);
	double ink =
		covered(((first < second ? first : second) - stroke) * scale);
	double back = covered(from_square(x, y, round) * scale);

	return (uint8_t)(ink > 0 ? SHADES + (int)(ink * (SHADES - 1) + 0.5)
				 : (int)(back * (SHADES - 1) + 0.5));
}

/* From nothing to the square's colour, and from that to white. */
static void palette(struct png_colour *p, unsigned rgb)
{
	unsigned red = rgb >> 16 & 0xFF, green = rgb >> 8 & 0xFF;
	unsigned blue = rgb & 0xFF;

	for (unsigned i = 0; i < SHADES; i++) {
		unsigned most = SHADES - 1;

		p[i] = (struct png_colour){(uint8_t)red, (uint8_t)green,
					   (uint8_t)blue,
					   (uint8_t)(255 * i / most)};
		p[SHADES + i] = (struct png_colour){
			(uint8_t)(red + (255 - red) * i / most),
			(uint8_t)(green + (255 - green) * i / most),
			(uint8_t)(blue + (255 - blue) * i / most), 255};
	}
}

/* The square's colour, "#rrggbb". */
static const char *colour_of(const struct edition *ed)
{
	const char *own = ed->exam->site.light.s;

	return own ? own : "#2b4acb";
}

static void write_svg(const struct edition *ed, struct out *out)
{
	struct buf text = BUF_INIT;

	buf_printf(
		&text,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" "
		"viewBox=\"0 0 %d %d\"><rect width=\"%d\" height=\"%d\" "
		"rx=\"%g\" fill=\"%s\"/><path d=\"M%g %gL%g %gL%g %g\" "
		"fill=\"none\" stroke=\"#fff\" stroke-width=\"%g\" "
		"stroke-linecap=\"round\" stroke-linejoin=\"round\"/></svg>\n",
		UNITS, UNITS, UNITS, UNITS, corner, colour_of(ed), tick[0][0],
		tick[0][1], tick[1][0], tick[1][1], tick[2][0], tick[2][1],
		2 * stroke);
	show_write(out, &text, "%s/assets/icon.svg", ed->exam->id.s);
	buf_release(&text);
}

static void draw_png(const struct edition *ed, size_t side, bool whole,
		     struct buf *out)
{
	struct png_colour colours[PNG_COLOURS];
	uint8_t *pixels = xcalloc(side * side, 1);
	double scale = (double)side / UNITS;

	palette(colours, (unsigned)strtoul(colour_of(ed) + 1, NULL, 16));
	for (size_t y = 0; y < side; y++)
		for (size_t x = 0; x < side; x++)
			pixels[y * side + x] = shade(((double)x + 0.5) / scale,
						     ((double)y + 0.5) / scale,
						     scale, whole ? 0 : corner);
	png_write(out, side, pixels, colours);
	free(pixels);
}

static const struct icon {
	const char *name;
	size_t side;
	bool whole;	     /* as systems want it that cut it themselves */
	const char *purpose; /* in the manifest; NULL: it is not there */
} icons[] = {{"icon-180", 180, true, NULL},
	     {"icon-192", 192, false, "any"},
	     {"icon-512", 512, true, "maskable"}};
enum { ICONS = sizeof icons / sizeof *icons };

/* Its colour is of exam.yaml, which is in every key. */
static void write_png(const struct edition *ed, const struct icon *icon,
		      struct out *out)
{
	struct key k = key_begin(ed, "icon");
	struct buf text = BUF_INIT;
	char key[HASH_HEX];

	key_text(&k, icon->name);
	key_end(&k, key);
	if (out_keep(out, key))
		return;
	draw_png(ed, icon->side, icon->whole, &text);
	show_write_as(out, key, &text, "%s/assets/%s.png", ed->exam->id.s,
		      icon->name);
	buf_release(&text);
}

static void list_icon(struct js *list, const char *name, const char *sizes,
		      const char *type, const char *purpose)
{
	struct arena a = {0};
	struct js *o = js_object();

	js_set(o, "src", js_string(arena_printf(&a, "assets/%s", name)));
	js_set(o, "sizes", js_string(sizes));
	js_set(o, "type", js_string(type));
	js_set(o, "purpose", js_string(purpose));
	js_push(list, o);
	arena_release(&a);
}

static struct js *list_icons(void)
{
	struct js *list = js_array();
	struct arena a = {0};

	list_icon(list, "icon.svg", "any", "image/svg+xml", "any");
	for (size_t i = 0; i < ICONS; i++)
		if (icons[i].purpose)
			list_icon(list,
				  arena_printf(&a, "%s.png", icons[i].name),
				  arena_printf(&a, "%zux%zu", icons[i].side,
					       icons[i].side),
				  "image/png", icons[i].purpose);
	arena_release(&a);
	return list;
}

static void write_manifest(const struct edition *ed, struct out *out)
{
	const struct exam *e = ed->exam;
	struct js *o = js_object();
	struct buf text = BUF_INIT;

	js_set(o, "name", js_string(e->title.s));
	js_set(o, "short_name", js_string(site_brand(e)));
	js_set(o, "start_url", js_string("index.html"));
	js_set(o, "scope", js_string("./"));
	js_set(o, "display", js_string("standalone"));
	js_set(o, "background_color", js_string("#f6f5f2"));
	js_set(o, "theme_color", js_string("#f6f5f2"));
	js_set(o, "icons", list_icons());
	js_write(o, 1, &text);
	js_free(o);
	show_write(out, &text, "%s/manifest.webmanifest", e->id.s);
	buf_release(&text);
}

void site_icons(const struct edition *ed, struct out *out)
{
	write_svg(ed, out);
	for (size_t i = 0; i < ICONS; i++)
		write_png(ed, &icons[i], out);
	write_manifest(ed, out);
}
