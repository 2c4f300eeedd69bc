// A question is drawn once: its page and the player show the same article, each
// choice once with its reason inside; a mock that runs has not asked for answers;
// without JavaScript the reasons appear when the answer is opened.
// usage: node article.mjs SITE_FOLDER (the site of tests/browser/bank)
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { finish, report } from './tap.mjs';

const require = createRequire(join(process.env.NODE_LIB || process.cwd(), 'x.js'));
const { chromium } = require('playwright-core');
const base = 'file://' + resolve(process.argv[2]) + '/';
const types = ['single', 'multiple', 'ordering', 'matching'];
const browser = await chromium.launch({
	executablePath: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync),
	args: ['--no-sandbox', '--disable-gpu', '--disable-quic']
});

// The article on the page, less what a page or a session adds to it: the choices
// in one order, and no letters.
function article() {
	const a = document.querySelector('article.question').cloneNode(true);
	a.querySelectorAll('header, .actions, .tools, .notes, .said, .report, summary, .soft').forEach(x => x.remove());
	a.querySelectorAll('fieldset [aria-label]').forEach(x => x.setAttribute('aria-label', x.getAttribute('aria-label').replace(/ [A-Z]$/, '')));
	a.querySelectorAll('.verdict span').forEach(x => { x.innerHTML = x.innerHTML.replace(/(are|is) [A-Z](, [A-Z])*\./, '$1.'); });
	a.querySelectorAll('img').forEach(x => x.setAttribute('src', x.getAttribute('src').replace(/^q\//, '')));
	a.querySelectorAll('select').forEach(s => {
		[...s.options].forEach(o => {
			o.textContent = o.textContent.replace(/^[A-Z] /, '');
			if (o.dataset.own) o.dataset.own = o.dataset.own.slice(1);
		});
		s.replaceChildren(...[...s.options].sort((x, y) => x.value < y.value ? -1 : 1));
	});
	const id = li => li.dataset.choice || (li.querySelector('input') || {}).value || '';
	a.querySelectorAll('.options, .rows, .responses').forEach(l => l.replaceChildren(...[...l.children].sort((x, y) => id(x) < id(y) ? -1 : 1)));
	const html = e => e ? e.innerHTML.replace(/\s+/g, ' ').replace(/> | </g, m => m.trim()) : null;
	return {
		scenario: html(a.querySelector('.case')), stem: html(a.querySelector('.stem')), choices: html(a.querySelector('fieldset')),
		facts: html(a.querySelector('.reasons')), reasons: [...a.querySelectorAll('.why')].map(w => w.textContent.replace(/\s+/g, ' ').trim()),
		images: a.querySelectorAll('img').length, text: a.textContent.replace(/\s+/g, ' ')
	};
}
// Answers in any way, the same one in each order of choices; what is right does not matter here.
function answer() {
	const by = f => (x, y) => f(x) < f(y) ? -1 : 1;
	const inputs = [...document.querySelectorAll('.options input')].sort(by(i => i.value));
	inputs.slice(0, inputs[0] && inputs[0].type === 'checkbox' ? 2 : 1).forEach(i => i.click());
	[...document.querySelectorAll('article select')].sort(by(s => s.name)).forEach((s, i) => {
		s.value = [...s.options].map(o => o.value).filter(Boolean).sort()[i];
		s.dispatchEvent(new Event('change', { bubbles: true }));
	});
}
const context = await browser.newContext({ viewport: { width: 1000, height: 900 } });
const page = await context.newPage();
const asked = [], errors = [];
page.on('request', r => asked.push(r.url()));
page.on('pageerror', e => errors.push(String(e)));
page.on('dialog', d => d.accept());
const reasons = { single: 3, multiple: 4, ordering: 3, matching: 4 };

for (const type of types) {
	await page.goto(base + 'q/every-' + type + '.html');
	await page.evaluate(answer);
	await page.click('button[type="submit"]');
	const drawn = await page.evaluate(article);
	await page.goto('about:blank');
	await page.goto(base + 'practice.html#mode=practice&type=' + type);
	await page.click('[data-mode="practice"]');
	await page.waitForSelector('article.question');
	await page.evaluate(answer);
	await page.click('[data-act="check"]');
	await page.waitForSelector('.reasons');
	const played = await page.evaluate(article);
	const differ = ['scenario', 'stem', 'choices', 'facts', 'images'].filter(part => drawn[part] !== played[part]);
	report(drawn.facts !== null && differ.length === 0, `${type}: page and player show the same article`, differ.map(part => [part, drawn[part], played[part]]));
	report(['Cost of every month', 'Amazon New Store', 'Amazon Queue & Topic', `The words of <${type}> & others.`, '2026-11-23',
		'more docs.aws.amazon.com'].every(s => played.text.includes(s)) && /href="https:..docs.aws.amazon.com.more."/.test(played.facts), `${type}: the player says what decides, services, quotes, the day`, played.text);
	report(played.reasons.length === reasons[type] && played.reasons.every(r => /^(Right|Wrong|Answer|Left over)/.test(r)), `${type}: each choice has its reason`, played.reasons);
	if (type === 'single') report(/A depot keeps/.test(played.scenario) && played.images === 1 && await page.$eval('article img', i => i.naturalWidth > 0), 'the scenario and the picture are there, too');
	if (type === 'matching') report(await page.evaluate(() => {
		const places = [...document.querySelectorAll('.responses > li')].map(li => li.dataset.choice);
		return [...document.querySelectorAll('article select')].every(s => places.every((id, i) => s.options[i + 1].value === id && s.options[i + 1].textContent.startsWith('ABCD'[i] + ' ')));
	}), 'matching: what can be chosen has the letters of the places, and its text');
}
await page.goto(base + 'q/every-single.html');
report(await page.evaluate(() => document.querySelector('article').textContent.split('The store of tapes').length) === 2, 'an option stands once on its page');

// What is struck out on a page stays so.
const struck = () => page.$$eval('[data-struck] input', all => all.map(i => i.value));
await page.click('.strike >> nth=1');
const out = await struck();
await page.reload();
report(out.length === 1 && (await struck()).join() === out.join(), 'what is struck out on a page is so after a reload', [out, await struck()]);
await page.click('.strike >> nth=1');
await page.reload();
report((await struck()).length === 0, 'and what is not is not', await struck());

// Cases are searched; a practice without an open question ends with its result; toasts leave the verdict alone.
await page.goto('about:blank');
await page.goto(base + 'practice.html#q=depot+keeps');
await page.waitForSelector('.hit');
report((await page.$$eval('.hit', all => all.map(a => a.dataset.id))).includes('every-single') && await page.$$eval('.hit mark', all => all.length) > 0, 'a word of the case finds its questions', await page.textContent('.found'));
await page.click('.hit');
await page.waitForSelector('article.question');
while (await page.$('[data-act="check"]')) {
	await page.evaluate(answer);
	await page.click('[data-act="check"]');
	await page.waitForSelector('.verdict:not([hidden])');
	const free = await page.evaluate(() => {
		window.examc.tell.toast('A longer word about something that has happened meanwhile.');
		const toast = document.querySelector('.toast').getBoundingClientRect();
		return ['.verdict', '.bottom', '.top'].every(s => {
			const box = document.querySelector(s).getBoundingClientRect();
			return box.bottom <= toast.top || box.top >= toast.bottom;
		});
	});
	report(free, 'a toast hides neither verdict nor bars');
	await page.click('.primary');
	await page.waitForTimeout(50);
}
report(await page.textContent('h1') === 'Result', 'the last button of a practice shows its result', await page.textContent('h1'));

// Tags: a fact of the article, and a filter of the player.
await page.goto('about:blank');
await page.goto(base + 'practice.html');
await page.click('.which > summary');
const offered = await page.$$eval('[name="tag"]', o => o.map(x => x.value));
await page.check('[name="tag"][value="ships"]');
report(offered.join() === 'logs & files,ships' && (await page.evaluate(() => location.href)).endsWith('tag=ships') && (await page.textContent('[data-mode="practice"]')).includes('2 questions'), 'tags are a filter, and in the address', [offered, await page.evaluate(() => location.href)]);
await page.uncheck('[name="tag"][value="ships"]');
await page.check('[name="tag"][value="logs & files"]');
await page.click('[data-mode="practice"]');
await page.waitForSelector('article.question');
await page.evaluate(answer);
await page.click('[data-act="check"]');
await page.waitForSelector('.reasons');
const played = await page.evaluate(article);
await page.goto(base + 'q/every-single.html');
report(/<dt>Tags<.dt><dd><ul class="chips"><li>ships<.li><li>logs &amp; files<.li><.ul><.dd>/.test(played.facts) && played.facts === (await page.evaluate(article)).facts, 'tags are told on the page and in the player', played.facts);

// A mock loads no answers until it ends.
await page.evaluate(() => localStorage.clear());
asked.length = 0;
await page.goto('about:blank');
await page.goto(base + 'practice.html');
await page.click('[data-mode="mock"]');
await page.waitForSelector('.time');
const orders = [];
for (let i = 0; i < 4; i++) {
	await page.waitForSelector('article.question');
	await page.evaluate(answer);
	await page.click('[data-act="flag"]');
	orders.push(await page.evaluate(() => window.examc.current().list[window.examc.current().at].order));
	await page.click('[data-act="next"]');
}
await page.waitForSelector('.grid');
report(asked.some(u => /data\/q-/.test(u)) && !asked.some(u => /data\/k-/.test(u)) && await page.evaluate(() => !Object.keys(window.examc.data.keys).length && !document.querySelector('.why, .reasons')), 'a mock that runs has not fetched keys', asked);
report(orders.every(o => Array.isArray(o) && o.length >= 3), 'the order of choices is kept with the session', orders);
await page.click('[data-act="submit"]');
await page.click('dialog.ask button');
await page.waitForSelector('.bars');
report(asked.some(u => /data\/k-/.test(u)), 'it does when it has ended');

// Choices that keep their place do so whatever the seed is; the others move.
const moved = await page.evaluate(() => {
	const box = document.createElement('div'), { draw, show } = window.examc, seen = { some: new Set(), all: new Set() };
	const li = (id, fixed) => `<li${fixed ? ' data-fixed' : ''}><label><input type="radio" value="${id}"><span>${id}</span></label></li>`;
	for (let seed = 1; seed <= 40; seed++)
		for (const kind of ['some', 'all']) {
			box.innerHTML = '<ol>' + ['a', 'b', 'c', 'd'].map((id, i) => li(id, kind === 'all' || i > 1)).join('') + '</ol>';
			show.arrange(box, draw.choices(show.choices(box), show.free(box), 'q', seed));
			seen[kind].add(show.choices(box).join(''));
		}
	return { some: [...seen.some].sort().join(), all: [...seen.all].join() };
});
report(moved.some === 'abcd,bacd' && moved.all === 'abcd', 'choices that keep their place do so with every seed', moved);

// A session and an answer as older versions of the site stored them.
await page.evaluate(async () => {
	const bank = window.examcBank, x = bank.items.find(i => i.type === 'single');
	await new Promise(done => window.examc.data.load('questions', [x], done));
	const ids = window.examc.data.html(x).match(/value="([^"]+)"/g).map(v => v.slice(7, -1)).reverse();
	localStorage.setItem('examc:every:.session', JSON.stringify({ mode: 'practice', seed: 5, form: null, at: 0, startedAt: 1, endAt: null, submittedAt: null,
		answers: { [x.id]: [ids[0]] }, flags: {}, seen: { [x.id]: true }, done: {}, list: [{ id: x.id, hash: x.hash, order: ids }] }));
	indexedDB.deleteDatabase('examc');
});
await page.goto('about:blank');
await page.goto(base + 'practice.html#resume=old1');
await page.waitForSelector('article.question');
report(await page.evaluate(() => {
	const inputs = [...document.querySelectorAll('.options input')], p = window.examc.current().list[0];
	return inputs.map(i => i.value).join() === p.order.join() && inputs[0].checked && !inputs[1].checked;
}), 'an older session goes on in its order, with its answer');

// Without JavaScript: hidden, then shown, and printed as shown.
const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
for (const type of types) {
	await plain.goto(base + 'q/every-' + type + '.html');
	const before = await plain.isVisible('.why') || await plain.isVisible('.reasons');
	await plain.click('.solution summary');
	if (type === 'matching') report(await plain.evaluate(() => {
		const texts = [...document.querySelectorAll('.responses > li > span')].map((s, i) => 'ABCD'[i] + '  ' + s.textContent.trim());
		return [...document.querySelectorAll('select')].every(s => texts.every((t, i) => s.options[i + 1].textContent === t));
	}), 'matching: selects say what they offer', await plain.textContent('.rows'));
	report(!before && await plain.locator('.why').evaluateAll(w => w.length > 0 && w.every(x => x.checkVisibility())), `${type}: reasons are hidden until the answer is opened`);
}
await plain.emulateMedia({ media: 'print' });
report(await plain.isVisible('.why') && await plain.isVisible('.reasons'), 'an open answer is printed');
report(errors.length === 0, 'no error in a script', errors);
await browser.close();
finish();
