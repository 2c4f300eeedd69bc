// The hands of a question's article, on its page and in the player alike: what is chosen is counted, steps
// are moved, options struck out, and the verdict stands at the head of the choices.
(function () {
	'use strict';
	var examc = window.examc, t = examc.t, show = examc.show, el = show.el;
	var MOST = 90; // characters of a response in a select

	// What kind of answer FORM wants.
	function kindOf(form) {
		return form.querySelector('[type=radio]') ? 'one' : form.querySelector('[type=checkbox]') ? 'many' :
			form.querySelector('.responses') ? 'match' : 'order';
	}
	function items(form, list) { return Array.from(form.querySelectorAll(list + ' > li')); }
	function letter(i) { return String.fromCharCode(65 + i); }
	function textOf(li) { return li.querySelector('label > span, :scope > span').textContent.trim(); }
	function changed(form) { form.dispatchEvent(new Event('change', { bubbles: true })); }

	// The question itself names the group of its choices, before what is to be done.
	function nameGroup(form) {
		var box = form.querySelector('fieldset'), legend = box.querySelector('legend');
		var texts = Array.from(form.querySelectorAll('.stem > p')).reverse();
		var asks = texts.find(function (p) { return /[?？؟]/.test(p.textContent); }) || texts[0];
		legend.id = 'what-to-do';
		if (asks) {
			asks.id = 'what-is-asked';
			asks.classList.add('asks');
		}
		box.setAttribute('aria-labelledby', asks ? asks.id + ' ' + legend.id : legend.id);
	}

	/* Ordering: the rows stand as the learner has them, and their numbers say so */

	function number(rows) {
		rows.forEach(function (row, i) {
			row.querySelector('select').value = String(i + 1);
			row.querySelectorAll('.moves button').forEach(function (b) {
				var up = b.dataset.by === '-1';
				b.disabled = up ? i === 0 : i === rows.length - 1;
				b.setAttribute('aria-label', t(up ? 'moveUp' : 'moveDown', i + 1));
			});
		});
	}
	// Two rows change places, so that no number is there twice.
	function swap(list, i, j) {
		var rows = Array.from(list.children), x = rows[i];
		rows[i] = rows[j];
		rows[j] = x;
		rows.forEach(function (row) { list.append(row); });
		number(rows);
	}
	function mover(form, list, row, by, say) {
		function move(e) {
			var b = e.currentTarget, i = Array.from(list.children).indexOf(row);
			swap(list, i, i + by);
			(b.disabled ? row.querySelector('.moves button:enabled') : b).focus();
			changed(form);
			say.textContent = t('nowStep', i + by + 1);
		}
		return el('button', { type: 'button', 'class': 'icon', 'data-by': String(by), 'aria-label': '', onclick: move },
			show.icon(by < 0 ? 'up' : 'down'));
	}
	function sortable(form, say) {
		var list = form.querySelector('.rows'), rows = Array.from(list.children);
		function place(row) { return Number(row.querySelector('select').value); }
		if (rows.every(place)) rows.sort(function (a, b) { return place(a) - place(b); });
		rows.forEach(function (row) {
			row.querySelector('option[value=""]').remove();
			row.querySelector('label').after(el('div', { 'class': 'moves' },
				[mover(form, list, row, -1, say), mover(form, list, row, 1, say)]));
			list.append(row);
		});
		list.classList.add('sortable');
		number(rows);
		list.addEventListener('change', function (e) {
			var row = e.target.closest('li'), to = Number(e.target.value) - 1;
			swap(list, Array.from(list.children).indexOf(row), to);
			e.target.focus();
		});
	}

	/* Matching: selects say what they offer, and what was taken */

	function offer(form) {
		var selects = Array.from(form.querySelectorAll('select'));
		items(form, '.responses').forEach(function (li, i) {
			var text = textOf(li), short = text.length > MOST ? text.slice(0, MOST) + '…' : text;
			var taken = selects.filter(function (s) { return s.value === li.dataset.choice; });
			li.toggleAttribute('data-used', taken.length > 0);
			selects.forEach(function (s) {
				var isUsed = taken.some(function (x) { return x !== s; }), own = letter(i) + '  ' + short;
				var o = s.querySelector('option[value="' + CSS.escape(li.dataset.choice) + '"]');
				o.dataset.own = own;
				o.textContent = isUsed ? t('used', own) : own;
			});
		});
	}

	/* Striking out */

	function strike(li, isOut) {
		var input = li.querySelector('input');
		li.toggleAttribute('data-struck', isOut);
		li.querySelector('.strike').setAttribute('aria-pressed', String(isOut));
		if (isOut && input.checked) {
			input.checked = false;
			changed(input);
		}
	}
	function strikable(form, struck, kept) {
		var all = items(form, '.options');
		function tell() {
			kept(all.filter(function (li) { return li.hasAttribute('data-struck'); }).map(function (li) {
				return li.querySelector('input').value;
			}));
		}
		all.forEach(function (li, i) {
			li.querySelector('label').after(el('button', { type: 'button', 'class': 'icon strike', 'aria-pressed': 'false',
				'aria-label': t('strikeOut', letter(i)), onclick: function () {
					strike(li, !li.hasAttribute('data-struck'));
					tell();
				} }, show.icon('strike')));
			if (struck.indexOf(li.querySelector('input').value) >= 0) strike(li, true);
		});
		form.addEventListener('change', function (e) {
			var li = e.target.closest && e.target.closest('[data-struck]');
			if (!li || !e.target.checked) return;
			strike(li, false);
			tell();
		});
	}

	/* How much is chosen */

	function count(kind, n, want) {
		if (kind === 'many') return n > want ? t('chosenTooMany', n, want) : t('chosen', n, want);
		return kind === 'match' ? t('matched', n, want) : '';
	}

	/* The verdict */

	// The letters of the choices that are right.
	function letters(form, right) {
		return items(form, '.options').map(function (li, i) {
			return right.indexOf(li.querySelector('input').value) >= 0 ? letter(i) : '';
		}).join('').split('').join(', ');
	}
	function detail(form, right, answer) {
		var kind = kindOf(form), good = right.filter(function (x) { return answer.indexOf(x) >= 0; }).length;
		if (kind === 'one') return t('answerIs', letters(form, right));
		return kind === 'many' ? t('answersAre', letters(form, right)) : t('placed', good, right.length);
	}
	var heads = { right: 'right', wrong: 'notRight', unknown: 'notKnown', open: 'notAnswered' };

	examc.choices = {
		// Makes the choices of FORM answer hands and keys. WANT: how many answers the question has; SAY, an element
		// with role=status: where it is told how many are chosen. STRUCK: ids that are struck out; KEPT is called
		// with them when that changes. Choices stand in their order, filled in, before.
		ready: function (form, want, say, struck, kept) {
			var kind = kindOf(form);
			function tell() { say.textContent = count(kind, show.read(form).length, want); }
			nameGroup(form);
			form.querySelector('legend').after(el('h2', { 'class': 'verdict', tabindex: '-1', hidden: true }));
			if (kind === 'order') sortable(form, say);
			if (kind === 'match') offer(form);
			if (kind === 'one' || kind === 'many') strikable(form, struck, kept);
			form.addEventListener('change', function () {
				if (kind === 'match') offer(form);
				tell();
			});
			if (kind !== 'order') tell();
		},
		// What is missing before FORM can be checked, in words; '' if nothing is.
		lacks: function (form, want) {
			var kind = kindOf(form), n = show.read(form).length;
			if (n === want) return '';
			return kind === 'many' ? t('chooseNumber', want, n) : kind === 'match' ? t('matchAll', want - n) : t('chooseFirst');
		},
		// Marks what is right and what was wrong, and says it at the head: STATE is right, wrong, unknown, open (not
		// answered). RIGHT and ANSWER: lists as of show.read(); AT: where the reasons are (data-reasons); MORE: a
		// sentence behind it, or ''. Nothing can be changed from then on. Returns the head.
		settle: function (form, state, right, answer, at, more) {
			var head = form.querySelector('.verdict'), isRight = state === 'right';
			var why = { beside: 'whyBeside', below: 'whyBelow', nowhere: 'whyNowhere' };
			show.mark(form, right);
			form.querySelector('fieldset').disabled = true;
			head.dataset.state = state;
			head.hidden = false;
			head.replaceChildren(show.icon(isRight ? 'tick' : 'cross'), el('span', {}, [
				el('strong', {}, t(heads[state])),
				isRight ? null : ' ' + detail(form, right, answer),
				isRight && at !== 'beside' ? null : el('small', {}, t(why[at])),
				more ? el('small', { 'class': 'back' }, more) : null]));
			return head;
		},
		// Takes all of it back for another try.
		reopen: function (form) {
			form.querySelector('.verdict').hidden = true;
			form.querySelector('fieldset').disabled = false;
			form.querySelectorAll('.options input').forEach(function (i) { i.checked = false; });
			if (kindOf(form) === 'match') form.querySelectorAll('select').forEach(function (s) { s.value = ''; });
			show.unsay(form);
			changed(form);
		},
		// Whether FORM asks for an order, which looks complete before anybody touched it.
		isOrder: function (form) { return kindOf(form) === 'order'; },
		focus: function (form) { (form.querySelector('input') || form.querySelector('select')).focus(); },
		// Brings the verdict HEAD into view, with what it is about below it, and the focus to it.
		face: function (head) {
			var key = head.parentNode.querySelector('[data-verdict="right"], [data-verdict="missed"]');
			head.focus({ preventScroll: true });
			if (!inView(head) || key && !inView(key)) head.scrollIntoView({ block: 'start' });
		},
		// Strikes out, or not, the option that has the focus; false if none has.
		strikeFocused: function () {
			var li = document.activeElement.closest('.options > li'), b = li && li.querySelector('.strike');
			if (b && !b.matches(':disabled')) b.click();
			return Boolean(b);
		}
	};
	// Between what sticks to the edges of the window.
	function inView(e) {
		var box = e.getBoundingClientRect(), style = getComputedStyle(document.documentElement);
		return box.top >= parseFloat(style.scrollPaddingTop) &&
			box.bottom <= window.innerHeight - (parseFloat(style.scrollPaddingBottom) || 0);
	}
}());
