// What a page says to the learner: a toast that goes by itself, and a question that waits for a choice.
(function () {
	'use strict';
	var examc = window.examc, SECONDS = { info: 6, warn: 10, error: 15 };
	var toasts = document.createElement('div');
	toasts.className = 'toasts';
	toasts.setAttribute('role', 'status');
	document.body.append(toasts);

	function part(name, cls, text) {
		var e = document.createElement(name);
		if (cls) e.className = cls;
		if (text) e.textContent = text;
		return e;
	}

	examc.tell = {
		// Shows TEXT for some seconds and has it spoken. OPTIONS.kind: info (if not said), warn, error.
		toast: function (text, options) {
			var kind = options && options.kind || 'info', toast = part('p', 'toast', text);
			toast.dataset.kind = kind;
			// The same is not said twice at a time.
			Array.from(toasts.children).forEach(function (t) { if (t.textContent === text) t.remove(); });
			toasts.append(toast);
			setTimeout(function () { toast.remove(); }, SECONDS[kind] * 1000);
		},
		// Takes away what was said and does not hold any more.
		hush: function () { toasts.replaceChildren(); },
		// Asks in a modal dialog. WHAT: title, text, choices [{text, value, cls}], of which the last one is
		// harmless: it is what Escape means. Calls THEN with the value.
		ask: function (what, then) {
			var box = part('dialog', 'ask'), title = part('h2', '', what.title), text = part('p', '', what.text);
			var actions = part('div', 'actions'), from = document.activeElement;
			title.id = 'ask-title';
			text.id = 'ask-text';
			box.setAttribute('aria-labelledby', title.id);
			box.setAttribute('aria-describedby', text.id);
			function end(choice) {
				box.close();
				box.remove();
				if (from && from.isConnected) from.focus();
				then(choice.value);
			}
			what.choices.forEach(function (choice) {
				var b = part('button', choice.cls, choice.text);
				b.type = 'button';
				b.addEventListener('click', function () { end(choice); });
				actions.append(b);
			});
			box.addEventListener('cancel', function (e) {
				e.preventDefault();
				end(what.choices[what.choices.length - 1]);
			});
			box.append(title, text, actions);
			document.body.append(box);
			box.showModal();
			actions.lastChild.focus();
		}
	};
}());
