/* Makes PDF files of a folder of print HTML. */
#ifndef PRESS_PRESS_H
#define PRESS_PRESS_H

#include "publish/out.h"
#include "press/engine.h"

struct press {
	struct engine engine;
	long long epoch; /* the moment that the files bear */
	unsigned jobs; /* engines at a time; 0: two, if there are processors */
};

/*
 * Makes SCOPE/<name>.pdf in the begun unit of OUT of each <name>.html in the
 * folder HTML (print/<exam> of an output folder), with the page of each anchor
 * where the HTML asks for it (class "at"). Shows on a terminal how far it is.
 * What the engine cannot print, or a reference that leads nowhere, ends the run
 * with exit 4; nothing is published then.
 */
void press_folder(const struct press *p, const char *html, const char *scope,
		  struct out *out);

/* Papers for editing begin so; they are not printed. */
#define PRESS_EDIT "edit-"
bool press_is_edit(const char *name);

/* Links what is in the folder FROM into the folder TO, which is made, and so on
 * beneath it. */
void press_mirror(const char *from, const char *to);

#endif
