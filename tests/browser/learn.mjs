// What the player keeps: sessions in two tabs, damaged records, a full, blocked or silent storage, files of
// progress, records of versions before, exams that are over. usage: node learn.mjs SITE_FOLDER [DAMAGED_RECORDS]
import { createRequire } from 'node:module';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { finish, report } from './tap.mjs';

const require = createRequire(join(process.env.NODE_LIB || process.cwd(), 'x.js'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const site = resolve(process.argv[2]), url = 'file://' + site + '/practice.html';
const DAMAGED = Number(process.argv[3] || 2000), A_TIME = 16;
const browser = await chromium.launch({
	executablePath: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync),
	args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--no-first-run']
});
const errors = [];
async function tab(context) {
	const page = await context.newPage();
	page.on('pageerror', e => errors.push(String(e)));
	page.on('dialog', d => { errors.push('a dialog of the browser'); d.dismiss(); });
	return page;
}
async function show(page, hash = '') {
	await page.goto('about:blank');
	await page.goto(url + hash);
	await page.waitForSelector('.modes li');
	return page;
}
async function fresh(init) {
	const context = await browser.newContext();
	if (init) await context.addInitScript(init);
	return { context, page: await show(await tab(context)) };
}
const current = page => page.evaluate(() => window.examc.current());
const toast = page => page.waitForSelector('.toast').then(t => t.textContent(), () => '');
// Answers the question on the page, rightly or not.
function answer(page, right) {
	return page.waitForSelector('article.question').then(() => page.evaluate(right => new Promise(done => {
		const { session, data, player } = { session: window.examc.current(), data: window.examc.data, player: window.examc.player };
		const id = document.querySelector('article.question').dataset.id;
		data.load('keys', [player.byId[id]], () => {
			const key = data.keys[id].right.split(' '), inputs = [...document.querySelectorAll('.options input')];
			const others = inputs.map(i => i.value).filter(v => !key.includes(v)).concat(key).slice(0, key.length);
			inputs.forEach(i => { if ((right ? key : others).includes(i.value) !== i.checked) i.click(); });
			document.querySelectorAll('article select').forEach(s => {
				const good = key.find(k => k.startsWith(s.name + '=')).split('=')[1];
				s.value = right ? good : [...s.options].map(o => o.value).find(v => v && v !== good);
				s.dispatchEvent(new Event('change', { bubbles: true }));
			});
			done(session && id);
		});
	}), right));
}
async function check(page) {
	await page.click('[data-act="check"]');
	await page.waitForSelector('.reasons');
}

/* Nothing is lost */

{
	const { context, page } = await fresh();
	await page.click('[data-mode="mock"]');
	for (let i = 0; i < 3; i++) { await answer(page, true); await page.click('[data-act="next"]'); }
	await page.waitForSelector('article.question');
	const mock = (await current(page)).key;
	await show(page);
	await page.click('[data-mode="practice"]');
	report(await page.waitForSelector('dialog.ask').then(() => true, () => false), 'a practice beside a mock that runs is asked about');
	await page.keyboard.press('Escape');
	report(await current(page) === null, 'Escape begins nothing');
	await page.click('[data-mode="practice"]');
	await page.click('dialog.ask button');
	await answer(page, false);
	await check(page);
	const practice = (await current(page)).key;
	await show(page, '#q=nothing-of-this-is-there');
	await page.evaluate(() => document.querySelectorAll('[data-mode]').forEach(b => { b.disabled = false; b.click(); }));
	await show(page);
	report(await page.$$eval('[data-act="resume"]', x => x.map(b => b.dataset.key).sort().join()) === [mock, practice].sort().join(),
		'both can be resumed; a start with nothing to ask ended neither');
	await page.click(`[data-key="${mock}"]`);
	await page.waitForSelector('article.question');
	const s = await current(page);
	report(s.key === mock && Object.keys(s.answers).length === 3 && s.at === 3, 'the mock goes on where it was left', s.at);
	await show(page);
	await page.click(`li:has([data-key="${mock}"]) [data-act="discard"]`);
	await page.click('dialog.ask button:last-child');
	report(await page.$(`[data-key="${mock}"]`) !== null, 'a mock is given up only after a question');
	await page.click(`li:has([data-key="${mock}"]) [data-act="discard"]`);
	await page.click('dialog.ask button');
	await page.waitForSelector('.modes li');
	report(await page.$(`[data-key="${mock}"]`) === null && await page.$(`[data-key="${practice}"]`) !== null &&
		await page.evaluate(k => window.examc.store.names().every(n => !n.includes(k)), mock), 'then nothing of it stays, and the other does');

	// Two tabs.
	await page.click(`[data-key="${practice}"]`);
	await page.waitForSelector('article.question');
	const other = await show(await tab(context));
	await other.click(`[data-key="${practice}"]`);
	report(await other.waitForSelector('dialog.ask', { timeout: 5000 }).then(() => true, () => false), 'a session that is open in another tab is said');
	await other.click('dialog.ask button:last-child');
	await other.waitForSelector('.modes li');
	report(await current(other) === null && (await current(page)).key === practice, 'it can be left there');
	await other.click(`[data-key="${practice}"]`);
	await other.click('dialog.ask button');
	await other.waitForSelector('article.question');
	await page.waitForFunction(() => window.examc.current() === null, null, { timeout: 5000 }).catch(() => {});
	report(await current(page) === null && /another tab/.test(await page.textContent('main')), 'or taken over, which the first one says');
	await other.click('[data-act="next"]');
	await answer(other, true);
	await check(other);
	const kept = await other.evaluate(k => window.examc.session.load(k, window.examc.player.byId), practice);
	report(Object.keys(kept.done).length === 2, 'then one tab writes');

	// Two that are run at once, and answers to one question from both.
	await show(page);
	await page.click('[data-mode="practice"]');
	await page.waitForSelector('article.question');
	report(await page.$('dialog') === null && (await current(page)).key !== practice, 'another session needs no question');
	await Promise.all([page, other].map((p, i) => p.evaluate(i => {
		const items = window.examcBank.items.slice(i * 20, i * 20 + 40);
		items.forEach(it => window.examc.store.learn(it, ['x'], true));
	}, i)));
	const both = await page.evaluate(() => window.examcBank.items.slice(0, 60).filter(it => {
		const was = window.examc.store.fresh(it.id);
		return was && was.at && was.card;
	}).length);
	report(both === 60, 'answers of two tabs stand beside each other', both);
	await show(page);
	report(await page.evaluate(() => document.querySelectorAll('[data-act="resume"]').length) === 2, 'two sessions stay two');
	await context.close();
}

/* The first answer counts; a word says when a question comes back; pages of questions count, too */

{
	const { context, page } = await fresh();
	await page.click('[data-mode="practice"]');
	const id = await answer(page, false);
	await check(page);
	const word = await page.textContent('.back');
	const first = await page.evaluate(id => window.examc.store.read(id), id);
	await page.evaluate(id => {
		const { session, data, player } = window.examc, key = data.keys[id];
		session.check(window.examc.current(), player.byId[id], key, key.right.split(' '));
	}, id);
	const second = await page.evaluate(id => [window.examc.store.read(id), window.examc.current().done[id]], id);
	report(/10 minutes/.test(word) && !first.right && !second[0].right && second[1] === false && second[0].card.due === first.card.due,
		'an answer after the key is known changes nothing', [word, second]);
	await page.goto('about:blank');
	await page.goto(url.replace('practice.html', 'q/' + id + '.html'));
	report(/You had this wrong/.test(await page.textContent('main')), 'the page of the question knows');
	const next = await page.evaluate(() => document.querySelector('.turn a').href);
	await page.goto(next);
	await page.evaluate(() => {
		const right = document.querySelector('.question').dataset.right.split(' ');
		document.querySelectorAll('.options input').forEach(i => { if (right.includes(i.value)) i.click(); });
		document.querySelectorAll('article select').forEach(s => { s.value = right.find(r => r.startsWith(s.name + '=')).split('=')[1]; });
	});
	await page.click('.actions button');
	const there = await page.evaluate(() => [document.querySelector('.question').dataset.id, document.querySelector('.back').textContent]);
	await show(page);
	const card = await page.evaluate(id => window.examc.store.read(id), there[0]);
	report(card && card.right && card.card.due > Date.now() + 86400000 && /Again in \d+ days/.test(there[1]), 'an answer on a page has a card', [there, card]);
	report(await page.textContent('[data-mode="wrong"]') === 'Wrong ones again: 1 question' && await page.isDisabled('[data-mode="review"]'), 'wrong and due are told apart');
	await page.evaluate(id => { const was = window.examc.store.read(id); window.examc.store.write(id, { ...was, card: { ...was.card, due: Date.now() - 1000 } }); }, id);
	await show(page);
	report(await page.textContent('[data-mode="review"]') === 'Due today: 1 question', 'what was wrong is due after its minutes');

	// A practice scores what was answered, and goes on.
	await page.click('[data-act="resume"]');
	await page.waitForSelector('article.question');
	await page.click('[data-act="next"]');
	await answer(page, true);
	await check(page);
	await page.keyboard.press('r');
	await page.click('[data-act="submit"]');
	await page.waitForSelector('.bars');
	report((await page.textContent('.lede')).startsWith('1 of 2 right, 50 %') && await page.$$eval('.weak li', x => x.length) === 1, 'a practice scores what was answered', await page.textContent('.lede'));
	await page.click('[data-act="go-on"]');
	await page.waitForSelector('article.question');
	report(await page.$('.reasons') === null, 'and goes on with the next question');
	await context.close();
}

/* An id that every object has */

{
	const folder = mkdtempSync(join(tmpdir(), 'examc-learn-')), { context, page } = await fresh();
	const id = await page.evaluate(() => window.examc.player.items[0].id);
	cpSync(site, folder, { recursive: true });
	for (const f of readdirSync(join(folder, 'data'))) {
		const path = join(folder, 'data', f);
		writeFileSync(path, readFileSync(path, 'utf8').replaceAll(JSON.stringify(id), '"constructor"'));
	}
	await page.goto('file://' + folder + '/practice.html');
	await page.waitForSelector('.modes li');
	const before = await page.evaluate(() => {
		const { player, session } = window.examc, s = session.start('practice', [player.byId.constructor, player.items[1]], 1, 0);
		player.run(s);
		return [s.done.constructor, s.answers.constructor, window.examc.store.mark(player.byId.constructor).flag].map(String).join();
	});
	await answer(page, false);
	await check(page);
	await page.click('[data-act="flag"]');
	await page.reload();
	await page.click('[data-act="resume"]');
	await page.waitForSelector('article.question');
	const after = await page.evaluate(() => [window.examc.current().done.constructor, window.examc.store.mark(window.examc.player.byId.constructor).flag].join());
	report(before === 'undefined,undefined,false' && after === 'false,true', 'a question with the id "constructor" is one like any other', [before, after]);
	await page.goto(url);
	await page.waitForSelector('.modes li');
	report(await page.$('[data-act="resume"]') === null, 'sessions of another folder are not of this site');
	await context.close();
	rmSync(folder, { recursive: true, force: true });
}

/* Exams that are over */

{
	const { context, page } = await fresh();
	for (let exam = 0; exam < 2; exam++) {
		await page.click('[data-mode="mock"]');
		for (let i = 0; i < 5; i++) { await answer(page, i < 3 + exam); await page.click('[data-act="next"]'); await page.waitForSelector('article.question'); }
		await page.keyboard.press('r');
		await page.click('[data-act="submit"]');
		await page.click('dialog.ask button');
		await page.waitForSelector('.bars');
		await page.click('[data-act="start"]');
		await page.waitForSelector('.modes li');
	}
	// Of the three that were wrong, the second exam may have asked some again.
	report(/^Wrong ones again: ([1-3] questions?)$/.test(await page.textContent('[data-mode="wrong"]')), 'what was not answered is not wrong');
	await show(page);
	report(await page.$$eval('[data-act="open-exam"]', x => x.length) === 2 && await page.$('.trend polyline') !== null && await page.$('[data-act="resume"]') === null, 'exams that are over are listed, with their trend');
	await page.click('li:last-child > [data-act="open-exam"]');
	await page.waitForSelector('.bars');
	const all = await page.evaluate(() => window.examcBank.exam.items);
	const text = await page.textContent('main');
	report(text.includes('3 of ' + all + ' right') && text.includes(`2 wrong, ${all - 5} not answered`), 'one can be opened again', text.slice(0, 300));
	report(text.includes('Below the pass mark') && /lies, with 95 % certainty, between \d+ and \d+/.test(text), 'it says how sure the number is', text.slice(0, 600));
	await page.evaluate(axe);
	const found = await page.evaluate(() => window.axe.run(document, { preload: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
	report(found.violations.length === 0, 'a result: axe finds nothing', found.violations.map(v => v.id + ': ' + v.nodes.map(x => x.html).join(' | ')));
	await page.click('[data-act="review"]');
	await page.click('button.cell[data-state="wrong"]');
	await page.waitForSelector('.reasons');
	report(await page.$$eval('.options input:checked, article select', x => x.some(e => e.checked || e.value)), 'with its answers');
	await show(page);
	await page.click('[data-act="open-exam"]');
	await page.waitForSelector('[data-act="practise"]');
	await page.click('[data-act="practise"]');
	await page.waitForSelector('article.question');
	report((await current(page)).mode === 'practice', 'the weakest topics can be practised');
	// More than are kept: the oldest ones lose their answers, not their line.
	await page.evaluate(() => {
		const { session, store, player } = window.examc, results = [];
		for (let i = 0; i < 12; i++) {
			const s = session.start('mock', player.items.slice(0, 3), i, 5);
			s.submittedAt = Date.now() - 1000 * (12 - i);
			session.save(s);
			results.push({ at: s.submittedAt, right: 1, all: 3, form: null, key: s.key });
		}
		store.write('.results', window.examc.records.merge('.results', store.read('.results'), results));
		session.leave();
		session.sweep();
	});
	await show(page);
	report(await page.evaluate(() => [window.examc.session.past().length, window.examc.store.read('.results').length].join()) === '10,14', 'ten are kept with their answers, all with their line');
	const mapped = await page.evaluate(() => {
		const { session } = window.examc, x = session.expect(45, 65), exam = { scaleMin: 100, scaleMax: 1000, pass: 720, items: 65 };
		return [session.scaled(exam, x.share), session.scaled(exam, x.low), session.scaled(exam, x.high), session.passShare(exam).toFixed(4), session.passShare({ pass: 14, items: 20 })];
	});
	report(mapped.join() === '723,615,812,0.6889,0.7', "the estimate is the scale's line, with Wilson's interval", mapped);
	await context.close();
}

/* Files */

{
	const { context, page } = await fresh();
	const sum = await page.evaluate(() => {
		const { store, session, player } = window.examc, [a, b, c, d] = player.items, now = Date.now(), exam = player.exam.id;
		store.write(a.id, { hash: a.hash, answer: ['new'], right: true, at: now, card: { d: 5, s: 3, last: now, due: now + 1 } });
		store.write(b.id, { hash: b.hash, answer: ['old'], right: false, at: now - 5000, card: { d: 5, s: 3, last: now, due: now + 1 } });
		store.write('.results', [{ at: 1000, right: 1, all: 2, form: null }]);
		const mine = session.start('practice', [a, b], 1, 0);
		mine.answers[a.id] = ['here'];
		session.save(mine);
		const file = JSON.parse(store.exportText());
		mine.answers[b.id] = ['later'];
		session.save(mine);
		file.data[a.id] = { hash: a.hash, answer: ['stale'], right: false, at: now - 9000, card: { d: 5, s: 9, last: now + 0, due: now + 2 } };
		file.data[b.id] = { hash: b.hash, answer: ['fresh'], right: true, at: now - 1000, card: { d: 5, s: 9, last: now - 9000, due: now } };
		file.data[c.id] = { hash: c.hash, answer: ['c'], right: true, at: now - 10 };
		file.data[d.id] = { hash: d.hash, answer: 'no list', right: true, at: now };
		file.data['../x'] = {};
		file.data['.results'].push({ at: 2000, right: 2, all: 2, form: null }, null);
		file.data['.session:other'] = { ...file.data['.session:' + mine.key], site: '/elsewhere/' };
		file.data['.session:other:now'] = { at: 1, answered: 0, submittedAt: null, saved: now - 100, owner: 'x' };
		const sum = store.importText(exam, JSON.stringify(file)), twice = store.importText(exam, JSON.stringify(file));
		return { sum, twice, a: store.read(a.id).answer[0], b: store.read(b.id), c: store.read(c.id).answer[0], d: store.read(d.id),
			results: store.read('.results').map(r => r.at), mine: Object.keys(session.load(mine.key, player.byId).answers).length,
			other: session.load('other', player.byId), keys: session.all().length };
	});
	report(sum.sum.newer === 2 && sum.sum.older === 1 && sum.sum.exams === 1 && sum.sum.sessions === 1 && sum.sum.lost === 4, 'a file says what came of it', sum.sum);
	report(sum.a === 'new' && sum.b.answer[0] === 'fresh' && sum.b.card.s === 3 && sum.c === 'c' && sum.d === null, 'the newer answer and the newer card are kept, each for itself', sum);
	report(sum.results.join() === '1000,2000' && sum.mine === 2 && sum.other !== null && sum.other.at === 1 && sum.keys === 2, 'results without doubles, sessions by their key', sum);
	report(sum.twice.newer === 0 && sum.twice.sessions === 0 && sum.twice.exams === 0, 'the same file adds nothing the second time', sum.twice);
	await show(page);
	await page.setInputFiles('#f-import', { name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{') });
	report(/no progress file/.test(await toast(page)), 'a file that is none is said');
	const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=Save my progress')]);
	report(JSON.parse(readFileSync(await download.path(), 'utf8')).examc === 2 && /Answers: 3, mock exams: 2, sessions: 2/.test(await page.textContent('.toasts')), 'saving says what is saved', await page.textContent('.toasts'));

	// A domain, then all.
	const before = await page.evaluate(() => {
		window.examc.player.items.forEach(it => window.examc.store.learn(it, ['x'], true));
		window.examc.store.setMark(window.examc.player.items.find(x => x.domain === window.examcBank.exam.domains[0].id), { flag: true, note: 'n' });
		return window.examc.player.items.filter(it => it.domain !== window.examcBank.exam.domains[0].id).length;
	});
	await show(page);
	await page.click('[data-act="reset-domain"]');
	await page.click('dialog.ask button');
	await page.waitForFunction(() => !document.querySelector('dialog'));
	await show(page);
	report(await page.evaluate(() => window.examc.player.items.filter(window.examc.store.answer).length) === before && await page.evaluate(() => window.examc.store.count().notes) === 1, 'the answers of a domain are forgotten, the notes stay');
	await page.click('[data-act="forget"]');
	await page.click('dialog.ask button');
	report(/is forgotten/.test(await toast(page)), 'forgetting is said');
	await show(page);
	report(await page.evaluate(() => window.examc.store.names().length) === 0, 'nothing comes back');
	await context.close();
}

/* What versions before kept, and a storage that does not keep */

{
	const { context, page } = await fresh();
	await page.evaluate(() => new Promise(done => {
		const exam = window.examcBank.exam.id, [a, b, c] = window.examcBank.items, put = (n, v) => localStorage.setItem('examc:' + exam + ':' + n, JSON.stringify(v));
		put(a.id, { hash: a.hash, answer: ['x'], right: true, at: 5 });
		put('.cards', { [a.id]: { d: 5, s: 2, last: 5, due: 9 }, constructor: { d: 5, s: 2, last: 5, due: 9 } });
		put('.results', [{ at: 7, right: 3, all: 4, form: null }]);
		put('.hideTime', true);
		put('.session', { mode: 'mock', seed: 5, form: null, at: 1, startedAt: 6, endAt: Date.now() + 60000, submittedAt: null, answers: { [b.id]: ['q'] },
			flags: { [c.id]: true }, seen: { [b.id]: true }, done: {}, list: [b, c].map(x => ({ id: x.id, hash: x.hash, order: null })) });
		const gone = indexedDB.deleteDatabase('examc');
		gone.onsuccess = gone.onblocked = () => done();
	}));
	await show(page);
	const now = await page.evaluate(() => {
		const { store, session, records, player } = window.examc, [a, b, c] = window.examcBank.items, s = session.all()[0], whole = session.load(s.key, player.byId);
		return [store.read(a.id).card.due, store.read('constructor').card.due, store.read('.results').length, store.read('.hideTime'), s.mode, s.answered, whole.answers[b.id][0],
			whole.at, store.mark(c).flag, records.names(player.exam.id).filter(n => /^\.(cards|session)$/.test(n)).length, store.lost].join();
	});
	report(now === '9,9,1,true,mock,1,q,1,true,0,0', 'what a version before kept is here', now);
	await context.close();
}
{
	const { context, page } = await fresh(() => {
		const set = Storage.prototype.setItem;
		Storage.prototype.setItem = function (k, v) { if (window.isFull && k.startsWith('examc:')) throw new DOMException('full', 'QuotaExceededError'); return set.call(this, k, v); };
	});
	await page.evaluate(() => { window.isFull = true; });
	await page.click('[data-mode="practice"]');
	const id = await answer(page, true);
	report(/storage is full/.test(await toast(page)), 'a full storage is said');
	await check(page);
	report(await page.$$eval('.toast', x => x.length) <= 1 && await page.evaluate(id => window.examc.store.read(id).right, id), 'once; the page knows until it goes');
	await page.evaluate(() => window.examc.player.again());
	report(/storage is full/.test(await page.textContent('[data-note]')), 'and it stays said at the start');
	await page.setInputFiles('#f-import', { name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(await page.evaluate(() => window.examc.store.exportText())) });
	await page.waitForTimeout(300);
	report(!/taken/.test(await page.textContent('.toasts')), 'a file that does not fit is not said to be loaded', await page.textContent('.toasts'));
	await page.evaluate(() => { window.isFull = false; window.examc.store.write('.hideTime', true); });
	report(await page.evaluate(() => window.examc.store.trouble) === null, 'room is seen again');
	await context.close();
}
{
	const { context, page } = await fresh(() => {
		Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });
		IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };
	});
	report(/keeps nothing/.test(await page.textContent('[data-note]')), 'a blocked storage is said');
	await page.click('[data-mode="practice"]');
	await answer(page, true);
	await check(page);
	await page.evaluate(() => window.examc.player.again());
	const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=Save my progress')]);
	report(Object.keys(JSON.parse(readFileSync(await download.path(), 'utf8')).data).length >= 3, 'what the page knows can be saved all the same');
	await page.click('[data-act="forget"]');
	await page.click('dialog.ask button');
	await page.waitForSelector('.modes li');
	report(await page.$('[data-act="resume"]') === null, 'and forgotten');
	await context.close();
}
{
	const { context, page } = await fresh(() => { IDBFactory.prototype.open = () => ({}); });
	report(await page.$('.modes li') !== null, 'a database that never answers holds up nobody');
	await page.click('[data-act="forget"]');
	await page.click('dialog.ask button');
	report(/Not everything/.test(await toast(page)), 'what cannot be forgotten there is said');
	await context.close();
}

// However long a session is, a change writes little.
{
	const { context, page } = await fresh();
	const size = await page.evaluate(() => {
		const { session, store } = window.examc, set = Storage.prototype.setItem;
		const items = Array.from({ length: 5000 }, (_, i) => ({ id: 'a-question-with-a-long-name-' + i, hash: '0123456789abcdef' }));
		const s = session.start('practice', items, 1, 0);
		items.forEach(it => { s.answers[it.id] = ['an-option', 'another-one']; s.seen[it.id] = s.done[it.id] = true; });
		session.save(s);
		let bytes = 0;
		Storage.prototype.setItem = function (k, v) { bytes += v.length; return set.call(this, k, v); };
		const t = performance.now();
		s.answers[items[4000].id] = ['an-option', 'a-third-one'];
		s.at = 4000;
		store.learn(items[4000], s.answers[items[4000].id], true);
		const kept = session.save(s), ms = performance.now() - t;
		session.end(s);
		return { kept, bytes, ms: Math.round(ms) };
	});
	report(size.kept && size.bytes > 0 && size.bytes < 5000, 'a change of a session of 5,000 questions writes less than 5 kB', size);
	console.log('# ' + size.bytes + ' bytes, ' + size.ms + ' ms');
	await context.close();
}

/* Damaged records */

{
	const { context, page } = await fresh();
	// A learner's store: answers, cards, marks, sessions, exams, and what versions before kept.
	const good = await page.evaluate(() => {
		const { store, session, player } = window.examc, items = player.items;
		items.slice(0, 30).forEach((it, i) => store.learn(it, ['a', 'b'], i % 3 > 0));
		items.slice(0, 5).forEach((it, i) => store.setMark(it, { flag: i % 2 === 0, note: 'note ' + i }));
		const practice = session.start('practice', items.slice(0, 20), 7, 0);
		items.slice(0, 9).forEach(it => { practice.answers[it.id] = ['a']; practice.done[it.id] = true; practice.struck[it.id] = ['b']; practice.spent[it.id] = 900; });
		session.save(practice);
		const mock = session.start('mock', items.slice(20, 50), 8, 60, 'form', { [items[20].id]: ['a', 'b', 'c'] });
		items.slice(20, 30).forEach(it => { mock.answers[it.id] = ['a']; });
		mock.submittedAt = Date.now();
		session.save(mock);
		session.leave();
		store.write('.results', [{ at: mock.submittedAt, right: 3, all: 30, form: null, key: mock.key }, { at: 5, right: 2, all: 4, form: null }]);
		store.write('.hideTime', true);
		const all = JSON.parse(store.exportText()).data, [a, b] = items.slice(60);
		all['.cards'] = { [a.id]: { d: 5, s: 2, last: 5, due: 9 }, [b.id]: { d: 5, s: 2, last: 5, due: 9 } };
		all['.session'] = { mode: 'practice', seed: 5, form: null, at: 1, startedAt: 6, endAt: null, submittedAt: null, answers: { [a.id]: ['q'] },
			flags: { [b.id]: true }, seen: { [b.id]: true }, done: { [a.id]: true }, list: [a, b].map(x => ({ id: x.id, hash: x.hash, order: null })) };
		return all;
	});
	let seed = 20261130;
	const random = n => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
	const deep = '['.repeat(3000) + ']'.repeat(3000);
	const hostile = [() => null, () => [], () => ({}), () => '', () => 'x'.repeat(100000), () => -1, () => 1e308, () => 0.5, () => true, () => ({ length: 5 }), () => [null, null],
		() => JSON.parse('{"__proto__":{"right":true},"constructor":{"a":["x"]},"toString":1}'), () => Array(5000).fill(null), () => JSON.parse(deep), () => '<img src=x onerror=window.hit=1>',
		() => ({ a: { a: {} } }), () => 'constructor', () => '__proto__', () => [[['x']]], () => 'NaN', () => ({ id: 'constructor', hash: '' })];
	// A record with one thing changed, somewhere in it; as text, which may end early.
	function damage(value, others) {
		const text = JSON.stringify(value), kind = random(10);
		if (kind === 0) return text.slice(0, random(text.length));
		if (kind === 1) return JSON.stringify(others[random(others.length)]);
		const root = { root: JSON.parse(text) };
		let at = root, key = 'root';
		for (let depth = random(7); depth > 0; depth--) {
			const inside = at[key];
			if (inside === null || typeof inside !== 'object' || !Object.keys(inside).length) break;
			at = inside;
			key = Object.keys(inside)[random(Object.keys(inside).length)];
		}
		if (kind === 2) { delete at[key]; if (!root.root) root.root = 0; }
		else if (kind === 3) at[hostile[16]() + random(2)] = hostile[random(hostile.length)]();
		else at[key] = hostile[random(hostile.length)]();
		return JSON.stringify(root.root === undefined ? null : root.root);
	}
	const names = Object.keys(good), values = Object.values(good), isQuestion = n => /^[a-z0-9]/.test(n);
	let dead = 0, spoilt = 0, silent = 0, told = 0, stays = 0, fed = 0, unread = 0, refused = 0;
	const whys = [];
	for (let round = 0; fed < DAMAGED; round++) {
		const bad = {};
		while (Object.keys(bad).length < A_TIME) {
			const pick = random(3) ? names.filter(n => !isQuestion(n)) : names, name = pick[random(pick.length)];
			bad[name] = damage(good[name], values);
		}
		fed += A_TIME;
		const inCopy = round % 3 === 0, before = errors.length;
		// Into localStorage, or into the copy alone, as after a browser that lost the rest.
		await page.goto(url.replace('practice.html', 'assets/icon.svg'));
		await page.evaluate(async ([exam, good, bad, inCopy]) => {
			localStorage.clear();
			const db = await new Promise((done, fail) => {
				const asked = indexedDB.open('examc', 1);
				asked.onupgradeneeded = () => asked.result.createObjectStore('kv');
				asked.onsuccess = () => done(asked.result);
				asked.onerror = fail;
			});
			const work = db.transaction('kv', 'readwrite'), kv = work.objectStore('kv');
			kv.clear();
			for (const name of Object.keys({ ...good, ...bad })) {
				const text = name in bad ? bad[name] : JSON.stringify(good[name]);
				let value = text;
				try { value = JSON.parse(text); } catch { /* as it is */ }
				if (inCopy) kv.put(value, 'examc:' + exam + ':' + name);
				else localStorage.setItem('examc:' + exam + ':' + name, text);
			}
			await new Promise(done => { work.oncomplete = done; });
			db.close();
		}, ['mla-c01', good, bad, inCopy]);
		await page.goto(url);
		const opens = await page.waitForSelector('.modes li', { timeout: 20000 }).then(() => true, () => false);
		const seen = await page.evaluate(([good, bad]) => {
			const { store, player, session } = window.examc, wrong = [];
			Object.keys(good).forEach(n => {
				const was = good[n], is = store.read(n);
				if (/^[a-z0-9]/.test(n) && !(n in bad) && (!is || is.answer.join() !== was.answer.join() || !is.card)) wrong.push(n);
			});
			const kept = JSON.stringify(store.read('.results')), lost = store.lost;
			session.all().concat(session.past()).forEach(s => session.load(s.key, player.byId));
			if (!('.results' in bad) && !(JSON.parse(kept) || []).length) wrong.push('.results');
			return { wrong, lost, note: Boolean(document.querySelector('[data-note]')), hit: window.hit, right: ({}).right };
		}, [good, bad]).catch(e => ({ wrong: [String(e)] }));
		const torn = !inCopy && Object.entries(bad).some(([n, t]) => { try { JSON.parse(t); return false; } catch { return true; } });
		if (!opens || errors.length > before || seen.hit || seen.right) { dead++; whys.push(errors.slice(before).join() + JSON.stringify(bad).slice(0, 2000)); }
		if (seen.wrong.length) { spoilt++; whys.push(seen.wrong.join()); }
		if (Boolean(seen.lost) !== seen.note || torn && !seen.note) silent++;
		if (seen.lost) told++;
		// What can be resumed or opened does so.
		if (opens && round % 4 === 0) for (const act of ['resume', 'open-exam']) {
			const n = await page.$$eval(`[data-act="${act}"]`, x => x.length);
			for (let i = 0; i < n; i++) {
				await page.evaluate(() => window.examc.player.again());
				await page.evaluate(([act, i]) => document.querySelectorAll(`[data-act="${act}"]`)[i].click(), [act, i]);
				const at = await page.waitForSelector('article.question, .lede', { timeout: 10000 }).then(() => true, () => false);
				if (!at || errors.length > before) { unread++; whys.push(act + ' ' + errors.slice(before).join() + JSON.stringify(bad).slice(0, 1500)); }
			}
			await page.evaluate(() => window.examc.player.again());
		}
		// The same as a file, and the second visit is quiet.
		if (round % 4 === 1) {
			const sum = await page.evaluate(([good, bad]) => {
				const data = {};
				Object.keys(good).forEach(n => { data[n] = good[n]; if (n in bad) try { data[n] = JSON.parse(bad[n]); } catch { data[n] = bad[n]; } });
				try { return window.examc.store.importText('mla-c01', JSON.stringify({ examc: 1, exam: 'mla-c01', data })); } catch (e) { return String(e); }
			}, [good, bad]);
			if (typeof sum !== 'object' || sum === null) { refused++; whys.push('import ' + sum); }
			await show(page);
			if (await page.$('[data-note]') !== null) { silent++; whys.push('a second note'); }
		}
		if (round % 8 === 2) {
			await page.click('[data-act="forget"]');
			await page.click('dialog.ask button');
			await page.waitForSelector('.toast');
			await show(page);
			if (await page.evaluate(() => window.examc.store.names().length || window.examc.records.names('mla-c01').length)) stays++;
		}
	}
	report(dead === 0, `${fed} damaged records: the player opens`, whys.slice(0, 5));
	report(spoilt === 0, 'all else is there', whys.slice(0, 5));
	report(silent === 0 && told > fed / A_TIME / 2, 'what was dropped is said, once', [silent, told, whys.slice(0, 3)]);
	report(unread === 0, 'what is left of sessions and exams can be opened', whys.slice(0, 5));
	report(refused === 0, 'as a file they are taken as far as they go', whys.slice(0, 3));
	report(stays === 0, 'and all of it can be forgotten', stays);
	await context.close();
}
report(errors.length === 0, 'no error in a script', errors.slice(0, 5));
await browser.close();
finish();
