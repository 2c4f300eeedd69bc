/* Writes PNG (ISO/IEC 15948) of few colours: each row as its difference to the
 * one above, packed by deflate's fixed codes (RFC 1951) with runs of one byte. */
#include "base/png.h"

enum { LONGEST = 258, SHORTEST = 3, NO_EXTRA = 10 };

/* --- Checksums --- */

static uint32_t crc(const uint8_t *p, size_t n)
{
	uint32_t c = 0xFFFFFFFF;

	while (n--) {
		c ^= *p++;
		for (int k = 0; k < 8; k++)
			c = c & 1 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
	}
	return ~c;
}

static uint32_t adler(const uint8_t *p, size_t n)
{
	uint32_t a = 1, b = 0;

	while (n--) {
		a = (a + *p++) % 65521;
		b = (b + a) % 65521;
	}
	return b << 16 | a;
}

static void add_number(struct buf *out, uint32_t n)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		buf_char(out, (char)(n >> shift & 0xFF));
}

/* A chunk of N bytes at P. */
static void chunk(struct buf *out, const char *name, const void *p, size_t n)
{
	size_t at;

	add_number(out, (uint32_t)n);
	at = out->n;
	buf_str(out, name);
	buf_add(out, p, n);
	add_number(out, crc((const uint8_t *)out->p + at, out->n - at));
}

/* --- Deflate --- */

struct bits {
	struct buf *out;
	uint32_t held;
	unsigned n; /* of them */
};

/* The N lowest bits of V, the lowest first. */
static void add_bits(struct bits *b, uint32_t v, unsigned n)
{
	b->held |= v << b->n;
	for (b->n += n; b->n >= 8; b->n -= 8, b->held >>= 8)
		buf_char(b->out, (char)(b->held & 0xFF));
}

/* A code of N bits, the highest first. */
static void add_code(struct bits *b, uint32_t code, unsigned n)
{
	while (n--)
		add_bits(b, code >> n & 1, 1);
}

static void add_literal(struct bits *b, uint8_t v)
{
	if (v < 144)
		add_code(b, 0x30u + v, 8);
	else
		add_code(b, 0x190u + v - 144, 9);
}

/* N times more the byte before; N is LONGEST or from SHORTEST to NO_EXTRA, whose
 * codes need no further bits. */
static void add_run(struct bits *b, size_t n)
{
	if (n == LONGEST)
		add_code(b, 0xC5, 8);
	else
		add_code(b, (uint32_t)(n - SHORTEST + 1), 7);
	add_code(b, 0, 5); /* one byte back */
}

static void deflate(struct buf *out, const uint8_t *p, size_t n)
{
	struct bits b = {.out = out};
	size_t i = 0;

	add_bits(&b, 1, 1); /* the last block, */
	add_bits(&b, 1, 2); /* of fixed codes */
	while (i < n) {
		size_t run = 0;

		while (i && i + run < n && run < LONGEST &&
		       p[i + run] == p[i - 1])
			run++;
		if (run > NO_EXTRA && run < LONGEST)
			run = NO_EXTRA;
		if (run >= SHORTEST) {
			add_run(&b, run);
			i += run;
		} else {
			add_literal(&b, p[i++]);
		}
	}
	add_code(&b, 0, 7);
	if (b.n)
		add_bits(&b, 0, 8 - b.n);
}

/* --- The file --- */

static void palette_chunks(struct buf *out, const struct png_colour *palette)
{
	uint8_t colours[3 * PNG_COLOURS], alphas[PNG_COLOURS];

	for (size_t i = 0; i < PNG_COLOURS; i++) {
		colours[3 * i] = palette[i].red;
		colours[3 * i + 1] = palette[i].green;
		colours[3 * i + 2] = palette[i].blue;
		alphas[i] = palette[i].alpha;
	}
	chunk(out, "PLTE", colours, sizeof colours);
	chunk(out, "tRNS", alphas, sizeof alphas);
}

void png_write(struct buf *out, size_t side, const uint8_t *pixels,
	       const struct png_colour *palette)
{
	static const char kind[] = {8, 3, 0, 0, 0}; /* bits, by palette */
	struct buf text = BUF_INIT, rows = BUF_INIT;

	buf_add(out, "\x89PNG\r\n\x1a\n", 8);
	add_number(&text, (uint32_t)side);
	add_number(&text, (uint32_t)side);
	buf_add(&text, kind, sizeof kind);
	chunk(out, "IHDR", text.p, text.n);
	palette_chunks(out, palette);
	for (size_t y = 0; y < side; y++) {
		buf_char(&rows, 2); /* less the row above */
		for (size_t x = 0; x < side; x++) {
			uint8_t up = y ? pixels[(y - 1) * side + x] : 0;

			buf_char(&rows, (char)(pixels[y * side + x] - up));
		}
	}
	buf_reset(&text);
	buf_add(&text, "\x78\x01", 2);
	deflate(&text, (const uint8_t *)rows.p, rows.n);
	add_number(&text, adler((const uint8_t *)rows.p, rows.n));
	chunk(out, "IDAT", text.p, text.n);
	chunk(out, "IEND", "", 0);
	buf_release(&text);
	buf_release(&rows);
}
