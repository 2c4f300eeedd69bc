// The player's first screen: what to begin with. Practice comes first, with which questions and how many, and with
// what a search finds; then the mock exam and what comes back. The address says it all, see filter.js.
(function () {
	'use strict';
	var examc = window.examc, t = examc.t, el = examc.show.el, store = examc.store, player = examc.player;
	if (!player) return;
	var bank = player.bank, exam = player.exam, items = player.items, button = player.button, filter = player.filter;
	var FEW = 6, HITS = 25, WAIT = 120; // values that are shown at once; hits at a time; ms after a key
	var stop = null; // ends the search that runs

	function setAddress(address) { history.replaceState(null, '', address); }

	/* Beginning */

	// Runs the session that MAKE returns. A mock exam that runs goes on meanwhile: whoever forgot it shall know.
	function begin(make) {
		function go() {
			var session = make();
			if (!session) { examc.tell.toast(t('none')); return; }
			if (stop) stop();
			player.run(session);
			player.focusTitle();
		}
		var running = examc.session.all().find(function (s) { return s.mode === 'mock' && s.endAt > Date.now(); });
		if (!running) { go(); return; }
		examc.tell.ask({
			title: t('mockRuns'), text: t('mockRunsText', running.answered, running.all),
			choices: [{ text: t('startAnother'), value: 'new', cls: 'quiet' }, { text: t('resume'), value: 'old' },
				{ text: t('cancel'), value: '', cls: 'quiet' }]
		}, function (value) {
			if (value === 'new') go();
			if (value === 'old') player.resume(running.key);
		});
	}
	function run(mode, list, seed, at) {
		var session = examc.session.start(mode, list, seed, 0);
		if (session) session.at = at || 0;
		return session;
	}
	// Without what the address said, coming back begins nothing again.
	function beginTen(c) {
		setAddress('#');
		begin(function () { return run('practice', filter.ten(Number(c.seed)), Number(c.seed)); });
	}
	function resume(key) {
		var all = examc.session.all(), hit = key ? all.find(function (s) { return s.key === key; }) : all[0];
		setAddress('#');
		if (hit) player.resume(hit.key);
		else examc.tell.toast(t('goneSession'), { kind: 'warn' });
	}

	/* The mock exam */

	function minutesFor(n) { return exam.minutes && exam.items ? Math.ceil(exam.minutes * n / exam.items) : n * 2; }
	function mockSize(c) {
		return Math.min(c.mode === 'mock' && Number(c.n) || exam.items, items.length);
	}
	function beginForm(form, seed) {
		var orders = Object.create(null), list = form.items.map(function (x) {
			orders[x.id] = x.order;
			return player.byId[x.id];
		});
		return examc.session.start('mock', list, seed, minutesFor(list.length), form.id, orders);
	}
	function mockSession(c, id) {
		var form = bank.forms.find(function (f) { return f.id === id; }), seed = Number(c.seed);
		if (form) return beginForm(form, seed);
		var list = examc.draw.byWeights(items, exam.domains, mockSize(c), seed);
		return examc.session.start('mock', list, seed, minutesFor(list.length));
	}
	function formPicker() {
		var pick = el('select', { 'aria-label': t('mock') }, el('option', { value: '' }, t('drawn')));
		bank.forms.forEach(function (f) {
			pick.append(el('option', { value: f.id }, (f.name || f.id) + ', ' + player.questions(f.items.length)));
		});
		return pick;
	}
	// What can be sat, and a button that begins it.
	function mockParts(c, cls) {
		var n = mockSize(c), help = t('mockHelp', n, minutesFor(n)), pick = bank.forms.length ? formPicker() : null;
		var start = button(t('startMock'), function () {
			begin(function () {
				if (c.mode === 'mock') setAddress('#');
				return mockSession(c, pick && pick.value);
			});
		}, cls, { disabled: n === 0, 'data-mode': 'mock' });
		return [el('p', {}, help), pick && el('p', {}, pick), el('div', { 'class': 'actions' }, start)];
	}
	// What the address says and nobody knows.
	function notes(unknown) {
		return player.notes().concat(unknown.map(function (x) {
			return el('p', { 'class': 'note', 'data-unknown': '' }, t('noSuch', x[0], x[1]));
		}));
	}
	function showMock(c, unknown) {
		var parts = mockParts(c, null), pass = exam.pass && t(exam.scaleMax ? 'passOnScale' : 'passOfItems', exam.pass,
			exam.scaleMax ? exam.scaleMin : exam.items, exam.scaleMax);
		parts[parts.length - 1].append(button(t('again'), function () {
			setAddress('#');
			player.again();
		}, 'quiet', { 'data-act': 'start' }));
		parts.splice(1, 0, el('ul', { 'class': 'mock-facts' },
			[pass && t('passMark') + ': ' + pass, t('mockClock'), t('mockFlag')].filter(Boolean).map(function (fact) {
				return el('li', {}, fact);
			})));
		player.screen(t('mock'), notes(unknown).concat(
			[el('section', { 'class': 'panel', 'aria-label': t('mock') }, parts)]));
		player.focusTitle();
	}

	/* What comes back */

	function reviewPart(c, mode, list, none) {
		return [el('p', {}, list.length ? t(mode + 'Help') : none), el('div', { 'class': 'actions' },
			button(t(mode) + ': ' + player.questions(list.length), function () {
				begin(function () { return run(mode, examc.draw.some(list, list.length, Number(c.seed)), Number(c.seed)); });
			}, 'quiet', { disabled: !list.length, 'data-mode': mode }))];
	}
	// The first to come back of those that are not due.
	function nextDue(answered) {
		var first = null, least = Infinity;
		answered.forEach(function (it) {
			var card = store.answer(it).card;
			if (card && card.due < least) { first = it; least = card.due; }
		});
		return first ? ' ' + store.comesBack(first) : '';
	}
	function reviewParts(c) {
		var answered = items.filter(store.answer), due = answered.filter(store.isDue);
		if (!answered.length) return [el('p', {}, t('reviewNothing'))];
		return reviewPart(c, 'review', due, due.length ? '' : t('noneDue') + nextDue(answered))
			.concat(reviewPart(c, 'wrong', answered.filter(function (it) { return !store.wasRight(it); }), t('noneWrong')));
	}

	/* Practice: which questions */

	function pick(type, name, value, text, n, isOn, change) {
		var input = el('input', { type: type, name: name, value: value, onchange: change });
		input.checked = isOn;
		return el('label', { 'class': 'pick' }, [
			input, el('span', {}, text), n === null ? null : el('span', { 'class': 'n' }, n)]);
	}
	// The values of FIELD as boxes, in what opens; drawn when it opens, because tags can be many. One is no choice.
	function group(field, c, changed) {
		var box = el('div', { 'class': 'picks', role: 'group', 'aria-label': t(field) }), n = el('span', { 'class': 'n' });
		var details = el('details', { 'class': 'group', 'data-field': field, ontoggle: function () {
			if (!box.firstChild) fill();
		} }, [
			el('summary', {}, [t(field), n]), box]);
		function count() { n.textContent = c[field].length ? t('countOf', c[field].length, offered().length) : ''; }
		function offered() { return filter.values(field, field === 'topic' ? c.domain : null); }
		function fill() {
			count();
			box.replaceChildren.apply(box, !details.open ? [] : offered().map(function (x) {
				return pick('checkbox', field, x.id, x.name, x.n, c[field].indexOf(x.id) >= 0, function (e) {
					c[field] = c[field].filter(function (y) { return y !== x.id; }).concat(e.target.checked ? x.id : []);
					count();
					changed(field);
				});
			}));
		}
		details.open = c[field].length > 0 || offered().length <= FEW;
		fill();
		return { root: offered().length > 1 || c[field].length ? details : null, fill: fill };
	}
	// What is chosen, each with a button that takes it away.
	function chips(c, takeAway) {
		var out = [], all = filter.fields.concat('q').filter(function (f) { return c[f].length; });
		all.forEach(function (f) {
			[].concat(c[f]).forEach(function (value) {
				var name = f === 'q' ? '“' + value + '”' : filter.nameOf(f, value);
				out.push(el('li', {}, button([name, examc.show.icon('cross')], function () { takeAway(f, value); }, 'quiet', {
					'data-chip': f, 'aria-label': t('takeAway', f === 'q' ? name : t(f) + ': ' + name)
				})));
			});
		});
		if (out.length > 1) out.push(el('li', {}, button(t('takeAll'), function () {
			takeAway(null);
		}, 'quiet', { 'data-chip': '' })));
		return out;
	}
	function howMany(c, changed) {
		var sizes = ['10', '20', 'all'], own = c.mode !== 'mock' && c.n || String(filter.MANY);
		if (sizes.indexOf(own) < 0) sizes.unshift(own);
		return el('fieldset', { 'class': 'picks' }, [el('legend', {}, t('howMany'))].concat(sizes.map(function (n) {
			return pick('radio', 'n', n, n === 'all' ? t('all') : n, null, n === own, function () {
				c.n = n;
				changed();
			});
		})));
	}

	/* Practice: search */

	function hitRow(it, words, open) {
		var domain = exam.domains.find(function (d) { return d.id === it.domain; });
		var was = store.answer(it), state = !was ? 'New' : was.right ? 'Right' : 'Wrong';
		return el('li', {}, el('a', {
			'class': 'hit', href: 'q/' + it.id + '.html', 'data-id': it.id, 'data-domain': domain.number,
			onclick: function (e) {
				if (e.ctrlKey || e.metaKey || e.shiftKey) return;
				e.preventDefault();
				open(it);
			} }, [
			el('span', { 'class': 'what' }, examc.search.excerpt(it, words).map(function (part) {
				return part.isHit ? el('mark', {}, part.text) : part.text;
			})),
			el('span', { 'class': 'meta' }, [el('span', { 'class': 'of' }, domain.name),
				el('span', { 'data-state': state.toLowerCase() }, [
					was ? examc.show.icon(was.right ? 'tick' : 'cross') : null, t('is' + state)]),
				examc.search.isInReasons(it, words) ? el('span', {}, t('inReasons')) : null])]));
	}
	// A list that grows with what SHOW() is given; opening one begins a session of all that are listed.
	function hitList(c, words) {
		var rows = el('ol', { 'class': 'hits' }), more = el('div', { 'class': 'actions' });
		var shown = [], limit = HITS, found = [];
		function open(it) {
			var list = shown.slice();
			begin(function () { return run('practice', list, Number(c.seed), list.indexOf(it)); });
		}
		function show() {
			var from = shown.length;
			found.slice(from, limit).forEach(function (it) {
				shown.push(it);
				rows.append(hitRow(it, words, open));
			});
			if (shown.length === found.length) more.replaceChildren();
			else if (!more.firstChild) {
				more.append(button(t('moreHits'), function () {
					var next = shown.length;
					limit += HITS;
					show();
					rows.children[next].firstChild.focus();
				}, 'quiet', { 'data-act': 'more-hits' }));
			}
		}
		return { root: el('div', {}, [rows, more]), show: function (hits) {
			found = hits;
			show();
		} };
	}

	/* The screen */

	function practice(c) {
		var link = el('a', {}, t('link')), list = items, timer = null;
		var find = el('input', { id: 'f-find', type: 'search', value: c.q, autocomplete: 'off',
			'aria-describedby': 'f-find-help', oninput: function () {
			clearTimeout(timer);
			timer = setTimeout(changed, WAIT, 'q');
		} });
		var picked = el('ul', { 'class': 'picked', 'aria-label': t('picked') }), hits = el('div', { 'class': 'found' });
		var start = button('', function () {
			begin(function () { return run('practice', filter.some(c, list), Number(c.seed)); });
		}, null, { 'data-mode': 'practice' }), of = el('span', { 'class': 'soft' });
		var groups = filter.fields.map(function (f) { return group(f, c, changed); });
		var which = el('details', { 'class': 'which' }, [el('summary', {}, t('which')), el('div', { 'class': 'groups' },
			groups.map(function (g) { return g.root; }))]);
		var onlyNew = pick('checkbox', 'only-new', 'new', t('onlyNew'), null, false, function (e) {
			c.state = e.target.checked ? ['new'] : [];
			changed();
		}), size = howMany(c, changed);

		function takeAway(field, value) {
			filter.fields.concat('q').forEach(function (f) {
				if (f !== field && field !== null) return;
				c[f] = f === 'q' ? '' : c[f].filter(function (x) { return field !== null && x !== value; });
			});
			find.value = c.q;
			changed();
			(picked.querySelector('button') || which.firstChild).focus();
		}
		// Topics are those of the chosen domains.
		function narrow() {
			var topics = filter.values('topic', c.domain).map(function (x) { return x.id; });
			c.topic = c.topic.filter(function (id) { return topics.indexOf(id) >= 0; });
		}
		function showCount(isSearching) {
			var n = filter.some(c, list).length;
			start.textContent = t('start') + ': ' + player.questions(n);
			start.disabled = n === 0;
			of.textContent = n < list.length ? t('outOf', list.length) : n || isSearching ? '' : t('none');
		}
		function search() {
			var words = examc.search.words(c.q), fits = filter.fitting(c), rows = hitList(c, words), failed = null;
			var state = el('p', { 'class': 'soft' }, t('searching'));
			if (stop) stop();
			stop = null;
			list = words.length ? [] : fits;
			hits.replaceChildren.apply(hits, words.length ? [state, rows.root] : []);
			showCount(true);
			if (words.length) stop = examc.search.find(words, fits, function (now) {
				list = now.hits;
				state.textContent = t('hits', list.length) + (now.isDone ? '' : ' ' + t('searchingPart', now.came, now.all));
				rows.show(list);
				showCount(!now.isDone);
				if (now.isDone) player.announce(now.hasFailed ? t('loadFailed') : state.textContent);
				if (!now.hasFailed || failed) return;
				failed = el('div', {}, player.failure(function () {
					find.focus();
					changed();
				}));
				state.after(failed);
			});
		}
		// FROM: the field whose boxes show already what is chosen.
		function update(from) {
			var address = filter.address(Object.assign({}, c, { seed: c.isSeeded ? c.seed : '' }));
			onlyNew.firstChild.checked = c.state.length === 1 && c.state[0] === 'new';
			if (from !== 'q') groups.forEach(function (g, i) { if (filter.fields[i] !== from) g.fill(); });
			picked.replaceChildren.apply(picked, chips(c, takeAway));
			link.href = address;
			link.hidden = address === '#';
			search();
			return address;
		}
		// Something else is chosen.
		function changed(from) {
			clearTimeout(timer);
			c.q = find.value.trim();
			if (c.mode !== 'practice') c.n = size.querySelector(':checked').value;
			c.mode = 'practice';
			if (c.topic.length) narrow();
			setAddress(update(from));
			if (!c.q) player.announce(t('hits', list.length));
		}
		which.open = filter.fields.some(function (f) { return c[f].length; });
		update();
		return [el('p', {}, t('practiceHelp')), picked,
			el('div', { 'class': 'sizes' }, [size, el('div', { 'class': 'picks' }, onlyNew)]),
			el('div', { 'class': 'actions' }, [start, of, link]), which,
			el('p', { 'class': 'field' }, [el('label', { 'for': 'f-find' }, t('search')), find,
				el('span', { 'class': 'soft', id: 'f-find-help' }, t('searchHelp'))]), hits];
	}
	function chance() { return 1 + Math.floor(Math.random() * 4294967294); }
	function card(title, parts) {
		return el('li', { 'class': 'panel' }, [el('h2', {}, title)].concat(parts));
	}
	function show(c, unknown) {
		player.screen(t('practice'), notes(unknown).concat([player.unfinished(), el('ul', { 'class': 'modes' }, [
			el('li', { 'class': 'panel wide' }, practice(c)), card(t('mock'), mockParts(c, 'quiet')),
			card(t('reviewTitle'), reviewParts(c))]), player.progress(), player.settings()]));
		if (unknown.length) player.announce(unknown.map(function (x) { return t('noSuch', x[0], x[1]); }).join(' '));
		if (c.mode === 'review' || c.mode === 'wrong') {
			var b = player.app.querySelector('[data-mode="' + c.mode + '"]');
			if (b) b.focus();
		}
	}
	function showStart() {
		var unknown = [], c = filter.read(location.hash, unknown);
		c.isSeeded = c.seed !== '';
		c.seed = c.seed || String(chance());
		if (stop) stop();
		player.leave();
		if (c.mode === 'mock') { showMock(c, unknown); return; }
		show(c, unknown);
		if (c.start) beginTen(c);
		else if (c.resume !== null) resume(c.resume);
	}
	function again() {
		showStart();
		player.focusTitle();
	}

	player.showStart = showStart;
	player.again = again;
	window.addEventListener('hashchange', function () {
		if (!player.session && location.hash !== '#main') showStart();
	});
}());
