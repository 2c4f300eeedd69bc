// The end of a session: judging what was not judged yet, and the result on the screen.
(function () {
	'use strict';
	var examc = window.examc, t = examc.t, el = examc.show.el, store = examc.store, player = examc.player;
	if (!player) return;
	var exam = player.exam, byId = player.byId, keys = examc.data.keys, button = player.button;

	function isRight(p) { return player.session.done[p.id] === true; }
	function judgeAll(s) {
		s.list.forEach(function (p) {
			var answer = s.answers[p.id] || [];
			s.done[p.id] = answer.length > 0 && examc.session.judge(byId[p.id], keys[p.id], answer);
		});
	}
	function submit(timeIsUp) {
		var s = player.session, box = el('div', { 'class': 'panel' });
		if (!s || s.submittedAt) return;
		var open = s.list.filter(function (p) { return !player.isComplete(p); }).length;
		if (!timeIsUp && open && !confirm(t('submitSure', open))) return;
		player.stopClock();
		player.screen(t('result'), [box, el('div', { 'class': 'actions' }, button(t('again'), player.again, 'quiet'))]);
		player.load('keys', s.list.map(function (p) { return byId[p.id]; }), box, function () {
			if (!box.isConnected) return;
			judgeAll(s);
			finish();
			if (timeIsUp) player.announce(t('timeUp'));
		});
	}
	function finish() {
		var s = player.session;
		s.submittedAt = Math.min(Date.now(), s.endAt || Infinity);
		examc.session.save(s);
		if (s.mode === 'mock') {
			var past = store.read('.results') || [], right = s.list.filter(isRight).length;
			past.push({ at: s.submittedAt, right: right, all: s.list.length, form: s.form });
			store.write('.results', past);
		}
		showResult();
		player.focusTitle();
	}
	function retry(wrong) {
		player.run(examc.session.start('wrong', wrong, Date.now() >>> 0, 0));
		player.focusTitle();
	}
	function tallied(field, names, title) {
		return player.bars(examc.session.tally(player.session, byId, field), names, t(title));
	}
	function showResult() {
		var s = player.session, all = s.list.length, right = s.list.filter(isRight).length, share = all ? right / all : 0;
		var wrong = s.list.filter(function (p) { return !isRight(p); }).map(function (p) { return byId[p.id]; });
		var scaled = s.mode === 'mock' && exam.scaleMax &&
			t('scaled', examc.session.scaled(exam, share), exam.scaleMin, exam.scaleMax, exam.pass);
		player.screen(t('result'), [
			el('p', { 'class': 'lede' }, t('resultLine', right, all, Math.round(100 * share))),
			scaled ? el('p', {}, scaled) : null,
			el('p', { 'class': 'soft' }, t('took', player.timeText(s.submittedAt - s.startedAt))),
			tallied('domain', exam.domains, 'byDomain'), tallied('topic', exam.topics, 'byTopic'),
			el('div', { 'class': 'actions' }, [
				button(t('reviewAll'), function () {
					player.showReview('Wrong');
					player.focusTitle();
				}, null, { 'data-act': 'review' }),
				wrong.length ? button(t('retry'), function () { retry(wrong); }, 'quiet', { 'data-act': 'retry' }) : null,
				button(t('again'), function () {
					examc.session.end();
					player.again();
				}, 'quiet', { 'data-act': 'start' })])]);
	}

	player.submit = submit;
	player.finish = finish;
	player.showResult = showResult;
}());
