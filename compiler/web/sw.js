// Offline. Files whose names have their content's hash are taken from what is kept; of all others the network's
// version comes first while it answers. self.files, which stands before this, lists the site's files.
(function () {
	'use strict';
	var CACHE = 'examc-1', files = self.files, hashed = address('data/');

	function address(path) { return new URL(path, location.href).href; }
	// What is fetched at the first visit: small banks whole, of others the index.
	var first = files.whole ? files.data : files.data.slice(0, 1);

	// The data before the pages that name it; what is kept already is not fetched again.
	function keepFirst(cache) {
		return Promise.all(first.map(function (path) { return cache.match(path); })).then(function (kept) {
			return cache.addAll(first.filter(function (_, i) { return !kept[i]; }));
		}).then(function () {
			return cache.addAll(files.core.map(function (path) { return new Request(path, { cache: 'reload' }); }));
		});
	}
	// Data that this site does not name any more. Other sites of this origin keep theirs.
	function dropOld(cache) {
		var named = files.data.map(address);
		return cache.keys().then(function (requests) {
			return Promise.all(requests.filter(function (r) {
				return r.url.indexOf(hashed) === 0 && named.indexOf(r.url) < 0;
			}).map(function (r) { return cache['delete'](r); }));
		});
	}
	function keep(name, answer) {
		return caches.open(CACHE).then(function (cache) { return cache.put(name, answer); });
	}
	// What comes is kept under NAME.
	function fromNetwork(e, name) {
		return fetch(e.request).then(function (answer) {
			if (answer.ok) e.waitUntil(keep(name, answer.clone()));
			return answer;
		});
	}
	function fromCache(e) { return caches.match(e.request, { ignoreSearch: true }); }

	self.addEventListener('install', function (e) { e.waitUntil(caches.open(CACHE).then(keepFirst)); });
	// A new worker waits until no page of the old site is open, which may still ask for its data.
	self.addEventListener('activate', function (e) {
		e.waitUntil(caches.open(CACHE).then(dropOld).then(function () { return self.clients.claim(); }));
	});
	self.addEventListener('fetch', function (e) {
		if (e.request.method !== 'GET' || new URL(e.request.url).origin !== location.origin) return;
		if (e.request.url.indexOf(hashed) === 0) {
			e.respondWith(fromCache(e).then(function (kept) { return kept || fromNetwork(e, e.request.url.split('?')[0]); }));
			return;
		}
		e.respondWith(fromNetwork(e, e.request).catch(function () {
			return fromCache(e).then(function (kept) { return kept || Response.error(); });
		}));
	});
}());
