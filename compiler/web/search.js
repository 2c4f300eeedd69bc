// Search: questions with all of some words in their stems, options and cases, and in their reasons where the learner
// has answered. Texts come in shards; what is here is searched while others are on their way, in small steps.
(function () {
	'use strict';
	var examc = window.examc, data = examc.data, store = examc.store;
	var SLICE = 6, BEFORE = 50, AFTER = 130, WINDOWS = 3; // ms of a step; characters around a hit; parts of an excerpt
	var asked = Object.create(null), reasons = Object.create(null); // folded texts by id
	var signs = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': '\'' };

	// Without case and accents.
	function fold(text) {
		return (/[^\x00-\x7f]/.test(text) ? text.normalize('NFD').replace(/\p{M}+/gu, '') : text).toLowerCase();
	}
	function words(text) { return fold(text).split(/\s+/).filter(Boolean); }
	// What is read of HTML; marks inside a word do not part it.
	function plain(html) {
		return html.replace(/<\/?(?:code|em|strong|a|span|sub|sup|del|small)\b[^>]*>/g, '').replace(/<[^>]*>/g, ' ')
			.replace(/&(?:amp|lt|gt|quot|#39);/g, function (sign) { return signs[sign]; }).replace(/\s+/g, ' ').trim();
	}
	// Stem, options and case, without instructions and what selects offer.
	function askedText(it) {
		var all = data.html(it) + ' ' + (data.scenario(it) || '');
		return plain(all.replace(/<(legend|option)[^>]*>[^<]*/g, '').replace(/<li\b/g, ' · $&'));
	}
	// Why each choice is right or wrong, and the explanation.
	function reasonText(it) {
		var key = data.keys[it.id];
		return plain(Object.keys(key.why).map(function (id) { return key.why[id]; }).join(' ')
			.replace(/<p class="tick">[^<]*/g, '') + ' ' + key.facts.split('<dl')[0].replace(/<h2>[^<]*/g, ''));
	}
	function askedOf(it) { return asked[it.id] = asked[it.id] || fold(askedText(it)); }
	// Reasons give answers away.
	function reasonsOf(it) {
		if (!store.answer(it)) return '';
		return reasons[it.id] = reasons[it.id] || fold(reasonText(it));
	}
	function isHere(it) { return data.has('questions', it) && (!store.answer(it) || data.has('keys', it)); }
	function isHit(it, list) {
		return list.every(function (w) { return askedOf(it).indexOf(w) >= 0 || reasonsOf(it).indexOf(w) >= 0; });
	}

	// Looks for the words LIST in ITEMS. Calls TOLD whenever there is something new, never at once, with {hits, came,
	// all (scripts), isDone, hasFailed}. Returns a function that stops it.
	function find(list, items, told) {
		var state = { hits: [], came: 0, all: 0, isDone: false, hasFailed: false }, parts = {};
		var waiting = items, queue = [], at = 0, timer = null, loading = 0, isOver = false;
		function tell() {
			state.isDone = !loading;
			state.came = state.all = 0;
			Object.keys(parts).forEach(function (kind) {
				state.came += parts[kind][0];
				state.all += parts[kind][1];
			});
			told(state);
		}
		function step() {
			var until = performance.now() + SLICE;
			for (; at < queue.length && performance.now() < until; at++)
				if (isHit(queue[at], list)) state.hits.push(queue[at]);
			timer = at < queue.length ? setTimeout(step, 0) : null;
			if (!timer) tell();
		}
		function gather() {
			var rest = [];
			if (isOver) return;
			waiting.forEach(function (it) { (isHere(it) ? queue : rest).push(it); });
			waiting = rest;
			timer = timer || setTimeout(step, 0);
		}
		function load(kind, some) {
			loading++;
			data.load(kind, some, function (isAll) {
				loading--;
				state.hasFailed = state.hasFailed || !isAll;
				gather();
			}, function (came, all) {
				parts[kind] = [came, all];
				gather();
			});
		}
		load('questions', items);
		load('keys', items.filter(store.answer));
		return function () {
			isOver = true;
			clearTimeout(timer);
		};
	}

	/* What is shown of a hit */

	// Where the words of LIST stand in TEXT: [[from, to]].
	function places(text, list) {
		var folded = '', starts = [], n = 0, out = [];
		Array.from(text).forEach(function (c) {
			var f = fold(c);
			for (var i = 0; i < f.length; i++) starts.push(n);
			folded += f;
			n += c.length;
		});
		starts.push(n);
		list.forEach(function (w) {
			for (var i = folded.indexOf(w); i >= 0; i = folded.indexOf(w, i + w.length))
				out.push([starts[i], starts[i + w.length]]);
		});
		return out.sort(function (a, b) { return a[0] - b[0]; });
	}
	// Joins [from, to] that touch.
	function merged(list) {
		return list.reduce(function (out, r) {
			var last = out[out.length - 1];
			if (last && r[0] <= last[1]) last[1] = Math.max(last[1], r[1]);
			else out.push(r.slice());
			return out;
		}, []);
	}
	// The parts of TEXT around the words of LIST: [{text, isHit}], '…' between parts.
	function excerpt(it, list) {
		var text = askedText(it), marks = merged(places(text, list)), out = [], end = 0, parts;
		parts = list.map(function (w) { return places(text, [w])[0]; }).filter(Boolean).map(function (r) {
			var from = text.lastIndexOf(' ', Math.max(0, r[0] - BEFORE)) + 1, to = text.indexOf(' ', r[1] + AFTER);
			return [from, to < 0 ? text.length : to];
		}).sort(function (a, b) { return a[0] - b[0]; });
		if (!parts.length) parts = [[0, text.indexOf(' ', AFTER) < 0 ? text.length : text.indexOf(' ', AFTER)]];
		merged(parts).slice(0, WINDOWS).forEach(function (part) {
			var at = part[0];
			if (at) out.push({ text: out.length ? ' … ' : '… ', isHit: false });
			marks.forEach(function (m) {
				if (m[0] < at || m[1] > part[1]) return;
				out.push({ text: text.slice(at, m[0]), isHit: false }, { text: text.slice(m[0], m[1]), isHit: true });
				at = m[1];
			});
			out.push({ text: text.slice(at, part[1]), isHit: false });
			end = part[1];
		});
		if (end < text.length) out.push({ text: ' …', isHit: false });
		return out.filter(function (x) { return x.text; });
	}

	examc.search = {
		words: words,
		find: find,
		excerpt: excerpt,
		// Whether some of the words stand in the reasons alone.
		isInReasons: function (it, list) {
			return list.some(function (w) { return askedOf(it).indexOf(w) < 0; });
		}
	};
}());
