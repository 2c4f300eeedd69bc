// A question's page: checks an answer, remembers it by question and content hash.
(function () {
	'use strict';
	var examc = window.examc, t = examc.t, show = examc.show, el = show.el, choices = examc.choices;
	var article = document.querySelector('.question'), form = article.querySelector('form');
	var say = form.querySelector('.say'), actions = form.querySelector('.actions');
	var check = actions.querySelector('button');
	var store = examc.store, item = { id: article.dataset.id, hash: article.dataset.hash }, isFirst = true;
	var right = article.dataset.right.split(' ');
	var next = document.querySelector('.turn [rel=next]');
	var ahead = next && el('a', { 'class': 'button', href: next.href }, t('next'));
	var unknown = button('unknown', function () { settle([], 'unknown'); });
	var again = button('tryOnce', function () {
		choices.reopen(form);
		article.querySelector('.solution').open = false;
		say.before(check, unknown);
		again.remove();
		if (ahead) ahead.remove();
		choices.focus(form);
	});

	function button(word, act) { return el('button', { type: 'button', 'class': 'quiet', onclick: act }, t(word)); }
	function settle(answer, state) {
		var at = article.querySelector('.reasons').dataset.reasons, head;
		if (state === 'unknown') show.fill(form, []);
		// The first answer counts: the second one has seen what is right.
		if (isFirst) store.learn(item, answer, state === 'right');
		head = choices.settle(form, state, right, answer, at, isFirst ? store.comesBack(item) : t('firstCounts'));
		article.querySelector('.solution').open = true;
		say.textContent = '';
		check.remove();
		unknown.remove();
		say.before.apply(say, ahead ? [ahead, again] : [again]);
		isFirst = false;
		choices.face(head);
	}
	form.addEventListener('submit', function (e) {
		var answer = show.read(form), lacks = choices.lacks(form, right.length);
		e.preventDefault();
		if (check.isConnected && lacks) say.textContent = lacks;
		else if (check.isConnected) settle(answer, show.same(answer, right) ? 'right' : 'wrong');
	});
	store.open(article.dataset.exam, function () {
		var was;
		store.adopt([{ id: item.id, formerly: (article.dataset.formerly || '').split(' ').filter(Boolean) }]);
		was = store.answer(item);
		if (was) show.fill(form, was.answer);
		choices.ready(form, right.length, say, store.mark(item).struck || [], function (struck) {
			store.setMark(item, Object.assign({}, store.mark(item), { struck: struck }));
		});
		if (was) say.textContent = t(was.right ? 'hadRight' : 'hadWrong');
		say.before(unknown);
		actions.hidden = false;
	}, true);
}());
