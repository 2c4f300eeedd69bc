/* Tells scripts of letters apart, and knows which letters readers take for
 * those of another script. */
#include "language/letters.h"

#include "base/utf8.h"

static const struct letter letters[] = {
#define LETTER(cp, latin, name) {cp, latin, name},
#include "language/letters.def"
#undef LETTER
};

static const size_t nletters = sizeof letters / sizeof *letters;

enum script letter_script(unsigned cp)
{
	if (cp < 0x80)
		return (cp | 32) >= 'a' && (cp | 32) <= 'z' ? SCRIPT_LATIN
							    : SCRIPT_NONE;
	if (cp < 0xC0 || !utf8_is_word(cp))
		return SCRIPT_NONE;
	return cp < 0x250		     ? SCRIPT_LATIN
	       : cp >= 0x370 && cp < 0x400   ? SCRIPT_GREEK
	       : cp >= 0x400 && cp < 0x530   ? SCRIPT_CYRILLIC
	       : cp >= 0x1E00 && cp < 0x1F00 ? SCRIPT_LATIN
	       : cp >= 0x1F00 && cp < 0x2000 ? SCRIPT_GREEK
					     : SCRIPT_NONE;
}

const struct letter *letter_like_latin(unsigned cp)
{
	for (size_t i = 0; i < nletters; i++)
		if (letters[i].cp == cp)
			return &letters[i];
	return NULL;
}

const struct letter *letter_like_cyrillic(unsigned cp)
{
	for (size_t i = 0; i < nletters; i++)
		if ((unsigned)letters[i].latin == cp &&
		    letter_script(letters[i].cp) == SCRIPT_CYRILLIC)
			return &letters[i];
	return NULL;
}
