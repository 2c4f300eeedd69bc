// What the browser remembers of one exam: answers by question and content hash,
// cards of spaced repetition, the session that runs, past mock exams, settings.
(function () {
	'use strict';
	var examc = window.examc = window.examc || {};
	var prefix = '';

	function read(name) {
		try { return JSON.parse(localStorage.getItem(prefix + name)); } catch (e) { return null; }
	}
	function write(name, value) {
		try {
			if (value === null) localStorage.removeItem(prefix + name);
			else localStorage.setItem(prefix + name, JSON.stringify(value));
			return true;
		} catch (e) { return false; }
	}
	// All names that are stored for this exam.
	function names() {
		var out = [];
		for (var i = 0; i < localStorage.length; i++) {
			var key = localStorage.key(i);
			if (key.indexOf(prefix) === 0) out.push(key.slice(prefix.length));
		}
		return out.sort();
	}
	function isObject(x) { return x !== null && typeof x === 'object' && !Array.isArray(x); }

	examc.store = {
		open: function (exam) { prefix = 'examc:' + exam + ':'; },
		read: read,
		write: write,
		// The last answer to a question; null if it was another question then.
		answer: function (item) {
			var was = read(item.id);
			return was && was.hash === item.hash ? was : null;
		},
		setAnswer: function (item, answer, right) {
			write(item.id, { hash: item.hash, answer: answer, right: right, at: Date.now() });
		},
		cards: function () { return read('.cards') || {}; },
		setCards: function (cards) { write('.cards', cards); },
		exportText: function (exam) {
			var data = {};
			names().forEach(function (n) { data[n] = read(n); });
			return JSON.stringify({ examc: 1, exam: exam, saved: new Date().toISOString(), data: data }, null, 1);
		},
		// Returns how many records were taken, -1 if the text is no such file.
		importText: function (exam, text) {
			var file;
			try { file = JSON.parse(text); } catch (e) { return -1; }
			if (!isObject(file) || file.examc !== 1 || file.exam !== exam || !isObject(file.data)) return -1;
			var n = 0;
			Object.keys(file.data).forEach(function (name) {
				if (/^\.?[a-z0-9-]{1,80}$/.test(name) && /^(object|boolean)$/.test(typeof file.data[name])) {
					write(name, file.data[name]);
					n++;
				}
			});
			return n;
		},
		forget: function () { names().forEach(function (n) { write(n, null); }); }
	};
}());
