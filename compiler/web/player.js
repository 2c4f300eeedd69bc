// What the player's screens share: the bank, the session that runs, and how a screen is set up.
(function () {
	'use strict';
	var examc = window.examc, t = examc.t, el = examc.show.el;
	var bank = window.examcBank, app = document.getElementById('app');
	if (!app) return;
	function button(text, act, cls, more) {
		return el('button', Object.assign({ type: 'button', 'class': cls || null, onclick: act }, more || {}), text);
	}
	// Says that something could not be loaded, and offers what helps.
	function failure(again) {
		return [el('p', {}, t('loadFailed')), el('div', { 'class': 'actions' }, [
			again && button(t('tryAgain'), again, null, { 'data-act': 'load' }),
			button(t('reload'), function () { location.reload(); }, 'quiet')])];
	}
	if (!bank) {
		failure(null).forEach(function (part) { app.append(part); });
		return;
	}
	var live = el('p', { 'class': 'sr', role: 'status', 'aria-live': 'polite' });
	app.after(live);

	var player = examc.player = {
		bank: bank,
		exam: bank.exam,
		app: app,
		session: null,
		items: bank.items.filter(function (it) { return !it.retired; }),
		byId: Object.create(null),
		announce: function (text) {
			live.textContent = '';
			setTimeout(function () { live.textContent = text; }, 50);
		},
		// Shows a screen of PARTS. NAME, for style sheets; BESIDE: what stands beside the title in a bar.
		screen: function (title, parts, name, beside) {
			var h1 = el('h1', { tabindex: '-1' }, title);
			app.replaceChildren(beside ? el('div', { 'class': 'top' }, [h1].concat(beside)) : h1);
			parts.forEach(function (p) { if (p) app.append(p); });
			document.body.dataset.screen = app.dataset.screen = name || '';
			document.title = title + ' - ' + bank.exam.name;
		},
		// Where the eye goes: to the head of the screen, past that of the page where room is scarce.
		focusTitle: function () {
			app.querySelector('h1').focus({ preventScroll: true });
			window.scrollTo(0, app.dataset.screen && !player.isRoomy() ? app.offsetTop : 0);
		},
		isRoomy: function () { return window.innerWidth >= 768 && window.innerHeight >= 640; },
		button: button,
		failure: failure,
		questions: function (n) { return n === 1 ? t('countOne') : t('count', n); },
		// Calls THEN when the questions or the keys (KIND) of ITEMS are here, at once if they were. Until
		// then BOX, whatever it had, says so, and what went wrong, with a way to try again.
		load: function (kind, items, box, then, again) {
			examc.data.load(kind, items, function (isHere) {
				if (!isHere) {
					box.replaceChildren.apply(box, failure(function () {
						box.setAttribute('tabindex', '-1');
						box.focus();
						player.load(kind, items, box, then, true);
					}));
					player.announce(t('loadFailed'));
					return;
				}
				box.replaceChildren();
				then();
				if (again && !box.isConnected && document.activeElement === document.body) player.focusTitle();
			}, function (came, all) {
				box.replaceChildren(el('p', { 'class': 'soft' }, all > 1 ? t('loadingPart', came, all) : t('loading')));
			});
		},
		// A table whose bars repeat its numbers; rows in the order of their NAMES.
		bars: function (rows, names, title) {
			var body = el('tbody', {});
			names.forEach(function (n) {
				var r = rows.find(function (x) { return x.id === n.id; });
				if (!r) return;
				body.append(el('tr', { 'data-domain': n.number }, [el('th', { scope: 'row' }, n.name),
					el('td', { 'class': 'num' }, r.right + ' / ' + r.all),
					el('td', {}, el('progress', { max: r.all || 1, value: r.right, 'aria-hidden': 'true' }))]));
			});
			return el('table', { 'class': 'bars' }, [el('caption', {}, title), body]);
		}
	};
	bank.items.forEach(function (it) { player.byId[it.id] = it; });
	// What runs at the moment, or null; for tests.
	examc.current = function () { return player.session; };
}());
