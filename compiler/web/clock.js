// The clock of a mock exam: counts to an absolute end, so that neither reloads nor sleep change it, and says
// when the time gets short.
(function () {
	'use strict';
	var examc = window.examc, t = examc.t, show = examc.show, el = show.el, store = examc.store, player = examc.player;
	if (!player) return;
	var WARN = [1, 5, 10, 30], ticking = null; // minutes

	function left(s) { return Math.max(0, s.endAt - Date.now()); }
	function timeText(ms) {
		var s = Math.ceil(ms / 1000), two = function (n) { return String(n % 60).padStart(2, '0'); };
		return Math.floor(s / 3600) + ':' + two(Math.floor(s / 60)) + ':' + two(s);
	}
	function stop() {
		if (ticking) clearInterval(ticking);
		ticking = null;
	}
	function warn(minutes) {
		examc.tell.toast(minutes === 1 ? t('minuteLeft') : t('minutesLeft', minutes),
			{ kind: minutes === 1 ? 'error' : 'warn' });
	}
	// The clock of session S, which it ends. What a longer exam passed before is not said.
	function clock(s) {
		var hidden = store.read('.hideTime') === true;
		var face = el('span', { 'class': 'clock', role: 'timer', 'aria-live': 'off' });
		var said = WARN.filter(function (m) { return left(s) < (m - 1) * 60000; });
		var toggle = el('button', { type: 'button', 'class': 'icon', onclick: function () {
			hidden = !hidden;
			store.write('.hideTime', hidden);
			tick();
		} }, show.icon('eye'));
		var box = el('p', { 'class': 'time' }, [face, toggle]);
		function tick() {
			var ms = left(s), minutes = Math.ceil(ms / 60000);
			var mark = WARN.find(function (m) { return minutes <= m; });
			face.textContent = hidden && minutes > 5 ? '' : timeText(ms);
			face.setAttribute('aria-label', t('timeLeft', face.textContent));
			toggle.setAttribute('aria-label', t(hidden ? 'timeShow' : 'timeHide'));
			toggle.setAttribute('aria-pressed', String(hidden));
			if (mark) box.dataset.left = mark;
			if (minutes === mark && said.indexOf(mark) < 0) {
				said.push(mark);
				warn(mark);
			}
			if (ms > 0) return;
			stop();
			player.submit(true);
		}
		stop();
		ticking = setInterval(tick, 500);
		setTimeout(tick, 0);
		return box;
	}
	document.addEventListener('visibilitychange', function () {
		var s = player.session;
		if (s && s.endAt && !s.submittedAt && left(s) === 0) player.submit(true);
	});

	player.timeText = timeText;
	player.clock = clock;
	player.stopClock = stop;
	player.sayTime = function (s) { examc.tell.toast(t('timeLeft', timeText(left(s)))); };
}());
