/* Draws the modules of a QR code, which libqrencode makes, as one SVG path. */
#include "emit/qr.h"

#include "base/err.h"

#ifdef EXAMC_WITHOUT_QR

void qr_write(struct markup *m, const char *text, double x, double y,
	      double side)
{
	(void)m, (void)text, (void)x, (void)y, (void)side;
	bug("no QR codes");
}

bool qr_is_there(void)
{
	return false;
}

#else

#include <qrencode.h>

enum { QUIET = 4 }; /* modules around it that stay white (6.3.8) */

/* A dark run of modules is a bar: "M4 4h7v1h-7z". */
static void draw(const QRcode *code, struct buf *path)
{
	int width = code->width;

	for (int y = 0; y < width; y++)
		for (int x = 0; x < width; x++) {
			int run = 0;

			while (x + run < width &&
			       code->data[y * width + x + run] & 1)
				run++;
			if (run)
				buf_printf(path, "M%d %dh%dv1h-%dz", x + QUIET,
					   y + QUIET, run, run);
			x += run;
		}
}

void qr_write(struct markup *m, const char *text, double x, double y,
	      double side)
{
	QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
	struct buf path = BUF_INIT;

	if (!code)
		die(EXIT_MACHINE, "no QR code can hold '%s':", text);
	draw(code, &path);
	markup_open_class(m, "svg", "qr");
	markup_attrf(m, "viewBox", "0 0 %d %d", code->width + 2 * QUIET,
		     code->width + 2 * QUIET);
	markup_attrf(m, "x", "%.2f", x);
	markup_attrf(m, "y", "%.2f", y);
	markup_attrf(m, "width", "%.2f", side);
	markup_attrf(m, "height", "%.2f", side);
	markup_open(m, "path");
	markup_attr(m, "d", buf_cstr(&path));
	markup_close(m, "path");
	markup_close(m, "svg");
	buf_release(&path);
	QRcode_free(code);
}

bool qr_is_there(void)
{
	return true;
}

#endif
