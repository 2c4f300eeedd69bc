// The player's first screen: which questions, and how. The address keeps what
// was chosen: #mode=practice&domain=…&seed=…
(function () {
	'use strict';
	var examc = window.examc, t = examc.t, el = examc.show.el, store = examc.store, player = examc.player;
	if (!player) return;
	var bank = player.bank, exam = player.exam, items = player.items, button = player.button;

	/* Which questions */

	// What can be chosen by, with names for the values; without them values name themselves.
	var fields = {
		domain: exam.domains, topic: exam.topics, difficulty: exam.difficulties, type: exam.types,
		service: exam.services, tag: null
	};
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
	// What a question says: its HTML without tags, instructions and what selects offer.
	function plain(item) {
		return examc.data.html(item).replace(/<(legend|option)[^>]*>[^<]*/g, '').replace(/<[^>]*>/g, ' ').toLowerCase();
	}
	// Texts to search in; made at the first search.
	var texts = null;
	function wordsOf(c) { return (c.find || '').toLowerCase().split(/\s+/).filter(Boolean); }
	function search(words) {
		if (!texts) texts = items.map(plain);
		return items.filter(function (_, i) {
			return words.every(function (w) { return texts[i].indexOf(w) >= 0; });
		});
	}
	function fitting(c) {
		var words = wordsOf(c);
		var out = (words.length ? search(words) : items).filter(function (it) {
			return Object.keys(fields).every(function (f) { return !c[f] || [].concat(it[f]).indexOf(c[f]) >= 0; });
		});
		if (c.mode === 'wrong') out = out.filter(function (it) { return store.answer(it) && !store.wasRight(it); });
		if (c.mode === 'review') out = out.filter(store.isDue);
		return out;
	}

	/* How */

	function minutesFor(n) { return exam.minutes && exam.items ? Math.ceil(exam.minutes * n / exam.items) : n * 2; }
	function beginForm(form, seed) {
		var orders = {}, list = form.items.map(function (x) {
			orders[x.id] = x.order;
			return player.byId[x.id];
		});
		return examc.session.start('mock', list, seed, minutesFor(list.length), form.id, orders);
	}
	function beginMock(c, seed) {
		var form = bank.forms.find(function (f) { return f.id === c.form; });
		if (form) return beginForm(form, seed);
		var list = examc.draw.byWeights(fitting(c), exam.domains, Number(c.n) || exam.items, seed);
		return examc.session.start('mock', list, seed, minutesFor(list.length));
	}
	function beginRun(c, seed) {
		var list = fitting(c);
		return examc.session.start(c.mode, examc.draw.some(list, Number(c.n) || list.length, seed), seed, 0);
	}
	function begin(c) {
		var seed = Number(c.seed) || Math.floor(Math.random() * 4294967295);
		var session = c.mode === 'mock' ? beginMock(c, seed) : beginRun(c, seed);
		if (!session) { examc.tell.toast(t('none')); return; }
		player.run(session);
		player.focusTitle();
	}
	// A mock exam that runs goes on meanwhile: whoever forgot it shall know.
	function askAndBegin(c) {
		var running = examc.session.all().find(function (s) { return s.mode === 'mock' && s.endAt > Date.now(); });
		if (!running) { begin(c); return; }
		examc.tell.ask({
			title: t('mockRuns'), text: t('mockRunsText', running.answered, running.all),
			choices: [{ text: t('startAnother'), value: 'new', cls: 'quiet' }, { text: t('resume'), value: 'old' },
				{ text: t('cancel'), value: '', cls: 'quiet' }]
		}, function (value) {
			if (value === 'new') begin(c);
			if (value === 'old') player.resume(running.key);
		});
	}
	function formPicker(help) {
		var pick = el('select', { 'aria-label': t('mock') }, el('option', { value: '' }, help));
		bank.forms.forEach(function (f) {
			pick.append(el('option', { value: f.id }, (f.name || f.id) + ', ' + player.questions(f.items.length)));
		});
		return pick;
	}
	function modeCard(mode, c) {
		var list = fitting(Object.assign({}, c, { mode: mode })), mock = mode === 'mock';
		var n = mock ? Math.min(exam.items, list.length) : list.length;
		var help = mock ? t('mockHelp', n, minutesFor(n)) : t(mode + 'Help');
		var pick = mock && bank.forms.length ? formPicker(help) : null;
		return el('li', { 'class': 'panel' }, [
			el('h2', {}, t(mode)), el('p', {}, help), pick && el('p', {}, pick),
			el('p', {}, button(mock ? t('start') : t('start') + ': ' + player.questions(n), function () {
				askAndBegin(Object.assign({}, c, { mode: mode, form: pick ? pick.value : '' }));
			}, null, { disabled: n === 0, 'data-mode': mode }))]);
	}

	/* The screen */

	// Values of FIELD that questions have.
	function present(field) {
		var used = {};
		items.forEach(function (it) { [].concat(it[field]).forEach(function (x) { used[x] = true; }); });
		return (fields[field] || Object.keys(used).sort().map(function (x) { return { id: x, name: x }; }))
			.filter(function (x) { return used[x.id]; });
	}
	// A field that no question has is no choice.
	function picker(name, c, change) {
		var values = present(name), s = el('select', { id: 'f-' + name }, el('option', { value: '' }, t('all')));
		values.forEach(function (x) { s.append(el('option', { value: x.id }, x.name)); });
		s.value = c[name] || '';
		s.addEventListener('change', function () {
			c[name] = s.value;
			change();
		});
		return values.length ? el('p', { 'class': 'field' }, [el('label', { 'for': s.id }, t(name)), s]) : null;
	}
	function filters(c, link, changed) {
		var open = c.find || Object.keys(fields).some(function (f) { return c[f]; });
		var find = el('input', { id: 'f-find', type: 'search', value: c.find || '', oninput: function () {
			c.find = find.value;
			changed();
		} });
		return el('details', { 'class': 'panel', open: Boolean(open) }, [
			el('summary', {}, t('which')),
			el('p', { 'class': 'field' }, [el('label', { 'for': 'f-find' }, t('search')), find]),
			el('div', { 'class': 'fields' }, Object.keys(fields).map(function (f) { return picker(f, c, changed); })),
			link]);
	}
	function showStart() {
		var c = choiceFromAddress(), cards = el('ul', { 'class': 'modes' }), link = el('p', { 'class': 'soft' });
		var note = el('div', {});
		// Search needs the texts of all questions; without them there is nothing to choose from.
		function refresh(then) {
			var box = el('div', {});
			history.replaceState(null, '', address(c));
			link.replaceChildren(el('a', { href: address(c) }, t('link')));
			cards.replaceChildren();
			note.replaceChildren(box);
			player.load('questions', wordsOf(c).length ? items : [], box, function () {
				if (!box.isConnected) return;
				['practice', 'mock', 'review', 'wrong'].forEach(function (m) { cards.append(modeCard(m, c)); });
				if (then) then();
			});
		}
		function changed() {
			refresh(function () {
				player.announce(t('hits', fitting(Object.assign({}, c, { mode: 'practice' })).length));
			});
		}
		player.leave();
		player.screen(t('practice'), player.notes().concat([player.unfinished(), filters(c, link, changed), note, cards,
			player.progress(), player.settings()]));
		refresh();
	}
	function again() {
		showStart();
		player.focusTitle();
	}

	player.fitting = fitting;
	player.showStart = showStart;
	player.again = again;
	window.addEventListener('hashchange', function () { if (!player.session) showStart(); });
}());
