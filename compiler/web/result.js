// The end of a session: judging what was not judged yet, and what the result teaches, of an exam that ended now or
// earlier.
(function () {
	'use strict';
	var examc = window.examc, t = examc.t, el = examc.show.el, store = examc.store, player = examc.player;
	if (!player) return;
	var exam = player.exam, byId = player.byId, keys = examc.data.keys, button = player.button;
	var FEW = 3; // weakest topics that are offered at once

	function itemOf(p) { return byId[p.id]; }
	function by(verdict) {
		return function (p) { return examc.session.verdict(player.session, p) === verdict; };
	}
	function percent(share) { return Math.round(100 * share); }

	/* The end of an exam */

	// What has no answer is not judged: it is not right, but nobody learns that it was wrong.
	function judgeAll(s) {
		s.list.forEach(function (p) {
			if ((s.answers[p.id] || []).length) examc.session.check(s, itemOf(p), keys[p.id], s.answers[p.id]);
		});
	}
	function keep(s) {
		var right = s.list.filter(by('right')).length, past = store.fresh('.results') || [];
		s.submittedAt = Math.min(Date.now(), s.endAt || Infinity);
		var isKept = examc.session.save(s);
		past = past.concat([{ at: s.submittedAt, right: right, all: s.list.length, form: s.form, key: s.key }]);
		isKept = store.write('.results', examc.records.merge('.results', past, [])) && isKept;
		if (!isKept) examc.tell.toast(store.note(), { kind: 'error' });
		s.isPast = true;
		examc.session.leave();
		examc.session.sweep();
	}
	function end(timeIsUp) {
		var s = player.session, box = el('div', { 'class': 'panel' });
		player.stopClock();
		player.screen(t('result'), [box, el('div', { 'class': 'actions' }, button(t('again'), player.again, 'quiet'))]);
		player.load('keys', s.list.map(itemOf), box, function () {
			if (!box.isConnected) return;
			judgeAll(s);
			if (s.lost) return;
			examc.tell.hush();
			keep(s);
			if (timeIsUp) examc.tell.toast(t('timeUp'), { kind: 'warn' });
			finish();
		});
	}
	// Ends the exam, which is asked first unless the time did it.
	function submit(timeIsUp) {
		var s = player.session;
		if (!s || s.submittedAt) return;
		if (timeIsUp) { end(true); return; }
		var open = s.list.filter(function (p) { return !player.isComplete(p); }).length;
		examc.tell.ask({
			title: t('submitTitle'), text: open ? t('submitSure', open) : t('submitAll', s.list.length),
			choices: [{ text: t('submit'), value: true }, { text: t('goOnExam'), value: false, cls: 'quiet' }]
		}, function (yes) {
			if (yes && player.session === s && !s.submittedAt) end(false);
		});
	}
	// A practice shows what was answered so far, and goes on; with nothing left it is over.
	function finish() {
		var s = player.session;
		if (!s.submittedAt && !s.list.some(by('open'))) {
			examc.session.end(s);
			s.isPast = true;
		}
		showResult();
		player.focusTitle();
	}

	/* What it says */

	function practise(items, mode) {
		var s = examc.session.start(mode, items, Date.now() >>> 0, 0);
		if (!s) return;
		player.run(s);
		player.focusTitle();
	}
	function ofTopics(rows) {
		var ids = rows.map(function (r) { return r.id; });
		return player.items.filter(function (it) { return ids.indexOf(it.topic) >= 0; });
	}
	// A button that practises the topics of ROWS: by TEXT, of which a gap is filled with how many questions that are.
	function practiseButton(rows, text, cls, name) {
		var items = ofTopics(rows), n = player.questions(items.length);
		return items.length ? button(t(text, n), function () {
			practise(examc.draw.some(items, items.length, Date.now() >>> 0), 'practice');
		}, cls, { 'data-act': 'practise', 'aria-label': name && t('practiseTopic', n, name) }) : null;
	}
	// Where the result lies on a line from nothing to all right: its 95 % band, and the pass mark.
	function line(x, pass) {
		function at(share) { return (100 * share).toFixed(2); }
		return examc.show.html('<svg class="band" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">' +
			'<rect class="all" width="100" height="8"/><rect class="range" x="' + at(x.low) + '" width="' + at(x.high - x.low) +
			'" height="8"/><rect class="here" x="' + at(Math.max(0, x.share - 0.005)) + '" width="1" height="8"/>' +
			(pass === null ? '' : '<rect class="goal" x="' + at(pass - 0.002) + '" width=".4" height="8"/>') + '</svg>');
	}
	// Against the pass mark: passed and failed are said only of what chance does not explain.
	function judgement(right, all) {
		var x = examc.session.expect(right, all), pass = examc.session.passShare(exam), scaled = exam.scaleMax;
		function number(share) { return scaled ? examc.session.scaled(exam, share) : percent(share) + ' %'; }
		if (pass === null) return [];
		var word = x.low >= pass ? 'wouldPass' : x.high < pass ? 'wouldFail' : 'couldPass';
		return [el('p', { 'class': 'judgement' }, t(word)),
			line(x, pass), el('p', { 'class': 'soft' }, [scaled
				? t('scaled', number(x.share), exam.scaleMin, exam.scaleMax, exam.pass)
				: t('passAt', exam.pass, exam.items, percent(pass)), ' ', t('between', all, number(x.low), number(x.high))])];
	}
	// Topics with something wrong or not answered, the weakest first.
	function weakest(s) {
		return examc.session.tally(s, byId, 'topic').filter(function (r) {
			return r.wrong || s.mode === 'mock' && r.open;
		}).map(function (r) {
			return Object.assign(r, { of: s.mode === 'mock' ? r.all : r.right + r.wrong });
		}).sort(function (a, b) { return a.right / a.of - b.right / b.of || b.of - b.right - a.of + a.right; });
	}
	function nameOf(list, id) { return list.find(function (x) { return x.id === id; }).name; }
	function topicRow(r) {
		var name = nameOf(exam.topics, r.id);
		return el('li', {}, [el('span', {}, name), el('span', { 'class': 'num' }, r.right + ' / ' + r.of),
			practiseButton([r], 'practiseThese', 'quiet', name)]);
	}
	function weakList(rows) {
		var few = rows.slice(0, FEW), more = rows.slice(FEW);
		if (!rows.length) return null;
		return el('section', { 'class': 'panel', 'aria-label': t('weakest') }, [
			el('h2', {}, t('weakest')), el('ul', { 'class': 'weak' }, few.map(topicRow)),
			more.length ? el('details', {}, [el('summary', {}, t('moreTopics', more.length)),
				el('ul', { 'class': 'weak' }, more.map(topicRow))]) : null]);
	}
	function domains(s) {
		var rows = examc.session.tally(s, byId, 'domain').map(function (r) {
			return { id: r.id, right: r.right, all: s.mode === 'mock' ? r.all : r.right + r.wrong };
		}).filter(function (r) { return r.all; });
		return el('section', { 'class': 'panel' }, player.bars(rows, exam.domains, t('byDomain')));
	}
	// What can be done now: the first is the most useful one.
	function actions(s, wrong, open, weak) {
		var isOver = s.submittedAt || s.isPast;
		return el('div', { 'class': 'actions' }, [
			!isOver && open.length ? button(t('goOnWith', player.questions(open.length)), function () {
				player.go(s.list.indexOf(open[0]));
			}, null, { 'data-act': 'go-on' }) : null,
			isOver && weak.length ? practiseButton(weak.slice(0, FEW), 'practiseWeakest') : null,
			wrong.length ? button(t('retryCount', wrong.length), function () {
				practise(wrong.map(itemOf), 'wrong');
			}, 'quiet', { 'data-act': 'retry' }) : null,
			isOver && open.length ? button(t('openAgain', open.length), function () {
				practise(open.map(itemOf), 'practice');
			}, 'quiet', { 'data-act': 'open' }) : null,
			button(t('reviewAll'), function () {
				player.showReview(wrong.length ? 'Wrong' : 'All');
				player.focusTitle();
			}, 'quiet', { 'data-act': 'review' }),
			isOver ? null : button(t('endPractice'), function () {
				examc.session.end(s);
				s.isPast = true;
				player.again();
			}, 'quiet', { 'data-act': 'end' }),
			button(t('again'), player.again, 'quiet', { 'data-act': 'start' })]);
	}
	function showResult(title) {
		var s = player.session, mock = s.mode === 'mock', open = s.list.filter(by('open'));
		var right = s.list.filter(by('right')).length, wrong = s.list.filter(by('wrong'));
		var all = mock ? s.list.length : right + wrong.length, weak = weakest(s);
		player.screen(title || t('result'), [
			el('p', { 'class': 'lede total' }, all ? t('resultLine', right, all, percent(right / all)) : t('nothingAnswered')),
			el('p', {}, t(mock ? 'resultMock' : 'resultPractice', wrong.length, open.length)),
			s.gone ? el('p', {}, t('goneSince', s.gone)) : null]
			.concat(mock && all ? judgement(right, all) : [], [
				actions(s, wrong, open, weak), weakList(weak), all ? domains(s) : null,
				s.submittedAt && el('p', { 'class': 'soft took' }, t('took', player.timeText(s.submittedAt - s.startedAt)))]));
	}

	player.submit = submit;
	player.finish = finish;
	player.showResult = function () { showResult(); };
	// Opens an exam that is over.
	player.openPast = function (key) {
		var s = examc.session.load(key, byId);
		if (!s) { examc.tell.toast(t('goneExam'), { kind: 'warn' }); return; }
		player.use(s);
		showResult(t('resultOf', new Date(s.submittedAt).toLocaleDateString()));
		player.focusTitle();
	};
}());
