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
	// Says in words how an input was used; colour only repeats it.
	function say(input, good, word) {
		input.closest('label').querySelector('span').append(
			el('span', { 'class': 'said', 'data-state': good ? 'right' : 'wrong' }, t(word)));
	}
	function unsay(root) {
		root.querySelectorAll('.said').forEach(function (x) { x.remove(); });
	}

	examc.show = {
		el: el,
		html: html,
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
		// Moves choices into ORDER; lists letter themselves, and here what selects call them.
		arrange: function (root, order) {
			order.forEach(function (id, i) {
				var li = part(root, id);
				if (li) li.parentNode.append(li);
				root.querySelectorAll('option[value="' + CSS.escape(id) + '"]').forEach(function (o) {
					o.textContent = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[i];
					o.parentNode.append(o);
				});
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
		mark: function (root, right) {
			unsay(root);
			root.querySelectorAll('input').forEach(function (i) {
				var good = right.indexOf(i.value) >= 0;
				if (i.checked) say(i, good, good ? 'choiceRight' : 'choiceWrong');
				else if (good) say(i, true, 'notChosen');
			});
			root.querySelectorAll('select').forEach(function (s) {
				var good = right.indexOf(s.name + '=' + s.value) >= 0;
				say(s, good, good ? 'rightWord' : 'wrongWord');
			});
		},
		// What is said of a wrong answer, by where ROOT has the reasons.
		notRight: function (root) {
			var at = root.querySelector('.reasons').dataset.reasons;
			return t(at === 'beside' ? 'notRight' : at === 'below' ? 'notRightBelow' : 'notRightKeys');
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
