// A run through questions: which, in which order, what was answered, when it ends. Each session is kept under its
// own key, in parts, at every change, so that a crash loses nothing and a change writes little. One tab at a time
// writes a session: its name stands in it.
(function () {
	'use strict';
	var examc = window.examc = window.examc || {}, records = examc.records, store = examc.store;
	var PART = 16, LONGEST = 30, PASTS = 10; // questions in a part; sessions, mock exams kept with their answers
	var DAY = 86400000, bank = window.examcBank;
	var tab = Math.random().toString(36).slice(2), written = new WeakMap(), release = null;

	function dict(from) { return Object.assign(Object.create(null), from); }
	function nameOf(s) { return '.session:' + s.key; }
	function fresh() {
		var s = { at: 0, submittedAt: null };
		Object.keys(fields).forEach(function (f) { s[f] = dict(); });
		return s;
	}

	/* In parts */

	// The part of a question: by its id, so that it stays when others go.
	function partOf(id, parts) {
		var h = 0;
		for (var i = 0; i < id.length; i++) h = Math.imul(h ^ id.charCodeAt(i), 16777619) >>> 0;
		return h % parts;
	}
	var fields = { answers: 'a', seen: 's', done: 'd', struck: 'x', unknown: 'u', spent: 't' };
	function stateOf(s, id) {
		var out = {};
		Object.keys(fields).forEach(function (f) { if (id in s[f]) out[fields[f]] = s[f][id]; });
		return Object.keys(out).length ? out : null;
	}
	function planOf(s) {
		return {
			mode: s.mode, site: records.site, seed: s.seed, form: s.form, startedAt: s.startedAt, endAt: s.endAt, parts: s.parts,
			list: s.list.map(function (p) { return s.fixed ? [p.id, p.hash, p.order || null] : [p.id, p.hash]; })
		};
	}
	// Its records by name, without what changes at every writing, and without the plan if that is written already.
	function pack(s, isWritten) {
		var out = {}, answered = Object.keys(s.answers).length;
		if (!isWritten) out[nameOf(s)] = planOf(s);
		s.list.forEach(function (p) {
			var state = stateOf(s, p.id), name = nameOf(s) + ':' + partOf(p.id, s.parts);
			if (!state) return;
			out[name] = out[name] || { q: {} };
			out[name].q[p.id] = state;
		});
		out[nameOf(s) + ':now'] = {
			at: s.at, answered: answered, done: Object.keys(s.done).length, submittedAt: s.submittedAt
		};
		return out;
	}
	// The session under KEY as it is stored, or null.
	function unpack(key) {
		var plan = store.fresh('.session:' + key), now = store.fresh('.session:' + key + ':now') || {}, s;
		if (!plan || plan.site !== records.site) return null;
		s = Object.assign(fresh(), plan, {
			key: key, at: now.at || 0, submittedAt: now.submittedAt || null, saved: now.saved || plan.startedAt,
			form: plan.form || null, endAt: plan.endAt || null, fixed: plan.list.some(function (p) { return p[2]; }),
			list: plan.list.map(function (p) { return { id: p[0], hash: p[1], order: p[2] || null }; })
		});
		for (var i = 0; i < plan.parts; i++) {
			var part = store.fresh('.session:' + key + ':' + i);
			if (part) take(s, part.q);
		}
		return s;
	}
	function take(s, states) {
		Object.keys(states).forEach(function (id) {
			Object.keys(fields).forEach(function (f) {
				if (fields[f] in states[id]) s[f][id] = states[id][fields[f]];
			});
		});
	}

	/* Who writes */

	function lockName(key) { return 'examc ' + nameOf({ key: key }) + ' ' + records.site; }
	// Whether the session still is this tab's: another one may have taken it over, or ended it.
	function isMine(s) {
		var now = written.get(s) && written.get(s).kept ? store.fresh(nameOf(s) + ':now') : null;
		return !(written.get(s) && written.get(s).kept) || now !== null && now.owner === tab;
	}
	function lose(s) {
		if (s.lost) return;
		s.lost = true;
		letGo();
		if (api.onLost) api.onLost(s);
	}
	// While this tab has the session, others can see that.
	function hold(s) {
		letGo();
		if (!navigator.locks) return;
		navigator.locks.request(lockName(s.key), function () {
			return new Promise(function (done) { release = done; });
		}).catch(function () { /* then nobody sees it */ });
	}
	function letGo() {
		if (release) release();
		release = null;
	}
	// Calls THEN with whether another tab has the session.
	function isElsewhere(key, then) {
		if (!navigator.locks) { then(false); return; }
		navigator.locks.query().then(function (all) {
			then(all.held.some(function (l) { return l.name === lockName(key); }));
		}, function () { then(false); });
	}
	// Returns whether the browser kept it; what did not change is not written again.
	function save(s) {
		var was = written.get(s) || { texts: {}, kept: false }, all, ok = true;
		if (s.isPast) return true;
		if (s.lost || !isMine(s)) { lose(s); return false; }
		all = pack(s, nameOf(s) in was.texts);
		Object.keys(all).forEach(function (name) {
			var text = JSON.stringify(all[name]);
			if (was.texts[name] === text) return;
			if (name !== nameOf(s)) all[name].saved = Date.now();
			if (name === nameOf(s) + ':now') all[name].owner = tab;
			if (store.write(name, all[name])) was.texts[name] = text;
			else ok = false;
		});
		was.kept = was.kept || ok;
		written.set(s, was);
		return ok;
	}
	function remove(key) {
		store.names().forEach(function (name) {
			var hit = records.SESSION.exec(name);
			if (hit && hit[1] === key) store.write(name, null);
		});
	}

	/* With the questions of today */

	// By ids that questions had before.
	function former() {
		var out = dict();
		bank.items.forEach(function (it) { (it.formerly || []).forEach(function (old) { out[old] = it.id; }); });
		return out;
	}
	function rename(s, was, now) {
		Object.keys(fields).forEach(function (f) {
			if (!(was in s[f])) return;
			if (!(now in s[f])) s[f][now] = s[f][was];
			delete s[f][was];
		});
	}
	// Takes out what is gone; drops answers to questions that changed since. What was judged in an exam that is
	// over stays judged.
	function mend(s, byId) {
		var ids = former(), all = s.list.length;
		s.dropped = 0;
		s.list.forEach(function (p) {
			if (byId[p.id] || !ids[p.id]) return;
			rename(s, p.id, ids[p.id]);
			p.id = ids[p.id];
		});
		s.list = s.list.filter(function (p) { return byId[p.id]; });
		s.gone = all - s.list.length;
		s.list.forEach(function (p) {
			if (p.hash === byId[p.id].hash) return;
			if (s.answers[p.id]) s.dropped++;
			delete s.answers[p.id];
			delete s.struck[p.id];
			if (!s.submittedAt) delete s.done[p.id];
			p.hash = byId[p.id].hash;
			p.order = null;
		});
		s.at = Math.max(0, Math.min(s.at, s.list.length - 1));
	}
	function list(isPast) {
		return records.sessions(examc.player.exam.id, records.site).filter(function (s) {
			return Boolean(s.submittedAt) === isPast;
		});
	}
	// What nobody will look for: practice that was opened and left, more sessions and exams than are kept.
	function sweep() {
		var open = list(false).filter(function (s) { return s.mode !== 'mock'; });
		open.filter(function (s, i) { return i >= LONGEST || !s.answered && s.saved < Date.now() - DAY; })
			.concat(list(true).slice(PASTS)).forEach(function (s) { remove(s.key); });
	}

	var api = examc.session = {
		// MODE: practice, mock, review, wrong. ORDERS: choices of a form, by id; without it a question's order is
		// drawn when it is first seen. Null if there are no items.
		start: function (mode, items, seed, minutes, form, orders) {
			if (!items.length) return null;
			var s = Object.assign(fresh(), {
				key: Date.now().toString(36) + Math.random().toString(36).slice(2, 12), mode: mode, seed: seed >>> 0,
				form: form || null, fixed: Boolean(orders), parts: Math.ceil(items.length / PART), startedAt: Date.now(),
				endAt: minutes ? Date.now() + minutes * 60000 : null,
				list: items.map(function (it) {
					return { id: it.id, hash: it.hash, order: orders && orders[it.id] || null };
				})
			});
			sweep();
			save(s);
			hold(s);
			return s;
		},
		// Sessions that can be resumed, newest first, as records.sessions() has them; exams that are over.
		all: function () { return list(false); },
		past: function () { return list(true).slice(0, PASTS); },
		// A session with the questions of today, to look at; null if there is nothing of it. S.dropped: answers that
		// were lost, S.gone: questions.
		load: function (key, byId) {
			var s = unpack(key);
			if (!s) return null;
			mend(s, byId);
			s.isPast = s.submittedAt !== null;
			return s.list.length ? s : null;
		},
		// Calls THEN with the session, which this tab has from now on, or with null: there is none, or another
		// tab keeps it, as the learner chose.
		resume: function (key, byId, then) {
			function have() {
				var s = api.load(key, byId);
				if (s && !s.isPast) {
					written.set(s, { texts: {}, kept: false });
					save(s);
					hold(s);
				}
				then(s);
			}
			isElsewhere(key, function (is) {
				if (!is) { have(); return; }
				examc.tell.ask({
					title: examc.t('elsewhere'), text: examc.t('elsewhereText'),
					choices: [{ text: examc.t('takeOver'), value: true }, { text: examc.t('leaveThere'), value: false, cls: 'quiet' }]
				}, function (yes) {
					if (yes) have();
					else then(null);
				});
			});
		},
		// Returns whether the browser kept it.
		save: save,
		// No session is on the screen any more.
		leave: letGo,
		// Ends a session of which nothing shall stay.
		end: function (s) { remove(s.key); },
		sweep: sweep,
		// Called with a session that another tab took over or ended.
		onLost: null,
		// A session as versions before kept it, in the parts of today: calls PUT(name, value) for each.
		convert: function (old, put) {
			var s = Object.assign(fresh(), old, { key: 'old' + old.startedAt.toString(36), seed: old.seed || 0, fixed: false });
			s.parts = Math.ceil(s.list.length / PART) || 1;
			['answers', 'seen', 'done'].forEach(function (f) { s[f] = dict(old[f]); });
			s.form = old.form || null;
			s.fixed = s.list.some(function (p) { return p.order; });
			s.endAt = old.endAt || null;
			s.submittedAt = old.submittedAt || null;
			Object.keys(old.flags || {}).forEach(function (id) {
				if (old.flags[id]) put(id, { mark: { flag: true, note: '', at: s.startedAt } });
			});
			var all = s.submittedAt && s.mode !== 'mock' ? {} : pack(s);
			Object.keys(all).forEach(function (name) {
				if (name !== nameOf(s)) all[name].saved = s.submittedAt || s.startedAt;
				put(name, records.check(name, all[name]).value);
			});
		},
		// Judges an answer; the first one to a question counts, for the session and for repetition.
		check: function (s, item, key, answer) {
			var good = examc.show.same(answer, key.right.split(' '));
			if (!(item.id in s.done)) {
				s.done[item.id] = good;
				store.learn(item, answer, good);
				save(s);
			}
			return good;
		},
		// Counts by FIELD of the questions: [{id, right, wrong, open, all}], in the order met. OPEN: not answered.
		tally: function (s, byId, field) {
			var rows = [], index = dict();
			s.list.forEach(function (p) {
				var id = byId[p.id][field], r = index[id];
				if (!r) rows.push(r = index[id] = { id: id, right: 0, wrong: 0, open: 0, all: 0 });
				r.all++;
				r[api.verdict(s, p)]++;
			});
			return rows;
		},
		// 'right', 'wrong' or 'open': not answered, or not checked.
		verdict: function (s, p) { return !(p.id in s.done) ? 'open' : s.done[p.id] ? 'right' : 'wrong'; },
		// What RIGHT of ALL questions let expect of an exam, as shares from 0 to 1: the share itself, and where the
		// true one lies with 95 % (Wilson's interval).
		expect: function (right, all) {
			var z = 1.96, p = right / all, d = 1 + z * z / all, middle = (p + z * z / (2 * all)) / d;
			var half = z * Math.sqrt(p * (1 - p) / all + z * z / (4 * all * all)) / d;
			return { share: p, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
		},
		// A share on the exam's scale: the straight line from its lowest to its highest number, which is all that
		// is published. Real exams equate their forms.
		scaled: function (exam, share) { return Math.round(exam.scaleMin + share * (exam.scaleMax - exam.scaleMin)); },
		// The share that the exam's pass mark asks for, by the same line; null if the exam has none.
		passShare: function (exam) {
			if (!exam.pass) return null;
			return exam.scaleMax ? (exam.pass - exam.scaleMin) / (exam.scaleMax - exam.scaleMin) : exam.pass / exam.items;
		}
	};
	// Another tab took over the session on the screen, or ended it.
	window.addEventListener('storage', function () {
		var s = examc.player && examc.player.session;
		if (s && !s.isPast && !s.lost && !isMine(s)) lose(s);
	});
}());
