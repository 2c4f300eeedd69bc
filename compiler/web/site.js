// Progressive help for pages that already work: checks an answer, remembers it
// by question and content hash, switches the theme. No request leaves the page.
(function () {
	'use strict';
	var root = document.documentElement, words = window.examc.strings;

	function load(key) {
		try { return JSON.parse(localStorage.getItem(key)); } catch (e) { return null; }
	}
	function save(key, value) {
		try { localStorage.setItem(key, JSON.stringify(value)); } catch (e) { /* private mode */ }
	}

	// Theme: auto, light, dark.
	var themes = ['auto', 'light', 'dark'];
	var button = document.querySelector('.theme');
	var theme = load('examc:theme');
	function show(name) {
		theme = themes.indexOf(name) < 0 ? 'auto' : name;
		if (theme === 'auto') root.removeAttribute('data-theme');
		else root.setAttribute('data-theme', theme);
		if (button) button.textContent = words['theme' + theme[0].toUpperCase() + theme.slice(1)];
	}
	show(theme);
	if (button) {
		button.hidden = false;
		button.addEventListener('click', function () {
			show(themes[(themes.indexOf(theme) + 1) % 3]);
			save('examc:theme', theme);
		});
	}

	// Offline, where the site is served; a folder on a disk needs no help.
	if ('serviceWorker' in navigator && /^http/.test(location.protocol)) {
		var manifest = document.createElement('link');
		manifest.rel = 'manifest';
		manifest.href = new URL('../manifest.webmanifest', document.currentScript.src);
		document.head.append(manifest);
		navigator.serviceWorker.register(new URL('../sw.js', document.currentScript.src)).catch(function () { /* then it is not offline */ });
	}

	// The index: a mark at each question that was answered.
	document.querySelectorAll('a[data-id]').forEach(function (link) {
		var was = load('examc:' + link.dataset.exam + ':' + link.dataset.id);
		if (!was || was.hash !== link.dataset.hash) return;
		var dot = link.querySelector('.dot');
		dot.dataset.state = was.right ? 'right' : 'wrong';
		dot.querySelector('span').textContent = was.right ? words.wasRight : words.wasWrong;
	});

	// A question: compare what is chosen with what is right.
	var article = document.querySelector('.question');
	if (!article) return;
	var form = article.querySelector('form');
	var verdict = article.querySelector('.verdict');
	var solution = article.querySelector('.solution');
	var key = 'examc:' + article.dataset.exam + ':' + article.dataset.id;
	var right = article.dataset.right.split(' ');

	function chosen() {
		var selects = form.querySelectorAll('select');
		if (selects.length)
			return Array.prototype.map.call(selects, function (s) { return s.name + '=' + s.value; });
		return Array.prototype.map.call(form.querySelectorAll('input:checked'), function (i) { return i.value; });
	}
	function isRight(answer) {
		return answer.length === right.length && answer.every(function (a) { return right.indexOf(a) >= 0; });
	}
	// Each part says in words how it was answered; colour only repeats it.
	function say(label, good, text) {
		var said = document.createElement('span');
		said.className = 'said';
		said.dataset.state = good ? 'right' : 'wrong';
		said.textContent = text;
		label.appendChild(said);
	}
	function unsay() {
		form.querySelectorAll('.said').forEach(function (s) { s.remove(); });
	}
	function mark() {
		unsay();
		form.querySelectorAll('input').forEach(function (i) {
			var good = right.indexOf(i.value) >= 0;
			if (i.checked) say(i.parentNode.lastElementChild, good, good ? words.choiceRight : words.choiceWrong);
			else if (good) say(i.parentNode.lastElementChild, true, words.notChosen);
		});
		form.querySelectorAll('select').forEach(function (s) {
			var good = right.indexOf(s.name + '=' + s.value) >= 0;
			say(s.labels[0], good, good ? words.rightWord : words.wrongWord);
		});
	}
	function judge(answer) {
		var good = isRight(answer);
		verdict.dataset.state = good ? 'right' : 'wrong';
		verdict.textContent = good ? words.right : words.notRight;
		solution.open = true;
		mark();
		return good;
	}
	function restore(answer) {
		answer.forEach(function (a) {
			var at = a.indexOf('=');
			if (at < 0) {
				form.querySelectorAll('input').forEach(function (i) { if (i.value === a) i.checked = true; });
			} else {
				form.querySelectorAll('select').forEach(function (s) { if (s.name === a.slice(0, at)) s.value = a.slice(at + 1); });
			}
		});
	}

	article.querySelector('.actions').hidden = false;
	form.addEventListener('change', function () {
		unsay();
		verdict.textContent = '';
	});
	form.addEventListener('submit', function (e) {
		e.preventDefault();
		var answer = chosen();
		if (!answer.length || answer.some(function (a) { return a.slice(-1) === '='; })) {
			verdict.dataset.state = '';
			verdict.textContent = words.chooseFirst;
			return;
		}
		save(key, { hash: article.dataset.hash, answer: answer, right: judge(answer), at: Date.now() });
	});
	var was = load(key);
	if (was && was.hash === article.dataset.hash && Array.isArray(was.answer)) {
		restore(was.answer);
		verdict.dataset.state = was.right ? 'right' : 'wrong';
		verdict.textContent = was.right ? words.hadRight : words.hadWrong;
	}
}());
