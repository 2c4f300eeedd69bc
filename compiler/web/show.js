// A question as elements: native inputs, one legend, no drag. Texts of the bank
// are HTML that the compiler made safe; all else is set as text.
(function () {
	'use strict';
	var examc = window.examc = window.examc || {};
	var t = examc.t;

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
	// HTML of the bank; pictures lie beside the pages of questions.
	function html(name, cls, text) {
		var e = el(name, { 'class': cls });
		e.innerHTML = text.replace(/src="img\//g, 'src="q/img/');
		return e;
	}
	function letter(i) { return 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[i]; }
	function ordered(item, order) {
		return order.map(function (id) {
			return item.choices.find(function (c) { return c.id === id; });
		}).filter(Boolean);
	}
	function rest(choice) { return choice.rest ? html('div', 'rest', choice.rest) : null; }

	function option(item, choice, i, answer, change) {
		var input = el('input', {
			type: item.select > 1 ? 'checkbox' : 'radio', name: item.select > 1 ? 'answer[]' : 'answer', value: choice.id, onchange: change
		});
		input.checked = answer.indexOf(choice.id) >= 0;
		return el('li', { 'class': 'option', 'data-choice': choice.id }, [
			el('label', {}, [input, el('span', { 'class': 'letter' }, letter(i)), html('span', null, choice.html)]), rest(choice)]);
	}
	function select(id, values, chosen, change) {
		var e = el('select', { id: 's-' + id, 'data-part': id, onchange: change }, [el('option', { value: '' }, t('chooseEmpty'))]);
		values.forEach(function (v) { e.append(el('option', { value: v[0] }, v[1])); });
		e.value = chosen || '';
		return e;
	}
	function chosenFor(answer, part) {
		var hit = answer.find(function (a) { return a.indexOf(part + '=') === 0; });
		return hit ? hit.slice(part.length + 1) : '';
	}
	function stepRow(item, step, answer, change) {
		var values = item.choices.map(function (_, i) { return [String(i + 1), t('step', i + 1)]; });
		return el('li', { 'class': 'row', 'data-choice': step.id }, [
			select(step.id, values, chosenFor(answer, step.id), change),
			(function () { var l = html('label', null, step.html); l.htmlFor = 's-' + step.id; return l; }()), rest(step)]);
	}
	function promptRow(prompt, responses, answer, change) {
		var label = html('label', null, prompt.html);
		label.htmlFor = 's-' + prompt.id;
		return el('li', { 'class': 'row', 'data-choice': prompt.id }, [label,
			select(prompt.id, responses.map(function (r, i) { return [r.id, letter(i)]; }), chosenFor(answer, prompt.id), change)]);
	}
	function body(item, order, answer, change) {
		var list = ordered(item, order), parts = [];
		if (item.shape === 'choice')
			return [el('ul', { 'class': 'options' }, list.map(function (c, i) { return option(item, c, i, answer, change); }))];
		if (item.shape === 'order')
			return [el('ul', { 'class': 'rows' }, list.map(function (s) { return stepRow(item, s, answer, change); }))];
		parts.push(el('ul', { 'class': 'responses' }, list.map(function (r, i) {
			return el('li', {}, [el('span', { 'class': 'letter' }, letter(i)), html('span', null, r.html)]);
		})));
		parts.push(el('ul', { 'class': 'rows' }, item.prompts.map(function (p) { return promptRow(p, list, answer, change); })));
		return parts;
	}
	function legend(item) {
		return t(item.shape === 'order' ? 'orderHelp' : item.shape === 'match' ? 'matchHelp' : item.select > 1 ? 'chooseMany' : 'chooseOne');
	}

	examc.show = {
		el: el,
		html: html,
		letter: letter,
		// What the form holds: ids of options, or "part=value" of each select.
		read: function (form) {
			var selects = form.querySelectorAll('select');
			if (selects.length)
				return Array.prototype.filter.call(selects, function (s) { return s.value; })
					.map(function (s) { return s.dataset.part + '=' + s.value; });
			return Array.prototype.map.call(form.querySelectorAll('input:checked'), function (i) { return i.value; });
		},
		// Is every part answered?
		complete: function (item, answer) {
			if (item.shape === 'choice') return answer.length >= 1 && (item.select < 2 || answer.length === item.select);
			return answer.length === (item.shape === 'order' ? item.choices.length : item.prompts.length);
		},
		// The answer that is right, in the form that read() gives.
		right: function (item, key) {
			if (item.shape === 'choice') return key.right;
			if (item.shape === 'order') return key.right.map(function (id, i) { return id + '=' + (i + 1); });
			return item.prompts.map(function (p, i) { return p.id + '=' + key.right[i]; });
		},
		same: function (a, b) {
			return a.length === b.length && a.every(function (x) { return b.indexOf(x) >= 0; });
		},
		question: function (bank, item, order, answer, change) {
			var scenario = item['case'] && bank.cases[item['case']];
			var form = el('form', { autocomplete: 'off', onsubmit: function (e) { e.preventDefault(); } }, [
				el('fieldset', {}, [el('legend', {}, legend(item))].concat(body(item, order, answer, function () { change(form); })))]);
			return [
				scenario ? el('section', { 'class': 'case', 'aria-label': t('caseTitle', scenario.name) }, [
					el('h2', {}, t('caseTitle', scenario.name)), html('div', null, scenario.html)]) : null,
				html('div', 'stem', item.stem + (item.count ? '<p>' + item.count + '</p>' : '')), form];
		},
		// Says in words, at each choice, how it was answered and why.
		answer: function (form, item, key, answer) {
			var right = examc.show.right(item, key);
			form.querySelectorAll('.said, .why').forEach(function (x) { x.remove(); });
			function say(at, good, text) { at.append(el('span', { 'class': 'said', 'data-state': good ? 'right' : 'wrong' }, text)); }
			form.querySelectorAll('[data-choice]').forEach(function (li) {
				var id = li.dataset.choice, label = li.querySelector('label'), why = key.why[id];
				if (item.shape === 'choice') {
					var isKey = right.indexOf(id) >= 0, chosen = answer.indexOf(id) >= 0;
					if (chosen) say(label.lastElementChild, isKey, t('yourChoice') + ': ' + t(isKey ? 'stateRight' : 'stateWrong'));
					else if (isKey) say(label.lastElementChild, true, t('stateRight'));
					if (why) li.append(html('div', isKey ? 'why key' : 'why', why));
				} else {
					var wanted = chosenFor(right, id), good = chosenFor(answer, id) === wanted;
					var select = li.querySelector('select');
					var name = Array.prototype.find.call(select.options, function (o) { return o.value === wanted; });
					say(label, good, good ? t('stateRight') : t('stateWrong') + ': ' + (name ? name.textContent : ''));
				}
			});
			return el('div', { 'class': 'reasons' }, [
				key.explanation ? el('h2', {}, t('explanation')) : null,
				key.explanation ? html('div', null, key.explanation) : null,
				key.refs.length ? el('h2', {}, t('documentation')) : null,
				el('ul', { 'class': 'refs' }, key.refs.map(function (u) {
					return el('li', {}, [el('a', { href: u, rel: 'noreferrer' }, u.replace(/^https?:\/\//, ''))]);
				})),
				key.verified ? el('p', { 'class': 'soft' }, t('checked', key.verified)) : null]);
		}
	};
}());
