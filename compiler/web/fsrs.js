// Spaced repetition: FSRS-6 with its published default weights
// (open-spaced-repetition, "The Algorithm", wiki of fsrs4anki).
(function () {
	'use strict';
	var examc = window.examc = window.examc || {};
	var w = [0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
		1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542];
	var DAY = 86400000, SOON = 600000, RETENTION = 0.9, LONGEST = 36500;
	var factor = Math.pow(0.9, -1 / w[20]) - 1;

	function clamp(x, low, high) { return Math.min(Math.max(x, low), high); }
	// The chance to know it after DAYS days.
	function recall(days, stability) { return Math.pow(1 + factor * days / stability, -w[20]); }
	function firstDifficulty(grade) { return w[4] - Math.exp(w[5] * (grade - 1)) + 1; }
	function difficulty(was, grade) {
		var moved = was - w[6] * (grade - 3) * (10 - was) / 9;
		return clamp(w[7] * firstDifficulty(4) + (1 - w[7]) * moved, 1, 10);
	}
	function afterSuccess(d, s, r, grade) {
		return s * (1 + Math.exp(w[8]) * (11 - d) * Math.pow(s, -w[9]) * (Math.exp(w[10] * (1 - r)) - 1) *
			(grade === 2 ? w[15] : 1) * (grade === 4 ? w[16] : 1));
	}
	function afterLapse(d, s, r) {
		var next = w[11] * Math.pow(d, -w[12]) * (Math.pow(s + 1, w[13]) - 1) * Math.exp(w[14] * (1 - r));
		return Math.min(next, s / Math.exp(w[17] * w[18]));
	}
	function sameDay(s, grade) {
		var rise = Math.exp(w[17] * (grade - 3 + w[18])) * Math.pow(s, -w[19]);
		return s * (grade >= 2 ? Math.max(rise, 1) : rise);
	}
	function interval(stability) {
		return clamp(Math.round(stability / factor * (Math.pow(RETENTION, -1 / w[20]) - 1)), 1, LONGEST);
	}

	examc.fsrs = {
		recall: recall,
		// The card after an answer. GRADE: 1 again, 2 hard, 3 good, 4 easy; NOW in ms.
		// CARD is {d, s, last, due} or null for a new one. What was wrong comes back after ten minutes.
		next: function (card, grade, now) {
			var d, s;
			if (!card) {
				d = clamp(firstDifficulty(grade), 1, 10);
				s = Math.max(w[grade - 1], 0.001);
			} else {
				var days = Math.max(0, Math.floor((now - card.last) / DAY)), r = recall(days, card.s);
				d = difficulty(card.d, grade);
				s = days < 1 ? sameDay(card.s, grade)
					: grade === 1 ? afterLapse(card.d, card.s, r) : afterSuccess(card.d, card.s, r, grade);
				s = clamp(s, 0.001, LONGEST);
			}
			return { d: d, s: s, last: now, due: now + (grade === 1 ? SOON : interval(s) * DAY) };
		}
	};
}());
