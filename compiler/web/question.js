// A question's page: checks an answer, remembers it by question and content hash.
(function () {
	'use strict';
	var examc = window.examc, show = examc.show;
	var article = document.querySelector('.question'), form = article.querySelector('form');
	var verdict = form.querySelector('.verdict');
	var name = 'examc:' + article.dataset.exam + ':' + article.dataset.id;
	var right = article.dataset.right.split(' '), was = examc.recall(article.dataset);

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
		examc.save(name, { hash: article.dataset.hash, answer: answer, right: good, at: Date.now() });
	});
	form.querySelector('.actions').hidden = false;
	if (was && was.hash === article.dataset.hash && Array.isArray(was.answer)) {
		show.fill(form, was.answer);
		tell(was.right ? 'right' : 'wrong', examc.t(was.right ? 'hadRight' : 'hadWrong'));
	}
}());
