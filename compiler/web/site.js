// What every page has: words, a theme, help offline, marks at what was answered.
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
	// What is remembered of a question, whose element has DATA, by its id or one that it had before.
	function recall(data) {
		var ids = [data.id].concat((data.formerly || '').split(' '));
		return ids.reduce(function (was, id) { return was || id && load('examc:' + data.exam + ':' + id); }, null);
	}
	examc.t = t;
	examc.recall = recall;
	examc.load = load;
	examc.save = save;

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
	function keepOffline(here) {
		var manifest = document.createElement('link');
		manifest.rel = 'manifest';
		manifest.href = new URL('../manifest.webmanifest', here);
		document.head.append(manifest);
		navigator.serviceWorker.register(new URL('../sw.js', here)).catch(function () { /* then it is not */ });
	}
	var script = document.currentScript, isStart = script.getAttribute('src').indexOf('assets/') === 0;
	if (isStart && 'serviceWorker' in navigator && /^http/.test(location.protocol)) keepOffline(script.src);

	// The index: a mark at each question that was answered.
	document.querySelectorAll('a[data-id]').forEach(function (link) {
		var was = recall(link.dataset);
		if (!was || was.hash !== link.dataset.hash) return;
		var dot = link.querySelector('.dot');
		dot.dataset.state = was.right ? 'right' : 'wrong';
		dot.querySelector('span').textContent = t(was.right ? 'wasRight' : 'wasWrong');
	});
}());
