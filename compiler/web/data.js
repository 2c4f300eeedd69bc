// The bank's data: its index, which the page has loaded, and shards, which are fetched when they are needed.
// A shard of questions and one of what is right are scripts that call question(), scenario() and key().
(function () {
	'use strict';
	var examc = window.examc = window.examc || {}, bank = window.examcBank;
	var PARALLEL = 6, PATIENCE = 30000; // scripts at once, ms for one
	var questions = {}, scenarios = {}, keys = {}, kept = { questions: questions, keys: keys };
	var coming = {}, late = {}, queue = [], running = 0; // by name: who waits for a script, how often in vain

	examc.question = function (q) { questions[q.id] = q.html; };
	examc.scenario = function (s) { scenarios[s.id] = s.html; };
	examc.key = function (k) { keys[k.id] = k; };

	// A row of the index as an object (row() in emit/site/data.c).
	function item(row) {
		var exam = bank.exam, more = row[8];
		return Object.assign({ tag: [] }, more, {
			id: row[0], hash: row[1], type: row[2], domain: exam.domains[row[3]].id, topic: exam.topics[row[4]].id,
			difficulty: exam.difficulties[row[5]].id, answers: row[6], shard: row[7],
			service: (more.service || []).map(function (s) { return typeof s === 'number' ? exam.services[s].id : s; })
		});
	}
	if (bank) bank.items = bank.items.map(item);

	function next() {
		if (running < PARALLEL && queue.length) run(queue.shift());
	}
	function run(name) {
		var script = document.createElement('script'), timer;
		// Without E the script did not come in time. Browsers would have the next request wait for it, so that
		// asks for another address of the file.
		function end(e) {
			late[name] = (late[name] || 0) + (e ? 0 : 1);
			var waiting = coming[name];
			clearTimeout(timer);
			script.onload = script.onerror = null;
			script.remove();
			running--;
			delete coming[name];
			waiting.forEach(function (f) { f(e !== null && e.type === 'load'); });
			next();
		}
		running++;
		timer = setTimeout(function () { end(null); }, PATIENCE);
		script.onload = script.onerror = end;
		script.src = 'data/' + name + (late[name] ? '?' + late[name] : '');
		document.head.append(script);
	}
	// Calls THEN with whether the script came.
	function fetchScript(name, then) {
		if (coming[name]) { coming[name].push(then); return; }
		coming[name] = [then];
		queue.push(name);
		next();
	}
	function has(kind, it) { return Object.hasOwn(kept[kind], it.id); }

	examc.data = {
		has: has,
		html: function (it) { return questions[it.id]; },
		scenario: function (it) { return it['case'] ? scenarios[it['case']] : null; },
		// By id.
		keys: keys,
		// KIND: questions or keys. Calls THEN(whether all of ITEMS are here), at once if they were;
		// meanwhile TOLD(how many scripts came, of how many).
		load: function (kind, items, then, told) {
			var names = {}, came = 0, all;
			items.forEach(function (it) {
				if (!has(kind, it)) names[bank.shards[it.shard][kind === 'keys' ? 1 : 0]] = true;
			});
			all = Object.keys(names);
			if (!all.length) { then(true); return; }
			if (told) told(0, all.length);
			all.forEach(function (name) {
				fetchScript(name, function () {
					came++;
					if (came === all.length) then(items.every(function (it) { return has(kind, it); }));
					else if (told) told(came, all.length);
				});
			});
		}
	};
}());
