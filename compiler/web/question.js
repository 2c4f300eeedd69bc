// A question's page: checks an answer, remembers it by question and content hash.
(function () {
	'use strict';
	var examc = window.examc, show = examc.show;
	var article = document.querySelector('.question'), form = article.querySelector('form');
	var verdict = form.querySelector('.verdict');
	var store = examc.store, item = { id: article.dataset.id, hash: article.dataset.hash };
	var right = article.dataset.right.split(' '), was = null, isAnswered = false;

	function tell(state, text) {
		verdict.dataset.state = state;
		verdict.textContent = text;
	}
	function isOpen(answer) {
		return !answer.length || Array.from(form.querySelectorAll('select')).some(function (s) { return !s.value; });
	}
	form.addEventListener('change', function () {
		show.unsay(form);
		tell('', '');
	});
	form.addEventListener('submit', function (e) {
		var answer = show.read(form), good = show.same(answer, right);
		e.preventDefault();
		if (isOpen(answer)) { tell('', examc.t('chooseFirst')); return; }
		tell(good ? 'right' : 'wrong', good ? examc.t('right') : show.notRight(article));
		article.querySelector('.solution').open = true;
		show.mark(form, right);
		// The first answer counts: the second one has seen what is right.
		if (!isAnswered) store.learn(item, answer, good);
		isAnswered = true;
		form.querySelectorAll('.back').forEach(function (x) { x.remove(); });
		verdict.after(show.el('p', { 'class': 'soft back' }, store.comesBack(item)));
	});
	form.querySelector('.actions').hidden = false;
	store.open(article.dataset.exam, function () {
		store.adopt([{ id: item.id, formerly: (article.dataset.formerly || '').split(' ').filter(Boolean) }]);
		was = store.answer(item);
		if (!was) return;
		show.fill(form, was.answer);
		tell(was.right ? 'right' : 'wrong', examc.t(was.right ? 'hadRight' : 'hadWrong'));
	}, true);
}());
