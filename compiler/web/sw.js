// Offline and weak networks: what is kept is shown at once, and what changed is fetched behind it.
//
// Questions and keys cannot be mixed. A page that has both is one file. Of the player's files each has its content's
// hash in its name: practice.html names the index, the index names pairs of shards. So whatever version of
// practice.html is shown, it asks for what belongs to it, and never gets anything else under that name.
// Pages, whose names stay, are exchanged together, once all files that the new ones name are here.
// self.root, which stands before this, lists what the site's first page needs.
(function () {
	'use strict';
	var scope = new URL('./', location.href), CACHE = 'examc ' + scope.pathname;
	var PATIENCE = 8000; // ms until a server that says nothing is given up
	var checking = {};   // by exam: what runs

	function isHashed(url) { return /[-\/][0-9a-f]{16,32}\.[a-z0-9]+$/.test(url); }
	// The name under which an address is kept.
	function nameOf(address) {
		var url = new URL(address);
		return url.origin + url.pathname.replace(/\/$/, '/index.html');
	}
	// The folder of the exam that NAME is in, or null.
	function examOf(name) {
		var m = /^([a-z0-9-]+)\//.exec(name.slice(scope.href.length));
		return m ? scope.href + m[1] + '/' : null;
	}
	// Packs to print are large, and lists are asked for each time.
	function isKept(name) { return !/\/print\/|\/files\.json$|\/sw\.js$/.test(name); }
	function opened() { return caches.open(CACHE); }
	// FRESH: what browsers keep of their own is compared with the server's. The clock stops at the first byte.
	function ask(what, fresh) {
		var abort = new AbortController(), timer = setTimeout(function () { abort.abort(); }, PATIENCE);
		return fetch(what, { signal: abort.signal, cache: fresh ? 'no-cache' : 'default' }).then(function (answer) {
			clearTimeout(timer);
			return answer;
		}, function (e) {
			clearTimeout(timer);
			throw e;
		});
	}
	function need(name) {
		return ask(name, !isHashed(name)).then(function (answer) {
			if (answer.status !== 200) throw new Error(name);
			return answer;
		});
	}
	// Fetches NAMES, some at a time, and does THEN with each.
	function fetchAll(names, then) {
		var rest = names.slice();
		function next() {
			var name = rest.shift();
			return name ? need(name).then(function (answer) { return then(name, answer); }).then(next) : null;
		}
		return Promise.all([next(), next(), next(), next()]);
	}
	function keepIn(cache) { return function (name, answer) { return cache.put(name, answer); }; }
	function tell(text) {
		return self.clients.matchAll().then(function (all) {
			all.forEach(function (c) { c.postMessage({ examc: text }); });
		});
	}
	function readList(answer) { return answer ? answer.json() : { first: {}, later: [] }; }

	// Fetches what LIST has first and OLD has not or otherwise, the pages last.
	function replace(cache, folder, list, old) {
		return cache.keys().then(function (requests) {
			var here = {}, pages = [];
			requests.forEach(function (r) { here[r.url] = true; });
			var names = Object.keys(list.first).filter(function (path) {
				return !here[folder + path] || (old.first[path] !== list.first[path] && !isHashed(path));
			}).map(function (path) { return folder + path; });
			return fetchAll(names.filter(isHashed), keepIn(cache)).then(function () {
				return fetchAll(names.filter(function (name) { return !isHashed(name); }), function (name, answer) {
					return answer.blob().then(function (body) {
						pages.push([name, new Response(body, { headers: answer.headers })]);
					});
				});
			}).then(function () {
				return Promise.all(pages.map(function (p) { return cache.put(p[0], p[1]); }));
			});
		});
	}
	// What the exam does not have any more goes, when no page is open that may still ask for it: at a start after the
	// one at which it was replaced.
	function dropOld(cache, folder, list) {
		return self.clients.matchAll({ includeUncontrolled: true }).then(function (all) {
			if (all.filter(function (c) { return c.url.indexOf(folder) === 0; }).length > 1) return null;
			return cache.keys().then(function (requests) {
				return Promise.all(requests.filter(function (r) {
					var path = r.url.slice(folder.length);
					if (r.url.indexOf(folder) !== 0 || path === 'files.json' || list.first[path]) return false;
					return list.whole || (/^(assets|data)\//.test(path) && list.later.indexOf(path) < 0);
				}).map(function (r) { return cache['delete'](r); }));
			});
		});
	}
	// Brings what is kept of an exam to the version that is served.
	function check(folder) {
		var list = folder + 'files.json';
		if (checking[folder]) return checking[folder];
		checking[folder] = opened().then(function (cache) {
			return Promise.all([cache.match(list), need(list)]).then(function (both) {
				return Promise.all([readList(both[0]), readList(both[1].clone())]).then(function (lists) {
					if (both[0] && JSON.stringify(lists[0]) === JSON.stringify(lists[1])) return dropOld(cache, folder, lists[1]);
					return replace(cache, folder, lists[1], lists[0]).then(function () {
						return cache.put(list, both[1]);
					}).then(function () { return tell(both[0] ? 'newVersion' : 'readyOffline'); });
				});
			});
		}).catch(function () { /* no network: what is kept stays */ }).then(function () { delete checking[folder]; });
		return checking[folder];
	}
	// A page that no list has: it comes by itself.
	function renew(cache, name) {
		return ask(name, true).then(function (answer) {
			if (answer.status === 200) return cache.put(name, answer);
			return answer.status === 404 ? cache['delete'](name) : null;
		}).catch(function () { /* the one that is kept stays */ });
	}
	function refresh(cache, name) {
		var folder = examOf(name);
		if (isHashed(name)) return null;
		return cache.match((folder || scope.href) + 'files.json').then(readList).then(function (list) {
			return folder && list.first[name.slice(folder.length)] ? check(folder) : renew(cache, name);
		});
	}
	function answer(e, cache, name) {
		return cache.match(name).then(function (kept) {
			if (kept) {
				if (e.request.mode === 'navigate') e.waitUntil(refresh(cache, name));
				return kept;
			}
			return ask(e.request, false).then(function (got) {
				if (got.status === 200 && isKept(name)) e.waitUntil(cache.put(name, got.clone()));
				return got;
			});
		});
	}

	self.addEventListener('install', function (e) {
		self.skipWaiting();
		e.waitUntil(opened().then(function (cache) {
			return fetchAll(self.root.map(function (path) { return scope.href + path; }), keepIn(cache));
		}));
	});
	// Caches of older workers go; other sites of this origin keep theirs.
	self.addEventListener('activate', function (e) {
		e.waitUntil(caches['delete']('examc-1').then(function () { return self.clients.claim(); }));
	});
	// A start page says which exam it is of.
	self.addEventListener('message', function (e) {
		var folder = e.data && typeof e.data.start === 'string' ? examOf(e.data.start) : null;
		if (folder) e.waitUntil(check(folder));
	});
	self.addEventListener('fetch', function (e) {
		var name = nameOf(e.request.url);
		if (e.request.method !== 'GET' || name.indexOf(scope.href) !== 0 || !isKept(name)) return;
		e.respondWith(opened().then(function (cache) { return answer(e, cache, name); }));
	});
}());
