/* UTF-8: decoding, checking, safe printing, folding for comparison. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/*
 * Decodes the code point at P (N > 0 bytes left) into *CP. Returns its
 * length in bytes, or 0 when the bytes are not UTF-8 (RFC 3629: no overlong
 * forms, no surrogates, nothing above U+10FFFF).
 */
size_t utf8_decode(const char *p, size_t n, unsigned *cp);

/* Writes CP to OUT, returns its length (1 to 4). */
size_t utf8_put(unsigned cp, char out[4]);

/* Are the N bytes all below 0x80? */
bool utf8_is_ascii(const char *p, size_t n);

/* Number of code points in N bytes of valid UTF-8. */
size_t utf8_count(const char *p, size_t n);

/* Terminal columns of CP: 0, 1 or 2. */
int utf8_width(unsigned cp);

/* May CP stand in an XML 1.0 document (production [2] Char)? */
bool utf8_is_xml_char(unsigned cp);

/* Controls (C0 and C1), line and paragraph separators, the bidi controls and
 * what no XML may hold: must not reach a terminal or a report as it is. */
bool utf8_is_unsafe(unsigned cp);
bool utf8_is_bidi_control(unsigned cp);

/* Do the N bytes at P begin a command that CI hosts obey anywhere in a line of
 * a log: "##[error]", "##vso[task…]"? */
bool utf8_is_command(const char *p, size_t n);

enum { UTF8_ESCAPE_MAX = 16 };
/*
 * Copies the next character of P (N > 0 bytes) to OUT as a C string, an unsafe
 * one and the start of a command as <U+001B>, a byte that is not UTF-8 as <FF>.
 * Returns the number of bytes read. All that is printed goes through this.
 */
size_t utf8_escape_one(const char *p, size_t n, char out[UTF8_ESCAPE_MAX]);

/* Of the N bytes at P, how many at the beginning are certainly shown as they are:
 * printable ASCII without a '#', which could begin a command. */
size_t utf8_shown(const char *p, size_t n);

/* Appends the N bytes at P, a part of a line, escaped as above. */
void utf8_escape(struct buf *out, const char *p, size_t n);

/*
 * Appends the N bytes of valid UTF-8 at P in NFKC with case folded (Unicode
 * UAX 15, UAX 44), for comparison. Returns false and appends nothing if
 * utf8proc refuses the text.
 */
bool utf8_fold(struct buf *out, const char *p, size_t n);

/*
 * Appends the N bytes of valid UTF-8 at P folded as by utf8_fold(), and without
 * the marks on letters: "Größe" as "grosse", for names that are ASCII. Letters of
 * other scripts stay. Returns false and appends nothing if utf8proc refuses the
 * text.
 */
bool utf8_fold_marks(struct buf *out, const char *p, size_t n);

/*
 * Appends the N bytes of valid UTF-8 at P in NFC, without the characters that
 * nobody sees (Unicode's Default_Ignorable_Code_Point: soft hyphen, zero width
 * space …). Text that utf8proc refuses is appended as it is.
 */
void utf8_visible(struct buf *out, const char *p, size_t n);

/* Appends the address URL with each byte that is not ASCII as %XX. */
void url_ascii(struct buf *out, const char *url);

/* Letter or digit of any script (general categories L* and N*)? */
bool utf8_is_word(unsigned cp);
/* Length of the printable ASCII that the N bytes at S begin with. */
size_t utf8_plain(const char *s, size_t n);

/* White space (Z* categories and ASCII blanks)? */
bool utf8_is_space(unsigned cp);

#endif
