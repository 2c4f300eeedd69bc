// Every word that the player shows, in one place. {0}, {1} … are replaced.
(function () {
	'use strict';
	var examc = window.examc = window.examc || {};

	examc.strings = {
		practice: 'Practice', mock: 'Timed mock exam', review: 'Due today', wrong: 'Wrong ones again',
		practiceHelp: 'Check each answer at once and read why.',
		mockHelp: '{0} questions in {1} minutes, weighted like the exam. Answers come at the end.',
		reviewHelp: 'Questions that spaced repetition brings back.',
		wrongHelp: 'What you answered wrong and not yet right.',
		start: 'Start', resume: 'Go on', discard: 'Give it up', unfinished: 'You have not finished: {0}, {1} of {2} answered.',
		count: '{0} questions', countOne: '1 question', none: 'No question fits.',
		domain: 'Domain', topic: 'Topic', difficulty: 'Difficulty', type: 'Type', service: 'Service', all: 'All',
		howMany: 'How many', search: 'Search in questions', which: 'Choose questions by text, domain, topic …',
		question: 'Question {0} of {1}', flag: 'Flag for review', flagged: 'Flagged', previous: 'Previous', next: 'Next',
		check: 'Check answer', chooseFirst: 'Choose an answer first.', right: 'Right.', notRight: 'Not right; the reasons are below.',
		navigator: 'Navigator', reviewAll: 'Review', submit: 'End the exam', submitSure: '{0} questions are not answered. End the exam?',
		listAll: 'All', listIncomplete: 'Incomplete', listFlagged: 'Flagged', listWrong: 'Wrong',
		stateUnseen: 'unseen', stateIncomplete: 'incomplete', stateComplete: 'complete', stateRight: 'right', stateWrong: 'wrong',
		timeLeft: 'Time left {0}', timeHide: 'Hide time', timeShow: 'Show time', timeUp: 'The time is over. The exam was ended.',
		minutesLeft: '{0} minutes left', minuteLeft: '1 minute left',
		result: 'Result', resultLine: '{0} of {1} right, {2} %', scaled: 'About {0} on the scale from {1} to {2} (an estimate; to pass: {3})',
		byDomain: 'By domain', byTopic: 'By topic', retry: 'Wrong ones again', again: 'Back to the start', took: 'Time taken: {0}',
		progress: 'Progress', answered: '{0} of {1} questions answered', rightNow: '{0} right at the last try', due: '{0} due today', lastExams: 'Mock exams so far',
		settings: 'Settings', shortcuts: 'Keyboard shortcuts', shortcutsHelp: '1–9 or A–E choose · N or → next · P or ← previous · F flag · R review · T say the time · ? this help',
		exportText: 'Save my progress', importText: 'Load progress', reset: 'Forget everything', resetSure: 'Forget all answers of this exam?',
		imported: '{0} records were loaded.', importBad: 'This is no progress file of this exam.',
		explanation: 'Explanation', documentation: 'Documentation', checked: 'checked on {0}', yourChoice: 'Your choice', report: 'Report this question',
		chooseOne: 'Choose one', chooseMany: 'Choose all that are right', orderHelp: 'Give each step its place', matchHelp: 'Give each entry its letter; a letter may be left over',
		chooseEmpty: 'Choose', step: 'Step {0}', caseTitle: 'Case: {0}', loadFailed: 'The answers could not be loaded.', link: 'Link to this choice', hits: '{0} found',
		expired: '{0} questions changed since; their answers were dropped.'
	};

	examc.t = function (name) {
		var rest = arguments;
		return examc.strings[name].replace(/\{(\d)\}/g, function (_, i) { return rest[Number(i) + 1]; });
	};
	examc.questions = function (n) { return n === 1 ? examc.t('countOne') : examc.t('count', n); };
}());
