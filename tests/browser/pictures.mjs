// The pictures of docs/start.md: begins its bank, builds it, and photographs the site and what a terminal shows of two
// slips. usage: NODE_LIB=FOLDER node pictures.mjs EXAMC FOLDER
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const require = createRequire(join(process.env.NODE_LIB || process.cwd(), 'x.js'));
const { chromium } = require('playwright-core');
const [examc, out] = process.argv.slice(2).map(p => resolve(p));
const work = mkdtempSync(join(tmpdir(), 'pictures-'));
const run = (...args) => spawnSync(examc, args, { cwd: work, encoding: 'utf8', env: { ...process.env, XDG_CACHE_HOME: work } });

run('init', '--title', 'Chess, level 2', '--code', 'CH-200', '--language', 'en',
	'--domains', 'Openings=60, Endgames=40', '--items', '20');
run('build');
mkdirSync(out, { recursive: true });
const browser = await chromium.launch({
	executablePath: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync),
	args: ['--no-sandbox', '--disable-gpu', '--allow-file-access-from-files']
});

// The first page, and a question that was answered, side by side.
const page = await browser.newPage({ viewport: { width: 720, height: 860 } });
const site = join(work, 'output/site/ch-200');
const question = readdirSync(site, { recursive: true }).find(p => /options-alone[^/]*\.html$/.test(p));
const shots = [];
await page.goto('file://' + join(site, 'index.html'));
await page.waitForTimeout(500);
shots.push(await page.screenshot());
await page.goto('file://' + join(site, question));
await page.waitForTimeout(500);
await page.locator('article input').first().check({ force: true });
await page.getByRole('button', { name: 'Check answer' }).click();
await page.waitForTimeout(500);
shots.push(await page.screenshot());
const both = await browser.newPage({ viewport: { width: 1162, height: 696 } });
await both.setContent('<style>body{margin:0;background:#ddd;display:flex;gap:12px;padding:12px}' +
	'img{width:560px;border:1px solid #aaa}</style>' +
	shots.map(s => `<img src="data:image/png;base64,${s.toString('base64')}">`).join(''));
await both.screenshot({ path: join(out, 'start-site.png') });

// What a terminal shows of a marker and of a value with a slip.
const file = join(work, 'content/ch-200/openings/options-alone.md');
const text = readFileSync(file, 'utf8');
writeFileSync(file, text.replace('- [x]', '- [y]').replace('difficulty: easy', 'difficulty: esay'));
const said = run('check', '--no-cache', '--color', 'always');
const styles = { 1: 'font-weight:bold', 2: 'opacity:.7', 31: 'color:#f55', 32: 'color:#5d5', 33: 'color:#fb0',
	34: 'color:#7af', 35: 'color:#d7d', 36: 'color:#5cc' };
const style = codes => codes.split(';').map(c => styles[+c] || '').join(';');
const shown = (said.stdout + said.stderr).replace(/[&<>]/g, c => `&#${c.charCodeAt(0)};`)
	.replace(/\x1b\[([\d;]*)m/g, (m, codes) => `</span><span style="${style(codes)}">`);
const terminal = await browser.newPage({ viewport: { width: 980, height: 200 } });
await terminal.setContent('<style>body{margin:0;background:#1d1f24;color:#ddd}pre{font:14px/1.35 "Liberation Mono",' +
	'monospace;padding:14px;margin:0;white-space:pre-wrap}</style>' +
	`<pre><span>$ examc check\n${shown}</span></pre>`);
await terminal.screenshot({ path: join(out, 'start-check.png'), fullPage: true });
await browser.close();
rmSync(work, { recursive: true });
