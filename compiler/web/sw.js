// Offline: what was fetched once is kept; the network comes first while it answers.
'use strict';
var CACHE = 'examc-1';
var core = ['index.html', 'practice.html', 'blueprint.html', 'data/questions.js', 'data/keys.js', 'assets/site.css', 'assets/site.js', 'assets/words.js',
	'assets/strings.js', 'assets/store.js', 'assets/draw.js', 'assets/fsrs.js', 'assets/show.js', 'assets/session.js', 'assets/player.js'];

self.addEventListener('install', function (e) {
	e.waitUntil(caches.open(CACHE).then(function (c) { return c.addAll(core); }).then(function () { return self.skipWaiting(); }));
});
self.addEventListener('activate', function (e) { e.waitUntil(self.clients.claim()); });
self.addEventListener('fetch', function (e) {
	if (e.request.method !== 'GET' || new URL(e.request.url).origin !== location.origin) return;
	e.respondWith(fetch(e.request).then(function (answer) {
		var copy = answer.clone();
		if (answer.ok) e.waitUntil(caches.open(CACHE).then(function (c) { return c.put(e.request, copy); }));
		return answer;
	}, function () {
		return caches.match(e.request, { ignoreSearch: true }).then(function (kept) { return kept || Response.error(); });
	}));
});
