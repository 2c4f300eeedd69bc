// A session on the screen: a question, the clock, the review of all.
(function () {
	'use strict';
	var examc = window.examc, t = examc.t, show = examc.show, el = show.el, store = examc.store, player = examc.player;
	if (!player) return;
	var data = examc.data, keys = data.keys;
	var exam = player.exam, byId = player.byId, button = player.button;
	var session = null, ticking = null, said = {};

	function save() { examc.session.save(session); }
	function answerOf(p) { return session.answers[p.id] || []; }
	function isComplete(p) { return answerOf(p).length === byId[p.id].answers; }
	function isFlagged(p) { return store.mark(byId[p.id]).flag; }
	function isMock() { return session.mode === 'mock' && !session.submittedAt; }
	function stateOf(p) {
		if (p.id in session.done) return session.done[p.id] ? 'Right' : 'Wrong';
		if (session.submittedAt) return 'Open';
		if (answerOf(p).length) return isComplete(p) ? 'Complete' : 'Incomplete';
		return session.seen[p.id] ? 'Incomplete' : 'Unseen';
	}

	/* Question */

	function go(i) {
		if (i < 0 || i >= session.list.length) return;
		session.at = i;
		showQuestion();
		player.focusTitle();
	}
	// The article of P, as the session has it.
	function article(p) {
		var item = byId[p.id], scenario = data.scenario(item);
		var domain = exam.domains.find(function (d) { return d.id === item.domain; });
		var form = el('form', { autocomplete: 'off' }, show.html(data.html(item)));
		p.order = p.order || examc.draw.choices(show.choices(form), show.free(form), p.id, session.seed);
		show.arrange(form, p.order);
		show.fill(form, answerOf(p));
		return el('article', { 'class': 'question', 'data-id': p.id, 'data-domain': String(domain.number) },
			[scenario ? show.html(scenario) : null, form, el('div', {})]);
	}
	// What is right, and why; below it where to complain and where the question lives.
	function reveal(article, p) {
		var below = article.lastElementChild;
		player.load('keys', [byId[p.id]], below, function () {
			var key = keys[p.id], facts = show.answer(article, key);
			show.mark(article, key.right.split(' '));
			below.replaceChildren(facts, report(byId[p.id]));
		});
	}
	function check(article, p, verdict) {
		if (!isComplete(p)) {
			verdict.removeAttribute('data-state');
			verdict.textContent = t('chooseFirst');
			return;
		}
		// Whoever asks again meanwhile, or leaves the session, is not answered twice.
		var box = el('div', {}), here = session;
		article.lastElementChild.replaceChildren(box);
		player.load('keys', [byId[p.id]], box, function () {
			if (!box.parentNode || session !== here) return;
			var good = examc.session.check(session, byId[p.id], keys[p.id], answerOf(p));
			verdict.dataset.state = good ? 'right' : 'wrong';
			verdict.textContent = good ? t('right') : show.notRight(show.html(keys[p.id].facts));
			article.querySelectorAll('.back').forEach(function (x) { x.remove(); });
			verdict.after(el('p', { 'class': 'soft back' }, store.comesBack(byId[p.id])));
			reveal(article, p);
		});
	}
	// Keeps what is chosen; checks it where that can be done at once.
	function listen(article, p) {
		var form = article.querySelector('form'), verdict = el('p', { 'class': 'verdict', role: 'status' });
		var canCheck = !isMock() && !session.submittedAt;
		form.addEventListener('change', function () {
			session.answers[p.id] = show.read(form);
			save();
			verdict.textContent = '';
			form.querySelectorAll('.said, .why, .back').forEach(function (x) { x.remove(); });
		});
		form.addEventListener('submit', function (e) {
			e.preventDefault();
			if (canCheck) check(article, p, verdict);
		});
		form.append(el('div', { 'class': 'actions' }, [
			canCheck ? el('button', { type: 'submit', 'data-act': 'check' }, t('check')) : null, verdict]));
	}
	function flag(e) {
		var id = session.list[session.at].id;
		var mark = store.mark(byId[id]);
		store.setMark(byId[id], { flag: !mark.flag, note: mark.note });
		e.target.setAttribute('aria-pressed', String(!mark.flag));
	}
	function next() {
		if (session.at + 1 < session.list.length) go(session.at + 1);
		else showReview('All');
	}
	function review() {
		showReview('All');
		player.focusTitle();
	}
	// Puts the question in the place of BOX.
	function put(box, p) {
		var a = article(p);
		session.seen[p.id] = true;
		save();
		listen(a, p);
		if (p.id in session.done || session.submittedAt) reveal(a, p);
		box.replaceWith(a);
	}
	// Fetches what the next questions need, before somebody waits for it.
	function fetchAhead() {
		var p = session.list.slice(session.at + 1).find(function (x) { return !data.has('questions', byId[x.id]); });
		if (p) data.load('questions', [byId[p.id]], function () { /* else it is asked for again */ });
	}
	function showQuestion() {
		var p = session.list[session.at], box = el('div', {});
		player.screen(t('question', session.at + 1, session.list.length), [
			isMock() ? clock() : null, box,
			el('div', { 'class': 'actions' }, [
				button(t('previous'), function () { go(session.at - 1); }, 'quiet',
					{ disabled: session.at === 0, 'data-act': 'previous' }),
				button(t('next'), next, null, { 'data-act': 'next' }),
				button(t('flag'), flag, 'quiet', { 'aria-pressed': String(isFlagged(p)), 'data-act': 'flag' }),
				button(t('reviewAll'), review, 'quiet', { 'data-act': 'review' })])]);
		player.load('questions', [byId[p.id]], box, function () {
			if (!box.isConnected) return;
			put(box, p);
			fetchAhead();
		});
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

	/* Time: from an absolute end, so that neither reloads nor sleep change it */

	function left() { return Math.max(0, session.endAt - Date.now()); }
	function timeText(ms) {
		var s = Math.ceil(ms / 1000), two = function (n) { return String(n % 60).padStart(2, '0'); };
		return Math.floor(s / 3600) + ':' + two(Math.floor(s / 60)) + ':' + two(s);
	}
	// Says once when 30, 10, 5 and 1 minutes are left.
	function remind(minutes) {
		if ([30, 10, 5, 1].indexOf(minutes) < 0 || said[minutes]) return;
		said[minutes] = true;
		player.announce(minutes === 1 ? t('minuteLeft') : t('minutesLeft', minutes));
	}
	function clock() {
		var hidden = store.read('.hideTime') === true, face = el('span', { 'class': 'clock', 'aria-live': 'off' });
		var toggle = button('', function () {
			hidden = !hidden;
			store.write('.hideTime', hidden);
			tick();
		}, 'quiet');
		function tick() {
			var ms = left(), minutes = Math.ceil(ms / 60000);
			face.textContent = hidden && minutes > 5 ? '' : t('timeLeft', timeText(ms));
			toggle.textContent = t(hidden ? 'timeShow' : 'timeHide');
			remind(minutes);
			if (ms > 0) return;
			stopClock();
			player.submit(true);
		}
		stopClock();
		ticking = setInterval(tick, 500);
		setTimeout(tick, 0);
		return el('p', { 'class': 'time' }, [face, ' ', toggle]);
	}
	function stopClock() {
		if (ticking) clearInterval(ticking);
		ticking = null;
	}
	document.addEventListener('visibilitychange', function () {
		if (session && isMock() && left() === 0) player.submit(true);
	});

	/* The navigator */

	function fits(filter, p) {
		var state = stateOf(p);
		return filter === 'All' || (filter === 'Flagged' && isFlagged(p)) ||
			(filter === 'Wrong' && state === 'Wrong') ||
			(filter === 'Incomplete' && /^(Incomplete|Unseen|Open)$/.test(state));
	}
	function filterButton(f, chosen) {
		return button(t('list' + f), function () {
			showReview(f);
			player.app.querySelector('[aria-pressed="true"]').focus();
		}, 'quiet', { 'aria-pressed': String(f === chosen) });
	}
	function cell(p, i) {
		var state = stateOf(p), flagged = isFlagged(p) ? ', ' + t('flagged') : '';
		return el('li', {}, button([String(i + 1), el('span', {}, t('state' + state) + flagged)],
			function () { go(i); }, 'cell', { 'data-state': state.toLowerCase() }));
	}
	function endButton() {
		if (session.submittedAt) return button(t('result'), player.showResult);
		if (isMock()) return button(t('submit'), function () { player.submit(false); }, null, { 'data-act': 'submit' });
		return button(t('result'), player.finish, null, { 'data-act': 'submit' });
	}
	function showReview(filter) {
		var filters = ['All', 'Incomplete', 'Flagged'].concat(isMock() ? [] : ['Wrong']);
		player.screen(t('navigator'), [
			isMock() ? clock() : null,
			el('div', { 'class': 'actions', role: 'group', 'aria-label': t('reviewAll') },
				filters.map(function (f) { return filterButton(f, filter); })),
			el('ol', { 'class': 'grid' }, session.list.map(function (p, i) {
				return fits(filter, p) ? cell(p, i) : null;
			})),
			el('div', { 'class': 'actions' }, [endButton(), button(t('again'), player.again, 'quiet')])]);
	}
	/* Keys: can be switched off, and stay out of text fields */

	var acts = { n: 'next', p: 'previous', f: 'flag', r: 'review' };
	function isDeaf(e) {
		var at = e.target, types = at.tagName === 'INPUT' && !/^(radio|checkbox)$/.test(at.type);
		return e.ctrlKey || e.metaKey || e.altKey || types || /^(SELECT|TEXTAREA)$/.test(at.tagName) ||
			!session || store.read('.shortcuts') === false;
	}
	// The input that key K means, by number or letter, if there is one.
	function inputOf(k) {
		var inputs = player.app.querySelectorAll('.options input');
		return /^[1-9]$/.test(k) ? inputs[Number(k) - 1] : /^[a-egh]$/.test(k) ? inputs[k.charCodeAt(0) - 97] : null;
	}
	// Arrows move inside a group of radio buttons, elsewhere between questions.
	function actOf(e, k) {
		if (e.target.type !== 'radio' && k === 'arrowright') return 'next';
		if (e.target.type !== 'radio' && k === 'arrowleft') return 'previous';
		return acts[k];
	}
	document.addEventListener('keydown', function (e) {
		var k = e.key.toLowerCase(), input, act;
		if (isDeaf(e)) return;
		input = inputOf(k);
		if (input) {
			input.click();
			input.focus();
			e.preventDefault();
			return;
		}
		if (k === '?') player.announce(t('shortcutsHelp'));
		if (k === 't' && session.endAt && !session.submittedAt) player.announce(t('timeLeft', timeText(left())));
		act = actOf(e, k) && player.app.querySelector('[data-act="' + actOf(e, k) + '"]');
		if (act && !act.disabled) {
			act.click();
			e.preventDefault();
		}
	});

	player.isComplete = isComplete;
	player.timeText = timeText;
	player.stopClock = stopClock;
	player.showReview = showReview;
	player.go = go;
	// From now on S is what the screens are about.
	player.use = function (s) {
		stopClock();
		session = player.session = s;
		said = {};
	};
	player.run = function (s) {
		player.use(s);
		showQuestion();
	};
	player.leave = function () {
		stopClock();
		examc.session.leave();
		session = player.session = null;
	};
	store.open(exam.id, function () {
		player.safely(function () {
			store.adopt(player.bank.items);
			player.showStart();
		});
	});
}());
