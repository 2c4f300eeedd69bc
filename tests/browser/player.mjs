// The player in a browser, by the keyboard alone where a person could: practice,
// a whole mock with all types, review, filters, search, resume after a kill,
// export and import. usage: node player.mjs SITE_FOLDER
// SITE_FOLDER is output/site/<exam>; it is opened from file://.
import { createRequire } from 'node:module';
import { mkdtempSync, readFileSync, rmSync, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { finish, report } from './tap.mjs';

const require = createRequire(join(process.env.NODE_LIB || process.cwd(), 'x.js'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const fsrsLib = require('ts-fsrs');
const site = resolve(process.argv[2]);
const url = 'file://' + site + '/practice.html';
const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update',
	'--disable-sync', '--no-first-run'];
const profile = mkdtempSync(join(tmpdir(), 'examc-browser-'));
const requests = [], errors = [];
async function open(options = {}) {
	const context = await chromium.launchPersistentContext(profile, { executablePath: browserPath, headless: true, args: flags, viewport: { width: 1000, height: 900 }, ...options });
	const page = context.pages()[0] || await context.newPage();
	page.on('request', r => { if (!/^(file|data|blob):/.test(r.url())) requests.push(r.url()); });
	page.on('pageerror', e => errors.push(String(e)));
	page.on('console', m => { if (m.type() === 'error') errors.push(m.text()); });
	page.on('dialog', d => { errors.push('a dialog of the browser: ' + d.message()); d.accept(); });
	await page.goto(url);
	await page.waitForSelector('.modes');
	return { context, page };
}
async function violations(page, name) {
	await page.evaluate(axe);
	const found = await page.evaluate(() => window.axe.run(document, { preload: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
	report(found.violations.length === 0, name + ': axe finds nothing', found.violations.map(v => v.id + ': ' + v.nodes.map(x => x.html).slice(0, 3).join(' | ')));
}
// Answers the question on the page, rightly or not, through its inputs. Returns what it has.
async function answer(page, right) {
	await page.waitForSelector('article.question');
	const id = await page.getAttribute('article.question', 'data-id');
	return page.evaluate(([id, right]) => new Promise(done => {
		const go = () => {
			const key = window.examc.data.keys[id].right.split(' ');
			const inputs = [...document.querySelectorAll('.options input')], selects = [...document.querySelectorAll('article select')];
			if (inputs.length) {
				const wrong = inputs.map(i => i.value).filter(c => !key.includes(c)).slice(0, Math.min(key.length, inputs.length - key.length));
				const wanted = right ? key : wrong.concat(key).slice(0, key.length);
				inputs.forEach(i => { if (wanted.includes(i.value) !== i.checked) i.click(); });
			} else selects.forEach(s => {
				const values = [...s.options].map(o => o.value).filter(Boolean);
				const good = key.find(k => k.startsWith(s.name + '=')).split('=')[1];
				s.value = right ? good : values.find(v => v !== good);
				s.dispatchEvent(new Event('change', { bubbles: true }));
			});
			done(inputs.length ? 'inputs' : 'selects');
		};
		window.examc.data.load('keys', [window.examc.player.byId[id]], go);
	}), [id, right]);
}

let { context, page } = await open();
const bank = await page.evaluate(() => ({ items: window.examcBank.items.length, exam: window.examcBank.exam }));
report((await page.textContent('[data-mode="practice"]')) === 'Start: 10 questions' && (await page.textContent('[data-mode="practice"] + .soft')) === 'out of ' + bank.items, 'ten of all questions can be practised');
await page.check('[name="n"][value="all"]');
report((await page.textContent('[data-mode="practice"]')) === `Start: ${bank.items} questions`, 'and all of them');
await violations(page, 'start');

// Practice by the keyboard.
await page.focus('[data-mode="practice"]');
await page.keyboard.press('Enter');
await page.waitForSelector('article.question');
report(await page.evaluate(() => document.activeElement.tagName) === 'H1', 'the focus is on the new title');
await violations(page, 'question');
await answer(page, true);
await page.focus('[data-act="check"]');
await page.keyboard.press('Enter');
await page.waitForSelector('.reasons');
report((await page.textContent('.verdict')).startsWith('Right.'), 'a right answer is right', await page.textContent('.verdict'));
await violations(page, 'answered');
await page.keyboard.press('n');
await page.waitForFunction(() => /Question 2 of/.test(document.querySelector('h1').textContent));
await answer(page, false);
await page.click('[data-act="check"]');
await page.waitForSelector('.reasons .refs');
report(await page.getAttribute('.verdict', 'data-state') === 'wrong', 'a wrong answer is wrong');
await page.keyboard.press('f');
report(await page.getAttribute('[data-act="flag"]', 'aria-pressed') === 'true', 'F flags');
await page.keyboard.press('p');
await page.waitForFunction(() => /Question 1 of/.test(document.querySelector('h1').textContent));
report(await page.$$eval('.options input:checked, article select', x => x.length) > 0 && await page.waitForSelector('.reasons .refs'), 'an answered question comes back with its reasons');
await page.keyboard.press('r');
await page.waitForSelector('.grid');
report((await page.$$eval('.grid .cell', x => x.map(c => c.dataset.state))).filter(s => s === 'right' || s === 'wrong').length === 2, 'the navigator knows both');
await violations(page, 'navigator');

// Shortcuts can be switched off.
await page.reload();
await page.waitForSelector('[data-act="resume"]');
await page.uncheck('#f-keys');
await page.click('[data-act="resume"]');
await page.waitForSelector('article.question');
const title = await page.textContent('h1');
await page.keyboard.press('n');
await page.waitForTimeout(100);
report(await page.textContent('h1') === title, 'keys are dead when switched off');
await page.reload();
await page.check('#f-keys');

// Filters and search live in the address.
await page.click('.which > summary');
await page.check('[name="n"][value="all"]');
await page.check('[name="difficulty"][value="hard"]');
const hard = await page.evaluate(() => window.examcBank.items.filter(x => x.difficulty === 'hard').length);
report((await page.textContent('[data-mode="practice"]')).includes(String(hard)) && (await page.evaluate(() => location.href)).includes('difficulty=hard'), 'a filter counts and is in the address');
await page.reload();
await page.waitForSelector('.modes');
report(await page.isChecked('[name="difficulty"][value="hard"]') && await page.isChecked('[name="n"][value="all"]'), 'the address brings it back');
await page.uncheck('[name="difficulty"][value="hard"]');
report(await page.evaluate(() => window.examcBank.items.some(x => !window.examc.data.has('questions', x))), 'what nobody asked for has not been fetched');
const loaded = await page.evaluate(() => new Promise(done => window.examc.data.load('questions', [window.examcBank.items[0]], done)));
const word = await page.evaluate(() => window.examc.data.html(window.examcBank.items[0]).replace(/<[^>]*>/g, ' ').split(/\W+/).find(w => w.length > 8));
const time = await page.evaluate(w => new Promise(done => {
	const f = document.getElementById('f-find'), t = performance.now();
	f.value = w;
	f.dispatchEvent(new Event('input'));
	const wait = () => /\d found$/.test((document.querySelector('.found > .soft') || document.body).textContent) ? done(performance.now() - t) : setTimeout(wait, 5);
	wait();
}), word);
report(loaded && await page.evaluate(() => window.examcBank.items.every(x => x.retired || window.examc.data.has('questions', x))), 'search fetches the texts');
const hits = await page.evaluate(w => window.examcBank.items.filter(x => {
	const read = document.createElement('div');
	read.innerHTML = window.examc.data.html(x);
	read.querySelectorAll('legend, option').forEach(e => e.remove());
	return read.textContent.toLowerCase().includes(w.toLowerCase());
}).length, word);
report((await page.textContent('[data-mode="practice"]')).includes(String(hits)), 'search finds what is there', [word, hits, await page.textContent('[data-mode="practice"]')]);
console.log('# first search: ' + time.toFixed(1) + ' ms');
await page.fill('#f-find', '');
await page.waitForSelector('.hit', { state: 'detached' });

// A whole mock; every second answer is right.
await page.click('[data-mode="mock"]');
await page.waitForSelector('.time');
const all = Number((await page.textContent('h1')).match(/of (\d+)/)[1]);
report(all === Math.min(bank.items, bank.exam.items), 'a mock has the size of the exam, or of the bank', all);
const shapes = new Set();
for (let i = 0; i < all; i++) {
	await page.waitForFunction(k => document.querySelector('h1').textContent.startsWith('Question ' + k + ' '), i + 1);
	shapes.add(await answer(page, i % 2 === 0));
	if (i === 2) { // killed in the middle of it
		await context.browser()?.close().catch(() => {});
		await context.close().catch(() => {});
		({ context, page } = await open());
		await page.click('[data-act="resume"]');
		await page.waitForSelector('article.question');
		report(await page.$$eval('.options input:checked, article select', x => x.some(e => e.checked || e.value)), 'a mock goes on where it was closed');
	}
	if (i + 1 < all) await page.click('[data-act="next"]');
}
await page.click('[data-act="next"]');
await page.waitForSelector('[data-act="submit"]');
await page.click('[data-act="submit"]');
await page.waitForSelector('dialog.ask');
await violations(page, 'dialog');
report(await page.evaluate(() => document.activeElement === document.querySelector('dialog.ask .actions').lastChild), 'a dialog begins at what is harmless');
await page.keyboard.press('Escape');
report(await page.$('dialog') === null && await page.evaluate(() => window.examc.current().submittedAt) === null &&
	await page.evaluate(() => document.activeElement.dataset.act) === 'submit', 'Escape ends no exam, and the focus comes back');
await page.click('[data-act="submit"]');
await page.click('dialog.ask button');
await page.waitForSelector('.bars');
const line = await page.textContent('.lede');
report(line.startsWith(Math.ceil(all / 2) + ' of ' + all), 'the result counts what was right', line);
report(shapes.size >= 2, 'choices and others were among them', [...shapes]);
await violations(page, 'result');
await page.click('[data-act="retry"]');
await page.waitForSelector('article.question');
report((await page.textContent('h1')).includes('of ' + Math.floor(all / 2)), 'only wrong ones come again');

// The same with nothing but the keyboard: search, filter, a mock, review, reset.
async function tabTo(selector, back) {
	for (let i = 0; i < 150; i++) {
		if (await page.evaluate(s => document.activeElement.matches(s), selector)) return true;
		await page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
	}
	return false;
}
await page.goto('about:blank');
await page.goto(url + '#n=12');
await page.waitForSelector('.modes');
let reached = await tabTo('.which > summary');
await page.keyboard.press('Enter');
reached = await tabTo('[name="difficulty"][value="medium"]') && reached;
await page.keyboard.press('Space');
reached = await tabTo('#f-find') && reached;
await page.keyboard.type('the');
await page.waitForSelector('.hit');
report(reached && (await page.evaluate(() => location.href)).endsWith('#n=12&q=the&difficulty=medium') && await page.textContent('[data-mode="practice"]') === 'Start: 12 questions', 'keyboard: search and filter', await page.evaluate(() => location.href));
await page.goto('about:blank');
await page.goto(url + '#mode=mock&n=12');
await page.waitForSelector('.mock-facts');
reached = await tabTo('[data-mode="mock"]') && reached;
await page.keyboard.press('Enter');
await page.waitForSelector('article.question');
const size = Number((await page.textContent('h1')).match(/of (\d+)/)[1]);
for (let i = 0; reached && i < size; i++) {
	reached = await tabTo('.options input, article select');
	for (let k = await page.$$eval('article select', x => x.length); k > 0; k--) {
		await page.keyboard.press('ArrowDown');
		if (k > 1) await page.keyboard.press('Tab');
	}
	if (await page.$('.options input')) {
		await page.keyboard.press('Space');
		if (i === 0) { await page.keyboard.press('ArrowDown'); await page.keyboard.press('2'); }
	}
	reached = await tabTo('[data-act="next"]') && reached;
	await page.keyboard.press('Enter');
}
await page.waitForSelector('.grid');
report(reached && await page.$$eval('.grid .cell', x => x.every(c => c.dataset.state !== 'unseen')), 'keyboard: every question of a mock is answered or begun', [size, reached]);
await tabTo('[data-act="submit"]');
await page.keyboard.press('Enter');
await page.waitForSelector('dialog.ask');
await page.keyboard.press('Shift+Tab');
await page.keyboard.press('Enter');
await page.waitForSelector('.bars');
report((await page.textContent('.lede')).includes(' of ' + size), 'keyboard: the exam is ended');
await tabTo('[data-act="review"]');
await page.keyboard.press('Enter');
await page.waitForSelector('.grid');
report(await page.getAttribute('.filters [aria-pressed="true"]', 'data-filter') === 'Wrong', 'keyboard: the review');
await tabTo('.cell');
if (await page.$('.cell')) { await page.keyboard.press('Enter'); await page.waitForSelector('.reasons .refs'); }
report(await page.$('.reasons .refs') !== null, 'keyboard: the reasons of one');

// The clock: an absolute end that a reload does not move; then the exam is over.
await page.goto('about:blank');
await page.goto(url);
await page.waitForSelector('.modes');
await page.click('[data-mode="mock"]');
await page.waitForSelector('.clock');
const end = await page.evaluate(() => window.examc.current().endAt);
report(await page.getAttribute('.clock', 'aria-live') === 'off', 'the clock is silent to screen readers');
await page.reload();
await page.click('[data-act="resume"]');
await page.waitForSelector('article.question');
report(await page.evaluate(() => window.examc.current().endAt) === end, 'a reload does not move the end');
await page.evaluate(() => { window.examc.current().endAt = Date.now() + 60500; });
await page.waitForSelector('[role="status"] .toast', { timeout: 4000 }).catch(() => {});
report(/1 minute left/.test(await page.textContent('.toasts')), 'the last minute is announced');
await page.evaluate(() => { window.examc.current().endAt = Date.now() + 700; });
await page.waitForSelector('.bars', { timeout: 4000 }).catch(() => {});
report(await page.textContent('h1') === 'Result', 'when the time is over, the exam is ended');

// A released form: its questions and its order of options.
const form = await page.evaluate(() => window.examcBank.forms[0] || null);
if (form) {
	await page.goto('about:blank');
	await page.goto(url);
	await page.waitForSelector('.modes');
	await page.selectOption('.modes select', form.id);
	await page.click('[data-mode="mock"]');
	await page.waitForSelector('article.question');
	const run = await page.evaluate(() => window.examc.current().list);
	report(JSON.stringify(run.map(p => [p.id, p.order])) === JSON.stringify(form.items.map(p => [p.id, p.order])), 'a released form has its own order', run.slice(0, 2));
}

// Progress goes out and comes in again.
await page.goto('about:blank');
await page.goto(url);
await page.waitForSelector('.modes');
const saved = await page.evaluate(() => window.examc.store.exportText());
const nothing = await page.evaluate(() => new Promise(done => window.examc.store.forget(done))) && await page.evaluate(() => window.examc.store.names().length === 0);
const back = await page.evaluate(t => window.examc.store.importText(window.examcBank.exam.id, t), saved);
const again = await page.evaluate(() => window.examc.store.exportText());
const stored = text => JSON.stringify(Object.entries(JSON.parse(text).data).map(([n, v]) => [n, { ...v, owner: undefined }]));
report(nothing && stored(saved) === stored(again) && saved.length > 500, 'progress is exported and imported', back);
report(await page.evaluate(() => window.examc.store.importText('other', '{"examc":1,"exam":"x","data":{}}')) === null, 'a file of another exam is refused');

// An edited question loses its own answer, and no other.
const lost = await page.evaluate(() => {
	const s = window.examc, items = window.examcBank.items;
	const run = s.session.start('practice', items.slice(0, 3), 7, 0);
	items.slice(0, 3).forEach(it => { run.answers[it.id] = ['x']; });
	s.session.save(run);
	const name = '.session:' + run.key, plan = s.store.read(name); // as it was kept before the edit
	plan.list[1][1] = '0000000000000000';
	s.store.write(name, plan);
	const byId = Object.fromEntries(items.map(it => [it.id, it])), again = s.session.load(run.key, byId);
	return [again.dropped, Object.keys(again.answers).length];
});
report(lost[0] === 1 && lost[1] === 2, 'an edited question loses its own answer alone', lost);

// Spaced repetition against ts-fsrs.
const f = fsrsLib.fsrs({ enable_fuzz: false, enable_short_term: true });
const day = 86400000, start = Date.UTC(2026, 0, 1);
let worst = 0, seed = 7;
const rnd = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
for (let run = 0; run < 200; run++) {
	const steps = [];
	let now = start;
	for (let k = 0; k < 8; k++) { now += Math.floor(rnd() * 60) * day; steps.push([1 + Math.floor(rnd() * 4), now]); }
	const ours = await page.evaluate(steps => { let c = null; return steps.map(([g, t]) => { c = window.examc.fsrs.next(c, g, t); return [c.d, c.s]; }); }, steps);
	let memory = null, last = 0;
	steps.forEach(([g, t], k) => {
		memory = f.next_state(memory, memory ? Math.floor((t - last) / day) : 0, g);
		last = t;
		worst = Math.max(worst, Math.abs(ours[k][0] - memory.difficulty) / memory.difficulty, Math.abs(ours[k][1] - memory.stability) / memory.stability);
	});
}
report(worst < 1e-3, 'difficulty and stability are those of ts-fsrs over 1,600 answers', worst);

// Targets by weights.
const parts = await page.evaluate(() => [65, 50, 10].map(n => window.examc.draw.apportion([28, 26, 22, 24], n).join('/')));
report(parts.join() === '18/17/14/16,14/13/11/12,3/3/2/2', 'weights are apportioned as the compiler does', parts);

for (const [name, options] of [['dark', { colorScheme: 'dark' }], ['forced colours', { forcedColors: 'active' }], ['320 px wide', { viewport: { width: 320, height: 640 } }]]) {
	await context.close();
	({ context, page } = await open(options));
	await violations(page, name);
	report(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), name + ': nothing hangs over the edge');
}
await context.close();
// Offline, from a server that goes away.
{
	const types = { html: 'text/html', js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml', webmanifest: 'application/manifest+json' };
	const root = dirname(site); // the worker lies there
	const server = createServer((q, a) => {
		const path = join(root, decodeURIComponent(new URL(q.url, 'http://x').pathname).slice(1) || 'index.html');
		if (!path.startsWith(root) || !existsSync(path)) { a.writeHead(404); a.end(); return; }
		a.writeHead(200, { 'Content-Type': types[path.split('.').pop()] || 'application/octet-stream' });
		a.end(readFileSync(path));
	});
	await new Promise(r => server.listen(0, '127.0.0.1', r));
	const base = 'http://127.0.0.1:' + server.address().port + '/' + basename(site) + '/';
	const browser = await chromium.launch({ executablePath: browserPath, args: flags });
	const ctx = await browser.newContext();
	const p = await ctx.newPage();
	await p.goto(base + 'practice.html');
	await p.waitForSelector('text=Ready for use without a network.', { timeout: 60000 });
	server.closeAllConnections();
	await new Promise(r => server.close(r));
	await p.goto(base + 'practice.html');
	await p.waitForSelector('.modes', { timeout: 5000 }).catch(() => {});
	report(await p.$('.modes') !== null, 'the player works when the server is gone');
	await browser.close();
}
report(requests.length === 0, 'no request left the folder', requests.slice(0, 5));
report(errors.length === 0, 'no error in the console', errors.slice(0, 5));
rmSync(profile, { recursive: true, force: true });
finish();
