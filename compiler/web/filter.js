// Which questions: chosen by domain, topic and so on, several values at once, and how the address of the page says
// it: #domain=a,b&n=10&q=words. What the address says and nobody knows is told to the learner, and not kept.
(function () {
	'use strict';
	var examc = window.examc, t = examc.t, store = examc.store, draw = examc.draw, player = examc.player;
	if (!player) return;
	var exam = player.exam, items = player.items, states = null;
	var MANY = 10, DUE = 7; // questions if nothing else is said; how many due ones leave room for new ones

	// What can be chosen by, with names for the values; without them values name themselves.
	var fields = {
		domain: exam.domains, topic: exam.topics, difficulty: exam.difficulties, type: exam.types,
		state: ['new', 'wrong', 'right', 'due', 'flagged'].map(function (id) {
			return { id: id, name: t('is' + id[0].toUpperCase() + id.slice(1)) };
		}),
		service: exam.services, tag: null
	};
	// What else the address can say. START begins at once, RESUME goes on with a session.
	var others = {
		mode: /^(practice|mock|review|wrong)$/, start: /^ten$/, resume: /^[a-z0-9]*$/, n: /^(all|[1-9]\d{0,5})$/,
		seed: /^[1-9]\d{0,9}$/, q: /./
	};
	var former = { find: 'q' };

	/* What questions are */

	function statesOf(it) {
		var was = store.answer(it);
		return [!was ? 'new' : was.right ? 'right' : 'wrong'].concat(store.isDue(it) ? 'due' : [],
			store.mark(it).flag ? 'flagged' : []);
	}
	// What the learner did with a question stays as it is while a screen of choices is shown.
	function valuesOf(it, field) {
		if (field !== 'state') return it[field];
		return states[it.id] = states[it.id] || statesOf(it);
	}
	function has(it, field, chosen) {
		var is = valuesOf(it, field);
		return Array.isArray(is) ? is.some(function (x) { return chosen.indexOf(x) >= 0; }) : chosen.indexOf(is) >= 0;
	}
	function fitting(c) {
		var asked = Object.keys(fields).filter(function (f) { return c[f].length; });
		return items.filter(function (it) {
			return asked.every(function (f) { return has(it, f, c[f]); });
		});
	}
	// Values of FIELD that questions have, of DOMAINS if there are any: [{id, name, n}].
	function values(field, domains) {
		var n = Object.create(null);
		items.forEach(function (it) {
			if (domains && domains.length && domains.indexOf(it.domain) < 0) return;
			[].concat(valuesOf(it, field)).forEach(function (x) { n[x] = (n[x] || 0) + 1; });
		});
		return (fields[field] || Object.keys(n).sort().map(function (x) { return { id: x, name: x }; }))
			.filter(function (x) { return n[x.id]; })
			.map(function (x) { return { id: x.id, name: x.name, n: n[x.id] }; });
	}
	function nameOf(field, id) {
		var hit = (fields[field] || []).find(function (x) { return x.id === id; });
		return hit ? hit.name : id;
	}

	/* The address */

	function decode(s) {
		try { return decodeURIComponent(s.replace(/\+/g, ' ')); } catch (e) { return s; }
	}
	function empty() {
		var c = { mode: 'practice', start: '', resume: null, n: '', seed: '', q: '' };
		Object.keys(fields).forEach(function (f) { c[f] = []; });
		return c;
	}
	// HASH as a choice; UNKNOWN gets [word, value] of what nobody knows.
	function read(hash, unknown) {
		var c = empty();
		states = Object.create(null);
		function add(field, value) {
			var known = field === 'state' ? fields.state : values(field);
			if (!known.some(function (x) { return x.id === value; })) unknown.push([t(field), value]);
			else if (c[field].indexOf(value) < 0) c[field].push(value);
		}
		hash.slice(1).split('&').forEach(function (pair) {
			var at = (pair + '=').indexOf('='), key = pair.slice(0, at), raw = pair.slice(at + 1);
			key = former[key] || key;
			if (Object.hasOwn(fields, key)) raw.split(',').filter(Boolean).map(decode).forEach(add.bind(null, key));
			else if (!Object.hasOwn(others, key) || !raw && key !== 'resume') return;
			else if (others[key].test(decode(raw))) c[key] = decode(raw);
			else unknown.push([t('address'), key + '=' + decode(raw)]);
		});
		return c;
	}
	// A comma between values is bare, one inside a value is not.
	function address(c) {
		return '#' + ['mode', 'n', 'seed', 'q'].concat(Object.keys(fields)).filter(function (key) {
			return c[key].length && c[key] !== 'practice';
		}).map(function (key) {
			return key + '=' + [].concat(c[key]).map(encodeURIComponent).join(',');
		}).join('&');
	}

	/* Which of them */

	function strength() {
		var n = Object.create(null);
		items.forEach(function (it) {
			var was = store.answer(it), r = n[it.topic] = n[it.topic] || { right: 1, all: 2 };
			if (was) r.all++;
			if (was && was.right) r.right++;
		});
		return function (topic) { return n[topic].right / n[topic].all; };
	}
	// Ten questions to go on with: due and new ones, then any; those of the weakest topics first.
	function ten(seed) {
		var due = items.filter(store.isDue), fresh = items.filter(function (it) { return !store.answer(it); });
		var of = strength(), out = [];
		[[due, DUE], [fresh, MANY], [due, MANY], [items, MANY]].forEach(function (from) {
			var left = from[0].filter(function (it) { return out.indexOf(it) < 0; });
			out = out.concat(draw.weakest(left, from[1] - out.length, of, seed));
		});
		return out;
	}

	player.filter = {
		fields: Object.keys(fields),
		fitting: fitting,
		values: values,
		nameOf: nameOf,
		read: read,
		address: address,
		ten: ten,
		// As many of LIST as C says.
		some: function (c, list) {
			return draw.some(list, c.n === 'all' ? list.length : Number(c.n) || MANY, Number(c.seed));
		},
		MANY: MANY
	};
}());
