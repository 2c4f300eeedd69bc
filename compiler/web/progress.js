// Of the player's first screen: what was learnt so far, past exams, settings, saving and loading of progress.
(function () {
	'use strict';
	var examc = window.examc, t = examc.t, el = examc.show.el, store = examc.store, player = examc.player;
	if (!player) return;
	var bank = player.bank, exam = player.exam, items = player.items, button = player.button;

	function domainRow(d) {
		var all = items.filter(function (it) { return it.domain === d.id; });
		return { id: d.id, all: all.length, right: all.filter(store.wasRight).length };
	}
	function pastExam(r) {
		return el('li', {}, new Date(r.at).toLocaleDateString() + ': ' +
			t('resultLine', r.right, r.all, Math.round(100 * r.right / r.all)));
	}
	player.progress = function () {
		var past = store.read('.results') || [], done = items.filter(store.answer);
		return el('section', { 'class': 'panel', 'aria-label': t('progress') }, [
			el('h2', {}, t('progress')),
			el('p', {}, [t('answered', done.length, items.length), t('rightNow', done.filter(store.wasRight).length),
				t('due', player.fitting({ mode: 'review' }).length)].join('. ') + '.'),
			player.bars(exam.domains.map(domainRow), exam.domains, t('byDomain')),
			past.length ? el('h3', {}, t('lastExams')) : null,
			past.length ? el('ol', {}, past.slice(-10).map(pastExam)) : null]);
	};
	function exportFile() {
		var url = URL.createObjectURL(new Blob([store.exportText(exam.id)], { type: 'application/json' }));
		el('a', { href: url, download: exam.id + '-progress.json' }).click();
		setTimeout(function () { URL.revokeObjectURL(url); }, 1000);
	}
	function importFile(e) {
		var file = e.target.files[0];
		if (!file) return;
		file.text().then(function (text) {
			var n = store.importText(exam.id, text);
			store.adopt(bank.items);
			player.showStart();
			player.announce(n < 0 ? t('importBad') : t('imported', n));
		});
	}
	function reset() {
		if (!confirm(t('resetSure'))) return;
		store.forget();
		player.again();
	}
	player.settings = function () {
		var keys = el('input', { type: 'checkbox', id: 'f-keys', checked: store.read('.shortcuts') !== false,
			onchange: function () { store.write('.shortcuts', keys.checked); } });
		var file = el('input', { type: 'file', id: 'f-import', accept: '.json,application/json', onchange: importFile });
		return el('section', { 'class': 'panel', 'aria-label': t('settings') }, [
			el('h2', {}, t('settings')),
			el('p', {}, [keys, ' ', el('label', { 'for': 'f-keys' }, t('shortcuts')), el('br', {}),
				el('span', { 'class': 'soft' }, t('shortcutsHelp'))]),
			el('div', { 'class': 'actions' }, [
				button(t('exportText'), exportFile, 'quiet'), button(t('reset'), reset, 'quiet')]),
			el('p', { 'class': 'field' }, [el('label', { 'for': 'f-import' }, t('importText')), file])]);
	};
}());
