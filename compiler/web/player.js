// What the player's screens share: the bank, the session that runs, and how a screen is set up.
(function () {
	'use strict';
	var examc = window.examc, t = examc.t, el = examc.show.el;
	var bank = window.examcBank, app = document.getElementById('app');
	if (!bank || !app) return;
	var live = el('p', { 'class': 'sr', role: 'status', 'aria-live': 'polite' });
	app.after(live);

	var player = examc.player = {
		bank: bank,
		exam: bank.exam,
		app: app,
		session: null,
		items: bank.items.filter(function (it) { return !it.retired; }),
		byId: {},
		announce: function (text) {
			live.textContent = '';
			setTimeout(function () { live.textContent = text; }, 50);
		},
		screen: function (title, parts) {
			app.replaceChildren(el('h1', { tabindex: '-1' }, title));
			parts.forEach(function (p) { if (p) app.append(p); });
			document.title = title + ' - ' + bank.exam.name;
		},
		focusTitle: function () {
			app.querySelector('h1').focus();
			window.scrollTo(0, 0);
		},
		button: function (text, act, cls, more) {
			return el('button', Object.assign({ type: 'button', 'class': cls || null, onclick: act }, more || {}), text);
		},
		questions: function (n) { return n === 1 ? t('countOne') : t('count', n); },
		// Keys come in a file of their own, when they are needed.
		withKeys: function (then) {
			if (window.examcKeys) { then(window.examcKeys); return; }
			var script = el('script', { src: 'data/keys.js' });
			script.onload = function () { then(window.examcKeys); };
			script.onerror = function () { player.announce(t('loadFailed')); };
			document.head.append(script);
		},
		// A table whose bars repeat its numbers; rows in the order of their NAMES.
		bars: function (rows, names, title) {
			var body = el('tbody', {});
			names.forEach(function (n) {
				var r = rows.find(function (x) { return x.id === n.id; });
				if (!r) return;
				body.append(el('tr', {}, [el('th', { scope: 'row' }, n.name),
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
