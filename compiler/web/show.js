// A question's article as the compiler drew it: moves and letters its choices for a session, fills
// in and reads its inputs, sets beside them what is right. It knows inputs and selects, no types.
(function () {
	'use strict';
	var examc = window.examc, t = examc.t;

	// el('p', {class: 'x', onclick: f}, 'text' or element or list of them)
	function el(name, attrs, inside) {
		var e = document.createElement(name);
		Object.keys(attrs || {}).forEach(function (k) {
			var v = attrs[k];
			if (k.slice(0, 2) === 'on') e.addEventListener(k.slice(2), v);
			else if (v === true) e.setAttribute(k, '');
			else if (v !== false && v !== null && v !== undefined) e.setAttribute(k, v);
		});
		[].concat(inside === undefined ? [] : inside).forEach(function (x) {
			if (x !== null && x !== undefined) e.append(x);
		});
		return e;
	}
	// HTML of the bank, which the compiler made safe; pictures lie beside the pages of questions.
	function html(text) {
		var e = document.createElement('template');
		e.innerHTML = text.replace(/src="img\//g, 'src="q/img/');
		return e.content;
	}
	// The <li> of a choice, or ("name=") that of a select.
	function part(root, id) {
		var at = root.querySelector(id.slice(-1) === '=' ? '[name="' + CSS.escape(id.slice(0, -1)) + '"]'
			: 'input[value="' + CSS.escape(id) + '"], [data-choice="' + CSS.escape(id) + '"]');
		return at && at.closest('li');
	}
	// Says in words how an input was used, and marks its <li> with VERDICT; colour and sign only repeat it.
	function say(input, verdict, text) {
		var state = verdict === 'wrong' ? 'wrong' : 'right';
		input.closest('li').dataset.verdict = verdict;
		input.closest('label').querySelector('span').append(
			el('span', { 'class': 'said', 'data-state': state }, [icon(state === 'wrong' ? 'cross' : 'tick'), text]));
	}
	function unsay(root) {
		root.querySelectorAll('.said').forEach(function (x) { x.remove(); });
		root.querySelectorAll('[data-verdict]').forEach(function (li) { li.removeAttribute('data-verdict'); });
	}
	// Drawings of 24 units, as lines in the colour of the text.
	var icons = {
		tick: 'M5 12.5l4.5 4.5L19 7.5', cross: 'M6.5 6.5l11 11M17.5 6.5l-11 11', up: 'M6 14.5l6-6 6 6',
		down: 'M6 9.5l6 6 6-6', left: 'M14.5 6l-6 6 6 6', right: 'M9.5 6l6 6-6 6', flag: 'M6 21V4h12l-3 4.5 3 4.5H6',
		grid: 'M5 5h5v5H5zM14 5h5v5h-5zM5 14h5v5H5zM14 14h5v5h-5z', strike: 'M4 12h16M8 8c0-4 8-4 8-.5M8 16c0 4 8 4 8 .5',
		note: 'M5 19l1-4L16 5l3 3L9 18zM14 7l3 3',
		eye: 'M2.5 12c4-8 15-8 19 0-4 8-15 8-19 0zM12 9.5a2.5 2.5 0 1 0 .1 0',
		keys: 'M3 7h18v10H3zM7 10.5h.5M11 10.5h.5M15 10.5h.5M8 14h8'
	};
	function icon(name) {
		return html('<svg class="sign" viewBox="0 0 24 24" aria-hidden="true"><path d="' + icons[name] + '"/></svg>');
	}

	examc.show = {
		el: el,
		html: html,
		icon: icon,
		unsay: unsay,
		// The ids of what can be moved, in the compiler's order.
		choices: function (root) {
			return Array.from(root.querySelectorAll('input, [data-choice]'), function (e) {
				return e.dataset.choice || e.value;
			});
		},
		// How many of them may be shuffled: the first ones.
		free: function (root) {
			return Array.from(root.querySelectorAll('input, [data-choice]')).filter(function (e) {
				return !e.closest('[data-fixed]');
			}).length;
		},
		// Moves choices, and what selects offer, into ORDER; lists letter themselves.
		arrange: function (root, order) {
			order.forEach(function (id) {
				var li = part(root, id);
				if (li) li.parentNode.append(li);
				root.querySelectorAll('option[value="' + CSS.escape(id) + '"]').forEach(function (o) { o.parentNode.append(o); });
			});
		},
		// An answer is a list: values of inputs, "name=value" of selects.
		read: function (root) {
			var inputs = Array.from(root.querySelectorAll('input:checked'), function (i) { return i.value; });
			var selects = Array.from(root.querySelectorAll('select')).filter(function (s) { return s.value; });
			return inputs.concat(selects.map(function (s) { return s.name + '=' + s.value; }));
		},
		fill: function (root, answer) {
			root.querySelectorAll('input').forEach(function (i) { i.checked = answer.indexOf(i.value) >= 0; });
			root.querySelectorAll('select').forEach(function (s) {
				var hit = answer.find(function (a) { return a.indexOf(s.name + '=') === 0; });
				s.value = hit ? hit.slice(s.name.length + 1) : '';
			});
		},
		same: function (a, b) {
			return a.length === b.length && a.every(function (x) { return b.indexOf(x) >= 0; });
		},
		// What was chosen against RIGHT: each <li> has data-verdict right, wrong, missed (right and not chosen), rest.
		mark: function (root, right) {
			unsay(root);
			root.querySelectorAll('input').forEach(function (i) {
				var good = right.indexOf(i.value) >= 0;
				if (i.checked) say(i, good ? 'right' : 'wrong', t(good ? 'choiceRight' : 'choiceWrong'));
				else if (good) say(i, 'missed', t('notChosen'));
				else i.closest('li').dataset.verdict = 'rest';
			});
			root.querySelectorAll('select').forEach(function (s) {
				var good = right.indexOf(s.name + '=' + s.value) >= 0, o = s.selectedOptions[0];
				var own = s.value ? o.dataset.own || o.textContent : '';
				say(s, good ? 'right' : 'wrong', own ? t(good ? 'yoursRight' : 'yoursWrong', own) : t('nothingChosen'));
			});
		},
		// Puts each reason of KEY into its part. Returns the facts.
		answer: function (root, key) {
			root.querySelectorAll('.why').forEach(function (x) { x.remove(); });
			Object.keys(key.why).forEach(function (id) {
				var li = part(root, id);
				if (li) li.append(html(key.why[id]));
			});
			return html(key.facts);
		}
	};
}());
