// The navigator: all questions of a session as a grid of numbers, each with its state in colour, sign and words.
(function () {
	'use strict';
	var examc = window.examc, t = examc.t, el = examc.show.el, player = examc.player;
	if (!player) return;
	var PART = 200; // numbers that are shown at a time; more come in parts to choose from
	var states = ['Right', 'Wrong', 'Open', 'Complete', 'Incomplete', 'Unseen'];
	var fits = {
		All: function () { return true; },
		Incomplete: function (c) { return /^(Incomplete|Unseen|Open)$/.test(c.state); },
		Flagged: function (c) { return c.flagged; },
		Wrong: function (c) { return c.state === 'Wrong'; }
	};

	function label(c, i) {
		return [i + 1, t('state' + c.state)].concat(c.flagged ? t('flagged') : []).join(', ');
	}
	function cellHtml(c, i, at) {
		return '<li><button type="button" class="cell" data-i="' + i + '" data-state="' + c.state.toLowerCase() + '"' +
			(c.flagged ? ' data-flag' : '') + (i === at ? ' aria-current="true"' : '') +
			' aria-label="' + label(c, i) + '">' + (i + 1) + '</button></li>';
	}
	// WHAT: size, cell(i) -> {state, flagged}, at() -> the place, go(i), filters: names of FITS, filter: the first one.
	// Returns root; update(i) is called after a change of question i, scroll(holder) shows the question of now.
	player.navigator = function (what) {
		var cells = [], at = what.at(), now = 'All', shown = [], box = el('div', {});
		var filters = el('div', { 'class': 'filters', role: 'group', 'aria-label': t('navigator') });
		var legend = el('ul', { 'class': 'legend', 'aria-label': t('legend') });
		var parts = el('select', { 'aria-label': t('questions'), onchange: function () { fill(Number(parts.value)); } });
		for (var i = 0; i < what.size; i++) cells.push(what.cell(i));

		function count() {
			var n = {}, flagged = 0;
			cells.forEach(function (c) {
				n[c.state] = (n[c.state] || 0) + 1;
				flagged += c.flagged ? 1 : 0;
			});
			filters.querySelectorAll('button').forEach(function (b) {
				var f = b.dataset.filter;
				b.lastChild.textContent = f === 'All' ? cells.length : f === 'Flagged' ? flagged :
					f === 'Wrong' ? n.Wrong || 0 : (n.Incomplete || 0) + (n.Unseen || 0) + (n.Open || 0);
				b.setAttribute('aria-pressed', String(f === now));
			});
			legend.replaceChildren.apply(legend, states.filter(function (s) { return n[s]; }).map(function (s) {
				return el('li', {}, [el('span', { 'class': 'cell', 'data-state': s.toLowerCase() }), t('state' + s)]);
			}));
			if (flagged) legend.append(el('li', {}, [el('span', { 'class': 'cell', 'data-flag': true }), t('flagged')]));
		}
		// The numbers from place FROM of those that are let through.
		function fill(from) {
			var html = shown.slice(from, from + PART).map(function (i) { return cellHtml(cells[i], i, at); }).join('');
			box.innerHTML = html ? '<ol class="grid">' + html + '</ol>' : '<p class="soft">' + t('none') + '</p>';
			parts.value = from;
		}
		// Shows what FILTER lets through, from the part on in which the question of now is.
		function show(filter) {
			now = filter;
			shown = [];
			cells.forEach(function (c, i) { if (fits[filter](c)) shown.push(i); });
			parts.replaceChildren();
			parts.hidden = shown.length <= PART;
			for (var k = 0; k < shown.length; k += PART) {
				parts.append(el('option', { value: k },
					(shown[k] + 1) + '–' + (shown[Math.min(k + PART, shown.length) - 1] + 1)));
			}
			fill(Math.max(0, Math.floor(shown.indexOf(at) / PART) * PART));
			count();
		}
		function element(i) { return box.querySelector('[data-i="' + i + '"]'); }
		function paint(i) {
			var e = element(i), c = cells[i];
			if (!e) return;
			e.dataset.state = c.state.toLowerCase();
			e.toggleAttribute('data-flag', c.flagged);
			e.setAttribute('aria-label', label(c, i));
			if (i === at) e.setAttribute('aria-current', 'true');
			else e.removeAttribute('aria-current');
		}
		what.filters.forEach(function (f) {
			filters.append(player.button([t('list' + f), ' ', el('span', { 'class': 'n' })], function () { show(f); }, 'quiet',
				{ 'data-filter': f }));
		});
		box.addEventListener('click', function (e) {
			var hit = e.target.closest('.cell');
			if (hit) what.go(Number(hit.dataset.i));
		});
		show(what.filter);
		return {
			root: el('div', { 'class': 'navigator' }, [filters, legend, parts, box]),
			update: function (i) {
				var was = at;
				at = what.at();
				cells[i] = what.cell(i);
				if (!element(at) && shown.indexOf(at) >= 0) show(now);
				[was, at, i].forEach(paint);
				count();
			},
			// Scrolls BOX, which holds the grid, to the number of today.
			scroll: function (holder) {
				var e = element(at), top = holder.getBoundingClientRect().top + holder.clientHeight / 2;
				if (e) holder.scrollTop += e.getBoundingClientRect().top - top;
			}
		};
	};
}());
