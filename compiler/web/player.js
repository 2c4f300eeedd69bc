// The player's screens: start, question, review, result. The address keeps what
// was chosen: #mode=practice&domain=…&seed=…
(function () {
	'use strict';
	var examc = window.examc, t = examc.t, show = examc.show, el = show.el, store = examc.store;
	var bank = window.examcBank, exam = bank && bank.exam;
	var app = document.getElementById('app');
	if (!bank || !app) return;
	var items = bank.items.filter(function (it) { return !it.retired; });
	var byId = {};
	bank.items.forEach(function (it) { byId[it.id] = it; });
	var session = null, ticking = null, said = {};
	var live = el('p', { 'class': 'sr', role: 'status', 'aria-live': 'polite' });
	app.after(live);

	function announce(text) { live.textContent = ''; setTimeout(function () { live.textContent = text; }, 50); }
	function screen(title, parts) {
		app.replaceChildren(el('h1', { tabindex: '-1' }, title));
		[].concat(parts).forEach(function (p) { if (p) app.append(p); });
		document.title = title + ' - ' + exam.name;
	}
	function focusTitle() { app.querySelector('h1').focus(); window.scrollTo(0, 0); }
	function button(text, act, cls, more) {
		return el('button', Object.assign({ type: 'button', 'class': cls || null, onclick: act }, more || {}), text);
	}
	// Keys come in a file of their own, when they are needed.
	function withKeys(then) {
		if (window.examcKeys) { then(window.examcKeys); return; }
		var script = el('script', { src: 'data/keys.js' });
		script.onload = function () { then(window.examcKeys); };
		script.onerror = function () { announce(t('loadFailed')); };
		document.head.append(script);
	}

	/* What was chosen */

	var fields = ['domain', 'topic', 'difficulty', 'type', 'service'];
	function choiceFromAddress() {
		var c = { mode: 'practice' };
		new URLSearchParams(location.hash.slice(1)).forEach(function (v, k) { c[k] = v; });
		return c;
	}
	function address(c) {
		var p = new URLSearchParams();
		Object.keys(c).forEach(function (k) { if (c[k]) p.set(k, c[k]); });
		return '#' + p.toString();
	}
	function plain(item) {
		return (item.stem + ' ' + item.choices.map(function (c) { return c.html; }).join(' ') + ' ' +
			(item.prompts || []).map(function (c) { return c.html; }).join(' ')).replace(/<[^>]*>/g, ' ').toLowerCase();
	}
	// Texts to search in; made at the first search.
	var texts = null;
	function search(words) {
		if (!texts) texts = items.map(plain);
		return items.filter(function (_, i) {
			return words.every(function (w) { return texts[i].indexOf(w) >= 0; });
		});
	}
	function fitting(c) {
		var words = (c.find || '').toLowerCase().split(/\s+/).filter(Boolean);
		var out = (words.length ? search(words) : items).filter(function (it) {
			return fields.every(function (f) {
				return !c[f] || (f === 'service' ? it.services.indexOf(c[f]) >= 0 : it[f] === c[f]);
			});
		});
		if (c.mode === 'wrong') out = out.filter(function (it) { var a = store.answer(it); return a && !a.right; });
		if (c.mode === 'review') {
			var cards = store.cards(), now = Date.now();
			out = out.filter(function (it) { return cards[it.id] && cards[it.id].due <= now && store.answer(it); });
		}
		return out;
	}
	function begin(c) {
		var seed = Number(c.seed) || Math.floor(Math.random() * 4294967295), list = fitting(c);
		var n = Number(c.n) || list.length;
		if (c.mode === 'mock') {
			var form = bank.forms.find(function (f) { return f.id === c.form; });
			if (form) {
				var orders = {};
				form.items.forEach(function (x) { orders[x.id] = x.order; });
				list = form.items.map(function (x) { return byId[x.id]; });
				session = examc.session.start('mock', list, seed, minutesFor(list.length), form.id, orders);
			} else {
				list = examc.draw.byWeights(list, exam.domains, Number(c.n) || exam.items, seed);
				session = examc.session.start('mock', list, seed, minutesFor(list.length));
			}
		} else session = examc.session.start(c.mode, examc.draw.some(list, n, seed), seed, 0);
		if (!session.list.length) { session = null; examc.session.end(); announce(t('none')); return; }
		said = {};
		showQuestion();
	}
	function minutesFor(n) { return exam.minutes && exam.items ? Math.ceil(exam.minutes * n / exam.items) : n * 2; }

	// What runs at the moment, or null; for tests.
	examc.current = function () { return session; };

	/* Start */

	function picker(name, list, c, change) {
		return el('p', { 'class': 'field' }, [el('label', { 'for': 'f-' + name }, t(name)), (function () {
			var s = el('select', { id: 'f-' + name, onchange: function () { c[name] = s.value; change(); } }, [el('option', { value: '' }, t('all'))]);
			list.forEach(function (x) { s.append(el('option', { value: x.id }, x.name)); });
			s.value = c[name] || '';
			return s;
		}())]);
	}
	function present(field, list) {
		var used = {};
		items.forEach(function (it) { [].concat(field === 'service' ? it.services : it[field]).forEach(function (x) { used[x] = true; }); });
		return list ? list.filter(function (x) { return used[x.id]; })
			: Object.keys(used).map(function (x) { return { id: x, name: x }; });
	}
	function modeCard(mode, c, list) {
		var n = mode === 'mock' ? Math.min(exam.items, list.length) : list.length;
		var more = null;
		if (mode === 'mock' && bank.forms.length) {
			var pick = el('select', { 'aria-label': t('mock') }, [el('option', { value: '' }, t('mockHelp', n, minutesFor(n)))]);
			bank.forms.forEach(function (f) { pick.append(el('option', { value: f.id }, (f.name || f.id) + ', ' + examc.questions(f.items.length))); });
			more = pick;
		}
		return el('li', { 'class': 'panel' }, [
			el('h2', {}, t(mode)),
			el('p', {}, mode === 'mock' ? t('mockHelp', n, minutesFor(n)) : t(mode + 'Help')), more ? el('p', {}, [more]) : null,
			el('p', {}, [button(mode === 'mock' ? t('start') : t('start') + ': ' + examc.questions(n), function () {
				begin(Object.assign({}, c, { mode: mode, form: more ? more.value : '' }));
				focusTitle();
			}, null, { disabled: n === 0, 'data-mode': mode })])]);
	}
	function unfinished() {
		var s = examc.session.resume(byId);
		if (!s || s.submittedAt) return null;
		return el('section', { 'class': 'panel', 'aria-label': t('resume') }, [
			el('p', {}, t('unfinished', t(s.mode), Object.keys(s.answers).length, s.list.length)),
			s.dropped ? el('p', {}, t('expired', s.dropped)) : null,
			el('div', { 'class': 'actions' }, [
				button(t('resume'), function () { session = s; said = {}; showQuestion(); focusTitle(); }, null, { 'data-act': 'resume' }),
				button(t('discard'), function () { examc.session.end(); showStart(); focusTitle(); }, 'quiet')])]);
	}
	function showStart() {
		stopClock();
		session = null;
		var c = choiceFromAddress();
		var cards = el('ul', { 'class': 'modes' }), link = el('p', { 'class': 'soft' });
		function refresh(keep) {
			history.replaceState(null, '', address(c));
			cards.replaceChildren();
			['practice', 'mock', 'review', 'wrong'].forEach(function (m) {
				cards.append(modeCard(m, c, fitting(Object.assign({}, c, { mode: m }))));
			});
			link.replaceChildren(el('a', { href: address(c) }, t('link')));
			if (keep) announce(t('hits', fitting(Object.assign({}, c, { mode: 'practice' })).length));
		}
		function changed() { refresh(true); }
		var find = el('input', { id: 'f-find', type: 'search', value: c.find || '', oninput: function () { c.find = find.value; changed(); } });
		screen(t('practice'), [unfinished(),
			el('details', { 'class': 'panel', open: c.find || fields.some(function (f) { return c[f]; }) ? true : false }, [
				el('summary', {}, t('which')),
				el('p', { 'class': 'field' }, [el('label', { 'for': 'f-find' }, t('search')), find]),
				el('div', { 'class': 'fields' }, [
					picker('domain', present('domain', exam.domains), c, changed), picker('topic', present('topic', exam.topics), c, changed),
					picker('difficulty', present('difficulty'), c, changed), picker('type', present('type'), c, changed),
					picker('service', present('service', exam.services), c, changed)]), link]),
			cards, progress(), settings()]);
		refresh();
	}
	function progress() {
		var answers = items.map(store.answer).filter(Boolean);
		var right = answers.filter(function (a) { return a.right; }).length;
		var past = store.read('.results') || [];
		return el('section', { 'class': 'panel', 'aria-label': t('progress') }, [
			el('h2', {}, t('progress')),
			el('p', {}, t('answered', answers.length, items.length) + '. ' + t('rightNow', right) + '. ' + t('due', fitting({ mode: 'review' }).length) + '.'),
			domainBars(exam.domains.map(function (d) {
				var all = items.filter(function (it) { return it.domain === d.id; });
				return { id: d.id, all: all.length, right: all.filter(function (it) { var a = store.answer(it); return a && a.right; }).length };
			}), exam.domains, t('byDomain')),
			past.length ? el('h3', {}, t('lastExams')) : null,
			past.length ? el('ol', {}, past.slice(-10).map(function (r) {
				return el('li', {}, new Date(r.at).toLocaleDateString() + ': ' + t('resultLine', r.right, r.all, Math.round(100 * r.right / r.all)));
			})) : null]);
	}
	// A table whose bars repeat its numbers.
	function domainBars(rows, names, title) {
		function place(r) { return names.findIndex(function (n) { return n.id === r.id; }); }
		rows = rows.slice().sort(function (a, b) { return place(a) - place(b); });
		return el('table', { 'class': 'bars' }, [el('caption', {}, title), el('tbody', {}, rows.map(function (r) {
			var named = names.find(function (n) { return n.id === r.id; });
			return el('tr', {}, [el('th', { scope: 'row' }, named ? named.name : r.id),
				el('td', { 'class': 'num' }, r.right + ' / ' + r.all),
				el('td', {}, [el('progress', { max: r.all || 1, value: r.right, 'aria-hidden': 'true' })])]);
		}))]);
	}
	function settings() {
		var on = store.read('.shortcuts') !== false;
		var box = el('input', { type: 'checkbox', id: 'f-keys', onchange: function () { store.write('.shortcuts', box.checked); } });
		box.checked = on;
		var file = el('input', { type: 'file', id: 'f-import', accept: '.json,application/json', onchange: function () {
			if (!file.files[0]) return;
			file.files[0].text().then(function (text) {
				var n = store.importText(exam.id, text);
				showStart();
				announce(n < 0 ? t('importBad') : t('imported', n));
			});
		} });
		return el('section', { 'class': 'panel', 'aria-label': t('settings') }, [
			el('h2', {}, t('settings')),
			el('p', {}, [box, ' ', el('label', { 'for': 'f-keys' }, t('shortcuts')), el('br', {}), el('span', { 'class': 'soft' }, t('shortcutsHelp'))]),
			el('div', { 'class': 'actions' }, [
				button(t('exportText'), function () {
					var url = URL.createObjectURL(new Blob([store.exportText(exam.id)], { type: 'application/json' }));
					el('a', { href: url, download: exam.id + '-progress.json' }).click();
					setTimeout(function () { URL.revokeObjectURL(url); }, 1000);
				}, 'quiet'),
				button(t('reset'), function () { if (confirm(t('resetSure'))) { store.forget(); showStart(); focusTitle(); } }, 'quiet')]),
			el('p', { 'class': 'field' }, [el('label', { 'for': 'f-import' }, t('importText')), file])]);
	}

	/* Question */

	function place() { return session.list[session.at]; }
	function stateOf(p) {
		if (p.id in session.done) return session.done[p.id] ? 'Right' : 'Wrong';
		var a = session.answers[p.id];
		if (a && a.length) return show.complete(byId[p.id], a) ? 'Complete' : 'Incomplete';
		return session.seen[p.id] ? 'Incomplete' : 'Unseen';
	}
	function go(i) {
		if (i < 0 || i >= session.list.length) return;
		session.at = i;
		showQuestion();
		focusTitle();
	}
	function keep(form) {
		session.answers[place().id] = show.read(form);
		examc.session.save(session);
	}
	function flag() {
		var id = place().id;
		session.flags[id] = !session.flags[id];
		examc.session.save(session);
		var b = app.querySelector('[data-act="flag"]');
		b.setAttribute('aria-pressed', String(!!session.flags[id]));
	}
	function showQuestion() {
		var p = place(), item = byId[p.id], mock = session.mode === 'mock' && !session.submittedAt;
		session.seen[p.id] = true;
		examc.session.save(session);
		var verdict = el('p', { 'class': 'verdict', role: 'status' });
		var parts = show.question(bank, item, p.order, session.answers[p.id] || [], function (f) {
			keep(f);
			verdict.textContent = '';
			f.querySelectorAll('.said, .why').forEach(function (x) { x.remove(); });
		});
		var form = parts[2], reasons = el('div', {});
		function reveal() {
			withKeys(function (keys) {
				reasons.replaceChildren(show.answer(form, item, keys[item.id], session.answers[p.id] || []), report(item));
			});
		}
		function check() {
			keep(form);
			if (!show.complete(item, session.answers[p.id])) { verdict.removeAttribute('data-state'); verdict.textContent = t('chooseFirst'); return; }
			withKeys(function (keys) {
				var good = examc.session.judge(item, keys[item.id], session.answers[p.id]);
				session.done[p.id] = good;
				examc.session.save(session);
				verdict.dataset.state = good ? 'right' : 'wrong';
				verdict.textContent = t(good ? 'right' : 'notRight');
				reveal();
			});
		}
		if (p.id in session.done) reveal();
		screen(t('question', session.at + 1, session.list.length), [
			mock ? clock() : null,
			el('article', { 'class': 'question', 'data-id': item.id, 'data-domain': String((exam.domains.find(function (d) { return d.id === item.domain; }) || {}).number) },
				parts.concat([el('div', { 'class': 'actions' }, [mock || session.submittedAt ? null : button(t('check'), check, null, { 'data-act': 'check' }), verdict]), reasons])),
			el('div', { 'class': 'actions' }, [
				button(t('previous'), function () { go(session.at - 1); }, 'quiet', { disabled: session.at === 0, 'data-act': 'previous' }),
				button(t('next'), function () { if (session.at + 1 < session.list.length) go(session.at + 1); else showReview('All'); }, null, { 'data-act': 'next' }),
				button(t('flag'), flag, 'quiet', { 'aria-pressed': String(!!session.flags[p.id]), 'data-act': 'flag' }),
				button(t('reviewAll'), function () { showReview('All'); focusTitle(); }, 'quiet', { 'data-act': 'review' })])]);
	}
	function report(item) {
		if (!exam.report) return el('p', {});
		var p = new URLSearchParams({ title: 'Question ' + item.id, body: 'Question ' + item.id + ', version ' + item.hash + ', answered ' + (session.answers[item.id] || []).join(' ') + ': ' });
		return el('p', { 'class': 'report' }, [el('a', { href: exam.report + (exam.report.indexOf('?') < 0 ? '?' : '&') + p.toString() }, t('report')), ' · ',
			el('a', { href: 'q/' + item.id + '.html' }, item.id)]);
	}

	/* Time: from an absolute end, so that neither reloads nor sleep change it */

	function left() { return Math.max(0, session.endAt - Date.now()); }
	function timeText(ms) {
		var s = Math.ceil(ms / 1000);
		return Math.floor(s / 3600) + ':' + String(Math.floor(s / 60) % 60).padStart(2, '0') + ':' + String(s % 60).padStart(2, '0');
	}
	function clock() {
		var hidden = store.read('.hideTime') === true;
		var face = el('span', { 'class': 'clock', 'aria-live': 'off' });
		var toggle = button('', function () { hidden = !hidden; store.write('.hideTime', hidden); tick(); }, 'quiet');
		function tick() {
			var ms = left(), minutes = Math.ceil(ms / 60000);
			face.textContent = hidden && minutes > 5 ? '' : t('timeLeft', timeText(ms));
			toggle.textContent = t(hidden ? 'timeShow' : 'timeHide');
			[30, 10, 5, 1].forEach(function (m) {
				if (minutes === m && !said[m]) { said[m] = true; announce(m === 1 ? t('minuteLeft') : t('minutesLeft', m)); }
			});
			if (ms === 0) { stopClock(); submit(true); }
		}
		stopClock();
		ticking = setInterval(tick, 500);
		setTimeout(tick, 0);
		return el('p', { 'class': 'time' }, [face, ' ', toggle]);
	}
	function stopClock() { if (ticking) clearInterval(ticking); ticking = null; }
	document.addEventListener('visibilitychange', function () {
		if (session && session.mode === 'mock' && !session.submittedAt && left() === 0) submit(true);
	});

	/* Review and result */

	function showReview(filter) {
		var lists = ['All', 'Incomplete', 'Flagged'].concat(session.submittedAt || session.mode !== 'mock' ? ['Wrong'] : []);
		function fits(p) {
			var state = stateOf(p);
			return filter === 'All' || (filter === 'Flagged' && session.flags[p.id]) || (filter === 'Wrong' && state === 'Wrong') ||
				(filter === 'Incomplete' && (state === 'Incomplete' || state === 'Unseen'));
		}
		var mock = session.mode === 'mock' && !session.submittedAt;
		screen(t('navigator'), [mock ? clock() : null,
			el('div', { 'class': 'actions', role: 'group', 'aria-label': t('reviewAll') }, lists.map(function (f) {
				return button(t('list' + f), function () { showReview(f); app.querySelector('[aria-pressed="true"]').focus(); }, 'quiet', { 'aria-pressed': String(f === filter) });
			})),
			el('ol', { 'class': 'grid' }, session.list.map(function (p, i) {
				if (!fits(p)) return null;
				var state = stateOf(p);
				return el('li', {}, [button([String(i + 1), el('span', {}, t('state' + state) + (session.flags[p.id] ? ', ' + t('flagged') : ''))],
					function () { go(i); }, 'cell', { 'data-state': state.toLowerCase() })]);
			})),
			el('div', { 'class': 'actions' }, [
				session.submittedAt ? button(t('result'), showResult, null) : mock ? button(t('submit'), function () { submit(false); }, null, { 'data-act': 'submit' })
					: button(t('result'), function () { finish(); }, null, { 'data-act': 'submit' }),
				button(t('again'), function () { showStart(); focusTitle(); }, 'quiet')])]);
	}
	function submit(timeIsUp) {
		if (!session || session.submittedAt) return;
		var open = session.list.filter(function (p) { return !show.complete(byId[p.id], session.answers[p.id] || []); }).length;
		if (!timeIsUp && open && !confirm(t('submitSure', open))) return;
		stopClock();
		withKeys(function (keys) {
			session.list.forEach(function (p) {
				var answer = session.answers[p.id] || [];
				session.done[p.id] = answer.length ? examc.session.judge(byId[p.id], keys[p.id], answer) : false;
			});
			finish();
			if (timeIsUp) announce(t('timeUp'));
		});
	}
	function finish() {
		session.submittedAt = Math.min(Date.now(), session.endAt || Infinity);
		examc.session.save(session);
		if (session.mode === 'mock') {
			var past = store.read('.results') || [];
			past.push({ at: session.submittedAt, right: rightCount(), all: session.list.length, form: session.form });
			store.write('.results', past);
		}
		showResult();
		focusTitle();
	}
	function rightCount() { return session.list.filter(function (p) { return session.done[p.id] === true; }).length; }
	function showResult() {
		var right = rightCount(), all = session.list.length, share = all ? right / all : 0;
		var wrong = session.list.filter(function (p) { return session.done[p.id] !== true; }).map(function (p) { return byId[p.id]; });
		screen(t('result'), [
			el('p', { 'class': 'lede' }, t('resultLine', right, all, Math.round(100 * share))),
			session.mode === 'mock' && exam.scaleMax ? el('p', {}, t('scaled', examc.session.scaled(exam, share), exam.scaleMin, exam.scaleMax, exam.pass)) : null,
			el('p', { 'class': 'soft' }, t('took', timeText(session.submittedAt - session.startedAt))),
			domainBars(examc.session.tally(session, byId, 'domain'), exam.domains, t('byDomain')),
			domainBars(examc.session.tally(session, byId, 'topic'), exam.topics, t('byTopic')),
			el('div', { 'class': 'actions' }, [
				button(t('reviewAll'), function () { showReview('Wrong'); focusTitle(); }, null, { 'data-act': 'review' }),
				wrong.length ? button(t('retry'), function () {
					session = examc.session.start('wrong', wrong, Date.now() >>> 0, 0);
					showQuestion();
					focusTitle();
				}, 'quiet', { 'data-act': 'retry' }) : null,
				button(t('again'), function () { examc.session.end(); showStart(); focusTitle(); }, 'quiet', { 'data-act': 'start' })])]);
	}

	/* Keys: can be switched off, and stay out of text fields */

	document.addEventListener('keydown', function (e) {
		if (e.ctrlKey || e.metaKey || e.altKey || store.read('.shortcuts') === false || !session) return;
		if (/^(SELECT|TEXTAREA)$/.test(e.target.tagName) || (e.target.tagName === 'INPUT' && !/^(radio|checkbox)$/.test(e.target.type))) return;
		var inputs = app.querySelectorAll('.option input'), k = e.key.toLowerCase(), act = null;
		var i = /^[1-9]$/.test(k) ? Number(k) - 1 : /^[a-h]$/.test(k) ? k.charCodeAt(0) - 97 : -1;
		if (i >= 0 && inputs[i] && k !== 'f') { inputs[i].click(); inputs[i].focus(); e.preventDefault(); return; }
		if (k === 'n' || (k === 'arrowright' && e.target.type !== 'radio')) act = 'next';
		if (k === 'p' || (k === 'arrowleft' && e.target.type !== 'radio')) act = 'previous';
		if (k === 'f') act = 'flag';
		if (k === 'r') act = 'review';
		if (k === '?') announce(t('shortcutsHelp'));
		if (k === 't' && session.endAt && !session.submittedAt) announce(t('timeLeft', timeText(left())));
		var b = act && app.querySelector('[data-act="' + act + '"]');
		if (b && !b.disabled) { b.click(); e.preventDefault(); }
	});
	window.addEventListener('hashchange', function () { if (!session) showStart(); });

	store.open(exam.id, showStart);
}());
