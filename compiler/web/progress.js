// Of the player's first screen: sessions that can be resumed, what was learnt so far, past exams, settings, saving
// and loading of progress; and what is said when something stored cannot be used.
(function () {
	'use strict';
	var examc = window.examc, t = examc.t, el = examc.show.el, store = examc.store, player = examc.player;
	if (!player) return;
	var bank = player.bank, exam = player.exam, items = player.items, button = player.button;
	var FEW = 3, PASTS = 10;

	function date(ms) { return new Date(ms).toLocaleDateString(); }
	function ask(title, text, yes, then) {
		examc.tell.ask({
			title: title, text: text,
			choices: [{ text: yes, value: true }, { text: t('cancel'), value: false, cls: 'quiet' }]
		}, function (value) { if (value) then(); });
	}

	/* Sessions */

	player.resume = function (key) {
		examc.session.resume(key, player.byId, function (s) {
			if (!s) { player.again(); return; }
			if (s.mode !== 'mock' && s.list.every(function (p) { return p.id in s.done; })) {
				player.use(s);
				player.finish();
			} else {
				player.run(s);
				player.focusTitle();
			}
			if (s.dropped) examc.tell.toast(t('expired', s.dropped), { kind: 'warn' });
		});
	};
	function giveUp(s) {
		function end() {
			examc.session.end(s);
			player.again();
		}
		if (s.mode === 'mock') ask(t('discardTitle'), t('discardText', s.answered, s.all), t('discard'), end);
		else end();
	}
	function clockOf(s) {
		var left = s.endAt - Date.now();
		return !s.endAt ? '' : ', ' + (left > 0 ? t('timeLeft', player.timeText(left)) : t('timeIsOver'));
	}
	function unfinishedRow(s, i) {
		var act = { 'data-act': 'resume', 'data-key': s.key };
		return el('li', {}, [
			el('p', {}, [s.isDone ? t('notLookedAt', t(s.mode), s.all) : t('unfinished', t(s.mode), s.answered, s.all), ' ',
				el('span', { 'class': 'soft' }, date(s.saved) + clockOf(s))]),
			el('div', { 'class': 'actions' }, [
				button(t(s.isDone ? 'result' : 'resume'), function () { player.resume(s.key); }, i ? 'quiet' : null, act),
				button(t('discard'), function () { giveUp(s); }, 'quiet', { 'data-act': 'discard' })])]);
	}
	// Sessions that were left, newest first.
	player.unfinished = function () {
		var all = examc.session.all(), more = all.slice(FEW);
		var list = el('ul', { 'class': 'plain' }, all.slice(0, FEW).map(unfinishedRow));
		if (!all.length) return null;
		return el('section', { 'class': 'panel', 'aria-label': t('resume') }, [list,
			more.length ? button(t('moreSessions', more.length), function (e) {
				var rows = more.map(function (s) { return unfinishedRow(s, FEW); });
				rows.forEach(function (row) { list.append(row); });
				rows[0].querySelector('button').focus();
				e.target.remove();
			}, 'quiet', { 'data-act': 'more' }) : null]);
	};
	examc.session.onLost = function (s) {
		if (player.session !== s) return;
		player.leave();
		player.screen(t('elsewhere'), [el('p', {}, t('lostText')),
			el('div', { 'class': 'actions' }, button(t('again'), player.again, null, { 'data-act': 'start' }))]);
		player.focusTitle();
	};

	/* What was learnt */

	function domainRow(d) {
		var all = items.filter(function (it) { return it.domain === d.id; });
		return { id: d.id, all: all.length, right: all.filter(store.wasRight).length };
	}
	// Shares of right answers from exam to exam, with the pass mark; the list below says the same.
	function trend(past) {
		var pass = examc.session.passShare(exam), step = 100 / (past.length - 1);
		function y(share) { return (28 - 26 * share).toFixed(1); }
		if (past.length < 2) return null;
		var points = past.map(function (r, i) { return (i * step).toFixed(1) + ' ' + y(r.right / r.all); });
		return examc.show.html('<svg class="trend" viewBox="-2 0 104 30" aria-hidden="true">' + (pass === null ? ''
			: '<path class="goal" d="M0 ' + y(pass) + 'H100"/>') + '<polyline points="' + points.join(' ') +
			'"/><path class="dots" d="M' + points.join('h0M') + 'h0"/></svg>');
	}
	function pastExam(r, keys) {
		var line = t('resultLine', r.right, r.all, Math.round(100 * r.right / r.all));
		function open() { player.openPast(r.key); }
		return el('li', { 'class': 'past' }, [el('span', {}, date(r.at) + ': ' + line), ' ',
			keys.indexOf(r.key) >= 0 ? button(t('openExam'), open, 'quiet', { 'data-act': 'open-exam' }) : null]);
	}
	function pastExams(past) {
		var keys = examc.session.past().map(function (s) { return s.key; });
		if (!past.length) return null;
		return el('div', {}, [el('h3', {}, t('lastExams')), trend(past.slice(-2 * PASTS)),
			el('ol', { 'class': 'plain', reversed: true }, past.slice(-PASTS).reverse().map(function (r) {
				return pastExam(r, keys);
			}))]);
	}
	player.progress = function () {
		var done = items.filter(store.answer), right = done.filter(store.wasRight).length;
		return el('section', { 'class': 'panel', 'aria-label': t('progress') }, [
			el('h2', {}, t('progress')),
			el('p', {}, [t('answered', done.length, items.length), t('rightNow', right), t('wrongNow', done.length - right),
				t('due', items.filter(store.isDue).length)].join('. ') + '.'),
			player.bars(exam.domains.map(domainRow), exam.domains, t('byDomain')),
			pastExams(store.read('.results') || [])]);
	};

	/* Saving and loading */

	function exportFile() {
		var n = store.count(), url = URL.createObjectURL(new Blob([store.exportText()], { type: 'application/json' }));
		el('a', { href: url, download: exam.id + '-progress.json' }).click();
		setTimeout(function () { URL.revokeObjectURL(url); }, 1000);
		examc.tell.toast(t('exported', n.answers, n.exams, n.sessions, n.notes));
	}
	function imported(sum) {
		if (!sum) { examc.tell.toast(t('importBad'), { kind: 'error' }); return; }
		var text = t('imported', sum.newer, sum.older, sum.exams, sum.sessions);
		if (sum.lost) text += ' ' + t('importLost', sum.lost);
		if (store.trouble) examc.tell.toast(store.note(), { kind: 'error' });
		else examc.tell.toast(text, { kind: sum.lost ? 'warn' : 'info' });
	}
	function importFile(e) {
		var file = e.target.files[0];
		if (!file) return;
		(file.size > examc.records.MOST.file ? Promise.resolve('') : file.text()).then(function (text) {
			var sum = store.importText(exam.id, text);
			player.safely(function () {
				store.adopt(bank.items);
				player.showStart();
			});
			imported(sum);
		}, function () { imported(null); });
	}
	function forget() {
		ask(t('reset'), t('resetSure'), t('reset'), function () {
			store.forget(function (ok) {
				player.again();
				examc.tell.toast(t(ok ? 'forgotten' : 'notForgotten'), { kind: ok ? 'info' : 'error' });
			});
		});
	}
	// Forgets the answers of one domain.
	function domainReset() {
		var pick = el('select', { id: 'f-reset' }, exam.domains.map(function (d) {
			return el('option', { value: d.id }, d.name);
		}));
		return el('div', { 'class': 'field' }, [el('label', { 'for': 'f-reset' }, t('resetDomain')), pick,
			button(t('resetDomainButton'), function () {
				var all = items.filter(function (it) { return it.domain === pick.value && store.answer(it); });
				var sure = t('resetDomainSure', pick.selectedOptions[0].textContent, all.length);
				ask(t('resetDomain'), sure, t('resetDomainButton'), function () {
					store.reset(all);
					player.again();
				});
			}, 'quiet', { 'data-act': 'reset-domain' })]);
	}
	player.settings = function () {
		var keys = el('input', { type: 'checkbox', id: 'f-keys', checked: store.read('.shortcuts') !== false,
			onchange: function () { store.write('.shortcuts', keys.checked); } });
		var file = el('input', { type: 'file', id: 'f-import', accept: '.json,application/json', onchange: importFile });
		return el('section', { 'class': 'panel settings', 'aria-label': t('settings') }, [
			el('h2', {}, t('settings')),
			el('div', { 'class': 'field' }, [button(t('exportText'), exportFile, 'quiet'),
				el('label', { 'for': 'f-import' }, t('importText')), file]),
			el('div', { 'class': 'field' }, [keys, el('label', { 'for': 'f-keys' }, t('shortcuts')),
				el('p', { 'class': 'soft' }, t('shortcutsHelp'))]),
			domainReset(),
			el('div', { 'class': 'field' }, button(t('reset'), forget, 'quiet', { 'data-act': 'forget' }))]);
	};

	/* What went wrong */

	// What must be said before anything else: that nothing is kept, that something stored could not be read.
	player.notes = function () {
		return [store.trouble && store.note(), store.lost && t(store.lost === 1 ? 'partLost' : 'partsLost', store.lost)]
			.filter(Boolean).map(function (text) { return el('p', { 'class': 'note', 'data-note': '' }, text); });
	};
	// Does ACT; if it cannot, what is stored can still be saved and forgotten.
	player.safely = function (act) {
		try { act(); } catch (e) {
			player.screen(t('broken'), [el('p', {}, t('brokenText')), el('div', { 'class': 'actions' }, [
				button(t('reload'), function () { location.reload(); }, null),
				button(t('exportText'), exportFile, 'quiet'), button(t('reset'), forget, 'quiet', { 'data-act': 'forget' })])]);
			setTimeout(function () { throw e; }, 0);
		}
	};
}());
