/* Reads typed values of a tree that its XSD accepted. */
#include "model/values.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"

struct field_list node_list(struct arena *a, const struct node *n,
			    const char *name)
{
	const struct node *c = node_members(n, name);
	struct field_list out = {
		arena_array(a, struct field, node_count(c) + 1), 0};

	for (; c; c = c->next)
		out.p[out.n++] = node_field(c, "value");
	return out;
}

unsigned node_number(const struct node *n, const char *name, unsigned otherwise)
{
	const char *s = n ? node_value(n, name) : NULL;

	return s ? (unsigned)strtoul(s, NULL, 10) : otherwise;
}

/* strtod() reads a comma in some locales. */
double node_decimal(const struct node *n, const char *name, double otherwise)
{
	const char *s = n ? node_value(n, name) : NULL;
	double v = 0, unit = 1;

	if (!s)
		return otherwise;
	for (; *s >= '0' && *s <= '9'; s++)
		v = v * 10 + (*s - '0');
	if (*s == '.')
		for (s++; *s >= '0' && *s <= '9'; s++)
			v += (*s - '0') * (unit /= 10);
	return v;
}

int node_index(const char *s, const char *const *names, int n, int otherwise)
{
	for (int i = 0; s && i < n; i++)
		if (strcmp(s, names[i]) == 0)
			return i;
	return otherwise;
}

const struct node *node_needed(const struct node *root, const char *name)
{
	const struct node *n = node_child(root, name);

	if (!n)
		bug("a valid item without %s", name);
	return n;
}
