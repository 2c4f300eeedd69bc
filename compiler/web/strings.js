// The words of words/en.json, which the page before this script brings as
// examc.strings. {0}, {1} ... are replaced.
(function () {
	'use strict';
	var examc = window.examc;

	examc.t = function (name) {
		var rest = arguments;
		return examc.strings[name].replace(/\{(\d)\}/g, function (_, i) { return rest[Number(i) + 1]; });
	};
	examc.questions = function (n) { return n === 1 ? examc.t('countOne') : examc.t('count', n); };
}());
