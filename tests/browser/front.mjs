// The front page and the pages of topics: what comes first, what the learner did before, and
// what a question looks like on paper. usage: node front.mjs SITE_FOLDER
import { createRequire } from 'node:module';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { finish, report } from './tap.mjs';

const require = createRequire(join(process.env.NODE_LIB || process.cwd(), 'x.js'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const site = resolve(process.argv[2]);
const single = readdirSync(join(site, 'q')).find(f => /type="radio"/.test(readFileSync(join(site, 'q', f.replace(/^img$/, '../index.html')), 'utf8')));
const browser = await chromium.launch({ executablePath: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync), args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });
const page = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
const front = 'file://' + join(site, 'index.html');
await page.goto(front);
const ways = () => page.$$eval('.ways a', all => all.map(a => a.getAttribute('href')));
report((await ways()).join() === 'practice.html#start=ten,practice.html#mode=mock', 'the front page begins with ten questions, then the mock', await ways());
report(await page.evaluate(() => document.querySelector('.ways a').getBoundingClientRect().bottom < 500 && [...document.querySelectorAll('.note, .domain, .facts')].every(e => e.compareDocumentPosition(document.querySelector('.ways')) & 2)), 'both stand above all else');
report(await page.evaluate(() => !window.examcBank), 'who has answered nothing fetches no index');
const of = await page.evaluate(async () => {
	const front = document.querySelector('.front'), exam = front.dataset.exam, script = document.createElement('script');
	await new Promise(r => { script.onload = r; script.src = front.dataset.index; document.head.append(script); });
	const rows = window.examcBank.items, first = rows.filter(r => r[3] === rows[0][3] && r[4] === rows[0][4]);
	const put = (name, value) => localStorage.setItem('examc:' + exam + ':' + name, JSON.stringify(value));
	first.forEach((r, i) => put(r[0], { hash: i < 2 ? r[1] : 'another', answer: ['x'], right: i === 0, at: 1 }));
	put('.session:abc', { mode: 'mock', site: location.pathname.replace(/[^/]*$/, ''), seed: 1, startedAt: 5, endAt: null, parts: 1, list: rows.slice(0, 20).map(r => [r[0], r[1]]) });
	put('.session:abc:now', { at: 3, answered: 3, submittedAt: null, saved: 6 });
	put('.session:old', { mode: {}, list: 5 });
	return { all: first.length, topic: document.querySelector(`[data-at="${rows[0][3]} ${rows[0][4]}"]`).getAttribute('href') };
});
await page.goto(front + '?again');
await page.waitForSelector('.done');
report((await ways()).join() === 'practice.html#start=ten,practice.html#mode=mock,practice.html#resume=abc', 'what was left comes third', await ways());
const row = await page.$eval(`a[href="${of.topic}"]`, a => a.innerText.replace(/\s+/g, ' '));
report(row.endsWith(`1 of ${of.all} right`), 'a topic says how many were right', row);
report(await page.$$eval('.done', all => all.length) === 1, 'and no other does');
await page.evaluate(axe);
const found = await page.evaluate(() => window.axe.run(document, { preload: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
report(found.violations.length === 0, 'with progress, too', found.violations.map(v => v.id));
await page.goto('file://' + join(site, of.topic));
report((await page.textContent('#state')).endsWith(', 2 answered, 1 right'), 'its page, too', await page.textContent('#state'));
const dots = await page.$$eval('.dot', all => all.map(d => d.dataset.state || ''));
report(dots.length === of.all && dots.filter(d => d === 'right').length === 1 && dots.filter(d => d === 'wrong').length === 1, 'with a mark at each question', dots);
// On paper a question has its answer, opened or not.
await page.goto('file://' + join(site, 'q/' + single));
await page.emulateMedia({ media: 'print' });
report(await page.isVisible('.why') && await page.isVisible('.solution dl') && !await page.isVisible('.bar'), 'a question is printed with its answer and without buttons');
await browser.close();
finish();
