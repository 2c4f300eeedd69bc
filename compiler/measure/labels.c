/* Reads a labelled question from a line of JSON. */
#include "measure/labels.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/json_read.h"

enum { LETTERS = 26 };

/* A line while it is read. */
struct reading {
	struct arena *arena;
	struct labelled *out;
	struct label_fault *fault; /* text[0] is 0: none yet */
};

#define fail(r, ...)                                                           \
	((r)->fault->text[0] ? 0                                               \
			     : snprintf((r)->fault->text,                      \
					sizeof(r)->fault->text, __VA_ARGS__))

static const char *text_of(struct reading *r, const struct json *v,
			   const char *what)
{
	const char *s = js_text(v);

	if (!s)
		fail(r, "%s must be a text", what);
	return s ? arena_strdup(r->arena, s) : "";
}

static void read_options(struct reading *r, const struct json *list)
{
	struct sample *s = &r->out->sample;

	if (!js_is_array(list))
		fail(r, "'options' must be a list of texts");
	s->noptions = js_count(list);
	if (s->noptions > LETTERS)
		fail(r, "a question has at most %d options", LETTERS);
	s->options = arena_array(r->arena, const char *, s->noptions + 1);
	for (size_t i = 0; i < s->noptions; i++)
		s->options[i] = text_of(r, js_at(list, i), "an option");
}

static void read_letters(struct reading *r, const char *letters)
{
	for (; *letters; letters++) {
		int c = toupper((unsigned char)*letters);

		if (strchr(" ,;", c))
			continue;
		if (c < 'A' || c > 'Z')
			fail(r, "'key' must be letters of options");
		else if ((size_t)(c - 'A') >= r->out->sample.noptions)
			r->out->wrong_key = true;
		else
			r->out->sample.keys |= (uint32_t)1 << (c - 'A');
	}
}

static void read_key(struct reading *r, const struct json *key)
{
	if (!key)
		return;
	if (!js_is_array(key))
		read_letters(r, text_of(r, key, "'key'"));
	for (size_t i = 0; i < js_count(key); i++)
		read_letters(r, text_of(r, js_at(key, i), "'key'"));
}

/* 0, 1 or a word for them: *YES; false: null, or a fault. */
static bool read_verdict(struct reading *r, const struct json *value,
			 const char *rule, bool *yes)
{
	double number;

	if (!value || js_is_null(value))
		return false;
	if (!js_number(value, &number) || (number != 0 && number != 1)) {
		fail(r, "the label '%s' must be 0, 1 or null", rule);
		return false;
	}
	*yes = number != 0;
	return true;
}

/* What two readers say, and what counts. False: it stays open. */
static bool read_readers(struct reading *r, const struct json *value,
			 const char *rule, bool *yes)
{
	const struct json *list = js_get(value, "readers");
	const struct json *label = js_get(value, "label");
	struct readers *sum = &r->out->readers;
	bool a = false, b = false, both;

	if (!js_is_array(list) || js_count(list) != 2 ||
	    !js_text(js_get(value, "why"))) {
		fail(r, "the label '%s' needs two 'readers' and a 'why'", rule);
		return false;
	}
	both = read_verdict(r, js_at(list, 0), rule, &a) &&
	       read_verdict(r, js_at(list, 1), rule, &b);
	if (both) {
		sum->both++;
		sum->same += a == b;
		sum->yes += (size_t)a + b;
	}
	if (label)
		return read_verdict(r, label, rule, yes);
	*yes = a;
	return both && a == b;
}

static void read_label(const char *rule, const struct json *value, void *data)
{
	struct reading *r = data;
	bool yes, counts = js_is_object(value)
				   ? read_readers(r, value, rule, &yes)
				   : read_verdict(r, value, rule, &yes);

	if (counts)
		r->out->labels[r->out->nlabels++] =
			(struct label){arena_strdup(r->arena, rule), yes};
	else
		r->out->open[r->out->nopen++] = arena_strdup(r->arena, rule);
}

static void read_labels(struct reading *r, const struct json *labels)
{
	if (labels && !js_is_object(labels))
		fail(r, "'labels' must be an object of rule ids");
	r->out->labels = arena_array(r->arena, struct label,
				     js_count(labels) + 1);
	r->out->open = arena_array(r->arena, const char *,
				   js_count(labels) + 1);
	js_each(labels, read_label, r);
}

static void read_rest(struct reading *r, const struct json *rest)
{
	bool yes = false;

	if (!rest)
		return;
	r->out->rest = read_verdict(r, rest, "rest", &yes) && !yes;
	if (!r->out->rest)
		fail(r, "'rest' can only be 0");
}

bool labels_read(struct arena *a, const char *p, size_t n, struct labelled *out,
		 struct label_fault *fault)
{
	struct reading r = {a, out, fault};
	struct json_fault f;
	struct json *v = js_parse(p, n, &f);

	*out = (struct labelled){0};
	fault->text[0] = 0;
	fault->col = 1;
	if (!v) {
		fault->col = f.offset + 1;
		fail(&r, "%s", f.text);
		return false;
	}
	if (!js_is_object(v))
		fail(&r, "a line must be an object");
	out->sample.plain = true;
	out->sample.id = text_of(&r, js_get(v, "id"), "'id'");
	out->sample.stem = text_of(&r, js_get(v, "stem"), "'stem'");
	read_options(&r, js_get(v, "options"));
	read_key(&r, js_get(v, "key"));
	read_labels(&r, js_get(v, "labels"));
	read_rest(&r, js_get(v, "rest"));
	js_forget(v);
	return !fault->text[0];
}
