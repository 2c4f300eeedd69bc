/* The exam's blueprint (exam.yaml), its services (services.yaml), and
 * targets. */
#ifndef MODEL_BLUEPRINT_H
#define MODEL_BLUEPRINT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "model/field.h"

struct domain;

struct task {
	struct field id, name;
	const struct domain *domain;
};

struct domain {
	struct field id, name, alias;
	unsigned number; /* 1-based, as the exam guide counts */
	double weight;	 /* per cent */
	struct span weight_at;
	struct task *tasks;
	size_t ntasks;
};

struct topic {
	struct field id, name;
	struct field_list tasks; /* tasks under which its items may be filed */
	unsigned minimum;	 /* released items that the bank must have */
};

/* A term and its name: deciding constraints. */
struct vocabulary {
	struct field id, name;
};

/* Wanted share of a type or a difficulty, per cent; and what a question of a
 * type is worth. */
struct share {
	struct field id;
	double share;
	unsigned points; /* 0: nothing is said of them */
	bool parts;	 /* an answer that is right in part earns a part */
};

/* The ids of things that begin with their id, sorted for look-ups. */
struct id_index {
	const struct field **p;
	size_t n;
};

/* The least that says why an answer is right, from much to nothing: a rationale
 * under every option, under each key, an explanation of the whole. */
enum rationales {
	RATIONALES_every,
	RATIONALES_key,
	RATIONALES_explanation,
	RATIONALES_none,
};
extern const char *const rationales_names[]; /* by enum rationales */

/* How large questions and cases may be, and what they must have. */
struct bounds {
	unsigned options_min, options_max; /* of a single or multiple choice */
	unsigned case_text;		   /* KiB of the text of a case */
	enum rationales rationales;
};
extern const struct bounds bounds_default; /* without exam.yaml */
extern const struct bounds bounds_widest;  /* those of the schema */

/* What a bank says of the vendor whose things its questions name. */
struct vendor {
	struct field_list names; /* what names may begin with: "Acme" */
	struct field_list hosts; /* of its documentation */
};

/* The site's own words, as the bank has them. */
struct site_words {
	struct field name, footer, imprint_title, imprint_url, license;
	struct field base_url, report_url;
	struct field light, dark; /* "#rrggbb", or both are missing */
	struct field logo;	  /* a path beneath the bank's folder */
};

/* The words of printed papers. */
struct print_words {
	struct field institution, cover, aids, license, watermark;
	struct field logo;     /* a path beneath the bank's folder */
	struct field formulas; /* the id of a case */
};

struct exam {
	struct source *src;
	struct field id, title, code, language, status, source_url, verified;
	struct vendor vendor;
	struct site_words site;
	struct print_words print;
	unsigned items, scored, minutes, pass, scale_min, scale_max;
	double tolerance; /* points of per cent */
	struct bounds bounds;
	struct span options_at; /* of the key "options" */
	struct domain *domains;
	size_t ndomains;
	struct topic *topics;
	size_t ntopics;
	struct vocabulary *decides;
	size_t ndecides;
	struct share *types, *difficulties;
	size_t ntypes, ndifficulties;
	struct id_index topic_index;
};

const struct task *exam_task(const struct exam *e, const char *id);
const struct topic *exam_topic(const struct exam *e, const char *id);
const struct vocabulary *exam_decides(const struct exam *e, const char *id);

enum service_status {
	SERVICE_active,	     /* open to everybody */
	SERVICE_maintenance, /* closed to new customers */
	SERVICE_sunset,	     /* an end is announced */
	SERVICE_ended,	     /* gone */
};
enum service_scope { SCOPE_in, SCOPE_out, SCOPE_feature };
extern const char *const service_status_names[];
extern const char *const service_scope_names[];

struct service {
	struct field id, name, since, ends, successor, source, checked, part_of;
	struct field_list old_names, aliases;
	enum service_status status;
	enum service_scope scope;
};

struct services {
	struct source *src; /* NULL: no services.yaml */
	struct service *p;
	size_t n;
	struct id_index index;
};

/* How many bytes of S are a name of V and the blank behind it; 0: none. V may
 * be NULL. */
size_t vendor_prefix(const struct vendor *v, const char *s);

/* The index of THINGS[0..N) of SIZE bytes, which begin with a struct field,
 * their id (s NULL: none, left out); A owns it. */
struct id_index id_index_make(struct arena *a, const void *things, size_t n,
			      size_t size);

const struct service *services_find(const struct services *s, const char *id);

/*
 * Splits TOTAL into N whole parts proportional to WEIGHTS by the largest
 * remainder method (Hamilton). Ties go to the earlier index. Weights need not
 * sum to anything particular; all zero gives zeros. PARTS sums to TOTAL.
 */
void apportion(const double *weights, size_t n, unsigned total,
	       unsigned *parts);

/*
 * Target per domain for a bank of TOTAL items: for k whole forms, k times the
 * form's target, plus the largest-remainder split of what is left.
 * (28/26/22/24: 65 gives 18/17/14/16, 130 gives 36/34/28/32.)
 */
void exam_targets(const struct exam *e, unsigned total, unsigned *parts);

#endif
