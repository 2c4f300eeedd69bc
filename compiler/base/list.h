/* Lists of words in one text: "site,json", "data-prep+security". */
#ifndef BASE_LIST_H
#define BASE_LIST_H

#include <stdbool.h>

/* Is WORD one of LIST, which has SEPARATOR between its words? */
bool list_has(const char *list, const char *separator, const char *word);

#endif
