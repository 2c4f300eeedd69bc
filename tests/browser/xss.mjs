// Script injections through every way that text takes: they must be shown as
// text, run nothing and ask nobody, even where the page's policy is switched off.
// usage: node xss.mjs EXAMC SCRIPTS (a file, a script a line: tests/hostile/lib/scripts.py)
import { createRequire } from 'node:module';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { finish, report } from './tap.mjs';

const require = createRequire(join(process.env.NODE_LIB || process.cwd(), 'x.js'));
const { chromium } = require('playwright-core');
const [examc, file] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'examc-xss-'));
const bank = join(work, 'content', 'bank'), out = join(work, 'output');
const payloads = [...new Set(readFileSync(file, 'utf8').split('\n').map(s => s.trim()))].filter(s => s && s.length < 1500 && !/[\u0000-\u001f\u007f-\u009f\ufeff\ufffe\uffff\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(s) && !/[\ud800-\udfff]/.test(s));
function code(s) {
	const run = Math.max(0, ...(s.match(/`+/g) || []).map(x => x.length)) + 1, tick = '`'.repeat(run);
	return tick + ' ' + s + ' ' + tick;
}
function fence(s) {
	const run = Math.max(2, ...(s.match(/`+/g) || []).map(x => x.length)) + 1;
	return '`'.repeat(run) + '\n' + s + '\n' + '`'.repeat(run);
}
function escaped(s) { return s.replace(/[!-/:-@[-`{-~]/g, c => '\\' + c); }
function scalar(s) { return JSON.stringify(s.slice(0, 150)); }

mkdirSync(bank, { recursive: true });
writeFileSync(join(bank, 'exam.yaml'), `id: xss
title: ${scalar(payloads[0])}
form: {items: 5, minutes: 10, pass: 700, scale-min: 100, scale-max: 1000}
tolerance: 100
domains:
  - {id: one, name: ${scalar(payloads[1])}, weight: 100, tasks: [{id: "1.1", name: ${scalar(payloads[2])}}]}
topics: [{id: alpha, name: ${scalar(payloads[3])}, tasks: ["1.1"]}]
`);
let at = 0, count = 0;
const take = () => payloads[at++ % payloads.length];
// Ways by question: what is inside must be found again, character by character.
const shown = new Map();
while (at < payloads.length) {
	const id = 'q' + String(++count).padStart(4, '0');
	const p = Array.from({ length: 14 }, take);
	shown.set(id, [p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8]]);
	writeFileSync(join(bank, id + '.md'), `---
id: ${id}
type: single
topic: alpha
task: "1.1"
difficulty: easy
title: ${scalar(p[13])}
references: [https://docs.aws.amazon.com/]
verified: 2026-11-23
---

Number ${count}: ${code(p[0])} and ${escaped(p[1]).replace(/\n/g, ' ')} end.

${fence(p[2])}

Which one?

- [x] A ${code(p[3])}
  > R ${code(p[4])}
- [ ] B ${code(p[5])}
  > R ${escaped(p[6])} end.
- [ ] C ${escaped(p[7])} end.
  > R ${code(p[8])}

## Explanation

Explained: ${escaped(p[9])} and ${code(p[10])}.
`);
}
// Straight in, unescaped: refused or read as text, never run.
payloads.slice(0, 400).forEach((s, i) => writeFileSync(join(bank, `raw${i}.md`), `---
id: raw${i}
type: single
topic: alpha
task: "1.1"
difficulty: easy
---

Raw ${i}: ${s}

Which one?

- [x] A ${s}
  > R ${s}
- [ ] B
  > R
`));
let said = '';
try { said = execFileSync(examc, ['build', bank, '-o', out, '--fail-on', 'off', '--today', '2026-11-23', '--format', 'short'], { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] }); } catch (e) { said = e.stdout; }
const site = join(out, 'site', 'xss');
const pages = existsSync(join(site, 'q')) ? readdirSync(join(site, 'q')).filter(f => f.endsWith('.html')) : [];
const mine = [...shown.keys()].filter(id => pages.includes(id + '.html'));
report(mine.length === shown.size, `${payloads.length} payloads in ${shown.size} questions, all published`, [...shown.keys()].filter(id => !mine.includes(id)).slice(0, 5).map(id => [id, said.split('\n').filter(l => l.includes(id)).slice(0, 2)]));

const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });
for (const bypassCSP of [false, true]) {
	const context = await browser.newContext({ bypassCSP });
	const ran = [], asked = [], missing = [];
	const page = await context.newPage();
	page.on('dialog', d => { ran.push(page.url() + ' ' + d.message()); d.dismiss().catch(() => {}); });
	context.on('page', p => { if (p !== page) ran.push('a window: ' + p.url()); });
	page.on('request', r => { if (!/^(file|data|blob|about):/.test(r.url())) asked.push(page.url() + ' ' + r.url()); });
	for (const f of pages) {
		await page.goto('file://' + join(site, 'q', f), { waitUntil: 'load' });
		const id = f.slice(0, -5);
		if (!shown.has(id) || bypassCSP) continue;
		const text = (await page.evaluate(() => document.querySelector('article').textContent)).replace(/\s+/g, ' ');
		for (const s of shown.get(id)) if (!text.includes(s.replace(/\s+/g, ' '))) missing.push([id, s]);
	}
	for (const f of ['index.html', 'blueprint.html', 'practice.html']) await page.goto('file://' + join(site, f), { waitUntil: 'load' });
	await page.waitForSelector('.modes');
	const drawn = await page.evaluate(async () => {
		const { data, show } = window.examc, items = window.examcBank.items, box = document.createElement('div');
		for (const kind of ['questions', 'keys']) await new Promise(done => data.load(kind, items, done));
		document.body.append(box);
		for (const it of items) {
			box.replaceChildren(show.html(data.html(it)));
			show.arrange(box, show.choices(box).reverse());
			box.append(show.answer(box, data.keys[it.id]));
		}
		await new Promise(done => setTimeout(done, 300));
		return items.length;
	});
	const how = bypassCSP ? ', policy off' : '';
	report(ran.length === 0, `${pages.length} pages and ${drawn} questions in the player: nothing ran${how}`, ran.slice(0, 5));
	report(asked.length === 0, 'nobody was asked for anything' + how, asked.slice(0, 5));
	if (!bypassCSP) report(missing.length === 0, 'every payload is there to be read', missing.slice(0, 6));
	await context.close();
}
await browser.close();
rmSync(work, { recursive: true, force: true });
finish();
