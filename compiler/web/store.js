// What the browser remembers of one exam: of each question its answer, card and mark, sessions, past exams,
// settings. localStorage is read at once but reaches the disk seconds later; a copy in IndexedDB with strict
// durability survives a browser that is killed. records.js says what of it can be used.
(function () {
	'use strict';
	var examc = window.examc = window.examc || {}, records = examc.records;
	var PATIENCE = 2000; // ms that the copy may take to open
	var exam = '', prefix = '', copy = null;
	var known = Object.create(null); // what was read or written, by name; null: nothing is there
	var pending = Object.create(null), hasPending = false; // what the copy does not have yet

	function raw(name) {
		try {
			var text = localStorage.getItem(prefix + name);
			return text === null ? null : text.length > records.MOST.text ? undefined : JSON.parse(text);
		} catch (e) { return undefined; }
	}
	function read(name) {
		if (!(name in known)) known[name] = records.read(exam, name);
		return known[name];
	}
	// What is there now, whatever was read before: another tab may have written.
	function fresh(name) {
		if (!store.trouble) delete known[name];
		return read(name);
	}
	function names() {
		var all = Object.create(null);
		records.names(exam).forEach(function (n) { all[n] = true; });
		Object.keys(known).forEach(function (n) { if (known[n] !== null) all[n] = true; });
		return Object.keys(all).sort();
	}
	// What does not fit is said once, until something fits again.
	function failed(e) {
		var was = store.trouble;
		store.trouble = e && e.name === 'SecurityError' ? 'blocked' : 'full';
		if (was !== store.trouble) examc.tell.toast(store.note(), { kind: 'error' });
	}
	function writeHere(name, value) {
		try {
			if (value === null) localStorage.removeItem(prefix + name);
			else localStorage.setItem(prefix + name, JSON.stringify(value));
			store.trouble = null;
			return true;
		} catch (e) { failed(e); return false; }
	}
	// FORCED: what the copy has of a question goes, else it is merged.
	function writeCopy(name, value, forced) {
		pending[name] = { value: value, forced: forced };
		if (!hasPending) Promise.resolve().then(flush);
		hasPending = true;
	}
	// Returns whether the browser kept it; what it did not keep is known until the page goes.
	function write(name, value, forced) {
		known[name] = value;
		writeCopy(name, value, forced);
		return writeHere(name, value);
	}
	// Writes to the copy what it does not have, all at once.
	function flush() {
		var all = pending;
		if (!copy) return;
		pending = Object.create(null);
		hasPending = false;
		try {
			var kv = copy.transaction('kv', 'readwrite', { durability: 'strict' }).objectStore('kv');
			Object.keys(all).forEach(function (name) { putCopy(kv, name, all[name].value, all[name].forced); });
		} catch (e) { copy = null; }
	}
	function putCopy(kv, name, value, forced) {
		if (value === null) { kv['delete'](prefix + name); return; }
		if (forced || !records.ID.test(name)) { kv.put(value, prefix + name); return; }
		kv.get(prefix + name).onsuccess = function (e) {
			kv.put(records.merge(name, value, records.check(name, e.target.result).value), prefix + name);
		};
	}
	// Calls THEN with the database, or with null after at most PATIENCE; what comes later goes to LATE.
	function openCopy(then, late) {
		var asked, done = false;
		function end(db) {
			if (done) { if (db && late) late(db); return; }
			done = true;
			clearTimeout(timer);
			then(db);
		}
		var timer = setTimeout(function () { end(null); }, PATIENCE);
		try { asked = indexedDB.open('examc', 1); } catch (e) { end(null); return; }
		asked.onupgradeneeded = function () { asked.result.createObjectStore('kv'); };
		asked.onerror = asked.onblocked = function () { end(null); };
		asked.onsuccess = function () {
			asked.result.onclose = asked.result.onversionchange = function () { copy = null; };
			end(asked.result);
		};
	}
	function ours() { return IDBKeyRange.bound(prefix, prefix + '\uffff'); }
	// Calls THEN with what the copy has, by name, as it is.
	function readCopy(db, then) {
		var out = Object.create(null), kv, keys, done = false;
		function end() { if (!done) { done = true; clearTimeout(timer); then(out); } }
		var timer = setTimeout(end, PATIENCE);
		try {
			kv = db.transaction('kv').objectStore('kv');
			keys = kv.getAllKeys(ours());
			keys.onerror = end;
			kv.getAll(ours()).onsuccess = function (e) {
				e.target.result.forEach(function (v, i) { out[String(keys.result[i]).slice(prefix.length)] = v; });
				end();
			};
		} catch (e) { end(); }
	}

	/* What was stored, whoever stored it */

	function put(out, name, value) { out[name] = records.merge(name, out[name] === undefined ? null : out[name], value); }
	// ALL by name, checked, in the form of today; counts in LOST what cannot be used.
	function modern(all, lost) {
		var out = Object.create(null);
		Object.keys(all).forEach(function (name) {
			var it = records.check(name, all[name]);
			if (it.known) lost.n += it.lost;
			else lost.strange++;
			if (it.value === null) return;
			if (name === '.cards') Object.keys(it.value).forEach(function (id) { put(out, id, { card: it.value[id] }); });
			else if (name === '.session') examc.session.convert(it.value, function (n, v) { put(out, n, v); });
			else put(out, name, it.value);
		});
		return out;
	}
	function textOf(x) { try { return JSON.stringify(x); } catch (e) { return undefined; } }
	// Puts together what localStorage and the copy (THERE, or null) have; what is not as it should be is written anew.
	function settle(there) {
		var here = Object.create(null), lost = { n: 0, strange: 0 }, kept = true;
		records.names(exam).forEach(function (name) { here[name] = raw(name); });
		var both = modern(here, lost), theirs = modern(there || {}, { n: 0 });
		Object.keys(theirs).forEach(function (name) { put(both, name, theirs[name]); });
		Object.keys(both).forEach(function (name) {
			var text = textOf(both[name]);
			known[name] = both[name];
			if (text !== textOf(here[name])) kept = writeHere(name, both[name]) && kept;
			if (there && text !== textOf(there[name])) writeCopy(name, both[name], true);
		});
		Object.keys(Object.assign(here, there)).forEach(function (name) {
			if (!(name in both) && kept && records.check(name, null).known) write(name, null);
		});
		store.lost += lost.n;
	}
	function answerOf(was, item) { return was && was.hash === item.hash ? was : null; }
	// CHANGE gets what is kept of a question and returns what it is now, of which null is nothing.
	function update(id, change, forced) {
		var was = fresh(id), now = change(Object.assign({}, was));
		return write(id, Object.keys(now).length ? now : null, forced);
	}
	// The records of a session, by their key.
	function bySession(all) {
		var out = Object.create(null);
		Object.keys(all).forEach(function (name) {
			var hit = records.SESSION.exec(name);
			if (hit) (out[hit[1]] = out[hit[1]] || []).push(name);
		});
		return out;
	}
	// A session of a file belongs to this site; a running one gives way only to a newer one.
	function takeSession(file, key, list) {
		var plan = file['.session:' + key], name = '.session:' + key + ':now', now = file[name], was = fresh(name);
		if (!plan || was && (!now || was.saved >= now.saved)) return 0;
		plan.site = records.site;
		if (now) delete now.owner;
		names().forEach(function (n) { if (n.indexOf('.session:' + key + ':') === 0) write(n, null); });
		list.forEach(function (n) { write(n, file[n]); });
		return now && now.submittedAt ? 0 : 1;
	}
	function takeQuestion(id, it, sum) {
		var was = fresh(id), now = records.merge(id, was, it), text = JSON.stringify(now);
		if ('at' in it) {
			if (!was || !('at' in was) || it.at > was.at) sum.newer++;
			else if (it.at < was.at) sum.older++;
		}
		if (text !== JSON.stringify(was)) write(id, now);
	}

	var store = examc.store = {
		// What is wrong with the browser's storage: null, 'full' or 'blocked'.
		trouble: null,
		// How many parts of what was stored could not be used.
		lost: 0,
		// The words for it.
		note: function () { return examc.t(store.trouble === 'blocked' ? 'notKeptBlocked' : 'notKeptFull'); },
		// Calls THEN when what was kept is there. A page of one question needs nothing but its own (LIGHT).
		open: function (id, then, light) {
			exam = id;
			prefix = 'examc:' + id + ':';
			try { localStorage.setItem('examc:?', ''); localStorage.removeItem('examc:?'); } catch (e) { failed(e); }
			function use(db) {
				copy = db;
				if (hasPending) flush();
			}
			openCopy(function (db) {
				if (light) { use(db); return; }
				if (!db) { settle(null); then(); return; }
				readCopy(db, function (there) { use(db); settle(there); then(); });
			}, use);
			if (light) then();
		},
		read: read,
		fresh: fresh,
		write: write,
		names: names,
		// Takes what is kept under ids that questions had before to those of today.
		adopt: function (items) {
			items.forEach(function (it) {
				(it.formerly || []).forEach(function (old) {
					var was = read(old);
					if (!was) return;
					write(it.id, records.merge(it.id, read(it.id), was));
					write(old, null);
				});
			});
		},
		// The last answer to a question; null if it was another question then.
		answer: function (item) { return answerOf(read(item.id), item); },
		wasRight: function (item) {
			var was = store.answer(item);
			return was !== null && was.right;
		},
		// Whether its card says that it should be answered today.
		isDue: function (item) {
			var was = store.answer(item);
			return was !== null && was.card !== undefined && records.isDue(was.card, Date.now());
		},
		// Remembers an answer, and by it when the question comes back. Returns whether the browser kept it.
		learn: function (item, answer, right) {
			return update(item.id, function (was) {
				var card = examc.fsrs.next(was.card || null, right ? 3 : 1, Date.now());
				return Object.assign(was, { hash: item.hash, answer: answer, right: right, at: Date.now(), card: card });
			});
		},
		// In words, when a question comes back; empty if it does not.
		comesBack: function (item) {
			var card = (read(item.id) || {}).card, minutes = card && Math.ceil((card.due - Date.now()) / 60000);
			var days = Math.round(minutes / 1440), months = Math.round(days / 30.4);
			if (!card) return '';
			if (minutes < 1) return examc.t('backNow');
			if (minutes < 720) return examc.t('backMinutes', minutes);
			return days < 2 ? examc.t('backTomorrow') : days < 61 ? examc.t('backDays', days) : examc.t('backMonths', months);
		},
		// What was marked at a question, which lasts beyond sessions: {flag, note, struck: ids
		// that were struck out on its page}.
		mark: function (item) { return (read(item.id) || {}).mark || { flag: false, note: '' }; },
		// Returns whether the browser kept it.
		setMark: function (item, mark) {
			return update(item.id, function (was) {
				was.mark = { flag: !!mark.flag, note: String(mark.note || '').slice(0, records.MOST.note), at: Date.now() };
				if (mark.struck && mark.struck.length) was.mark.struck = mark.struck;
				return was;
			});
		},
		// Forgets answers and cards of ITEMS, not what was marked at them.
		reset: function (items) {
			items.forEach(function (it) {
				update(it.id, function (was) { return was.mark ? { mark: was.mark } : {}; }, true);
			});
		},
		// How many answers, past exams, sessions and notes are kept.
		count: function () {
			var n = { answers: 0, exams: (read('.results') || []).length, sessions: 0, notes: 0 };
			names().forEach(function (name) {
				var hit = records.SESSION.exec(name), was = records.ID.test(name) ? read(name) : null;
				if (hit && !hit[2]) n.sessions++;
				if (was && 'at' in was) n.answers++;
				if (was && was.mark && (was.mark.note || was.mark.flag)) n.notes++;
			});
			return n;
		},
		exportText: function () {
			var data = {};
			names().forEach(function (n) { if (read(n) !== null) data[n] = read(n); });
			return JSON.stringify({ examc: 2, exam: exam, saved: new Date().toISOString(), data: data });
		},
		// Adds what a file has, of each thing the newer. Returns what it did: how many answers of the file were newer
		// and older, how many sessions and results came, how many parts were of no use; null: no such file.
		importText: function (id, text) {
			var file, lost = { n: 0, strange: 0 }, sum = { newer: 0, older: 0, sessions: 0, exams: 0, lost: 0 };
			try { file = JSON.parse(text); } catch (e) { return null; }
			if (!records.isObject(file) || !records.isObject(file.data)) return null;
			if (file.examc !== 1 && file.examc !== 2 || file.exam !== id) return null;
			var all = modern(file.data, lost), results = read('.results') || [], sessions = bySession(all);
			Object.keys(all).forEach(function (name) {
				if (records.ID.test(name)) takeQuestion(name, all[name], sum);
				else if (name === '.results') write(name, records.merge(name, results, all[name]));
				else if (!records.SESSION.test(name) && fresh(name) === null) write(name, all[name]);
			});
			Object.keys(sessions).forEach(function (key) { sum.sessions += takeSession(all, key, sessions[key]); });
			sum.exams = (read('.results') || []).length - results.length;
			sum.lost = lost.n + lost.strange;
			return sum;
		},
		// Forgets all of this exam, here and in the copy. Calls THEN with whether nothing is left.
		forget: function (then) {
			var left = names();
			pending = Object.create(null);
			known = Object.create(null);
			store.lost = 0;
			left.forEach(function (n) { writeHere(n, null); });
			(copy ? function (act) { act(copy); } : openCopy)(function (db) {
				var done = function (ok) { if (then) then(ok && !records.names(exam).length); };
				try {
					var work = db.transaction('kv', 'readwrite', { durability: 'strict' });
					work.objectStore('kv')['delete'](ours());
					work.oncomplete = function () { done(true); };
					work.onerror = work.onabort = function () { done(false); };
				} catch (e) { done(false); }
			});
		}
	};
	// Another tab wrote.
	window.addEventListener('storage', function (e) {
		if (e.key === null) known = Object.create(null);
		else if (!store.trouble && e.key.indexOf(prefix) === 0) delete known[e.key.slice(prefix.length)];
	});
}());
