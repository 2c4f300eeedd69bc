// Offline: what was fetched once is kept; the network comes first while it answers.
'use strict';
var CACHE = 'examc-1';
var scripts = ['words', 'site', 'show', 'question', 'store', 'draw', 'fsrs', 'session', 'player', 'start', 'run'];
var core = ['index.html', 'practice.html', 'blueprint.html', 'data/questions.js', 'data/keys.js', 'assets/site.css']
	.concat(scripts.map(function (name) { return 'assets/' + name + '.js'; }));

function keepCore() {
	return caches.open(CACHE).then(function (c) { return c.addAll(core); })
		.then(function () { return self.skipWaiting(); });
}
function keep(request, answer) {
	return caches.open(CACHE).then(function (c) { return c.put(request, answer); });
}
self.addEventListener('install', function (e) { e.waitUntil(keepCore()); });
self.addEventListener('activate', function (e) { e.waitUntil(self.clients.claim()); });
self.addEventListener('fetch', function (e) {
	if (e.request.method !== 'GET' || new URL(e.request.url).origin !== location.origin) return;
	e.respondWith(fetch(e.request).then(function (answer) {
		if (answer.ok) e.waitUntil(keep(e.request, answer.clone()));
		return answer;
	}, function () {
		return caches.match(e.request, { ignoreSearch: true }).then(function (kept) { return kept || Response.error(); });
	}));
});
