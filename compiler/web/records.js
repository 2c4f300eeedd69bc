// The one reader of what the browser remembers: whatever was stored, old, damaged or made by hand, comes through
// here, on every page and from every file. What has not the shape it should have is dropped, part by part.
(function () {
	'use strict';
	var examc = window.examc = window.examc || {};
	var ID = /^[a-z0-9][a-z0-9-]{0,79}$/, SETTING = /^\.[a-zA-Z]{1,30}$/;
	var SESSION = /^\.session:([a-z0-9]{1,24})(:now|:\d{1,4})?$/;
	var MODES = ['practice', 'mock', 'review', 'wrong'];
	var DAY = 86400000;
	var MOST = { text: 4000000, note: 4000, answer: 100, list: 20000, part: 1000, results: 200, file: 20000000 };

	/* Shapes: functions of a value and of LOST, which return what can be used of it or undefined. LOST.n counts
	   what they drop on the way. */

	function isObject(x) { return x !== null && typeof x === 'object' && !Array.isArray(x); }
	function text(most) { return function (x) { return typeof x === 'string' && x.length <= most ? x : undefined; }; }
	function number(low, high) {
		return function (x) { return typeof x === 'number' && x >= low && x <= high ? x : undefined; };
	}
	function bool(x) { return typeof x === 'boolean' ? x : undefined; }
	function id(x) { return typeof x === 'string' && ID.test(x) ? x : undefined; }
	function mode(x) { return MODES.indexOf(x) >= 0 ? x : undefined; }
	function orNull(shape) { return function (x, lost) { return x === null ? null : shape(x, lost); }; }
	// Not after today: a clock may have been wrong, but nothing shall be the newest for ever.
	function time(x) { return number(0, 1e15)(x) === undefined ? undefined : Math.min(x, Date.now()); }
	function end(x) { return number(0, Date.now() + 365 * DAY)(x); }
	// Counts X as lost if the shape can use nothing of it.
	function part(shape, x, lost) {
		var kept = shape(x, lost);
		if (kept === undefined) lost.n++;
		return kept;
	}
	function list(shape, most) {
		return function (x, lost) {
			if (!Array.isArray(x)) return undefined;
			lost.n += Math.max(0, x.length - most);
			return x.slice(0, most).map(function (y) { return part(shape, y, lost); })
				.filter(function (y) { return y !== undefined; });
		};
	}
	// All or nothing: a list of which a part is lost is another one.
	function whole(shape) {
		return function (x) {
			var lost = { n: 0 }, kept = shape(x, lost);
			return lost.n ? undefined : kept;
		};
	}
	// By id, without a prototype: "constructor" is an id like any other.
	function map(shape, most) {
		return function (x, lost) {
			if (!isObject(x)) return undefined;
			var out = Object.create(null), names = Object.keys(x);
			lost.n += Math.max(0, names.length - most);
			names.slice(0, most).forEach(function (name) {
				var kept = ID.test(name) ? part(shape, x[name], lost) : void lost.n++;
				if (kept !== undefined) out[name] = kept;
			});
			return out;
		};
	}
	// FIELDS by name; without one of the NEEDED ones there is no object.
	function object(fields, needed) {
		return function (x, lost) {
			if (!isObject(x)) return undefined;
			var out = {};
			Object.keys(fields).forEach(function (name) {
				var kept = Object.hasOwn(x, name) ? part(fields[name], x[name], lost) : undefined;
				if (kept !== undefined) out[name] = kept;
			});
			return needed.every(function (name) { return Object.hasOwn(out, name); }) ? out : undefined;
		};
	}
	// [A, B, C]: a shape for each place; those after the first NEEDED ones may be missing.
	function row(shapes, needed) {
		return function (x) {
			if (!Array.isArray(x) || x.length < needed || x.length > shapes.length) return undefined;
			var out = x.map(function (y, i) { return shapes[i](y, { n: 0 }); });
			return out.indexOf(undefined) < 0 ? out : undefined;
		};
	}

	/* What is stored */

	var answer = whole(list(text(200), MOST.answer)), hash = text(64);
	var answered = { hash: hash, answer: answer, right: bool, at: time };
	var card = object({ d: number(1, 10), s: number(0.001, 36500), last: time, due: number(0, Date.now() + 36501 * DAY) },
		['d', 's', 'last', 'due']);
	var mark = object({ flag: bool, note: text(MOST.note), struck: answer, at: time }, ['flag', 'note', 'at']);
	// Of a question: the last answer, its card of repetition, what was marked at it.
	function question(x, lost) {
		if (!isObject(x)) return undefined;
		var fields = Object.keys(answered), out = {}, more = object({ card: card, mark: mark }, [])(x, lost);
		if (fields.some(function (name) { return Object.hasOwn(x, name); })) {
			out = part(whole(object(answered, fields)), x, lost) || {};
		}
		Object.assign(out, more);
		return Object.keys(out).length ? out : undefined;
	}
	// A session is kept in parts, so that a change writes little: what it is made of, where it is, and its answers.
	var plan = object({
		mode: mode, site: text(2000), seed: number(0, 4294967295), form: orNull(text(100)), startedAt: time,
		endAt: orNull(end), parts: number(1, 2000), list: list(row([id, hash, orNull(answer)], 2), MOST.list)
	}, ['mode', 'site', 'seed', 'startedAt', 'parts', 'list']);
	var now = object({
		at: number(0, MOST.list), answered: number(0, MOST.list), done: number(0, MOST.list), submittedAt: orNull(end),
		saved: time, owner: text(40)
	}, ['at', 'saved']);
	// Of a question in a session: answer, seen, done, struck out, unknown, time spent.
	var state = object({ a: answer, s: bool, d: bool, x: answer, u: bool, t: number(0, 1e9) }, []);
	var states = object({ saved: time, q: map(state, MOST.part) }, ['saved', 'q']);
	var past = object({
		at: time, right: number(0, MOST.list), all: number(1, MOST.list), form: orNull(text(100)), key: text(24)
	}, ['at', 'right', 'all']);
	function pasts(x, lost) { return list(past, 10 * MOST.results)(Array.isArray(x) ? x : undefined, lost); }
	// As versions before kept a session and the cards.
	var answers = map(answer, MOST.list), marks = map(bool, MOST.list);
	var oldSession = object({
		mode: mode, seed: number(0, 4294967295), form: orNull(text(100)), at: number(0, MOST.list), startedAt: time,
		endAt: orNull(end), submittedAt: orNull(end), answers: answers, flags: marks, seen: marks, done: marks,
		list: list(object({ id: id, hash: hash, order: orNull(answer) }, ['id', 'hash']), MOST.list)
	}, ['mode', 'list', 'answers', 'startedAt']);

	function shapeOf(name) {
		var session = SESSION.exec(name);
		if (session) return !session[2] ? plan : session[2] === ':now' ? now : states;
		if (name === '.session') return oldSession;
		if (name === '.cards') return map(card, MOST.list);
		if (name === '.results') return pasts;
		return ID.test(name) ? question : SETTING.test(name) ? bool : null;
	}
	// What of VALUE, stored under NAME, can be used, or null; how many parts were dropped; whether NAME is known.
	function check(name, value) {
		var lost = { n: 0 }, shape = shapeOf(name), kept = shape ? part(shape, value, lost) : undefined;
		return { value: kept === undefined ? null : kept, lost: lost.n, known: shape !== null };
	}
	// What the browser has under NAME of EXAM: checked, or null.
	function read(exam, name) {
		try {
			var text = localStorage.getItem('examc:' + exam + ':' + name);
			return text === null || text.length > MOST.text ? null : check(name, JSON.parse(text)).value;
		} catch (e) { return null; }
	}
	function names(exam) {
		var prefix = 'examc:' + exam + ':', out = [];
		try {
			for (var i = 0; i < localStorage.length; i++) {
				if (localStorage.key(i).indexOf(prefix) === 0) out.push(localStorage.key(i).slice(prefix.length));
			}
		} catch (e) { /* blocked: nothing is there */ }
		return out.sort();
	}
	// The newer of two parts of records, A if they are of the same time.
	function newer(a, b, at) { return !b || a && a[at] >= b[at] ? a : b; }
	function mergeQuestion(a, b) {
		var out = {}, last = newer('at' in a ? a : null, 'at' in b ? b : null, 'at');
		if (last) Object.keys(answered).forEach(function (name) { out[name] = last[name]; });
		['card', 'mark'].forEach(function (name) {
			var it = newer(a[name], b[name], name === 'card' ? 'last' : 'at');
			if (it) out[name] = it;
		});
		return out;
	}
	function mergePast(a, b) {
		var seen = Object.create(null), by = function (x, y) { return x.at - y.at; };
		return a.concat(b).filter(function (r) { return !seen[r.at] && (seen[r.at] = true); }).sort(by).slice(-MOST.results);
	}

	examc.records = {
		ID: ID,
		SESSION: SESSION,
		MOST: MOST,
		isObject: isObject,
		check: check,
		read: read,
		names: names,
		// What two places have under NAME, as one; either may be null.
		merge: function (name, a, b) {
			if (!a && a !== false || !b && b !== false) return a || a === false ? a : b;
			if (name === '.results') return mergePast(a, b);
			if (ID.test(name)) return mergeQuestion(a, b);
			return SESSION.test(name) && 'saved' in a ? newer(a, b, 'saved') : a;
		},
		// Whether a card is due: by the minute on its first day, then by the day.
		isDue: function (card, now) {
			return card.due <= (card.due - card.last < DAY ? now : new Date(now).setHours(24, 0, 0, 0));
		},
		// What is known of each question of EXAM, by id.
		questions: function (exam) {
			var out = Object.create(null);
			names(exam).forEach(function (name) {
				var was = ID.test(name) ? read(exam, name) : null;
				if (was) out[name] = was;
			});
			return out;
		},
		// The sessions of EXAM on the site in the folder SITE, newest first: key, mode, how many questions are in
		// them and were answered, whether nothing is left of a practice but its result, when they were begun, saved
		// and ended.
		sessions: function (exam, site) {
			var out = [];
			names(exam).forEach(function (name) {
				var hit = SESSION.exec(name), p = hit && !hit[2] ? read(exam, name) : null, n;
				if (!p || p.site !== site || !p.list.length) return;
				n = read(exam, name + ':now') || { at: 0, saved: p.startedAt };
				out.push({
					key: hit[1], mode: p.mode, all: p.list.length, at: n.at, answered: n.answered || 0, form: p.form || null,
					isDone: p.mode !== 'mock' && n.done >= p.list.length,
					startedAt: p.startedAt, endAt: p.endAt || null, submittedAt: n.submittedAt || null, saved: n.saved
				});
			});
			return out.sort(function (a, b) { return b.saved - a.saved; });
		},
		// The folder of this page, which tells a site from others of its origin.
		site: location.pathname.replace(/[^/]*$/, '')
	};
}());
