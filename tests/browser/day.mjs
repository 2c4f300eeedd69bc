// A learner's day: ten questions that are left and found again, a mock exam with its clock, what it leaves, progress
// that goes from one device to another, a list of steps that stands right already. As a person does it, by what is on
// the screen. usage: node day.mjs SITE   SITE: output/site with the exams mla-c01 and every (tests/browser/bank)
import { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { finish, report } from './tap.mjs';

const require = createRequire(join(process.env.NODE_LIB || process.cwd(), 'x.js'));
const { chromium } = require('playwright-core');
const site = 'file://' + resolve(process.argv[2]) + '/', mla = site + 'mla-c01/', every = site + 'every/';
const browser = await chromium.launch({
	executablePath: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync),
	args: ['--no-sandbox', '--disable-gpu', '--disable-quic']
});
const errors = [];
async function device(options = {}) {
	const page = await (await browser.newContext({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce', serviceWorkers: 'block', ...options })).newPage();
	page.setDefaultTimeout(60000);
	page.on('pageerror', e => errors.push(String(e)));
	return page;
}
async function go(page, url, selector = 'h1') {
	await page.goto('about:blank');
	await page.goto(url);
	await page.waitForSelector(selector);
}
const button = (page, name) => page.getByRole('button', { name });
const title = page => page.locator('h1').textContent();
const question = page => page.waitForSelector('article.question fieldset');
// Chooses what is right, or what is not, by hand.
async function answer(page, right) {
	await question(page);
	const key = await page.evaluate(() => new Promise(done => {
		const id = document.querySelector('article.question').dataset.id, { data, player } = window.examc;
		data.load('keys', [player.byId[id]], () => done(data.keys[id].right.split(' ')));
	}));
	const values = await page.$$eval('.options input', all => all.map(i => i.value));
	if (values.length) {
		const others = values.filter(v => !key.includes(v)).concat(key).slice(0, key.length);
		for (const v of right ? key : others) await page.check(`.options input[value="${v}"]`);
		return;
	}
	const pairs = key.map(k => k.split('=')).sort((a, b) => a[1] - b[1]);
	for (const [name, value] of pairs) await page.selectOption(`article select[name="${name}"]`, value);
	if (!right) await page.selectOption(`article select[name="${pairs[0][0]}"]`, pairs[1][1]);
}
const check = page => button(page, 'Check answer').click().then(() => page.waitForSelector('.verdict:not([hidden])'));
const next = page => page.locator('.primary').click();

/* Ten questions, left in the middle, and a result that nobody looked at */

{
	const page = await device();
	await go(page, every + 'index.html');
	await page.getByRole('link', { name: /^Start 4 questions/ }).or(page.getByRole('link', { name: /Start/ })).first().click();
	await question(page);
	report(await title(page) === 'Question 1 of 4', 'one tap begins', await title(page));
	for (let i = 0; i < 4; i++) {
		await answer(page, i > 0);
		await check(page);
		if (i === 1) {
			await go(page, every + 'index.html', '.ways li:nth-child(3)');
			const link = page.locator('.ways li').nth(2);
			report(/Go on: Practice\s*2 of 4 answered/.test(await link.innerText()), 'what was left can be gone on with from the front page', await link.innerText());
			await link.click();
			await question(page);
			report(await title(page) === 'Question 2 of 4' && await page.isVisible('.verdict'), 'where it was, with its verdict', await title(page));
		}
		if (i < 3) await next(page);
	}
	// The last one is checked, and the page is left before its end.
	await go(page, every + 'index.html', '.ways li:nth-child(3)');
	const link = page.locator('.ways li').nth(2);
	report(/Result: Practice\s*All 4 answered/.test(await link.innerText()), 'with nothing left it is its result that is offered', await link.innerText());
	await go(page, every + 'practice.html', '.modes');
	report(/have not looked at the result: Practice, all 4 answered/.test(await page.textContent('main')) && await button(page, 'Go on').count() === 0, 'on the start page, too', (await page.textContent('main')).slice(0, 200));
	await button(page, 'Result').click();
	await page.waitForSelector('.total');
	report(/^3 of 4 right, 75 %/.test(await page.textContent('.total')) && await page.evaluate(() => document.activeElement.tagName) === 'H1', 'which says what was right', await page.textContent('.total'));
	await go(page, every + 'practice.html', '.modes');
	report(await page.$('[data-act="resume"]') === null, 'and then is no more offered');
	// "I don't know" is an answer, too.
	await page.check('[name="n"][value="all"]');
	await page.locator('[data-mode="practice"]').click();
	for (let i = 0; i < 4; i++) {
		await question(page);
		await button(page, 'I don’t know').click();
		await page.waitForSelector('.verdict:not([hidden])');
		if (i < 3) await next(page);
	}
	await go(page, every + 'practice.html#resume=' + await page.evaluate(() => window.examc.current().key), '.total');
	report(/^0 of 4 right/.test(await page.textContent('.total')), 'a link to it leads to the result', await page.textContent('.total'));
	await page.context().close();
}

/* A list that stands right already, in an exam, by keys alone */

{
	const page = await device({ viewport: { width: 1280, height: 900 } });
	// The first seed with which it does.
	await go(page, every + 'practice.html', '.modes');
	const found = await page.evaluate(() => new Promise(done => {
		const { data, draw, player, show, session } = window.examc, it = player.items.find(x => x.type === 'ordering');
		data.load('questions', [it], () => data.load('keys', [it], () => {
			const want = data.keys[it.id].right.split(' ').sort((a, b) => a.split('=')[1] - b.split('=')[1]).map(x => x.split('=')[0]);
			const box = document.createElement('div');
			box.append(show.html(data.html(it)));
			const names = [...box.querySelectorAll('.rows > li')].map(li => [(li.querySelector('[data-choice]') || {}).dataset, li.querySelector('select').name]);
			for (let seed = 1; seed < 500; seed++) {
				const copy = box.cloneNode(true);
				show.arrange(copy, draw.choices(show.choices(copy), show.free(copy), it.id, seed));
				if ([...copy.querySelectorAll('.rows select')].map(s => s.name).join() !== want.join()) continue;
				const s = session.start('mock', player.items.filter(x => x.type === 'ordering' || x.type === 'single'), seed, 10);
				s.list.sort(p => p.id === it.id ? -1 : 1);
				player.run(s);
				done(seed);
				return;
			}
			done([0, want, names]);
		}));
	}));
	await question(page);
	report(typeof found === 'number', 'a list of steps may stand right from the start', found);
	report(/Not answered yet/.test(await page.textContent('.say')), 'it says that this is no answer yet', await page.textContent('.say'));
	const state = () => page.evaluate(() => Object.keys(window.examc.current().answers).length);
	await next(page);
	await question(page);
	report(await state() === 0, 'passing by is none either');
	await page.keyboard.press('p');
	await question(page);
	for (let i = 0; i < 60 && !await page.evaluate(() => document.activeElement.dataset.act === 'keep-order'); i++) await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	report(await state() === 1 && /counts as your answer/.test(await page.textContent('.say')), 'a button takes it as it is, by keys, and says so', await page.textContent('.say'));
	report(await page.evaluate(() => document.activeElement.classList.contains('primary')) && await page.$('[data-act="keep-order"]') === null, 'then the focus is on what comes next');
	await page.keyboard.press('r');
	report(await page.$$eval('main .grid [data-state="complete"]', all => all.length) === 1, 'the navigator counts it');
	await button(page, 'End the exam').first().click();
	await page.locator('dialog button').first().click();
	await page.waitForSelector('.total');
	report(/^1 of 2 right/.test(await page.textContent('.total')), 'and it is right', await page.textContent('.total'));
	// Whoever moves a step needs no button.
	await page.evaluate(() => { const { player, session } = window.examc; player.run(session.start('mock', player.items.filter(x => x.type === 'ordering'), 3, 10)); });
	await question(page);
	await page.locator('.moves button:enabled').first().click();
	report(await page.$('[data-act="keep-order"]') === null && await state() === 1, 'whoever moves a step has answered');
	await page.context().close();
}

/* An exam and its clock */

{
	const page = await device();
	await page.clock.install();
	await go(page, every + 'practice.html#mode=mock', '.mock-facts');
	await button(page, 'Start the exam').click();
	await question(page);
	const said = [];
	for (const [minutes, word] of [[4.99, '5 minutes left'], [4, '1 minute left']]) {
		await page.clock.runFor(minutes * 60000 + 1500);
		said.push((await page.$$eval('.toast', all => all.map(t => t.textContent))).includes(word) ? word : await page.$$eval('.toast', all => all.map(t => t.textContent)));
	}
	report(said.join() === '5 minutes left,1 minute left', 'an exam says when its time gets short', said);
	await answer(page, true);
	await page.clock.runFor(61000);
	await page.waitForSelector('.total');
	const left = await page.$$eval('.toast', all => all.map(t => t.textContent));
	report(left.join() === 'The time is over. The exam was ended.', 'and ends by itself, with no word of time that is left', left);
	report(/^1 of 4 right/.test(await page.textContent('.total')), 'what was chosen counts', await page.textContent('.total'));
	// The same by hand, while a warning is on the screen.
	await go(page, every + 'practice.html#mode=mock', '.mock-facts');
	await button(page, 'Start the exam').click();
	await question(page);
	await page.clock.runFor(5 * 60000 + 1500);
	await page.waitForSelector('.toast');
	await page.keyboard.press('r');
	await button(page, 'End the exam').first().click();
	await page.locator('dialog button').first().click();
	await page.waitForSelector('.total');
	report(await page.$('.toast') === null, 'a result has no word of time that is left', await page.$$eval('.toast', all => all.map(t => t.textContent)));
	await page.context().close();
}

/* A note is not hidden from who writes it */

for (const viewport of [{ width: 390, height: 844 }, { width: 1440, height: 900 }]) {
	const page = await device({ viewport });
	await go(page, mla + 'practice.html', '.modes');
	await page.locator('[data-mode="practice"]').click();
	await question(page);
	await page.locator('.notes summary').click();
	await page.fill('#note', 'Per month or per request?');
	const free = await page.evaluate(() => {
		window.examc.tell.toast('A longer word about something that has happened meanwhile.');
		const toast = document.querySelector('.toast').getBoundingClientRect();
		return ['#note', '.bottom', '.top'].map(s => {
			const box = document.querySelector(s).getBoundingClientRect();
			return box.bottom <= toast.top || box.top >= toast.bottom ? '' : s;
		}).join('');
	});
	report(free === '', `a toast does not hide a note that is being written, nor the bars (${viewport.width} px)`, free);
	await page.reload();
	await page.locator('[data-act="resume"]').click();
	await question(page);
	report(await page.inputValue('#note') === 'Per month or per request?', 'and the note is kept');
	await page.context().close();
}

/* Two devices */

{
	const learn = (page, from, rights, later) => page.evaluate(([from, rights, later]) => {
		const { player, store } = window.examc, now = Date.now;
		Date.now = () => now() - later;
		rights.forEach((right, i) => store.learn(player.items[from + i], ['x'], right));
		Date.now = now;
	}, [from, rights, later]);
	const known = page => page.evaluate(() => window.examc.player.items.slice(0, 6).map(it => { const was = window.examc.store.fresh(it.id); return was && 'at' in was ? Number(was.right) : '-'; }).join(''));
	async function save(page) {
		await go(page, mla + 'practice.html', '.modes');
		const file = page.waitForEvent('download');
		await button(page, 'Save my progress').click();
		return readFileSync(await (await file).path());
	}
	async function load(page, buffer) {
		await go(page, mla + 'practice.html', '.modes');
		await page.setInputFiles('#f-import', { name: 'progress.json', mimeType: 'application/json', buffer });
		return page.waitForSelector('.toast').then(t => t.textContent());
	}
	const phone = await device(), desk = await device({ viewport: { width: 1440, height: 900 } });
	for (const page of [phone, desk]) await go(page, mla + 'practice.html', '.modes');
	await learn(phone, 0, [true, false, false], 7200000); // right, wrong, wrong: two hours ago
	await learn(desk, 1, [true, true, false], 3600000); // of the second on, an hour later
	await phone.evaluate(() => { const { player, store } = window.examc; store.setMark(player.items[0], { flag: true, note: 'on the phone' }); });
	await go(phone, mla + 'practice.html#n=5', '.modes');
	await phone.locator('[data-mode="practice"]').click();
	await question(phone);
	const key = await phone.evaluate(() => window.examc.current().key);
	const told = await load(desk, await save(phone));
	report(told === 'Loaded. Newer answers: 1, older ones kept out: 2, mock exams added: 0, sessions added: 1.', 'a second device says what it took of the first', told);
	report(await known(desk) === '1110--', 'of each question the newer answer stays', await known(desk));
	report(await desk.evaluate(() => window.examc.store.mark(window.examc.player.items[0]).note) === 'on the phone', 'with what was noted');
	await desk.locator(`[data-act="resume"][data-key="${key}"]`).click();
	await question(desk);
	report(await title(desk) === 'Question 1 of 5', 'and goes on with what was begun there');
	const back = await load(phone, await save(desk));
	report(await known(phone) === '1110--' && /^Loaded. Newer answers: 3, older ones kept out: 0/.test(back), 'on the way back both are alike', [await known(phone), back]);
	await phone.context().close();
	await desk.context().close();
}
report(errors.length === 0, 'no error in a script', errors.slice(0, 5));
await browser.close();
finish();
