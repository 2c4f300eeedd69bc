// What the site costs: time until the player can be used, first and later search, start of a mock,
// the navigator of all questions, bytes of scripts; on a processor that is SLOWER times slower than
// this one. usage: node measure.mjs SITE_FOLDER [SLOWER]
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import { brotliCompressSync } from 'node:zlib';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const require = createRequire(join(process.env.NODE_LIB || process.cwd(), 'x.js'));
const { chromium } = require('playwright-core');
const site = resolve(process.argv[2]);
const types = { html: 'text/html', js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml', webmanifest: 'application/manifest+json' };
const server = createServer((q, a) => {
	const path = join(site, decodeURIComponent(new URL(q.url, 'http://x').pathname).slice(1) || 'index.html');
	if (!path.startsWith(site) || !existsSync(path)) { a.writeHead(404); a.end(); return; }
	a.writeHead(200, { 'Content-Type': types[path.split('.').pop()] || 'application/octet-stream' });
	a.end(readFileSync(path));
});
await new Promise(r => server.listen(0, '127.0.0.1', r));
const base = 'http://127.0.0.1:' + server.address().port + '/';
const browser = await chromium.launch({ executablePath: ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync), args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });
const median = list => list.sort((a, b) => a - b)[Math.floor(list.length / 2)];
const rounds = { 'front page, until loaded': [], 'player, until usable': [], 'first search': [], 'later search': [], 'start of a mock': [], 'navigator of all': [] };
for (let i = 0; i < 5; i++) {
	const page = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
	await (await page.context().newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: Number(process.argv[3] || 1) });
	await page.goto(base + 'index.html', { waitUntil: 'load' });
	rounds['front page, until loaded'].push(await page.evaluate(() => performance.getEntriesByType('navigation')[0].domInteractive));
	await page.goto(base + 'practice.html');
	await page.waitForSelector('.modes');
	rounds['player, until usable'].push(await page.evaluate(() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd));
	for (const [name, word] of [['first search', 'region'], ['later search', 'bucket']])
		rounds[name].push(await page.evaluate(w => new Promise(done => {
			const f = document.getElementById('f-find'), t = performance.now();
			const wait = () => /\d found$/.test((document.querySelector('.found > .soft') || document.body).textContent) ? done(performance.now() - t) : setTimeout(wait, 1);
			f.value = w;
			f.dispatchEvent(new Event('input'));
			document.querySelector('.found').replaceChildren();
			wait();
		}), word));
	await page.evaluate(() => { const f = document.getElementById('f-find'); f.value = ''; f.dispatchEvent(new Event('input')); });
	rounds['start of a mock'].push(await page.evaluate(() => new Promise(done => {
		const t = performance.now();
		const wait = () => document.querySelector('article.question') ? done(performance.now() - t) : setTimeout(wait, 1);
		document.querySelector('[data-mode="mock"]').click();
		wait();
	})));
	await page.goto('about:blank');
	await page.goto(base + 'practice.html#n=all');
	await page.click('[data-mode="practice"]');
	await page.click('dialog.ask button');
	await page.waitForSelector('article.question');
	rounds['navigator of all'].push(await page.evaluate(() => new Promise(done => {
		const t = performance.now();
		document.querySelector('[data-act="review"]').click();
		requestAnimationFrame(() => setTimeout(() => done(document.querySelector('.grid') ? performance.now() - t : NaN), 0));
	})));
	await page.context().close();
}
for (const [name, list] of Object.entries(rounds)) console.log(name.padEnd(26) + median(list).toFixed(1).padStart(8) + ' ms');
const scripts = readdirSync(join(site, 'assets')).filter(f => f.endsWith('.js')).map(f => readFileSync(join(site, 'assets', f)));
console.log('own scripts, brotli'.padEnd(26) + String(scripts.reduce((n, s) => n + brotliCompressSync(s).length, 0)).padStart(8) + ' bytes');
await browser.close();
server.close();
