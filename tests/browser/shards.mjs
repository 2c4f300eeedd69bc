// The player's data comes in shards, when it is needed: what is asked for, what is said when
// something does not come, what is kept without a network, and what a new build replaces.
// usage: node shards.mjs EXAMC BANK (tests/browser/bank)
import { createRequire } from 'node:module';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finish, report } from './tap.mjs';

const require = createRequire(join(process.env.NODE_LIB || process.cwd(), 'x.js'));
const { chromium } = require('playwright-core');
const [examc, from] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'examc-shards-'));
const bank = join(work, 'bank'), root = join(work, 'output', 'site'), site = join(root, 'every');
function build() {
	execFileSync(examc, ['build', bank, '-o', join(work, 'output'), '--to', 'site', '--fail-on', 'off', '--today', '2026-11-23'], { stdio: 'ignore' });
}
cpSync(from, bank, { recursive: true });
// A question in each of the bank's four kinds has a domain, and so shards, of its own.
const exam = join(bank, 'exam.yaml'), types = ['single', 'multiple', 'ordering', 'matching'];
writeFileSync(exam, readFileSync(exam, 'utf8').replace(/^domains:\n.*\n/m, 'domains:\n' + types.map((t, i) =>
	`  - {id: of-${t}, name: Of ${t}, weight: 25, tasks: [{id: "${i + 1}.1", name: Do things}]}\n`).join(''))
	.replace(/^topics:.*\n/m, 'topics: [{id: alpha, name: Alpha}]\n'));
const file = type => join(bank, 'q', type + '.md');
const edit = (type, a, b) => writeFileSync(file(type), readFileSync(file(type), 'utf8').replace(a, b));
types.forEach((t, i) => edit(t, /^task: .*$/m, `task: "${i + 1}.1"`));
build();

// A server that can be gone, lack files, or never answer for some.
let state = {}, asked = [];
const mime = { html: 'text/html', js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml', webmanifest: 'application/manifest+json' };
const server = createServer((q, a) => {
	const path = decodeURIComponent(new URL(q.url, 'http://x').pathname).slice(1) || 'index.html', short = path.replace(/^every\//, '');
	if (state.down) { q.socket.destroy(); return; }
	asked.push(short);
	if (state.silent && state.silent.test(short)) return;
	if (!existsSync(join(root, path)) || (state.lacks && state.lacks.test(short))) { a.writeHead(404); a.end(); return; }
	a.writeHead(200, { 'Content-Type': mime[path.split('.').pop()] || 'application/octet-stream' });
	const text = readFileSync(join(root, path));
	a.end(state.large && short === 'files.json' ? asLarge(JSON.parse(text)) : text);
});
// The list of files as a large bank has it.
function asLarge(list) {
	const isFirst = p => !p.includes('/') || p.startsWith('assets/') || p.startsWith('data/index-');
	const names = Object.keys(list.first);
	return JSON.stringify({
		whole: false, first: Object.fromEntries(names.filter(isFirst).map(p => [p, list.first[p]])),
		later: names.filter(p => p.startsWith('data/') && !isFirst(p))
	});
}
await new Promise(r => server.listen(0, '127.0.0.1', r));
const base = 'http://127.0.0.1:' + server.address().port + '/every/';
const browser = await chromium.launch({
	executablePath: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync),
	args: ['--no-sandbox', '--disable-gpu', '--disable-quic']
});
async function open(context, path, selector) {
	const page = await context.newPage();
	page.on('dialog', d => d.accept());
	await page.goto(base + path);
	if (selector) await page.waitForSelector(selector);
	return page;
}
const plain = () => browser.newContext({ serviceWorkers: 'block' });
// Answers whatever the question is.
async function answer(page) {
	await page.waitForSelector('article.question');
	await page.evaluate(() => {
		const inputs = [...document.querySelectorAll('.options input')];
		inputs.slice(0, inputs[0] && inputs[0].type === 'checkbox' ? 2 : 1).forEach(i => { if (!i.checked) i.click(); });
		document.querySelectorAll('article select').forEach(s => {
			s.selectedIndex = 1;
			s.dispatchEvent(new Event('change', { bubbles: true }));
		});
	});
}
const data = kind => asked.filter(p => p.startsWith('data/' + kind + '-'));
const said = 'This could not be loaded';
const status = page => page.waitForFunction(s => document.querySelector('[role="status"].sr').textContent.startsWith(s), said, { timeout: 5000 }).then(() => true, () => false);
// Something was not loaded: that is seen and said; then it comes, by the button.
async function mended(page, then) {
	const seen = await page.waitForSelector('[data-act="load"]', { timeout: 5000 }).then(() => page.isVisible(`text=${said}`), () => false);
	const heard = await status(page);
	state = {};
	await page.click('[data-act="load"]').catch(() => {});
	const came = await page.waitForSelector(then, { timeout: 5000 }).then(() => true, () => false);
	return [seen, heard, came, await page.evaluate(() => document.activeElement !== document.body)].every(Boolean);
}

// What is asked for, and when.
let context = await plain();
await open(context, 'q/every-single.html', 'article.question');
report(!data('index').length && !data('q').length && !data('k').length && !asked.includes('sw.js'), 'a question page fetches no data of the bank and starts no worker', asked);
asked = [];
let page = await open(context, 'practice.html#seed=5', '.modes li');
report(data('index').length === 1 && !data('q').length && !data('k').length, 'the first screen needs the index alone', asked);
await page.click('[data-mode="practice"]');
await page.waitForSelector('article.question');
await page.waitForFunction(() => window.examcBank.items.filter(x => window.examc.data.has('questions', x)).length === 2);
report(data('q').length === 2 && !data('k').length, 'a question fetches its shard and the next one', asked);
await answer(page);
await page.click('[data-act="check"]');
await page.waitForSelector('.reasons');
report(data('k').length === 1, 'an answer fetches the keys of its shard', asked);

// What does not come.
await context.close();
context = await plain();
state = { lacks: /^data.q-/ };
page = await open(context, 'practice.html', '.modes li');
await page.click('[data-mode="practice"]');
report(await page.evaluate(() => document.activeElement.tagName) === 'H1' && await mended(page, 'article.question'), 'a question that does not come is told, and comes when asked for again');
await answer(page);
state = { lacks: /^data.k-/ };
await page.click('[data-act="check"]');
report(await mended(page, '.reasons') && /^(right|wrong)$/.test(await page.getAttribute('.verdict', 'data-state')), 'keys that do not come are told; then the answer is judged');
report(await page.evaluate(() => Object.values(window.examc.records.questions('every')).filter(x => x.card && x.at).length) === 1, 'once');
await context.close();
context = await plain();
state = { lacks: /^data.q-of-(single|matching)/ };
page = await open(context, 'practice.html#q=store', '[data-act="load"]');
const early = await page.$$eval('.hit', x => x.length);
report(await mended(page, '.found:not(:has([data-act]))'), 'a search without all texts says so, and goes on when they come');
await page.waitForFunction(n => document.querySelectorAll('.hit').length > n, early);
report(/\b1 question/.test(await page.textContent('[data-mode="practice"]')) || /[2-4] questions/.test(await page.textContent('[data-mode="practice"]')), 'then it finds', await page.textContent('[data-mode="practice"]'));
await page.click('[data-mode="mock"]');
for (let i = 0; i < 4; i++) { await answer(page); await page.click('[data-act="next"]'); }
state = { lacks: /^data.k-of-single/ };
await page.click('[data-act="submit"]');
await page.click('dialog.ask button');
report(await mended(page, '.bars'), 'a mock whose keys do not come is told, and judged when they do');
await context.close();
context = await plain();
state = { silent: /^data.q-/ };
page = await context.newPage();
await page.clock.install();
await page.goto(base + 'practice.html');
await page.click('[data-mode="practice"]');
await page.waitForSelector('text=Loading');
await page.clock.fastForward(31000);
report(await mended(page, 'article.question'), 'a server that never answers is given up, and can be asked again');
await context.close();
context = await plain();
state = { lacks: /^data.index-/ };
page = await open(context, 'practice.html', 'main button');
report(await page.isVisible(`text=${said}`), 'without the index the page says so');
state = {};
await page.click('main button');
report(await page.waitForSelector('.modes li', { timeout: 5000 }).then(() => true, () => false), 'and can be loaded again');
await context.close();

// Without a network.
async function goThrough(page, times) {
	await page.click('[data-mode="practice"]');
	for (let i = 0; i < times; i++) {
		await answer(page);
		await page.click('[data-act="check"]');
		await page.waitForSelector('.reasons', { timeout: 5000 });
		await page.click('[data-act="next"]');
	}
}
// Waits until the worker has done what a start page asked for: it has the list that is served.
const ready = page => page.evaluate(async wanted => {
	await navigator.serviceWorker.ready;
	for (let i = 0; i < 200; i++) {
		const has = await caches.match('files.json');
		if (has && JSON.stringify(await has.json()) === wanted) return true;
		await new Promise(r => setTimeout(r, 50));
	}
	return false;
}, state.large ? asLarge(JSON.parse(readFileSync(join(site, 'files.json'), 'utf8'))) : JSON.stringify(JSON.parse(readFileSync(join(site, 'files.json'), 'utf8'))));
const keptAll = page => page.evaluate(() => caches.open('examc /').then(c => c.keys()).then(k => k.map(r => new URL(r.url).pathname)));
const kept = async page => (await keptAll(page)).map(p => p.replace('/every/', '')).filter(p => p.startsWith('data/')).sort();
const files = () => readdirSync(join(site, 'data')).map(f => 'data/' + f).sort();
context = await browser.newContext();
page = await open(context, 'index.html');
await ready(page);
report(await page.waitForSelector('.toast', { timeout: 5000 }).then(x => x.textContent(), () => '') === 'Ready for use without a network.', 'what is ready is told');
state = { down: true };
page = await open(context, 'practice.html', '.modes li');
report(await goThrough(page, 4).then(() => true, e => String(e)) === true, 'a small bank is there without a network after a visit of its first page');
async function opens(path, selector) {
	const p = await context.newPage();
	const came = await p.goto(path, { timeout: 5000 }).then(() => p.waitForSelector(selector, { timeout: 2000 })).then(() => p.evaluate(() => getComputedStyle(document.querySelector('main')).maxWidth !== 'none')).catch(e => String(e));
	await p.close();
	return came;
}
for (const [path, selector] of [['q/every-single.html', '.question'], ['t/alpha.html', '.list'], ['', '.front'], ['index.html?x=1#of-single', '.front'], ['blueprint.html', 'table']])
	report(await opens(base + path, selector) === true, `and so is /${path}`);
for (const path of ['', 'index.html']) {
	const p = await context.newPage();
	await p.goto(base + '../' + path).catch(() => {});
	report(await p.waitForURL(base + 'index.html', { timeout: 5000 }).then(() => p.waitForSelector('.front')).then(() => true, e => String(e)) === true, `from the site's root /${path} one comes to it`);
	await p.close();
}
await page.close();
state = {};

// A server that takes the request and never answers.
state = { silent: /./ };
let began = Date.now();
page = await open(context, 'practice.html', '.modes li');
report(Date.now() - began < 7000 && await opens(base + 'q/every-multiple.html', '.question') === true, 'what is kept does not wait for a network that says nothing', Date.now() - began);
await page.close();
state = {};
server.closeAllConnections();

// A new build: what changed is fetched, what nobody names goes.
const before = files();
edit('single', /A store of tapes|The store of tapes/, 'The new store of tapes');
build();
const after = files();
await Promise.all(context.pages().slice(1).map(p => p.close()));
asked = [];
page = await open(context, 'practice.html', '.modes li');
const updated = await ready(page);
const both = await kept(page), fetched = asked.filter(p => p.startsWith('data/')).sort();
report(updated && before.join() !== after.join() && [...before, ...after].every(f => both.includes(f)), 'a new build is kept beside the old one, whose page is open', both);
report(fetched.length === new Set(fetched).size && fetched.length === after.filter(f => !before.includes(f)).length && fetched.every(f => !before.includes(f)), 'of which only what changed is fetched', fetched);
const again = asked.filter(p => p.endsWith('.html') && p !== 'practice.html');
report(again.includes('q/every-single.html') && !again.includes('q/every-multiple.html'), 'of pages, too', asked);
report(await goThrough(page, 4).then(() => true, e => String(e)) === true, 'the old page goes on with the old data');
await Promise.all(context.pages().map(p => p.close()));
page = await open(context, 'practice.html', '.modes li');
await page.waitForFunction(wanted => caches.open('examc /').then(c => c.keys()).then(k => k.filter(r => r.url.includes('/data/')).length === wanted), after.length, { timeout: 10000 }).catch(() => {});
report((await kept(page)).join() === after.join(), 'then the old one goes', await kept(page));
state = { down: true };
page = await open(context, 'practice.html', '.modes li');
report(await goThrough(page, 4).then(() => true, e => String(e)) === true, 'and the new one is there without a network');
report((await page.evaluate(() => fetch('q/every-single.html').then(r => r.text(), String)).catch(String)).includes('The new store') || await (async () => {
	const p = await context.newPage();
	await p.goto(base + 'q/every-single.html');
	return (await p.textContent('.question')).includes('The new store of tapes');
})(), 'with the new text of a page');
state = {};
await context.close();

// A large bank: what was fetched is kept, what was not is told.
state = { large: true };
context = await browser.newContext();
page = await open(context, 'practice.html#seed=5', '.modes li');
await ready(page);
report((await kept(page)).every(f => f.startsWith('data/index-')), 'of a large bank the index is kept', await kept(page));
report(!(await keptAll(page)).some(p => /\/(q|t)\//.test(p)), 'and no page of a question', await keptAll(page));
asked = [];
const single = await context.newPage();
await single.goto(base + 'q/every-single.html');
await single.waitForTimeout(500);
report(!asked.some(p => /^(data|t)\/|practice|index.html/.test(p)) && asked.includes('q/every-single.html'), 'one question page fetches itself and what it needs', asked);
await single.close();
await page.reload();
await goThrough(page, 1);
await page.waitForFunction(() => window.examcBank.items.filter(x => window.examc.data.has('questions', x)).length === 3);
state = { down: true };
page = await open(context, 'practice.html#seed=5', '.modes li');
await page.click('[data-mode="practice"]');
await answer(page);
await page.click('[data-act="check"]');
report(await page.waitForSelector('.reasons', { timeout: 5000 }).then(() => true, () => false), 'and what was fetched');
for (let i = 0; i < 3; i++) await page.click('[data-act="next"]');
state.large = true;
const lost = await page.waitForSelector('[data-act="load"]', { timeout: 5000 }).then(() => true, () => false);
report(lost && await mended(page, 'article.question'), 'what was not is told, and comes with the network');
await browser.close();
server.closeAllConnections();
server.close();
rmSync(work, { recursive: true, force: true });
finish();
