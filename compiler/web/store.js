// What the browser remembers of one exam: answers by question and content hash,
// cards of spaced repetition, the session that runs, past mock exams, settings.
// localStorage is read at once but reaches the disk seconds later; a copy in
// IndexedDB with strict durability survives a browser that is killed.
(function () {
	'use strict';
	var examc = window.examc = window.examc || {};
	var prefix = '', db = null;

	function read(name) {
		try { return JSON.parse(localStorage.getItem(prefix + name)); } catch (e) { return null; }
	}
	function write(name, value) {
		try {
			if (value === null) localStorage.removeItem(prefix + name);
			else localStorage.setItem(prefix + name, JSON.stringify(value));
			if (db) {
				var kept = db.transaction('kv', 'readwrite', { durability: 'strict' }).objectStore('kv');
				if (value === null) kept['delete'](prefix + name);
				else kept.put(value, prefix + name);
			}
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
	// The copy knows more about what the player owns, and answers that are newer.
	function restore(name, value) {
		var here = read(name);
		if (name[0] !== '.' && here && (here.at || 0) >= (value.at || 0)) return;
		try { localStorage.setItem(prefix + name, JSON.stringify(value)); } catch (e) { /* no room */ }
	}
	function openCopy(then) {
		var asked;
		try { asked = indexedDB.open('examc', 1); } catch (e) { then(); return; }
		asked.onupgradeneeded = function () { asked.result.createObjectStore('kv'); };
		asked.onerror = asked.onblocked = function () { then(); };
		asked.onsuccess = function () {
			var ours = IDBKeyRange.bound(prefix, prefix + '\uffff');
			var cursor = asked.result.transaction('kv').objectStore('kv').openCursor(ours);
			cursor.onerror = function () { then(); };
			cursor.onsuccess = function () {
				var at = cursor.result;
				if (!at) { db = asked.result; then(); return; }
				restore(String(at.key).slice(prefix.length), at.value);
				at['continue']();
			};
		};
	}
	// OF[old] becomes OF[id], unless that is there.
	function rename(of, old, id) {
		if (!of || !(old in of)) return;
		if (!(id in of)) of[id] = of[old];
		delete of[old];
	}
	function renameInSession(s, old, id) {
		if (!s || !Array.isArray(s.list)) return;
		s.list.forEach(function (p) { if (p.id === old) p.id = id; });
		[s.answers, s.flags, s.seen, s.done].forEach(function (of) { rename(of, old, id); });
	}
	function isObject(x) { return x !== null && typeof x === 'object' && !Array.isArray(x); }

	examc.store = {
		// Calls THEN when what was kept is there.
		open: function (exam, then) { prefix = 'examc:' + exam + ':'; openCopy(then); },
		// Takes what is kept under ids that questions had before to those of today.
		adopt: function (items) {
			var cards = read('.cards') || {}, s = read('.session');
			var before = JSON.stringify([cards, s]);
			items.forEach(function (it) {
				(it.formerly || []).forEach(function (old) {
					var was = read(old);
					if (was && !read(it.id)) write(it.id, was);
					if (was) write(old, null);
					rename(cards, old, it.id);
					renameInSession(s, old, it.id);
				});
			});
			if (JSON.stringify([cards, s]) === before) return;
			write('.cards', cards);
			if (s) write('.session', s);
		},
		read: read,
		write: write,
		// The last answer to a question; null if it was another question then.
		answer: function (item) {
			var was = read(item.id);
			return was && was.hash === item.hash ? was : null;
		},
		wasRight: function (item) {
			var was = examc.store.answer(item);
			return was !== null && was.right;
		},
		setAnswer: function (item, answer, right) {
			write(item.id, { hash: item.hash, answer: answer, right: right, at: Date.now() });
		},
		// What was marked at a question, which lasts beyond sessions: {flag, note}.
		mark: function (item) { return (read('.marks') || {})[item.id] || { flag: false, note: '' }; },
		// Returns whether the browser kept it.
		setMark: function (item, mark) {
			var marks = read('.marks') || {};
			if (mark.flag || mark.note) marks[item.id] = { flag: mark.flag, note: mark.note };
			else delete marks[item.id];
			return write('.marks', marks);
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
