/* Whether the site's colours can be read (WCAG 2.2, 1.4.3), and its logo is a
 * picture without programs. */
#include "blueprint/looks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

enum { LOGO_MAX = 1024 * 1024 };

/* Parts of red, green and blue from 0 to 1. */
struct colour {
	double part[3];
};

static struct colour colour_of(const char *hex)
{
	unsigned long rgb = strtoul(hex + 1, NULL, 16);
	struct colour c;

	for (int i = 0; i < 3; i++)
		c.part[i] = (double)(rgb >> (16 - 8 * i) & 0xFF) / 255;
	return c;
}

/* SHARE of A in B, as color-mix(in srgb) has it. */
static struct colour mix(struct colour a, struct colour b, double share)
{
	for (int i = 0; i < 3; i++)
		b.part[i] += share * (a.part[i] - b.part[i]);
	return b;
}

static double luminance(struct colour c)
{
	static const double weight[] = {0.2126, 0.7152, 0.0722};
	double sum = 0;

	for (int i = 0; i < 3; i++)
		sum += weight[i] *
		       (c.part[i] <= 0.04045
				? c.part[i] / 12.92
				: pow((c.part[i] + 0.055) / 1.055, 2.4));
	return sum;
}

static double contrast(struct colour a, struct colour b)
{
	double x = luminance(a), y = luminance(b);

	return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

/* What stands beside the colour in site.css: pages, cards, text on buttons; and
 * how much of the colour is in what is tinted (emit/site/assets.c). */
struct ground {
	const char *page, *card, *ink;
	double tint;
};
static const struct ground light = {"#f6f5f2", "#ffffff", "#ffffff", 0.08};
static const struct ground dark = {"#12151c", "#1b202a", "#10142b", 0.14};

static void check_colour(struct bank *b, const struct field *f,
			 const struct ground *g, const char *what)
{
	struct colour c, card = colour_of(g->card);
	double least;

	if (!f->s)
		return;
	c = colour_of(f->s);
	least = fmin(contrast(c, colour_of(g->page)), contrast(c, card));
	least = fmin(least, contrast(c, colour_of(g->ink)));
	least = fmin(least, contrast(c, mix(c, card, g->tint)));
	if (least < 4.5)
		diag_add(&b->diags, "exam/contrast", b->exam->src, f->at,
			 "%s has a contrast of %.1f to what is beside it on %s "
			 "pages; links and buttons need 4.5",
			 f->s, floor(least * 10) / 10, what);
}

static bool is_png(const char *p, size_t n)
{
	return n > 8 && memcmp(p, "\x89PNG\r\n\x1a\n", 8) == 0;
}

static bool is_svg(const char *p, size_t n)
{
	return memmem(p, n, "<svg", 4) != NULL;
}

static void check_logo(struct bank *b, const struct field *f)
{
	char *data;
	size_t n;
	enum file_error error;

	if (!f->s)
		return;
	error = file_read(b->dir, f->s, LOGO_MAX, &data, &n);
	if (error != FILE_OK) {
		diag_add(&b->diags, "exam/logo", b->exam->src, f->at,
			 error == FILE_MISSING
				 ? "there is no file '%s' in the bank's folder"
				 : "'%s' is no file of the bank of up to 1 MiB",
			 f->s);
		return;
	}
	if (!is_png(data, n))
		diag_add(&b->diags, "exam/logo", b->exam->src, f->at,
			 is_svg(data, n)
				 ? "'%s' is SVG, which can hold programs that "
				   "run when it is opened by itself; save it "
				   "as PNG, twice as large as it is shown"
				 : "'%s' is not PNG",
			 f->s);
	free(data);
}

void looks_check(struct bank *b)
{
	check_colour(b, &b->exam->site.light, &light, "light");
	check_colour(b, &b->exam->site.dark, &dark, "dark");
	check_logo(b, &b->exam->site.logo);
	check_logo(b, &b->exam->print.logo);
}
