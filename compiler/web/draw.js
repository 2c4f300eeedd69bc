// Chance that can be repeated: a seed gives the same questions in the same order.
(function () {
	'use strict';
	var examc = window.examc = window.examc || {};

	// Mulberry32 (T. Ettinger, public domain): numbers in [0, 1).
	function random(seed) {
		var a = seed >>> 0;
		return function () {
			a = (a + 0x6D2B79F5) >>> 0;
			var t = a;
			t = Math.imul(t ^ (t >>> 15), t | 1);
			t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
			return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
		};
	}
	function shuffle(list, next) {
		var out = list.slice();
		for (var i = out.length - 1; i > 0; i--) {
			var j = Math.floor(next() * (i + 1)), x = out[i];
			out[i] = out[j];
			out[j] = x;
		}
		return out;
	}
	// N in whole parts as the weights say, by largest remainders; ties to the first.
	function apportion(weights, n) {
		var sum = weights.reduce(function (a, b) { return a + b; }, 0);
		if (!sum) return weights.map(function () { return 0; });
		var parts = weights.map(function (w) { return Math.floor(n * w / sum + 1e-9); });
		var rest = weights.map(function (w, i) { return { i: i, r: n * w / sum - parts[i] }; });
		rest.sort(function (a, b) { return Math.abs(a.r - b.r) > 1e-9 ? b.r - a.r : a.i - b.i; });
		var left = n - parts.reduce(function (a, b) { return a + b; }, 0);
		rest.slice(0, left).forEach(function (r) { parts[r.i]++; });
		return parts;
	}
	// Questions of a case stay together, in the order of their parts.
	function units(items) {
		var cases = Object.create(null), out = [];
		items.forEach(function (it) {
			if (!it['case']) { out.push([it]); return; }
			if (!cases[it['case']]) out.push(cases[it['case']] = []);
			cases[it['case']].push(it);
		});
		out.forEach(function (u) { u.sort(function (a, b) { return (a.part || 0) - (b.part || 0); }); });
		return out;
	}

	examc.draw = {
		random: random,
		shuffle: shuffle,
		apportion: apportion,
		// N of the items, by the weights of the domains, as far as there are any.
		byWeights: function (items, domains, n, seed) {
			var next = random(seed), left = n, picked = [], rest = [];
			var want = apportion(domains.map(function (d) { return d.weight; }), Math.min(n, items.length));
			var pools = domains.map(function (d) {
				return shuffle(units(items.filter(function (it) { return it.domain === d.id; })), next);
			});
			pools.forEach(function (pool, i) {
				pool.forEach(function (unit) {
					if (unit.length <= want[i] && unit.length <= left) {
						picked.push(unit);
						want[i] -= unit.length;
						left -= unit.length;
					} else rest.push(unit);
				});
			});
			shuffle(rest, next).forEach(function (unit) {
				if (unit.length <= left) { picked.push(unit); left -= unit.length; }
			});
			return [].concat.apply([], shuffle(picked, next));
		},
		// N of the items in a random order.
		some: function (items, n, seed) {
			var out = [];
			shuffle(units(items), random(seed)).forEach(function (unit) {
				if (out.length + unit.length <= n) out.push.apply(out, unit);
			});
			return out;
		},
		// N of the items, topics by turns, those of the least STRENGTH(topic) first; of equal ones chance decides.
		weakest: function (items, n, strength, seed) {
			var next = random(seed), byTopic = Object.create(null), out = [];
			shuffle(units(items), next).forEach(function (u) {
				(byTopic[u[0].topic] = byTopic[u[0].topic] || []).push(u);
			});
			var left = shuffle(Object.keys(byTopic), next).sort(function (a, b) { return strength(a) - strength(b); });
			while (out.length < n && left.length) {
				left.forEach(function (topic) {
					var unit = byTopic[topic].shift();
					if (out.length + unit.length <= n) out = out.concat(unit);
				});
				left = left.filter(function (topic) { return byTopic[topic].length; });
			}
			return out;
		},
		// The order of a question's choices in a session, of which the first FREE are shuffled: never
		// the same key place by habit.
		choices: function (ids, free, question, seed) {
			var s = seed >>> 0;
			for (var i = 0; i < question.length; i++) s = Math.imul(s ^ question.charCodeAt(i), 16777619) >>> 0;
			return shuffle(ids.slice(0, free), random(s)).concat(ids.slice(free));
		}
	};
}());
