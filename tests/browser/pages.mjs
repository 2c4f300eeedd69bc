// Every kind of page under axe (WCAG 2.2 AA and best practice): light, dark, forced
// colours, 320 px, 200 % zoom; and without JavaScript each question can be read
// and answered. usage: node pages.mjs SITE_FOLDER
import { createRequire } from 'node:module';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { finish, report } from './tap.mjs';

const require = createRequire(join(process.env.NODE_LIB || process.cwd(), 'x.js'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const site = resolve(process.argv[2]);
// A question of each shape, and each kind of page.
const shapes = {};
for (const f of readdirSync(join(site, 'q')).filter(f => f.endsWith('.html'))) {
	const t = readFileSync(join(site, 'q', f), 'utf8');
	const shape = /type="radio"/.test(t) ? 'single' : /type="checkbox"/.test(t) ? 'multiple' : /class="responses"/.test(t) ? 'matching' : 'ordering';
	shapes[shape] = shapes[shape] || 'q/' + f;
}
const forms = existsSync(join(site, 'forms')) ? readdirSync(join(site, 'forms')).filter(f => f.endsWith('.html')).slice(0, 2).map(f => 'forms/' + f) : [];
const topics = readdirSync(join(site, 't')).slice(0, 1).map(f => 't/' + f);
const kinds = ['index.html', 'practice.html', 'blueprint.html', 'report/index.html', '../404.html', ...topics, ...Object.values(shapes), ...forms];
const ways = {
	light: { viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
	dark: { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
	'forced colours': { viewport: { width: 1280, height: 900 }, forcedColors: 'active' },
	'320 px': { viewport: { width: 320, height: 700 } },
	'200 % zoom': { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 }
};
const browser = await chromium.launch({ executablePath: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync), args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });
for (const [way, options] of Object.entries(ways)) {
	const page = await (await browser.newContext(options)).newPage();
	for (const kind of kinds) {
		await page.goto('file://' + join(site, kind));
		if (kind === 'practice.html') await page.waitForSelector('.modes');
		await page.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = true; }));
		await page.evaluate(axe);
		const found = await page.evaluate(() => window.axe.run(document, { preload: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
		report(found.violations.length === 0, `${kind}, ${way}`, found.violations.map(v => v.id + ': ' + v.nodes.map(x => x.html).slice(0, 3).join(' | ')));
		if (options.viewport.width <= 640) report(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${kind}, ${way}: nothing hangs over the edge`);
	}
	await page.context().close();
}
const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
for (const [shape, file] of Object.entries(shapes)) {
	await plain.goto('file://' + join(site, file));
	await plain.click('.solution summary');
	report(await plain.isVisible('.solution dl') && await plain.isVisible('.stem'), `${shape}: can be read and answered without JavaScript`);
}
await browser.close();
finish();
