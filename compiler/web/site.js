// What every page has: words, a theme, help offline, what the learner did before.
// Pages work without it; no request leaves the site.
(function () {
	'use strict';
	var examc = window.examc, root = document.documentElement;

	// The words of words/en.json; {0}, {1} ... are replaced.
	function t(name) {
		var gaps = arguments;
		return examc.words[name].replace(/\{(\d)\}/g, function (_, i) { return gaps[Number(i) + 1]; });
	}
	// What the browser remembers under a name, or null.
	function load(name) {
		try { return JSON.parse(localStorage.getItem(name)); } catch (e) { return null; }
	}
	function save(name, value) {
		try { localStorage.setItem(name, JSON.stringify(value)); } catch (e) { /* private mode */ }
	}
	examc.t = t;

	// Theme: auto, light, dark.
	var themes = ['auto', 'light', 'dark'];
	var button = document.querySelector('.theme');
	var theme = load('examc:theme');
	function paint(name) {
		theme = themes.indexOf(name) < 0 ? 'auto' : name;
		if (theme === 'auto') root.removeAttribute('data-theme');
		else root.setAttribute('data-theme', theme);
		if (button) button.textContent = t('theme' + theme[0].toUpperCase() + theme.slice(1));
	}
	paint(theme);
	if (button) {
		button.hidden = false;
		button.addEventListener('click', function () {
			paint(themes[(themes.indexOf(theme) + 1) % 3]);
			save('examc:theme', theme);
		});
	}

	// Offline, where the site is served; a folder on a disk needs no help, and who opens one question has that alone.
	// The worker stands at the site's root; it is told which exam was begun, and says when that is here.
	var script = document.currentScript.getAttribute('src'), depth = script.split('/').length - 1;
	var isExam = depth === 1 && script.indexOf('..') < 0, isStart = isExam || depth === 0;
	function keepOffline() {
		var workers = navigator.serviceWorker, here = new URL('./', location.href).href;
		if (isExam) {
			var manifest = document.createElement('link');
			manifest.rel = 'manifest';
			manifest.href = 'manifest.webmanifest';
			document.head.append(manifest);
			// Earlier versions had a worker for each exam.
			workers.getRegistrations().then(function (all) {
				all.forEach(function (r) { if (r.scope === here) r.unregister(); });
			}, function () { /* then there is none */ });
		}
		workers.addEventListener('message', function (e) {
			if (examc.tell && e.data && examc.words[e.data.examc]) examc.tell.toast(t(e.data.examc), { kind: 'info' });
		});
		workers.register(isExam ? '../sw.js' : 'sw.js').then(function () { return workers.ready; }).then(function (r) {
			if (isExam) r.active.postMessage({ start: here });
		}).catch(function () { /* then it is not */ });
	}
	if (isStart && 'serviceWorker' in navigator && /^http/.test(location.protocol)) {
		// What the page itself needs comes first.
		window.addEventListener('load', keepOffline);
	}

	// What is folded is printed, too.
	window.addEventListener('beforeprint', function () {
		document.querySelectorAll('details').forEach(function (d) { d.open = true; });
	});

	/* What the learner did before, on pages without the player */

	function element(name, cls, text) {
		var e = document.createElement(name);
		if (cls) e.className = cls;
		if (text) e.textContent = text;
		return e;
	}
	var records = examc.records;
	// What is remembered of a question by its id or one that it had before, if it is still the same: only answers of
	// the version with HASH count.
	function recall(exam, id, hash, formerly) {
		var was = [id].concat(formerly).reduce(function (found, name) {
			return found || name && records.read(exam, name);
		}, null);
		return was && was.hash === hash ? was : null;
	}
	function hasAnswers(exam) { return records.names(exam).some(function (name) { return records.ID.test(name); }); }
	// Adds to LIST links to the sessions of EXAM that were left; ROOT leads to its folder.
	function resumeLinks(exam, list, root) {
		var left = records.sessions(exam, new URL(root || './', location.href).pathname).filter(function (s) {
			return !s.submittedAt;
		});
		left.slice(0, 2).forEach(function (s) {
			var link = element('a', 'begin quiet'), item = element('li');
			link.href = root + 'practice.html#resume=' + s.key;
			link.append(element('strong', '', t(s.isDone ? 'resultLeft' : 'goOn', t(s.mode))),
				element('span', '', s.isDone ? t('allAnswered', s.all) : t('goOnHelp', s.answered, s.all)));
			item.append(link);
			list.append(item);
		});
	}
	// Sets BAR's length to SHARE of its whole.
	function bar(cls, share) {
		var e = element('span', cls);
		e.append(element('span'));
		e.firstChild.style.width = Math.round(100 * share) + '%';
		e.setAttribute('aria-hidden', 'true');
		return e;
	}
	// Rows of topics: how many of their questions were right at the last try. The index says which these are.
	function fillTopics(front, bank) {
		var rows = {};
		bank.items.forEach(function (row) {
			var was = recall(front.dataset.exam, row[0], row[1], row[8].formerly || []);
			var at = row[3] + ' ' + row[4], r = rows[at] = rows[at] || { all: 0, right: 0, answered: 0 };
			if (row[8].retired) return;
			r.all++;
			if (!was) return;
			r.answered++;
			if (was.right === true) r.right++;
		});
		front.querySelectorAll('[data-at]').forEach(function (link) {
			var r = rows[link.dataset.at];
			if (!r || !r.answered) return;
			link.querySelector('.score').textContent = t('rowState', r.right, r.all);
			link.append(bar('done', r.right / r.all));
		});
	}
	// The index is fetched for those alone who have answered something.
	function fillFront(front) {
		var index = element('script');
		if (!hasAnswers(front.dataset.exam)) return;
		index.onload = function () { fillTopics(front, window.examcBank); };
		index.src = front.dataset.index;
		document.head.append(index);
	}
	// A mark at each question that was answered; returns how many were, and how many of them right.
	function markQuestions(links) {
		var n = { answered: 0, right: 0 };
		links.forEach(function (link) {
			var data = link.dataset, dot = link.querySelector('.dot');
			var was = recall(data.exam, data.id, data.hash, (data.formerly || '').split(' '));
			if (!was) return;
			n.answered++;
			if (was.right === true) n.right++;
			dot.dataset.state = was.right === true ? 'right' : 'wrong';
			dot.querySelector('span').textContent = t(was.right === true ? 'wasRight' : 'wasWrong');
		});
		return n;
	}
	function fill() {
		var links = document.querySelectorAll('a[data-id]'), front = document.querySelector('.front');
		var n = markQuestions(links), state = document.getElementById('state'), ways = document.querySelector('.ways');
		if (state && n.answered) state.textContent = t('topicState', state.textContent, n.answered, n.right);
		if (front) {
			if (ways) resumeLinks(front.dataset.exam, ways, '');
			fillFront(front);
		}
		document.querySelectorAll('.exams [data-exam]').forEach(function (card) {
			var exam = card.dataset.exam, list = element('ul', 'ways');
			var answered = Object.values(records.questions(exam)).filter(function (was) { return was.hash; }).length;
			if (answered) card.append(element('p', 'soft', t('answeredHere', answered)));
			resumeLinks(exam, list, exam + '/');
			if (list.firstChild) card.append(list);
		});
	}
	fill();
}());
