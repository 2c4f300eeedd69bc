/* DOCX of the papers that are made for editing. */
#ifndef PRESS_OFFICE_H
#define PRESS_OFFICE_H

#include "publish/out.h"

/* The path of pandoc by PATH, malloc'ed; NULL: it is not there. How it comes here
 * is OFFICE_INSTALL. */
char *office_find(void);
#define OFFICE_INSTALL "apt-get install pandoc"

/*
 * Has PANDOC make SCOPE/<name>.docx in the begun unit of OUT of each
 * edit-<name>.html in the folder HTML (print/<exam> of an output folder), with
 * the pictures that it shows. EPOCH: the moment that the files bear. What cannot
 * be made ends the run with exit 4.
 */
void office_folder(const char *pandoc, const char *html, const char *scope,
		   long long epoch, struct out *out);

#endif
