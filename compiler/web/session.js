// A run through questions: which, in which order, what was answered, when it ends.
// Written to the store at every change, so that a crash loses nothing.
(function () {
	'use strict';
	var examc = window.examc = window.examc || {};
	var store = examc.store;

	// Returns whether the browser kept it.
	function save(s) { return store.write('.session', s); }

	// Takes out what is gone; drops answers to questions that changed since.
	function mend(s, byId) {
		var dropped = 0;
		s.list = s.list.filter(function (p) { return byId[p.id]; });
		s.list.forEach(function (p) {
			if (p.hash === byId[p.id].hash) return;
			if (s.answers[p.id]) dropped++;
			delete s.answers[p.id];
			delete s.done[p.id];
			p.hash = byId[p.id].hash;
			p.order = null;
		});
		s.at = Math.max(0, Math.min(s.at, s.list.length - 1));
		return dropped;
	}

	examc.session = {
		// MODE: practice, mock, review, wrong. ORDERS: choices of a form, by id; without
		// it a question's order is drawn when it is first seen.
		start: function (mode, items, seed, minutes, form, orders) {
			var s = {
				mode: mode, seed: seed, form: form || null, at: 0, startedAt: Date.now(),
				endAt: minutes ? Date.now() + minutes * 60000 : null, submittedAt: null,
				answers: {}, flags: {}, seen: {}, done: {},
				list: items.map(function (it) {
					return { id: it.id, hash: it.hash, order: orders && orders[it.id] || null };
				})
			};
			save(s);
			return s;
		},
		// The session that was left, or null; S.dropped: answers that were lost.
		resume: function (byId) {
			var s = store.read('.session');
			if (!s || !Array.isArray(s.list) || typeof s.answers !== 'object') return null;
			s.dropped = mend(s, byId);
			if (!s.list.length) return null;
			save(s);
			return s;
		},
		save: save,
		end: function () { store.write('.session', null); },
		// Judges one answer and remembers it, with its card.
		judge: function (item, key, answer) {
			var good = examc.show.same(answer, key.right.split(' '));
			var cards = store.cards();
			store.setAnswer(item, answer, good);
			cards[item.id] = examc.fsrs.next(cards[item.id] || null, good ? 3 : 1, Date.now());
			store.setCards(cards);
			return good;
		},
		// Counts by FIELD of the questions: [{id, right, all}], in the order met.
		tally: function (s, byId, field) {
			var rows = [], index = {};
			s.list.forEach(function (p) {
				var id = byId[p.id][field];
				if (!index[id]) rows.push(index[id] = { id: id, right: 0, all: 0 });
				index[id].all++;
				index[id].right += s.done[p.id] === true ? 1 : 0;
			});
			return rows;
		},
		// An estimate only: real exams equate their forms. Linear, with the pass
		// mark at 72 % right, as the scale 100 to 1000 with 720 has it.
		scaled: function (exam, share) {
			return Math.round(exam.scaleMin + share * (exam.scaleMax - exam.scaleMin));
		}
	};
}());
