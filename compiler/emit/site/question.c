/* A question's page: its title, its article, its answer behind <details>. */
#include "emit/show.h"
#include "emit/site/site.h"
#include "emit/words.h"

static void header(struct markup *m, const struct edition *ed, size_t index)
{
	const struct item *it = ed->items[index];
	const struct domain *d = it->task_ref->domain;
	struct buf name = BUF_INIT;

	site_name(ed, index, &name);
	markup_open(m, "header");
	markup_word_line(m, "p", "kicker", "domainName",
			 word_number(d->number).s, d->name.s);
	markup_line(m, "h1", NULL, buf_cstr(&name));
	markup_open_class(m, "ul", "chips");
	markup_line(m, "li", NULL, show_type(it));
	markup_line(m, "li", NULL, show_difficulty(it->difficulty));
	markup_word_line(m, "li", NULL, "taskName", it->task.s, NULL);
	markup_close(m, "ul");
	markup_close(m, "header");
	buf_release(&name);
}

void site_identity(struct markup *m, const struct edition *ed,
		   const struct item *it)
{
	struct buf ids = BUF_INIT;

	markup_attr(m, "data-exam", ed->exam->id.s);
	markup_attr(m, "data-id", it->id.s);
	markup_attr(m, "data-hash", it->content_hash);
	for (size_t i = 0; i < it->formerly.n; i++)
		buf_printf(&ids, "%s%s", i ? " " : "", it->formerly.p[i].s);
	if (ids.n)
		markup_attr(m, "data-formerly", buf_cstr(&ids));
	buf_release(&ids);
}

/* Opening it shows the reasons inside the choices, too: the style sheet asks
 * whether it is open. */
static void solution(struct markup *m, const struct edition *ed,
		     const struct item *it)
{
	enum reasons_at at = article_reasons_at(it);

	markup_open_class(m, "details", "solution");
	markup_line(m, "summary", NULL,
		    word(at == REASONS_NOWHERE ? "answerWord"
					       : "answerAndReasons"));
	markup_line(m, "p", "soft",
		    word(at == REASONS_BESIDE  ? "reasonsAbove"
			 : at == REASONS_BELOW ? "reasonsBelow"
					       : "keysAbove"));
	article_facts(m, ed, it);
	markup_open_class(m, "p", "soft");
	markup_textf(m, "%s: ", word("thisPage"));
	markup_link(m, NULL, it->id.s, "%s.html", it->id.s);
	markup_close(m, "p");
	markup_close(m, "details");
}

void site_question(struct markup *m, const struct edition *ed, size_t index)
{
	struct arena a = {0};
	const struct item *it = edition_read(ed, ed->items[index], &a);
	size_t order[SHOW_MAX];
	struct buf right = BUF_INIT;

	article_right(it, &right);
	show_item_order(it, order);
	markup_open_class(m, "article", "question");
	site_identity(m, ed, it);
	markup_attrf(m, "data-domain", "%u", it->task_ref->domain->number);
	markup_attr(m, "data-right", buf_cstr(&right));
	header(m, ed, index);
	article_scenario(m, it->stimulus);
	article_form(m, it, order, true);
	solution(m, ed, it);
	markup_close(m, "article");
	buf_release(&right);
	arena_release(&a);
}
