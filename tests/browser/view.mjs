// What a learner sees and hears of a question: the verdict in view, one button that leads on, choices that are
// counted, moved, struck out; the navigator, the clock, the way back; by keys alone, and by roles and names alone.
// usage: node view.mjs SITE_FOLDER EVERY_FOLDER (the site of tests/browser/bank)
import { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { finish, report } from './tap.mjs';

const require = createRequire(join(process.env.NODE_LIB || process.cwd(), 'x.js'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const [site, every] = process.argv.slice(2, 4).map(f => 'file://' + resolve(f) + '/');
const phone = { viewport: { width: 390, height: 844 } }, desk = { viewport: { width: 1440, height: 900 } };
const browser = await chromium.launch({
	executablePath: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync),
	args: ['--no-sandbox', '--disable-gpu', '--disable-quic']
});
const errors = [];
async function open(where, options) {
	const page = await (await browser.newContext({ reducedMotion: 'reduce', ...options })).newPage();
	page.on('pageerror', e => errors.push(String(e.stack)));
	await page.goto(where + 'practice.html');
	await page.waitForFunction(() => document.querySelector('#app h1'));
	return page;
}
// Begins a session with the first N questions, or with those of the TYPES.
async function begin(page, mode, n, types) {
	await page.evaluate(([mode, n, types]) => {
		const { player, session } = window.examc;
		const items = player.items.filter(it => !types || types.includes(it.type)).slice(0, n);
		player.run(session.start(mode, items, 11, mode === 'mock' ? 90 : 0));
		player.focusTitle();
	}, [mode, n, types]);
	await page.waitForSelector('article.question form');
}
// Chooses through inputs as a learner would have; RIGHT needs the keys. Returns what is right.
function choose(page, right) {
	return page.evaluate(right => new Promise(done => {
		const id = document.querySelector('article.question').dataset.id;
		window.examc.data.load('keys', [window.examc.player.byId[id]], () => {
			const key = window.examc.data.keys[id].right.split(' ');
			const inputs = [...document.querySelectorAll('.options input')];
			const values = inputs.map(i => i.value).filter(v => key.includes(v) === right);
			const wanted = values.concat(inputs.map(i => i.value).filter(v => !values.includes(v))).slice(0, key.length);
			inputs.forEach(i => { if (wanted.includes(i.value) !== i.checked) i.click(); });
			document.querySelectorAll('article select').forEach(s => {
				const good = key.find(k => k.startsWith(s.name + '=')).split('=')[1];
				s.value = right ? good : [...s.options].map(o => o.value).filter(v => v && v !== good)[0];
				s.dispatchEvent(new Event('change', { bubbles: true }));
			});
			done(key);
		});
	}), right);
}
async function violations(page, name) {
	await page.evaluate(axe);
	const found = await page.evaluate(() => window.axe.run(document, { preload: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
	report(found.violations.length === 0, name + ': axe finds nothing', found.violations.map(v => v.id + ': ' + v.nodes.map(x => x.html + ' ' + x.failureSummary).slice(0, 3).join(' | ')));
}
const title = page => page.textContent('h1');

// The verdict is in view, on the phone and on the desktop, wherever the learner had scrolled to.
for (const [name, options] of [['phone', phone], ['desktop', desk]]) {
	const page = await open(site, options), bad = [];
	await begin(page, 'practice', 100);
	const all = await page.evaluate(() => window.examc.current().list.length);
	for (let i = 0; i < all; i++) {
		await page.waitForFunction(k => document.querySelector('h1').textContent.startsWith('Question ' + k + ' ') && document.querySelector('article form'), i + 1);
		const key = await choose(page, i % 3 === 0);
		await page.evaluate(k => window.scrollTo(0, [0, 300, 99999][k]), i % 3);
		const before = await page.locator('.primary').boundingBox();
		await page.click('.primary');
		await page.waitForSelector('.verdict:not([hidden])');
		const after = await page.locator('.primary').boundingBox();
		const seen = await page.evaluate(key => {
			const box = s => document.querySelector(s).getBoundingClientRect();
			const v = box('.verdict'), top = box('.top').bottom, bottom = box('.bottom').top;
			const lis = [...document.querySelectorAll('.options > li')];
			const is = li => key.includes(li.querySelector('input').value), on = li => li.querySelector('input').checked;
			const colour = li => getComputedStyle(li).borderTopColor;
			const good = lis.filter(is), wrong = lis.filter(li => !is(li) && on(li)), rest = lis.filter(li => !is(li) && !on(li));
			return {
				inView: v.top >= top - 1 && v.bottom <= bottom + 1 && v.height > 20,
				focus: document.activeElement.className === 'verdict',
				words: good.every(li => /Your choice: right|Right, and not chosen/.test(li.textContent)) && wrong.every(li => /Your choice: wrong/.test(li.textContent)),
				colours: !lis.length || new Set([...good.map(colour), ...wrong.map(colour), ...rest.map(colour)]).size === [good, wrong, rest].filter(x => x.length).length,
				reasons: lis.every(li => li.querySelector('.why')),
				next: document.querySelector('.primary').textContent
			};
		}, key);
		const moved = Math.abs(before.x - after.x) + Math.abs(before.width - after.width) > 1 || Math.abs(before.y + before.height - after.y - after.height) > 30;
		if (!seen.inView || !seen.focus || !seen.words || !seen.colours || !seen.reasons || moved || seen.next !== (i + 1 < all ? 'Next' : 'Finish')) bad.push([i, seen, before, after]);
		await page.click('.primary');
	}
	report(bad.length === 0 && all === 100, name + ': after Check the verdict is in view, in words and colours, with the focus, and Next in the place of Check, in 100 of 100', bad.slice(0, 3));
	report(await title(page) === 'Result' && await page.evaluate(() => document.activeElement.tagName) === 'H1', name + ': behind the last question is the result, with the focus on its title');
	await page.context().close();
}

// Every state under axe, in every way of looking. Bars that stick would hide some button at any place of scrolling.
const ways = {
	light: { ...desk, colorScheme: 'light' }, dark: { ...desk, colorScheme: 'dark' }, 'forced colours': { ...desk, forcedColors: 'active' },
	phone: { ...phone, colorScheme: 'light' }, 'phone, dark': { ...phone, colorScheme: 'dark' }, '320 px': { viewport: { width: 320, height: 640 } },
	'200 %': { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }, '400 %': { viewport: { width: 320, height: 200 }, deviceScaleFactor: 4 }
};
for (const [way, options] of Object.entries(ways)) {
	const page = await open(every, options);
	await page.addStyleTag({ content: '.top, .bottom { position: static !important; }' }).catch(() => page.evaluate(() => {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync('.top, .bottom { position: static !important; }');
		document.adoptedStyleSheets = [sheet];
	}));
	await begin(page, 'practice', 4);
	for (let i = 0; i < 4; i++) {
		const type = await page.evaluate(() => window.examc.player.byId[document.querySelector('article').dataset.id].type);
		await page.waitForTimeout(50);
		await violations(page, `${way}: ${type}`);
		await choose(page, false);
		await page.click('[data-act="flag"]');
		if (i === 1) await page.click('[data-act="unknown"]');
		else await page.click('.primary');
		await page.waitForSelector('.verdict:not([hidden])');
		await violations(page, `${way}: ${type}, answered`);
		report(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${way}: ${type}: nothing hangs over the edge`);
		if (i < 3) await page.click('.primary');
		await page.waitForSelector('article.question form');
	}
	await page.keyboard.press('?');
	await page.waitForSelector('dialog[open]');
	await violations(page, way + ': the help');
	await page.keyboard.press('Escape');
	await page.keyboard.press('r');
	await page.waitForSelector('#app .navigator');
	await violations(page, way + ': navigator');
	await begin(page, 'mock', 4);
	await page.evaluate(() => window.examc.tell.toast('A word', { kind: 'warn' }));
	await violations(page, way + ': a mock, and a toast');
	await page.context().close();
}

// "Select TWO": what is chosen is counted, too many are told, and a check says how many.
{
	const page = await open(every, phone);
	await begin(page, 'practice', 1, ['multiple']);
	report(/Which two steps/.test(await page.getAttribute('fieldset', 'aria-labelledby').then(ids => page.evaluate(ids => ids.split(' ').map(id => document.getElementById(id).textContent).join(' '), ids))) &&
		await page.textContent('legend') === 'Choose 2', 'the question and how many name the group');
	const said = [await page.textContent('.say')];
	for (let i = 0; i < 3; i++) {
		if (i === 1) { await page.click('.primary'); said.push(await page.textContent('.say')); }
		await page.locator('.options input').nth(i).click();
		said.push(await page.textContent('.say'));
	}
	await page.click('.primary');
	said.push(await page.textContent('.say'));
	const shown = await page.locator('.say').boundingBox();
	report(said.join(' | ') === '0 of 2 chosen | 1 of 2 chosen | Choose 2. You have chosen 1. | 2 of 2 chosen | 3 chosen, but only 2 are right | Choose 2. You have chosen 3.' &&
		shown.y > 0 && shown.y < 844 && await page.isHidden('.verdict'), 'several answers: counted, and a check says how many', said);
	// Struck out: by button, by key; what is chosen is so no longer; kept with the session.
	await page.locator('.strike').nth(0).click();
	await page.locator('.options input').nth(3).focus();
	await page.keyboard.press('x');
	const struck = () => page.$$eval('.options > li', l => l.map(li => [li.hasAttribute('data-struck'), li.querySelector('input').checked, li.querySelector('.strike').getAttribute('aria-pressed')].join()).join(' '));
	const before = await struck();
	await page.evaluate(() => { const s = window.examc.current(); window.examc.player.again(); window.examc.player.run(s); });
	await page.waitForSelector('article.question form');
	report(before === 'true,false,true false,true,false false,true,false true,false,true' && await struck() === before, 'options are struck out by button and key, and stay so', [before, await struck()]);
	await page.locator('.options input').nth(0).click();
	report((await struck()).startsWith('false,true,false'), 'what is chosen is struck out no longer');
	// Another try does not count.
	await page.locator('.options input').nth(0).click();
	await page.evaluate(() => document.querySelectorAll('.options input:checked').forEach(i => i.click()));
	await choose(page, false);
	await page.click('.primary');
	await page.waitForSelector('.verdict:not([hidden])');
	const kept = () => page.evaluate(() => { const s = window.examc.current(), id = s.list[0].id; return JSON.stringify([s.done[id], s.answers[id]]); });
	const first = await kept();
	report(await page.$$eval('fieldset input', x => x.every(i => i.matches(':disabled'))), 'what was checked cannot be changed');
	await page.click('[data-act="again"]');
	await choose(page, true);
	await page.click('.primary');
	await page.waitForSelector('.verdict[data-state="right"]:not([hidden])');
	report(first.startsWith('[false') && await kept() === first && /Your first answer counts/.test(await page.textContent('.verdict')), 'of two tries the first one counts, and it says so', [first, await kept()]);
	await page.context().close();
}

// Ordering: no number twice, by buttons and by numbers; what is not touched can be checked as it stands.
{
	const page = await open(every, phone);
	await begin(page, 'practice', 1, ['ordering']);
	const rows = () => page.$$eval('.rows > li', l => l.map(li => li.dataset.choice + li.querySelector('select').value).join(' '));
	const numbers = async () => (await rows()).replace(/\w{8}/g, '');
	const at = await rows();
	await page.locator('.moves button').nth(1).click();
	const down = await rows();
	report(down !== at && await numbers() === '1 2 3' && await page.evaluate(() => document.activeElement.closest('li') === document.querySelectorAll('.rows > li')[1]), 'a step moves down, and the focus with it', [at, down]);
	await page.locator('.rows select').nth(2).selectOption('1');
	report(await numbers() === '1 2 3' && await rows() !== down, 'a number that is taken changes places', await rows());
	await page.context().close();
}

// Matching: what can be chosen is said in words, what was taken is marked; one that is missing is told.
{
	const page = await open(every, phone);
	await begin(page, 'practice', 1, ['matching']);
	const texts = await page.$$eval('.responses > li > span', l => l.map((s, i) => 'ABCD'[i] + '  ' + s.textContent));
	report(JSON.stringify(await page.$$eval('.rows li:first-child option', o => o.slice(1).map(x => x.textContent))) === JSON.stringify(texts), 'selects say the responses');
	await page.locator('.rows select').nth(0).selectOption({ index: 2 });
	report(await page.$eval('.rows li:nth-child(2) option:nth-child(3)', o => o.textContent) === texts[1] + ' (used)' && await page.textContent('.say') === '1 of 3 matched', 'what was taken is marked, and counted');
	await page.click('.primary');
	report(await page.textContent('.say') === 'Still to be matched: 2.', 'what is missing is told');
	await page.context().close();
}

// "I don't know", notes and flags, which last.
{
	const page = await open(every, desk);
	await begin(page, 'practice', 4);
	const id = await page.getAttribute('article.question', 'data-id');
	await page.click('[data-act="unknown"]');
	await page.waitForSelector('.verdict:not([hidden])');
	report(await page.evaluate(id => { const s = window.examc.current(); return s.unknown[id] === true && s.done[id] === false; }, id) && (await page.textContent('.verdict')).startsWith('Now you know.') &&
		await page.locator('.options > li[data-verdict="missed"], .rows > li[data-verdict]').count() > 0, 'not knowing counts as not right, and shows what is');
	await page.click('[data-act="flag"]');
	await page.click('.notes summary');
	await page.getByRole('textbox', { name: 'Your own note on this question' }).fill('Ask the port.');
	await page.getByRole('textbox').blur();
	await page.waitForFunction(() => document.querySelector('.side .cell[data-i="0"]').matches('[data-flag][data-state="wrong"]'));
	report(/^1, wrong, flagged$/i.test(await page.getAttribute('.side .cell[data-i="0"]', 'aria-label')), 'the navigator beside the question knows at once');
	await page.reload();
	await page.waitForFunction(() => document.querySelector('#app h1'));
	await begin(page, 'practice', 4);
	report(await page.getAttribute('[data-act="flag"]', 'aria-pressed') === 'true' && await page.inputValue('textarea') === 'Ask the port.', 'flag and note are there in another session');
	await page.context().close();
}

// A mock: nothing tells the domain; warnings and the end are seen.
{
	const page = await open(site, phone);
	await begin(page, 'mock', 3);
	const colours = new Set();
	for (let i = 0; i < 3; i++) {
		colours.add(await page.$eval('article.question', a => a.dataset.domain + getComputedStyle(a).getPropertyValue('--d') + getComputedStyle(a).borderTopColor));
		if (i < 2) await page.click('.primary');
		await page.waitForSelector('article.question form');
	}
	report(colours.size === 1 && [...colours][0].startsWith('undefined'), 'a mock does not tell domains', [...colours]);
	const seen = [];
	for (const minutes of [30, 10, 5, 1]) {
		await page.evaluate(m => { window.examc.current().endAt = Date.now() + m * 60000 - 100; }, minutes);
		await page.waitForSelector(`.time[data-left="${minutes}"]`);
		await page.waitForTimeout(50);
		const toast = page.locator('.toast', { hasText: minutes === 1 ? '1 minute left' : minutes + ' minutes left' });
		seen.push([await toast.count(), await toast.first().isVisible().catch(() => false), await page.$eval('.time', e => getComputedStyle(e).backgroundColor)]);
	}
	report(seen.every(s => s[0] === 1 && s[1]) && new Set(seen.map(s => s[2])).size === 3, 'warnings at 30, 10, 5 and 1 minutes are seen, and the clock changes', seen);
	report(await page.$eval('.toast:last-child', e => e.closest('[role="status"]') !== null), 'they are spoken, too');
	await page.evaluate(() => { window.examc.current().endAt = Date.now() + 300; });
	await page.waitForFunction(() => document.querySelector('h1').textContent === 'Result');
	const over = page.locator('.toast', { hasText: 'The time is over' });
	report(await over.waitFor({ timeout: 5000 }).then(() => true, () => false), 'the end of time is seen');
	await page.context().close();
}

// The way back: a question is a place; before the first one is the start, and nothing is lost.
{
	const page = await open(site, phone);
	await begin(page, 'practice', 5);
	await page.keyboard.press('n');
	await page.keyboard.press('n');
	await page.keyboard.press('r');
	const trail = [await title(page)];
	for (let i = 0; i < 3; i++) { await page.goBack(); trail.push(await title(page)); }
	await page.goForward();
	trail.push(await title(page));
	report(trail.join(', ') === 'Navigator, Question 3 of 5, Question 2 of 5, Question 1 of 5, Question 2 of 5', 'back and forward go through questions', trail);
	await page.goBack();
	await page.goBack();
	await page.waitForFunction(() => document.body.dataset.screen !== 'question');
	report(await page.evaluate(() => window.examc.current() === null && location.pathname.endsWith('practice.html')), 'before the first question is the start');
	await page.goForward();
	await page.waitForSelector('article.question form');
	report(await title(page) === 'Question 1 of 5', 'forward goes on where it was left', await title(page));
	await page.focus('.skip');
	await page.keyboard.press('Enter');
	await page.waitForTimeout(100);
	report(/^Question 1/.test(await title(page)), 'the skip link does not leave the question');
	await page.context().close();
}

// The navigator of a long session shows a part at a time; places to touch are large enough.
{
	const page = await open(site, phone);
	await page.evaluate(() => {
		const { player, session } = window.examc, s = session.start('practice', player.items.slice(0, 50), 3, 0);
		for (let k = 1; k < 10; k++) s.list = s.list.concat(s.list.slice(0, 50));
		s.at = 450;
		player.run(s);
		player.showReview('All');
	});
	const shown = await page.$$eval('.grid .cell', c => [c.length, c[0].textContent, c[c.length - 1].textContent].join());
	report(shown === '100,401,500', 'of 500 numbers the part of today is shown', shown);
	await page.getByRole('combobox').selectOption('0');
	report(await page.$$eval('.grid .cell', c => c.length) === 200, 'another part can be chosen');
	const small = (await page.$$eval('.grid .cell, .filters button', c => c.map(e => e.getBoundingClientRect()).filter(b => b.width < 44 || b.height < 43.9).length));
	await page.locator('.grid .cell').first().click();
	await page.waitForSelector('article.question form');
	const bar = await page.$$eval('.bottom button', c => c.map(e => e.getBoundingClientRect()).filter(b => b.width < 44 || b.height < 43.9).length);
	report(small === 0 && bar === 0, 'numbers and the bar are at least 44 px', [small, bar]);
	await page.context().close();
}

// Forced colours: what is pressed differs from what is not; disabled differs from enabled.
{
	const page = await open(site, { ...desk, forcedColors: 'active' });
	await begin(page, 'practice', 3);
	const look = s => page.$eval(s, e => { const c = getComputedStyle(e); return c.backgroundColor + c.color + c.borderTopStyle; });
	const off = await look('[data-act="flag"]');
	await page.click('[data-act="flag"]');
	report(off !== await look('[data-act="flag"]'), 'forced colours: a set flag looks set');
	report(await look('[data-act="previous"]') !== off, 'forced colours: disabled looks disabled');
	await page.waitForSelector('.side .filters');
	report(await look('[data-filter="All"]') !== await look('[data-filter="Flagged"]'), 'forced colours: the pressed filter looks pressed');
	await page.context().close();
	const plain = await open(site, phone);
	await begin(plain, 'practice', 3);
	report(await plain.$eval('[data-act="previous"]', e => getComputedStyle(e).cursor) === 'not-allowed', 'disabled says so to the pointer');
	await plain.context().close();
}

// By keys alone: Enter checks, and then leads on; help is shown and goes.
{
	const page = await open(every, desk);
	await begin(page, 'practice', 2, ['single', 'multiple']);
	const type = await page.getAttribute('.options input', 'type');
	await page.keyboard.press('1');
	if (type === 'checkbox') await page.keyboard.press('2');
	await page.keyboard.press('Enter');
	await page.waitForSelector('.verdict:not([hidden])');
	await page.keyboard.press('Enter');
	await page.waitForFunction(() => /^Question 2/.test(document.querySelector('h1').textContent));
	report(true, 'keys: Enter checks, and then leads on');
	await page.keyboard.press('?');
	const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
	report(await help.isVisible() && (await help.getByRole('listitem').allTextContents()).some(x => /^Enter: check/.test(x)), 'keys: ? shows the keys');
	await page.keyboard.press('Escape');
	report(await help.count() === 0, 'keys: Escape closes the help');
	await page.context().close();
}
{
	const page = await open(every, phone);
	await begin(page, 'practice', 4);
	const tab = async wanted => {
		for (let i = 0; i < 60; i++) {
			if (await page.evaluate(s => document.activeElement.matches(s), wanted)) return true;
			await page.keyboard.press('Tab');
		}
		return false;
	};
	let reached = true;
	for (let i = 0; i < 4; i++) {
		await page.waitForSelector('article.question form');
		const kind = await page.$eval('form', f => f.querySelector('[type=radio]') ? 'one' : f.querySelector('[type=checkbox]') ? 'many' : f.querySelector('.sortable') ? 'order' : 'match');
		if (kind === 'one') { reached = await tab('.options input') && reached; await page.keyboard.press('Space'); }
		if (kind === 'many') {
			reached = await tab('.options input') && reached;
			await page.keyboard.press('Space');
			await page.keyboard.press('Tab');
			reached = await tab('.options input') && reached;
			await page.keyboard.press('Space');
		}
		if (kind === 'order') { reached = await tab('.moves button') && reached; await page.keyboard.press('Enter'); }
		if (kind === 'match') for (let k = 0; k < 3; k++) {
			reached = await tab('article select') && reached;
			for (let d = 0; d <= k; d++) await page.keyboard.press('ArrowDown');
			await page.keyboard.press('Tab');
		}
		reached = await tab('.primary') && reached;
		await page.keyboard.press('Enter');
		await page.waitForSelector('.verdict:not([hidden])');
		reached = await page.evaluate(() => document.activeElement.className) === 'verdict' && await tab('.primary') && reached;
		await page.keyboard.press('Enter');
	}
	await page.waitForFunction(() => document.querySelector('h1').textContent === 'Result');
	await page.evaluate(() => { window.examc.player.showReview('All'); });
	await page.waitForSelector('#app .navigator');
	report(reached && await page.$$eval('.grid .cell', c => c.every(x => /right|wrong/.test(x.dataset.state))), 'keys: every type is answered, checked and left by Tab, arrows, Space and Enter');
	await page.context().close();
}

// By roles and names alone, as a screen reader has it: a practice, then a mock, with every type.
async function answerByRoles(page) {
	const main = page.getByRole('main'), group = main.getByRole('group', { name: /\?/ });
	await group.waitFor();
	if (await group.getByRole('radio').count()) await group.getByRole('radio').first().check();
	else if (await group.getByRole('checkbox').count()) {
		await group.getByRole('checkbox').nth(0).check();
		await group.getByRole('checkbox').nth(1).check();
	} else if (await group.getByRole('button', { name: 'Move step 1 down' }).count()) {
		await group.getByRole('button', { name: 'Move step 1 down' }).click();
		await group.getByRole('button', { name: 'Move step 3 up' }).click();
	} else for (const [i, box] of (await group.getByRole('combobox').all()).entries()) {
		const names = await box.getByRole('option').allTextContents();
		await box.selectOption({ label: names.filter(n => /^[A-D] .+/.test(n) && !/used/.test(n))[0] || names[i + 1] });
	}
}
{
	const page = await open(every, phone);
	await begin(page, 'practice', 4);
	const heard = [];
	for (let i = 1; i <= 4; i++) {
		await page.getByRole('heading', { level: 1, name: `Question ${i} of 4` }).waitFor();
		await answerByRoles(page);
		await page.getByRole('button', { name: 'Check answer' }).click();
		heard.push(await page.getByRole('heading', { level: 2, name: /^(Right|Not right)\./ }).textContent());
		await page.getByRole('button', { name: i < 4 ? 'Next' : 'Finish', exact: true }).click();
	}
	await page.getByRole('heading', { level: 1, name: 'Result' }).waitFor();
	await page.getByRole('button', { name: 'Review', exact: true }).click();
	await page.getByRole('button', { name: /^All / }).click();
	report(heard.length === 4 && await page.getByRole('button', { name: /^[1-4], (right|wrong)$/ }).count() === 4, 'roles: a practice with every type', heard);
	await page.getByRole('button', { name: /^2, / }).click();
	await page.getByRole('heading', { level: 1, name: 'Question 2 of 4' }).waitFor();
	report(await page.getByRole('heading', { level: 2, name: /^(Right|Not right)\./ }).isVisible(), 'roles: an answered question has its verdict when it comes again');
	await page.context().close();
}
{
	const page = await open(every, phone);
	page.on('dialog', d => d.accept());
	await begin(page, 'mock', 4);
	for (let i = 1; i <= 4; i++) {
		await page.getByRole('heading', { level: 1, name: `Question ${i} of 4` }).waitFor();
		if (i < 4) await answerByRoles(page);
		if (i === 2) await page.getByRole('button', { name: 'Flag', exact: true }).click();
		await page.getByRole('button', { name: i < 4 ? 'Next' : 'Finish', exact: true }).click();
	}
	report(await page.getByRole('button', { name: '2, complete, flagged' }).count() === 1 && await page.getByRole('timer', { name: /^Time left/ }).count() === 1, 'roles: the navigator of a mock says flag and state, and the time can be asked for');
	await page.getByRole('button', { name: 'End the exam' }).click();
	const sure = page.getByRole('dialog').getByRole('button').first();
	if (await sure.count()) await sure.click();
	await page.getByRole('heading', { level: 1, name: 'Result' }).waitFor();
	report(true, 'roles: a mock is ended');
	await page.evaluate(() => { window.examc.player.showReview('All'); });
	await page.getByRole('button', { name: /^4, / }).click();
	report(await page.getByRole('heading', { level: 2, name: /^Not answered\./ }).isVisible(), 'roles: what was not answered says so in the review');
	await page.context().close();
}
report(errors.length === 0, 'no error in a script', errors.slice(0, 3));
await browser.close();
finish();
