// Every state that a learner can meet, under axe (WCAG 2.2 AA and best practice), in light, dark, forced colours, at
// 320 px, 200 and 400 % zoom; where it is narrow nothing may hang over the edge. Prints how many states that are.
// usage: node axe.mjs SITE [WAY or PART...]   SITE: output/site with the exams mla-c01 and every (tests/browser/bank)
import { createRequire } from 'node:module';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { finish, report } from './tap.mjs';

const require = createRequire(join(process.env.NODE_LIB || process.cwd(), 'x.js'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const site = 'file://' + resolve(process.argv[2]) + '/', mla = site + 'mla-c01/', every = site + 'every/';
const types = ['single', 'multiple', 'ordering', 'matching'], rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const wide = { width: 1280, height: 900 };
const ways = {
	light: { viewport: wide, colorScheme: 'light' }, dark: { viewport: wide, colorScheme: 'dark' },
	forced: { viewport: wide, forcedColors: 'active' }, '320': { viewport: { width: 320, height: 700 } },
	'200': { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 }, '400': { viewport: { width: 320, height: 225 }, deviceScaleFactor: 4 }
};
const browser = await chromium.launch({
	executablePath: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync),
	args: ['--no-sandbox', '--disable-gpu', '--disable-quic']
});
const bad = new Map(), errors = []; // what was found, by state
let way = '', context, page, runs = 0;

/* The state that the page is in: its violations, and what hangs over. */
async function state(name) {
	if (!bad.has(name)) bad.set(name, []);
	if (!await page.evaluate(() => Boolean(window.axe))) await page.evaluate(axe);
	const found = await page.evaluate(tags => window.axe.run(document, { preload: false, runOnly: tags, resultTypes: ['violations'] }), rules);
	const over = !/^on paper/.test(name) && ways[way].viewport.width <= 640 && await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
	runs++;
	found.violations.forEach(v => bad.get(name).push(way + ': ' + v.id + ': ' + v.nodes.map(x => x.html.slice(0, 160)).slice(0, 3).join(' | ')));
	if (over) bad.get(name).push(way + ': it hangs over the edge');
}
async function fresh(more = {}, init) {
	if (context) await context.close();
	context = await browser.newContext({ serviceWorkers: 'block', reducedMotion: 'reduce', ...ways[way], ...more });
	if (init) await context.addInitScript(init);
	await tab();
}
async function tab() {
	page = await context.newPage();
	page.setDefaultTimeout(60000);
	page.on('pageerror', e => { if (e.message !== 'as a test') errors.push(String(e)); });
}
async function go(url, selector = 'h1') {
	await page.goto('about:blank');
	await page.goto(url);
	await page.waitForSelector(selector);
}
const start = (base = mla, hash = '') => go(base + 'practice.html' + hash, '.modes, .mock-facts, article.question');
async function click(selector) { await page.locator(selector).first().click(); }
// Where there is room the navigator stands beside the question, and has no button.
async function toNavigator() {
	if (await page.locator('[data-act="review"]').first().isVisible()) await click('[data-act="review"]');
	else await page.keyboard.press('r');
	await page.waitForSelector('[data-screen="list"] .grid');
}
async function begin(base, hash) {
	await start(base, hash);
	await click('[data-mode="practice"]');
	await page.waitForSelector('article.question');
}
async function check() {
	await click('[data-act="check"]');
	await page.waitForSelector('.reasons');
}
// Answers the question of the player or of a page, rightly or not.
function answer(right) {
	return page.evaluate(right => new Promise(done => {
		const article = document.querySelector('article.question'), id = article.dataset.id, { data, player } = window.examc;
		function put(key) {
			const inputs = [...document.querySelectorAll('.options input')], selects = [...document.querySelectorAll('article select')];
			const others = inputs.map(i => i.value).filter(v => !key.includes(v)).concat(key).slice(0, key.length);
			const change = s => s.dispatchEvent(new Event('change', { bubbles: true }));
			inputs.forEach(i => { if ((right ? key : others).includes(i.value) !== i.checked) i.click(); });
			const of = s => key.find(k => k.startsWith(s.name + '=')).split('=')[1];
			// Steps change places, so the first ones go first.
			selects.slice().sort((a, b) => of(a) - of(b)).forEach(s => { s.value = of(s); change(s); });
			if (!right && selects[0]) { selects[0].value = [...selects[0].options].map(o => o.value).find(v => v && v !== of(selects[0])); change(selects[0]); }
			done();
		}
		if (!player) put(article.dataset.right.split(' '));
		else data.load('keys', [player.byId[id]], () => put(data.keys[id].right.split(' ')));
	}), right);
}
const forget = () => page.evaluate(() => new Promise(done => { window.examc.store.forget(done); }));
const toast = (...args) => page.evaluate(a => window.examc.tell.toast(window.examc.t(...a.args), { kind: a.kind }), { args: args.slice(1), kind: args[0] });

/* Pages as they were written */

async function pages() {
	await fresh();
	const topic = readdirSync(join(resolve(process.argv[2]), 'mla-c01/t'))[0], forms = readdirSync(join(resolve(process.argv[2]), 'mla-c01/forms')).filter(f => f.endsWith('.html'));
	for (const [name, url] of [['front page', mla + 'index.html'], ['front page of a small bank', every + 'index.html'], ['blueprint', mla + 'blueprint.html'],
		['authors\' report', mla + 'report/index.html'], ['page of a topic', mla + 't/' + topic], ['page of all exams', site + 'index.html'],
		['missing page', site + '404.html'], ...forms.map(f => [/key/.test(f) ? 'answers of a form' : 'page of a form', mla + 'forms/' + f])]) {
		await go(url);
		await state(name);
	}
	await go(mla + 'index.html');
	await page.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = true; }));
	await state('front page, all that folds open');
	for (const theme of ['light', 'dark']) {
		while (await page.evaluate(() => document.documentElement.dataset.theme) !== theme) await click('.theme');
		await state('front page, theme ' + theme);
	}
	await page.evaluate(() => localStorage.clear());
	for (const doc of ['pack', 'booklet', 'key', 'sheet']) {
		await go(every + 'print/' + doc + '-a4.html', 'body');
		await state('on paper: ' + doc);
	}
}
async function questionPages() {
	await fresh();
	for (const type of types) {
		const url = every + `q/every-${type}.html`;
		await go(url, '.actions button');
		await state(type + ', page');
		await click('.actions button[type="submit"]');
		if (type !== 'ordering') await state(type + ', page: nothing chosen');
		else await state(type + ', page: checked as it stood');
		await go(url, '.actions button');
		await answer(true);
		await state(type + ', page: chosen');
		await click('.actions button[type="submit"]');
		await state(type + ', page: right');
		await page.getByRole('button', { name: 'Try again' }).click();
		await state(type + ', page: once more');
		await answer(false);
		await click('.actions button[type="submit"]');
		await state(type + ', page: wrong, after the first answer');
		await go(url, '.actions button');
		await state(type + ', page: was right');
		await page.getByRole('button', { name: /know/ }).click();
		await state(type + ', page: not known');
		await go(url, '.actions button');
		await click('.solution summary');
		await state(type + ', page: was wrong, answer opened');
		if (await page.$('.strike')) {
			await click('.strike');
			await state(type + ', page: struck out');
		}
		await page.emulateMedia({ media: 'print' });
		await state('on paper: ' + type);
		await page.emulateMedia({ media: 'screen' });
	}
}

/* The player: questions of each type, in practice */

async function practice() {
	for (const type of types) {
		await fresh();
		await begin(every, '#type=' + type);
		await state(type + ', practice');
		if (type !== 'ordering') {
			await click('[data-act="check"]');
			await state(type + ', practice: nothing chosen');
		}
		await answer(true);
		await state(type + ', practice: chosen');
		await check();
		await state(type + ', practice: right');
		await click('[data-act="again"]');
		await state(type + ', practice: once more');
		await answer(false);
		await check();
		await state(type + ', practice: wrong, after the first answer');
		await begin(every, '#type=' + type);
		await answer(false);
		await check();
		await state(type + ', practice: wrong');
		await begin(every, '#type=' + type);
		await click('[data-act="unknown"]');
		await page.waitForSelector('.reasons');
		await state(type + ', practice: not known');
		if (type === 'ordering') {
			await begin(every, '#type=ordering');
			await page.locator('.moves button:enabled').last().focus();
			await page.keyboard.press('Enter');
			await state('ordering, practice: a step was moved');
		}
		if (type === 'matching') {
			await begin(every, '#type=matching');
			await page.locator('article select').first().selectOption({ index: 1 });
			await click('[data-act="check"]');
			await state('matching, practice: one of them matched');
		}
		if (type !== 'multiple') continue;
		await begin(every, '#type=multiple');
		for (const box of await page.$$('.options input')) await box.check();
		await click('[data-act="check"]');
		await state('multiple, practice: too many chosen');
		await click('.strike');
		await state('multiple, practice: struck out');
	}
}
async function session() {
	await fresh();
	await begin(mla, '#n=20');
	await click('[data-act="flag"]');
	await state('a question that is flagged');
	await click('.notes summary');
	await state('a note that is empty');
	await page.fill('#note', 'Look this up: is it per month or per request?');
	await state('a note that was written');
	await page.keyboard.press('Tab');
	await click('.tools .keys');
	await page.waitForSelector('dialog[open]');
	await state('help on keys');
	await page.keyboard.press('Escape');
	for (const right of [true, false]) {
		await answer(right);
		await check();
		await click('[data-act="next"]');
		await page.waitForSelector('article.question [data-act="unknown"]');
	}
	await state('a question in the middle');
	await toNavigator();
	for (const filter of ['All', 'Incomplete', 'Flagged', 'Wrong']) {
		await click(`main [data-filter="${filter}"]`);
		await state('navigator: ' + filter);
	}
	await click('[data-act="submit"]');
	await page.waitForSelector('.total');
	await state('result of a practice, in the middle');
	await start(mla);
	await state('start: a session that was left');
	await click('[data-act="resume"]');
	await page.waitForSelector('article.question');
	await state('a session that goes on');
	const key = await page.evaluate(() => window.examc.current().key), first = page;
	await tab();
	await start(mla, '#resume=' + key);
	await page.waitForSelector('dialog[open]');
	await state('a session that is open in another tab');
	await click('dialog button');
	await page.waitForSelector('article.question');
	page = first;
	await page.waitForFunction(() => window.examc.current() === null);
	await state('a session that another tab took over');
	await start(mla, '#resume=gone');
	await page.waitForSelector('.toast');
	await state('toast: a session is gone');
	for (let i = 0; i < 5; i++) await begin(mla, '#n=5');
	await start();
	await state('start: many sessions that were left');
	await click('[data-act="more"]');
	await state('start: all of them');
	await fresh();
	await begin(every, '#n=all');
	for (let i = 0; i < 4; i++) {
		await page.waitForSelector('article.question [data-act="unknown"]');
		await answer(i > 1);
		await check();
		if (i === 3) await state('the last question, checked');
		if (i < 3) await click('.primary');
	}
	await start(every);
	await state('start: a result nobody looked at');
	await go(every + 'index.html', '.ways li:nth-child(3)');
	await state('front page: a result nobody looked at');
	await start(every);
	await click('[data-act="resume"]');
	await page.waitForSelector('.total');
	await state('result of a practice, all of it');
	await toNavigator();
	await click('main .grid [data-state="wrong"]');
	await page.waitForSelector('.reasons');
	await state('a question of a practice that is over');
}

/* The player: the first screen */

async function first() {
	await fresh();
	await start();
	await state('start');
	await page.check('[name="n"][value="all"]');
	await state('start: all questions');
	await click('.which > summary');
	await state('start: choices');
	for (const field of await page.$$eval('.group', all => all.map(g => g.dataset.field))) {
		if (await page.$eval(`[data-field="${field}"]`, d => d.open)) continue;
		await click(`[data-field="${field}"] summary`);
		await state('start: choices by ' + field);
	}
	for (const id of await page.$$eval('[name="domain"]', all => all.slice(0, 2).map(i => i.value))) await page.check(`[name="domain"][value="${id}"]`);
	await page.check('[name="difficulty"][value="easy"]');
	await state('start: chips of what is chosen');
	await start(mla, '#state=right&difficulty=hard');
	await state('start: no question fits');
	await start(mla, '#n=5&domain=nonsense&mode=dance');
	await state('start: an address that means nothing');
	await start(mla, '#q=amazon');
	await page.waitForSelector('[data-act="more-hits"]');
	await page.waitForFunction(() => /\d found$/.test(document.querySelector('.found > .soft').textContent));
	await state('search: hits');
	await click('[data-act="more-hits"]');
	await state('search: more hits');
	await page.fill('#f-find', 'nothing of this is there');
	await page.waitForFunction(() => /^0 found$/.test(document.querySelector('.found > .soft').textContent));
	await state('search: nothing found');
	await start(mla, '#mode=mock');
	await state('before an exam');
	await start(mla, '#mode=review');
	await state('start: nothing to review');
	// As after some days.
	await page.evaluate(() => {
		const { player, store } = window.examc;
		player.items.slice(0, 12).forEach((it, i) => store.learn(it, ['x'], i % 3 === 0));
		player.items.slice(0, 4).forEach(it => { const was = store.read(it.id); store.write(it.id, { ...was, card: { ...was.card, due: Date.now() - 1000 } }); });
	});
	await start();
	await state('start: due and wrong ones');
	const word = await page.evaluate(() => new Promise(done => {
		const it = window.examc.player.items[0];
		window.examc.data.load('keys', [it], () => done(Object.values(window.examc.data.keys[it.id].why)[0].replace(/<[^>]*>/g, ' ').split(/\W+/).sort((a, b) => b.length - a.length)[0]));
	}));
	await start(mla, '#q=' + word);
	await page.waitForSelector('.hit');
	await page.waitForFunction(() => /\d found$/.test(document.querySelector('.found > .soft').textContent));
	await state('search: hits of answered questions');
	const topic = await page.evaluate(() => window.examc.player.items[0].topic);
	await go(mla + 'index.html', '.done');
	await state('front page: with progress');
	await go(mla + `t/${topic}.html`, '.dot[data-state]');
	await state('page of a topic: with progress');
	await go(site + 'index.html', '.exams .soft');
	await state('page of all exams: with progress');
	await go(mla + 'index.html', '.done');
	await page.emulateMedia({ media: 'print' });
	await state('on paper: the front page');
	await page.emulateMedia({ media: 'screen' });
}
async function settings() {
	await fresh({ acceptDownloads: true });
	await start();
	await page.evaluate(() => { const { player, store } = window.examc; player.items.slice(0, 6).forEach((it, i) => store.learn(it, ['x'], i > 2)); });
	await start();
	const file = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Save my progress' }).click();
	await page.waitForSelector('.toast');
	await state('toast: saved');
	const text = readFileSync(await (await file).path(), 'utf8'), put = body => page.setInputFiles('#f-import', { name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(body) });
	await put('{"this": "is something else"}');
	await page.waitForSelector('.toast[data-kind="error"]');
	await state('toast: no progress file');
	await start();
	await put(text);
	await page.waitForSelector('.toast');
	await state('toast: loaded');
	await start();
	await put(text.replace('"right":true', '"right":7'));
	await page.waitForSelector('.toast[data-kind="warn"]');
	await state('toast: loaded in part');
	await start();
	for (const [kind, ...args] of [['info', 'readyOffline'], ['info', 'newVersion'], ['warn', 'minutesLeft', 30], ['error', 'minuteLeft'], ['error', 'notKeptFull'], ['warn', 'expired', 3]]) {
		await toast(kind, ...args);
		await state('toast: ' + args[0]);
		await page.evaluate(() => document.querySelectorAll('.toast').forEach(t => t.remove()));
	}
	await toast('info', 'readyOffline');
	await toast('error', 'notKeptFull');
	await state('two toasts at a time');
	await click('[data-act="reset-domain"]');
	await state('dialog: forget a domain');
	await page.keyboard.press('Escape');
	await click('[data-act="forget"]');
	await state('dialog: forget everything');
	await click('dialog button');
	await page.waitForSelector('.toast');
	await state('toast: forgotten');
	await fresh({}, () => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; });
	await start();
	await state('start: the storage is full');
	await begin(mla, '#n=5');
	await state('a question: the storage is full');
	await fresh({}, () => { Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } }); Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError'); } }); });
	await start();
	await state('start: the storage is blocked');
	await go(every + 'q/every-single.html', '.actions button');
	await answer(true);
	await click('.actions button[type="submit"]');
	await state('single, page: the storage is blocked');
	await fresh({}, () => { if (location.href !== 'about:blank' && !localStorage.x) { localStorage.x = 1; localStorage.setItem('examc:mla-c01:.results', '{"a": 1}'); localStorage.setItem('examc:mla-c01:.session:abc', '[]'); } });
	await start();
	await state('start: something stored was damaged');
	await page.evaluate(() => { window.examc.player.safely(() => { throw new Error('as a test'); }); });
	await state('something went wrong');
	await fresh();
	await page.route(/data\/[qk]-/, r => r.abort());
	await start();
	await click('[data-mode="practice"]');
	await page.waitForSelector('[data-act="load"]');
	await state('a question that could not be loaded');
	await start(mla, '#q=amazon');
	await page.waitForSelector('[data-act="load"]');
	await state('search: parts could not be loaded');
	await page.unroute(/data\/[qk]-/);
	await page.route(/data\/index-/, r => r.abort());
	await go(mla + 'practice.html', '#app button');
	await state('the player without its index');
}

/* The mock exam */

const toEnd = seconds => page.evaluate(s => { const x = window.examc.current(); x.endAt = Date.now() + s * 1000; window.examc.player.run(x); }, seconds);
async function mock() {
	await fresh();
	await start(every, '#mode=mock');
	await click('[data-mode="mock"]');
	for (let i = 0; i < 4; i++) {
		await page.waitForSelector('article.question fieldset');
		const type = await page.evaluate(() => document.querySelector('.responses') ? 'matching' : document.querySelector('.rows') ? 'ordering' : document.querySelector('[type=radio]') ? 'single' : 'multiple');
		await state(type + ', exam');
		if (type === 'ordering') await click('[data-act="keep-order"]');
		else await answer(true);
		await state(type + ', exam: answered');
		await click('[data-act="next"]');
	}
	await page.waitForSelector('.grid');
	await state('navigator of an exam, all answered');
	await click('[data-act="submit"]');
	await state('dialog: end an exam, all answered');
	await click('dialog button');
	await page.waitForSelector('.total');
	await state('result of an exam, near or above the pass mark');
	await fresh();
	await start(mla, '#mode=mock');
	await click('[data-mode="mock"]');
	await page.waitForSelector('article.question fieldset');
	await click('.time button');
	await state('an exam, its clock hidden');
	await click('.time button');
	await click('[data-act="flag"]');
	await toNavigator();
	for (const filter of ['All', 'Incomplete', 'Flagged']) {
		await click(`main [data-filter="${filter}"]`);
		await state('navigator of an exam: ' + filter);
	}
	await click('[data-act="submit"]');
	await state('dialog: end an exam, much is open');
	await page.keyboard.press('Escape');
	await click('main .grid .cell');
	await page.waitForSelector('article.question fieldset');
	for (const minutes of [30, 10, 5, 1]) {
		await toEnd(minutes * 60 - 1);
		await page.waitForSelector('.toast');
		await page.waitForSelector('article.question fieldset');
		await state(`an exam, ${minutes} minutes left`);
		await page.evaluate(() => document.querySelectorAll('.toast').forEach(t => t.remove()));
	}
	await page.keyboard.press('t');
	await state('toast: the time left');
	await start();
	await state('start: an exam that runs');
	await click('[data-mode="practice"]');
	await page.waitForSelector('dialog[open]');
	await state('dialog: an exam runs');
	await page.keyboard.press('Escape');
	await click('[data-act="discard"]');
	await state('dialog: give up an exam');
	await page.keyboard.press('Escape');
	await click('[data-act="resume"]');
	await page.waitForSelector('article.question fieldset');
	await toEnd(0);
	await page.waitForSelector('.total');
	await state('result of an exam, nothing answered, time is over');
	await fresh();
	for (const share of [0.2, 0.7, 1]) {
		await start(mla, '#mode=mock');
		await click('[data-mode="mock"]');
		await page.waitForSelector('article.question fieldset');
		await page.evaluate(share => new Promise(done => {
			const { current, data, player } = window.examc, s = current();
			data.load('keys', s.list.map(p => player.byId[p.id]), () => {
				s.list.forEach((p, i) => { s.answers[p.id] = i < share * s.list.length ? data.keys[p.id].right.split(' ') : ['x']; });
				window.examc.session.save(s);
				done();
			});
		}), share);
		await toNavigator();
		await click('[data-act="submit"]');
		await click('dialog button');
		await page.waitForSelector('.judgement');
		await state(`result of an exam, ${100 * share} % right`);
	}
	await start();
	await state('start: past exams and their trend');
	await page.locator('[data-act="open-exam"]').last().click();
	await page.waitForSelector('.judgement');
	await state('a past exam');
	await page.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = true; }));
	await state('a past exam: all weak topics');
	await toNavigator();
	await page.waitForSelector('.grid');
	await state('navigator of a past exam');
	for (const verdict of ['right', 'wrong']) {
		await click(`main [data-filter="All"]`);
		await click(`main .grid [data-state="${verdict}"]`);
		await page.waitForSelector('.reasons');
		await state('a question of a past exam: ' + verdict);
		await toNavigator();
	}
	await page.emulateMedia({ media: 'print' });
	await page.goBack();
	await page.waitForSelector('.reasons, .grid');
	await state('on paper: what an exam left');
	await page.emulateMedia({ media: 'screen' });
}

const parts = [pages, questionPages, practice, session, first, settings, mock], wanted = process.argv.slice(3);
const chosen = (all, name) => all.some(x => wanted.includes(name(x))) ? all.filter(x => wanted.includes(name(x))) : all;
for (way of chosen(Object.keys(ways), x => x)) {
	const began = Date.now();
	for (const part of chosen(parts, x => x.name)) await part();
	console.log(`# ${way}: ${Math.round((Date.now() - began) / 1000)} s`);
}
for (const [name, found] of bad) report(found.length === 0, name, found.join('\n'));
report(errors.length === 0, 'no error in a script', errors.slice(0, 5));
if (!wanted.length) report(bad.size >= 150, 'at least 150 states');
console.log(`# ${bad.size} states, seen ${runs} times`);
await browser.close();
finish();
