// Kills the browser at random moments of a mock exam and looks what it still knows.
// usage: node kill.mjs SITE_FOLDER [TIMES]
import { createRequire } from 'node:module';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const require = createRequire(join(process.env.NODE_LIB || process.cwd(), 'x.js'));
const { chromium } = require('playwright-core');
const url = 'file://' + resolve(process.argv[2]) + '/practice.html';
const times = Number(process.argv[3] || 50);
const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const profile = mkdtempSync(join(tmpdir(), 'examc-kill-'));

// A browser of our own making, so that nothing closes it gently.
async function start() {
	const child = spawn(browserPath, ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking',
		'--disable-component-update', '--disable-sync', '--no-first-run', '--remote-debugging-port=0', '--user-data-dir=' + profile, 'about:blank'],
		{ detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
	const end = await new Promise((done, fail) => {
		let text = '';
		child.stderr.on('data', d => { text += d; const m = text.match(/DevTools listening on (ws:\S+)/); if (m) done(m[1]); });
		child.on('exit', () => fail(new Error('the browser ended: ' + text)));
	});
	const browser = await chromium.connectOverCDP(end);
	const page = browser.contexts()[0].pages()[0] || await browser.contexts()[0].newPage();
	page.on('dialog', d => d.accept().catch(() => {}));
	await page.goto(url);
	await page.waitForSelector('.modes');
	return { child, browser, page };
}
function kill(child) {
	return new Promise(done => { child.on('exit', done); process.kill(-child.pid, 'SIGKILL'); });
}
let lost = 0, most = 0, seed = 11;
const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
let { child, browser, page } = await start();
await page.click('[data-mode="mock"]');
await page.waitForSelector('article.question');
for (let k = 0; k < times; k++) {
	const until = Date.now() + 30 + random() * 1500;
	while (Date.now() < until) {
		await page.evaluate(() => {
			const inputs = [...document.querySelectorAll('.options input')], s = document.querySelector('article select');
			if (inputs.length) inputs[Math.floor(Math.random() * inputs.length)].click();
			else if (s) { s.selectedIndex = s.selectedIndex === 1 ? 2 : 1; s.dispatchEvent(new Event('change', { bubbles: true })); }
		});
		await page.keyboard.press('n');
		await page.waitForTimeout(random() * 60);
		if (await page.$('.grid')) { await page.click('.grid .cell'); }
	}
	const before = await page.evaluate(() => JSON.stringify(window.examc.current()));
	browser.close().catch(() => {});
	await kill(child);
	({ child, browser, page } = await start());
	const was = JSON.parse(before);
	await page.click('[data-act="resume"]').catch(() => {});
	await page.waitForSelector('article.question').catch(() => {});
	const now = await page.evaluate(() => window.examc.current());
	if (!now) { console.log('# kill ' + k + ': no session left'); lost++; most = Infinity; break; }
	const gone = Object.keys(was.answers).filter(id => JSON.stringify(was.answers[id]) !== JSON.stringify(now.answers[id]));
	if (gone.length) { lost++; most = Math.max(most, gone.length); }
}
console.log((most <= 1 ? 'ok' : 'not ok') + ` 1 - ${times} kills: ${lost} lost something, at most ${most} answers`);
browser.close().catch(() => {});
await kill(child).catch(() => {});
rmSync(profile, { recursive: true, force: true });
process.exit(most <= 1 ? 0 : 1);
