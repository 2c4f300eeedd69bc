// What a learner begins with: how many and which questions, by boxes, chips and the address; the search and its hits;
// what comes back. By keys alone, and under axe in every state. usage: node start.mjs SITE_FOLDER
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { finish, report } from './tap.mjs';

const require = createRequire(join(process.env.NODE_LIB || process.cwd(), 'x.js'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const site = resolve(process.argv[2]);
const types = { html: 'text/html', js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' };
let held = null; // answers that wait, or null
const asked = [];
const server = createServer((q, a) => {
	const path = decodeURIComponent(new URL(q.url, 'http://x').pathname).slice(1);
	const send = () => {
		a.writeHead(existsSync(join(site, path)) ? 200 : 404, { 'Content-Type': types[path.split('.').pop()] || 'application/octet-stream' });
		a.end(existsSync(join(site, path)) ? readFileSync(join(site, path)) : '');
	};
	asked.push(path);
	if (held && /^data.[qk]-/.test(path)) held.push(send);
	else send();
});
await new Promise(r => server.listen(0, '127.0.0.1', r));
const url = 'http://127.0.0.1:' + server.address().port + '/practice.html';
const browser = await chromium.launch({
	executablePath: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync),
	args: ['--no-sandbox', '--disable-gpu', '--disable-quic']
});
const errors = [];
async function fresh(options) {
	const page = await (await browser.newContext({ serviceWorkers: 'block', reducedMotion: 'reduce', ...options })).newPage();
	page.on('pageerror', e => errors.push(String(e.stack)));
	return page;
}
async function show(page, hash = '', selector = '.modes li') {
	await page.goto('about:blank');
	await page.goto(url + hash);
	await page.waitForSelector(selector);
}
const hash = page => page.evaluate(() => location.hash);
const startText = page => page.textContent('[data-mode="practice"]');
const found = page => page.waitForFunction(() => /\d found$/.test((document.querySelector('.found > .soft') || document.body).textContent));
const heard = (page, text) => page.waitForFunction(t => document.querySelector('.sr[role="status"]').textContent.startsWith(t), text, { timeout: 5000 }).then(() => true, () => false);
// Numbers of the index, as a second reader counts them.
const count = (page, test) => page.evaluate(t => window.examc.player.items.filter(new Function('it', 'return ' + t)).length, test);
const focused = page => page.evaluate(() => document.activeElement.matches('.picked button') ? 'chip' : document.activeElement.tagName);
const running = page => page.evaluate(() => window.examc.current() && window.examc.current().list.map(p => p.id));
async function violations(page, name) {
	await page.evaluate(axe);
	const bad = await page.evaluate(() => window.axe.run(document, { preload: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
	report(bad.violations.length === 0, name + ': axe finds nothing', bad.violations.map(v => v.id + ': ' + v.nodes.map(x => x.html + ' ' + x.failureSummary).slice(0, 3).join(' | ')));
}
async function tabTo(page, selector) {
	for (let i = 0; i < 100; i++) {
		if (await page.evaluate(s => document.activeElement.matches(s), selector)) return true;
		await page.keyboard.press('Tab');
	}
	return false;
}

let page = await fresh();
await show(page);
const all = await page.evaluate(() => window.examc.player.items.length);
const [one, two] = await page.evaluate(() => window.examcBank.exam.domains.map(d => d.id));

/* How many, and which */

{
	report(await startText(page) === 'Start: 10 questions' && await page.textContent('.wide .actions .soft') === `out of ${all}`, 'ten are begun with, out of all', await startText(page));
	report(/Nothing yet/.test(await page.textContent('.modes > li:last-child')) && await page.$('[data-mode="wrong"]') === null, 'a review says why it is empty');
	report(await page.$$eval('.modes button:not(.quiet)', x => x.length) === 1, 'one button leads on');
	await page.check('[name="n"][value="20"]');
	report(await startText(page) === 'Start: 20 questions' && (await hash(page)).endsWith('#n=20'), 'twenty, in the address, too');
	await page.check('[name="n"][value="all"]');
	report(await startText(page) === `Start: ${all} questions`, 'all');
	await page.click('.which > summary');
	await page.check(`[name="domain"][value="${one}"]`);
	await page.check(`[name="domain"][value="${two}"]`);
	report(await startText(page) === `Start: ${await count(page, `["${one}", "${two}"].includes(it.domain)`)} questions` && (await hash(page)).endsWith(`#n=all&domain=${one},${two}`), 'two domains at once', await hash(page));
	await page.click('[data-field="topic"] summary');
	const topics = await page.$$eval('[name="topic"]', x => x.map(i => i.value));
	const narrow = await page.evaluate(ids => [...new Set(window.examc.player.items.filter(it => ids.includes(it.domain)).map(it => it.topic))].sort().join(), [one, two]);
	report(topics.slice().sort().join() === narrow && topics.length > 3, 'topics are those of the chosen domains');
	const topic = await page.evaluate(id => window.examc.player.items.find(it => it.domain === id).topic, two);
	await page.check(`[name="topic"][value="${topic}"]`);
	report(await startText(page) === `Start: ${await count(page, `["${one}", "${two}"].includes(it.domain) && it.topic === "${topic}"`)} questions` && await page.$$eval('.picked li', x => x.length) === 4, 'a topic as well; each choice has its chip, and one takes all away');
	report(await page.getAttribute('.picked [data-chip="topic"]', 'aria-label').then(x => x.startsWith('Take away: Topic: ')), 'chips say what they do');
	await page.focus('.picked [data-chip="topic"]');
	await page.keyboard.press('Enter');
	report(!(await page.isChecked(`[name="topic"][value="${topic}"]`)) && await focused(page) === 'chip' && !(await hash(page)).includes('topic'), 'a chip takes its choice away, and the focus stays with the chips');
	await page.check(`[name="topic"][value="${topic}"]`);
	await page.uncheck(`[name="domain"][value="${two}"]`);
	const left = await page.evaluate(([d, t]) => window.examc.player.items.some(it => it.domain === d && it.topic === t), [one, topic]);
	report(left || await page.$('[data-chip="topic"]') === null, 'a topic goes with its domain');
	await page.reload();
	await page.waitForSelector('.modes li');
	report(await page.isChecked(`[name="domain"][value="${one}"]`) && await page.isChecked('[name="n"][value="all"]'), 'the address brings it back');
	await page.click('.picked [data-chip=""], .picked [data-chip="domain"]');
	report((await hash(page)).endsWith('#n=all') && await focused(page) === 'SUMMARY', 'the last chip leaves the focus where choices are made', [await hash(page), await focused(page)]);
	await page.check('[name="difficulty"][value="easy"]');
	await page.check('[name="difficulty"][value="hard"]');
	report(await startText(page) === `Start: ${await count(page, '["easy", "hard"].includes(it.difficulty)')} questions`, 'two difficulties');
	await page.check('[name="type"][value="multiple"]');
	report(await startText(page) === `Start: ${await count(page, '["easy", "hard"].includes(it.difficulty) && it.type === "multiple"')} questions`, 'of one type');
	report(await heard(page, `${await count(page, '["easy", "hard"].includes(it.difficulty) && it.type === "multiple"')} found`), 'the count is spoken');
}

/* What was learnt decides */

{
	// Ten are answered: four right, six wrong, two of these due.
	await page.evaluate(() => {
		const { player, store } = window.examc;
		player.items.slice(0, 10).forEach((it, i) => store.learn(it, ['x'], i < 4));
		player.items.slice(8, 10).forEach(it => { const was = store.read(it.id); store.write(it.id, { ...was, card: { ...was.card, due: Date.now() - 1000 } }); });
		store.setMark(player.items[0], { flag: true, note: '' });
	});
	await show(page, '#n=all');
	await page.check('[name="only-new"]');
	report(await startText(page) === `Start: ${all - 10} questions` && (await hash(page)).endsWith('state=new'), 'only new ones', await startText(page));
	await page.click('[data-mode="practice"]');
	await page.waitForSelector('article.question');
	const known = await page.evaluate(() => window.examc.player.items.slice(0, 10).map(it => it.id));
	report(!(await running(page)).some(id => known.includes(id)), 'no question of it was answered before');
	for (const [state, n] of [['right', 4], ['wrong', 6], ['due', 2], ['flagged', 1], ['wrong,right', 10]]) {
		await show(page, '#n=all&state=' + state);
		report(await startText(page) === (n === 1 ? 'Start: 1 question' : `Start: ${n} questions`), `by what was learnt: ${state}`, await startText(page));
	}
	await show(page);
	report(await page.textContent('[data-mode="review"]') === 'Due today: 2 questions' && await page.textContent('[data-mode="wrong"]') === 'Wrong ones again: 6 questions', 'a review tells apart what is due and what was wrong');
	// Ten to go on with.
	await show(page, '#start=ten&seed=7', 'article.question');
	const ten = await running(page);
	const due = await page.evaluate(() => window.examc.player.items.slice(8, 10).map(it => it.id));
	report(ten.length === 10 && new Set(ten).size === 10 && due.every(id => ten.slice(0, 2).includes(id)) && !ten.slice(2).some(id => known.includes(id)), '#start=ten begins ten at once: what is due, then new ones', ten);
	report(!(await hash(page)).includes('start='), 'and a reload does not begin again', await hash(page));
	const weak = await page.evaluate(() => {
		const { player, draw } = window.examc, strong = player.items[0].topic;
		return draw.weakest(player.items, 10, t => t === strong ? 0.1 : 0.5, 3).map(it => it.topic === strong);
	});
	report(weak[0] && weak.indexOf(true, 1) !== 1, 'the weakest topic is first, and topics take turns', weak);
	await page.goBack();
	await page.waitForSelector('.modes li');
	report(await page.$('[data-act="resume"]') !== null, 'the way back leads to the start');
	const key = await page.getAttribute('[data-act="resume"]', 'data-key');
	await show(page, '#resume=' + key, 'article.question');
	report((await running(page)).join() === ten.join() && !(await hash(page)).includes('resume='), '#resume goes on with a session');
	await show(page, '#resume=gone');
	report(await page.waitForSelector('.toast').then(x => x.textContent()) === 'This session is not kept any more.', 'a session that is gone is told');
}

/* The address */

{
	await show(page, `#n=5&domain=${one},nonsense&difficulty=strange&mode=dance`);
	const notes = await page.$$eval('[data-unknown]', x => x.map(p => p.textContent));
	report(notes.join(' ') === 'Domain: there is no “nonsense”. Difficulty: there is no “strange”. Address: there is no “mode=dance”.', 'what the address means to nobody is told', notes);
	report(await startText(page) === 'Start: 5 questions' && await page.isChecked('[name="n"][value="5"]') && await page.$$eval('[data-chip="domain"]', x => x.length) === 1, 'and the rest is shown and done');
	await page.click('[data-mode="practice"]');
	await page.waitForSelector('article.question');
	report((await running(page)).length === 5, 'five were asked for, five are begun');
	for (const n of ['-1', '0', 'x', '%', '1e9']) {
		await show(page, '#n=' + n);
		report(await page.$$eval('[data-unknown]', x => x.length) === 1 && await startText(page) === 'Start: 10 questions', `n=${n} is no number of questions`);
	}
	const runs = [];
	for (let i = 0; i < 2; i++) {
		await show(page, '#seed=77&n=20');
		await page.click('[data-mode="practice"]');
		await page.waitForSelector('article.question');
		runs.push((await running(page)).join());
	}
	report(runs[0] === runs[1], 'a seed gives the same questions');
	await show(page, '#mode=mock', '.mock-facts');
	report(await page.evaluate(() => document.activeElement.tagName) === 'H1' && /65 questions in 130 minutes/.test(await page.textContent('main')) && /720/.test(await page.textContent('.mock-facts')), '#mode=mock shows what the exam is');
	await violations(page, 'mock');
	await page.click('[data-mode="mock"]');
	await page.waitForSelector('.time');
	report((await running(page)).length === 65, 'and begins it after one tap');
	await page.evaluate(() => { window.examc.session.all().forEach(s => window.examc.session.end(s)); });
	await show(page, '#mode=wrong');
	report(await page.evaluate(() => document.activeElement.dataset.mode) === 'wrong', '#mode=wrong has the focus on it');
	await page.evaluate(d => { location.hash = 'n=all&domain=' + d; }, two);
	await page.waitForFunction(d => { const b = document.querySelector(`[name="domain"][value="${d}"]`); return b && b.checked; }, two);
	report(await startText(page) === `Start: ${await count(page, `it.domain === "${two}"`)} questions`, 'another address on the same page is followed');
	await page.evaluate(() => { location.hash = 'main'; });
	await page.waitForTimeout(100);
	report(await page.isChecked(`[name="domain"][value="${two}"]`), 'a way to the content changes nothing');
	const odd = await page.evaluate(() => {
		const f = window.examc.player.filter, c = f.read('', []), no = [];
		c.domain = ['a,b', 'c&d=e%2C'];
		const text = f.address(c);
		f.read(text, no);
		return [text, no.map(x => x[1])];
	});
	report(odd[0] === '#domain=a%2Cb,c%26d%3De%252C' && odd[1].join('|') === 'a,b|c&d=e%2C', 'commas and signs in values come through', odd);
	await show(page, '#domain=%E0%A4%A&constructor=1&__proto__=2&=&&topic=,');
	report(await startText(page) === 'Start: 10 questions' && await page.$$eval('[data-unknown]', x => x.length) === 1, 'an odd address breaks nothing');
}

/* Search */

await page.context().close();
page = await fresh();
{
	held = [];
	asked.length = 0;
	await show(page, '#q=amazon');
	report(await page.inputValue('#f-find') === 'amazon', '#q is in the box');
	await page.waitForFunction(() => /0 of \d+ parts/.test(document.querySelector('.found').textContent));
	const parts = held.length;
	held.shift()();
	await page.waitForSelector('.hit');
	report(parts > 1 && /found Searching, 1 of/.test(await page.textContent('.found > .soft')), 'hits of the first part are listed while others are on their way', await page.textContent('.found > .soft'));
	held.forEach(f => f());
	held = null;
	await found(page);
	report(!asked.some(p => /^data.k-/.test(p)), 'nothing of what is right is fetched for questions that are new');
	const plain = `(h => { const e = document.createElement('div'); e.innerHTML = h; e.querySelectorAll('legend, option').forEach(x => x.remove()); return e.textContent.toLowerCase(); })(examc.data.html(it) + (examc.data.scenario(it) || ""))`;
	const n = await count(page, plain + '.includes("amazon")');
	report(await page.textContent('.found > .soft') === `${n} found` && n > 25 && await page.$$eval('.hit', x => x.length) === 25, 'search finds what is there, and lists the first', n);
	report(await page.$$eval('.hit', x => x.every(h => [...h.querySelectorAll('mark')].length && [...h.querySelectorAll('mark')].every(m => m.textContent.toLowerCase() === 'amazon'))), 'the word is marked in each');
	report(await page.$$eval('.hit .meta', x => x.every(m => m.children.length === 2 && m.children[1].textContent === 'New')), 'each says its domain and that it is new');
	await page.focus('[data-act="more-hits"]');
	await page.keyboard.press('Enter');
	report(await page.$$eval('.hit', x => x.length) > 25 && await page.evaluate(() => document.activeElement === document.querySelectorAll('.hit')[25]), 'more are listed, and the focus is on the first of them');
	await page.fill('#f-find', 'ÄMAZON  sagemaker');
	await page.waitForFunction(() => location.hash.includes('sagemaker'));
	await found(page);
	const both = await count(page, `(x => x.includes('amazon') && x.includes('sagemaker'))(${plain})`);
	report(await page.textContent('.found > .soft') === `${both} found` && both < n && await startText(page) === `Start: ${Math.min(10, both)} questions`, 'all words have to be there; case and accents do not matter', [both, await startText(page)]);
	const hit = await page.$eval('.hits li:nth-child(3) .hit', h => [h.dataset.id, h.getAttribute('href')]);
	report(hit[1] === `q/${hit[0]}.html`, 'a hit is a link to its page');
	await page.click('.hits li:nth-child(3) .hit');
	await page.waitForSelector('article.question form');
	report(await page.getAttribute('article.question', 'data-id') === hit[0] && await page.textContent('h1') === `Question 3 of ${Math.min(25, both)}`, 'and opens its question, among all hits', await page.textContent('h1'));
	await page.goBack();
	await page.waitForSelector('.hit');
	await found(page);
	report(await page.inputValue('#f-find') === 'ÄMAZON  sagemaker', 'the way back leads to the hits', await page.inputValue('#f-find'));
	await page.click('[data-chip="q"]');
	report(await page.inputValue('#f-find') === '' && await page.$('.hit') === null && await startText(page) === 'Start: 10 questions', 'a chip takes the words away');

	// Reasons give answers away: they are searched where the learner has answered.
	const [id, word] = await page.evaluate(() => new Promise(done => {
		const { player, data } = window.examc;
		data.load('keys', player.items, () => {
			const text = it => data.html(it).toLowerCase();
			for (const it of player.items) for (const w of Object.values(data.keys[it.id].why).join(' ').replace(/<[^>]*>/g, ' ').split(/[^a-zA-Z]+/)) {
				const low = w.toLowerCase();
				if (low.length > 7 && !player.items.some(x => text(x).includes(low))) { done([it.id, low]); return; }
			}
		});
	}));
	await page.fill('#f-find', word);
	await page.waitForFunction(w => location.hash.includes(w), word);
	await found(page);
	report(await page.textContent('.found > .soft') === '0 found' && await page.isDisabled('[data-mode="practice"]'), 'a word of a reason finds nothing that is new', word);
	await page.evaluate(id => { const { player, store } = window.examc; store.learn(player.byId[id], ['x'], false); }, id);
	await show(page, '#q=' + word);
	await page.waitForSelector('.hit');
	await found(page);
	report(await page.getAttribute('.hit', 'data-id') === id && /Wrong.*in the reasons, too/.test(await page.textContent('.hit')), 'and what is answered, with a word for it', await page.textContent('.hit'));

	// What is read of HTML.
	const shown = await page.evaluate(() => {
		const { player, search } = window.examc, it = player.items[0];
		window.examc.question({ id: it.id, html: '<div class="stem"><p>Caf\u00e9 cr<em>e\u0300me</em> of the \u0130stanbul store, a &lt;b&gt; &amp; more</p></div><fieldset><legend>Choosing</legend><ol><li><label><input type="radio" value="a"><span>An option</span></label></li></ol></fieldset>' });
		const mark = q => search.excerpt(it, search.words(q)).filter(x => x.isHit).map(x => x.text).join('|');
		return [mark('CAFE'), mark('creme'), mark('<b>'), mark('istanbul'), mark('choosing'), mark('option caf'), search.excerpt(it, ['store']).map(x => x.text).join('')];
	});
	report(shown.join(' / ') === 'Caf\u00e9 / cre\u0300me / <b> / \u0130stanbul /  / Caf|option / Caf\u00e9 cre\u0300me of the \u0130stanbul store, a <b> & more · An option', 'marks stand where the words are', shown);
	// Typed text runs nothing.
	await page.fill('#f-find', '<img src=x onerror=alert(1)>');
	await page.waitForFunction(() => location.hash.includes('onerror'));
	await found(page);
	report(await page.$('#app img') === null, 'words are text');
}

/* By keys alone */

{
	await show(page);
	let ok = await tabTo(page, '[name="n"]:checked');
	await page.keyboard.press('ArrowRight');
	ok = ok && await startText(page) === 'Start: 20 questions';
	ok = await tabTo(page, '[name="only-new"]') && ok;
	await page.keyboard.press('Space');
	ok = ok && (await hash(page)).includes('state=new');
	ok = await tabTo(page, '#f-find') && ok;
	await page.keyboard.type('model');
	await page.waitForSelector('.hit');
	ok = await tabTo(page, '.hit') && ok;
	const id = await page.evaluate(() => document.activeElement.dataset.id);
	await page.keyboard.press('Enter');
	await page.waitForSelector('article.question form');
	report(ok && await page.getAttribute('article.question', 'data-id') === id && await page.evaluate(() => document.activeElement.tagName) === 'H1', 'by keys: a number, only new ones, a search, a hit', [ok, id]);
}

/* Under axe, in every way of looking */

await page.context().close();
const desk = { viewport: { width: 1440, height: 900 } };
for (const [way, options] of Object.entries({
	light: desk, dark: { ...desk, colorScheme: 'dark' }, 'forced colours': { ...desk, forcedColors: 'active' },
	phone: { viewport: { width: 390, height: 844 } }, '320 px': { viewport: { width: 320, height: 640 } }, '400 %': { viewport: { width: 320, height: 200 }, deviceScaleFactor: 4 }
})) {
	page = await fresh(options);
	await show(page);
	await violations(page, way + ', start');
	await page.evaluate(() => window.examc.player.items.slice(0, 12).forEach((it, i) => window.examc.store.learn(it, ['x'], i % 2 === 0)));
	await show(page, `#domain=${one},nonsense&difficulty=easy,hard&q=the`);
	await found(page);
	await page.$$eval('.group', x => x.forEach(d => { d.open = true; }));
	await page.waitForTimeout(50);
	await violations(page, way + ', everything open');
	report(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), way + ': nothing hangs over the edge');
	report(await page.$$eval('.pick', x => x.every(p => p.getBoundingClientRect().height >= 24 && (getComputedStyle(p, '::before').content !== 'none') === p.firstChild.checked)), way + ': what is chosen has a sign');
	await page.context().close();
}
report(errors.length === 0, 'no error in the console', errors.slice(0, 5));
await browser.close();
server.close();
finish();
