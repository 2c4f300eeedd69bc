// A session on the screen: a question with its bars, the navigator, keys, and the browser's way back.
(function () {
	'use strict';
	var examc = window.examc, t = examc.t, show = examc.show, el = show.el, store = examc.store, player = examc.player;
	if (!player) return;
	var data = examc.data, keys = data.keys, choices = examc.choices;
	var exam = player.exam, byId = player.byId, button = player.button;
	var session = null, flags = null; // what runs; its flags by id, once they were asked for
	var now = null, side = null, clock = null; // the question on the screen; the navigator beside it

	function save() { examc.session.save(session); }
	function answerOf(p) { return session.answers[p.id] || []; }
	function isComplete(p) { return answerOf(p).length === byId[p.id].answers; }
	function isMock() { return session.mode === 'mock' && !session.submittedAt; }
	function isOver(p) { return p.id in session.done || session.submittedAt; }
	function stateOf(p) {
		if (p.id in session.done) return session.done[p.id] ? 'Right' : 'Wrong';
		if (session.submittedAt) return 'Open';
		if (answerOf(p).length) return isComplete(p) ? 'Complete' : 'Incomplete';
		return session.seen[p.id] ? 'Incomplete' : 'Unseen';
	}
	function changed() {
		var begun = session.list.filter(function (p) { return isOver(p) || answerOf(p).length; }).length;
		save();
		if (side) side.update(session.at);
		now.line.value = begun;
	}

	/* Question */

	function go(i, isBack) {
		if (i < 0 || i >= session.list.length) return;
		session.at = i;
		showQuestion();
		if (!isBack) remember(null);
		player.focusTitle();
	}
	function next() {
		if (session.at + 1 < session.list.length) go(session.at + 1);
		else if (!isMock() && session.list.every(isOver)) player.finish();
		else review();
	}
	function review() {
		showReview('All');
		player.focusTitle();
	}
	// The article of P, as the session has it. What runs as an exam does not show its domain.
	function article(p, form) {
		var item = byId[p.id], scenario = data.scenario(item);
		var domain = exam.domains.find(function (d) { return d.id === item.domain; });
		form.append(show.html(data.html(item)));
		p.order = p.order || examc.draw.choices(show.choices(form), show.free(form), p.id, session.seed);
		show.arrange(form, p.order);
		show.fill(form, answerOf(p));
		return el('article', { 'class': 'question', 'data-id': p.id, 'data-domain': isMock() ? null : String(domain.number) },
			[scenario ? show.html(scenario) : null, form, now.tools, now.below, note(item)]);
	}
	// Shows what is right, and why. ISNEW: the learner just answered; the first answer of a session counts.
	function settle(answer, isNew) {
		var here = now, p = here.p, item = byId[p.id], box = el('div', {});
		here.below.replaceChildren(box);
		player.load('keys', [item], box, function () {
			var key = keys[p.id], right = key.right.split(' '), facts, head;
			var isFirst = !isOver(p), isRight = show.same(answer, right);
			// Whoever asks again meanwhile, or leaves the question, is not answered twice.
			if (now !== here || !box.parentNode) return;
			if (isFirst) examc.session.check(session, item, key, answer);
			facts = show.answer(here.form, key);
			head = choices.settle(here.form,
				isRight ? 'right' : answer.length ? 'wrong' : session.unknown[p.id] ? 'unknown' : 'open',
				right, answer, facts.querySelector('.reasons').dataset.reasons,
				isNew && !isFirst ? t('firstCounts') : store.comesBack(item));
			here.below.replaceChildren(facts, report(item));
			here.say.textContent = '';
			setTools(false);
			setPrimary(false);
			changed();
			if (isNew) choices.face(head);
		});
	}
	function check() {
		var lacks = choices.lacks(now.form, byId[now.p.id].answers), answer = show.read(now.form);
		if (lacks) {
			now.say.textContent = lacks;
			now.say.dataset.state = 'wrong';
			return;
		}
		if (!isOver(now.p)) session.answers[now.p.id] = answer;
		settle(answer, true);
	}
	function unknown() {
		session.unknown[now.p.id] = true;
		delete session.answers[now.p.id];
		show.fill(now.form, []);
		settle([], true);
	}
	// The steps stand as they should: that is an answer like any other.
	function keepOrder() {
		now.form.dispatchEvent(new Event('change', { bubbles: true }));
		now.say.textContent = t('orderKept');
		now.primary.focus();
	}
	function again() {
		choices.reopen(now.form);
		now.form.querySelectorAll('.why').forEach(function (x) { x.remove(); });
		now.below.replaceChildren();
		setTools(true);
		setPrimary(true);
		choices.focus(now.form);
	}
	// Keeps what is chosen; an answer that was checked stays as it was.
	function listen(p, form) {
		form.addEventListener('change', function () {
			now.say.removeAttribute('data-state');
			if (isOver(p)) return;
			session.answers[p.id] = show.read(form);
			delete session.unknown[p.id];
			changed();
			if (isMock()) setTools(true);
		});
		form.addEventListener('submit', function (e) { e.preventDefault(); });
	}
	// Puts the question in the place of BOX.
	function put(box, p) {
		var form = el('form', { autocomplete: 'off' }), a = article(p, form);
		now.form = form;
		session.seen[p.id] = true;
		choices.ready(form, byId[p.id].answers, now.say, session.struck[p.id] || [], function (struck) {
			session.struck[p.id] = struck;
			save();
		});
		listen(p, form);
		box.replaceWith(a);
		changed();
		setTools(!isOver(p));
		if (needsOrder()) now.say.textContent = t('orderOpen');
		if (isOver(p)) settle(answerOf(p), false);
	}

	/* The bars of a question */

	// The one button that leads on: Check, and Next in the same place.
	function setPrimary(canCheck) {
		var isLast = session.at + 1 === session.list.length, b = now.primary;
		b.dataset.act = canCheck ? 'check' : 'next';
		b.textContent = t(canCheck ? 'check' : isLast ? 'finish' : 'next');
	}
	// In an exam nobody checks; a list that nobody moved has to be taken as it is.
	function needsOrder() { return isMock() && choices.isOrder(now.form) && !answerOf(now.p).length; }
	function setTools(isOpen) {
		var canCheck = !isMock() && !session.submittedAt;
		now.tools.replaceChildren.apply(now.tools, [
			isOpen && canCheck ? button(t('unknown'), unknown, 'quiet', { 'data-act': 'unknown' }) : '',
			isOpen && needsOrder() ? button(t('keepOrder'), keepOrder, 'quiet', { 'data-act': 'keep-order' }) : '',
			isOpen && canCheck ? button(t('skipQuestion'), next, 'quiet', { 'data-act': 'next' }) : '',
			!isOpen && canCheck ? button(t('tryOnce'), again, 'quiet', { 'data-act': 'again' }) : '',
			button([show.icon('keys'), t('shortcuts')], help, 'keys')]);
	}
	function small(icon, word, act, name, more) {
		return button([show.icon(icon), el('span', {}, t(word))], act, 'small', Object.assign({ 'data-act': name }, more));
	}
	function flag() {
		var item = byId[now.p.id], mark = store.mark(item);
		mark.flag = !mark.flag;
		if (!store.setMark(item, mark)) examc.tell.toast(store.note(), { kind: 'error' });
		if (flags) flags[item.id] = mark.flag;
		now.flag.setAttribute('aria-pressed', String(mark.flag));
		if (side) side.update(session.at);
	}
	function bar() {
		now.flag = small('flag', 'flag', flag, 'flag', { 'aria-pressed': String(store.mark(byId[now.p.id]).flag) });
		var row = el('div', { 'class': 'bar-row', role: 'group', 'aria-label': t('controls') }, [
			small('left', 'previous', function () { go(session.at - 1); }, 'previous', { disabled: session.at === 0 }),
			now.flag, small('grid', 'navigator', review, 'review'), now.primary]);
		return el('div', { 'class': 'bottom' }, [now.say, row]);
	}
	// What the learner wrote about the question; it stays with the question.
	function note(item) {
		var mark = store.mark(item);
		var box = el('textarea', { id: 'note', rows: 3, maxlength: examc.records.MOST.note, oninput: keep });
		function keep() {
			var mark = store.mark(item);
			mark.note = box.value;
			if (!store.setMark(item, mark)) examc.tell.toast(store.note(), { kind: 'error' });
		}
		box.value = mark.note || '';
		return el('details', { 'class': 'notes', open: Boolean(mark.note) }, [
			el('summary', {}, [show.icon('note'), t('note')]), el('label', { 'for': 'note' }, t('noteHelp')), box]);
	}
	function report(item) {
		var page = item.retired ? null : el('a', { href: 'q/' + item.id + '.html' }, item.id);
		var text = new URLSearchParams({
			title: t('questionNumber', item.id),
			body: t('reportAnswered', item.id, item.hash, (session.answers[item.id] || []).join(' '))
		});
		var url = exam.report && exam.report + (exam.report.indexOf('?') < 0 ? '?' : '&') + text.toString();
		return el('p', { 'class': 'report' }, [url ? el('a', { href: url }, t('report')) : null, url ? ' · ' : null, page]);
	}
	// Fetches what the next questions need, before somebody waits for it.
	function fetchAhead() {
		var p = session.list.slice(session.at + 1).find(function (x) { return !data.has('questions', byId[x.id]); });
		if (p) data.load('questions', [byId[p.id]], function () { /* else it is asked for again */ });
	}
	function showQuestion() {
		var p = session.list[session.at], box = el('div', { 'class': 'question' }), here;
		here = now = {
			p: p, form: null, tools: el('div', { 'class': 'tools' }), below: el('div', {}),
			say: el('p', { 'class': 'say', role: 'status' }), primary: button('', function () {
				if (this.dataset.act === 'check') check();
				else next();
			}, 'primary'),
			line: el('progress', { 'class': 'line', max: session.list.length, value: 0, 'aria-hidden': 'true' })
		};
		setPrimary(!isMock() && !isOver(p));
		player.screen(t('question', session.at + 1, session.list.length), [
			el('div', { 'class': 'stage' }, [box, beside()]), bar()], 'question', [isMock() ? clock : null, now.line]);
		player.load('questions', [byId[p.id]], box, function () {
			if (now !== here) return;
			put(box, p);
			fetchAhead();
		});
	}

	/* The navigator: beside the question where there is room, and as a screen */

	function isFlagged(p) {
		if (!(p.id in flags)) flags[p.id] = store.mark(byId[p.id]).flag;
		return flags[p.id];
	}
	function navigator(filter) {
		flags = flags || Object.create(null);
		return player.navigator({
			size: session.list.length,
			cell: function (i) { return { state: stateOf(session.list[i]), flagged: isFlagged(session.list[i]) }; },
			at: function () { return session.at; },
			go: go,
			filter: filter,
			filters: ['All', 'Incomplete', 'Flagged'].concat(isMock() ? [] : ['Wrong'])
		});
	}
	function endButtons(cls) {
		var end = session.submittedAt ? button(t('result'), player.showResult, cls) :
			isMock() ? button(t('submit'), function () { player.submit(false); }, cls, { 'data-act': 'submit' }) :
				button(t('result'), player.finish, cls, { 'data-act': 'submit' });
		return el('div', { 'class': 'actions' }, [end, button(t('again'), player.again, 'quiet')]);
	}
	var wide = window.matchMedia('(min-width: 68.75rem)');
	function beside() {
		var box = el('aside', { 'class': 'side', 'aria-label': t('navigator') });
		if (!wide.matches) return box;
		// Questions come first on the screen.
		setTimeout(function () {
			if (!box.isConnected) return;
			side = side || navigator('All');
			side.update(session.at);
			box.append(el('div', { 'class': 'scroll' }, side.root), endButtons('quiet'));
			side.scroll(box.firstChild);
		}, 0);
		return box;
	}
	wide.addEventListener('change', function () { if (now && app('question')) showQuestion(); });
	function app(name) { return player.app.dataset.screen === name; }
	function showReview(filter) {
		var n = navigator(filter);
		if (!app('list')) remember(filter);
		player.screen(t('navigator'), [n.root, endButtons(null)], 'list', [isMock() ? clock : null]);
	}

	/* The browser's way back: an entry of its history for each question and for the navigator */

	function remember(filter) {
		var state = { run: session.key, at: session.at, list: filter };
		if (JSON.stringify(history.state) !== JSON.stringify(state)) history.pushState(state, '');
	}
	function goTo(state) {
		session.at = Math.min(state.at, session.list.length - 1);
		if (state.list) review();
		else go(session.at, true);
	}
	window.addEventListener('popstate', function (e) {
		var s = e.state;
		if (location.hash === '#main') return; // to the content, and not away from it
		if (session && (!s || s.run !== session.key)) player.again();
		else if (session) goTo(s);
		else if (s && s.run) examc.session.resume(s.run, byId, function (was) {
			if (!was || was.isPast) return;
			player.use(was);
			goTo(s);
		});
	});

	/* Keys: can be switched off, and stay out of text fields */

	function help() {
		var close = button(t('close'), function () { box.close(); }), from = document.activeElement;
		var keys = t('shortcutsHelp').split(' · ').map(function (x) { return el('li', {}, x); });
		var box = el('dialog', { 'class': 'ask', 'aria-labelledby': 'help-title', onclose: function () {
			box.remove();
			if (from.isConnected) from.focus();
		} }, [el('h2', { id: 'help-title' }, t('shortcuts')), el('ul', { 'class': 'help' }, keys),
			el('div', { 'class': 'actions' }, close)]);
		document.body.append(box);
		box.showModal();
		close.focus();
	}
	var acts = { n: 'next', p: 'previous', f: 'flag', r: 'review' };
	function isDeaf(e) {
		var at = e.target, types = at.tagName === 'INPUT' && !/^(radio|checkbox)$/.test(at.type);
		return e.ctrlKey || e.metaKey || e.altKey || types || /^(SELECT|TEXTAREA)$/.test(at.tagName) ||
			!session || document.querySelector('dialog[open]') !== null;
	}
	// The input that key K means, by number or letter, if there is one.
	function inputOf(k) {
		var inputs = player.app.querySelectorAll('.options input:enabled');
		return /^[1-9]$/.test(k) ? inputs[Number(k) - 1] : /^[a-egh]$/.test(k) ? inputs[k.charCodeAt(0) - 97] : null;
	}
	// Arrows move inside a group of radio buttons, elsewhere between questions.
	function actOf(e, k) {
		if (e.target.type !== 'radio' && k === 'arrowright') return 'next';
		if (e.target.type !== 'radio' && k === 'arrowleft') return 'previous';
		return acts[k];
	}
	function press(act) {
		var b = act && player.app.querySelector('[data-act="' + act + '"]:enabled');
		if (b) b.click();
		return Boolean(b);
	}
	// Each returns whether it was meant.
	var others = {
		'?': function () { help(); return true; },
		t: function () {
			if (!isMock()) return false;
			player.sayTime(session);
			return true;
		},
		x: function () { return choices.strikeFocused(); }
	};
	document.addEventListener('keydown', function (e) {
		var k = e.key.toLowerCase(), input;
		if (isDeaf(e)) return;
		// Enter does what the first button says, unless something else has the focus that Enter is for.
		if (k === 'enter') {
			if (app('question') && !/^(A|BUTTON|SUMMARY)$/.test(e.target.tagName)) {
				now.primary.click();
				e.preventDefault();
			}
			return;
		}
		if (store.read('.shortcuts') === false) return;
		input = inputOf(k);
		if (input) {
			input.click();
			input.focus();
		} else if (!(others[k] ? others[k]() : press(actOf(e, k)))) return;
		e.preventDefault();
	});

	player.isComplete = isComplete;
	player.go = go;
	// From now on S is what the screens are about.
	player.use = function (s) {
		player.stopClock();
		session = player.session = s;
		side = flags = null;
		clock = isMock() ? player.clock(s) : null;
	};
	player.showReview = showReview;
	player.run = function (s) {
		player.use(s);
		showQuestion();
		remember(null);
	};
	player.leave = function () {
		player.stopClock();
		examc.session.leave();
		session = player.session = now = null;
	};
	store.open(exam.id, function () {
		player.safely(function () {
			store.adopt(player.bank.items);
			player.showStart();
		});
	});
}());
