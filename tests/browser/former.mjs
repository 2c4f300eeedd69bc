// What the player keeps goes with a question that got another id: answers, cards and the
// session that runs. Runs store.js without a browser.
import fs from 'node:fs';
import vm from 'node:vm';

const kept = new Map();
const localStorage = {
	getItem: k => kept.has(k) ? kept.get(k) : null,
	setItem: (k, v) => kept.set(k, String(v)),
	removeItem: k => kept.delete(k),
	key: i => [...kept.keys()][i],
	get length() { return kept.size; }
};
const window = {};
vm.runInNewContext(fs.readFileSync('compiler/web/store.js', 'utf8'), { window, localStorage, JSON, Object, Array, String, Date });
const store = window.examc.store;
let n = 0, failed = 0;
function report(ok, name) {
	console.log(`${ok ? 'ok' : 'not ok'} ${++n} - ${name}`);
	failed += !ok;
}
store.open('demo', () => {});
const item = { id: 'new', hash: 'h', formerly: ['old', 'older'] }, other = { id: 'other', hash: 'x' };
store.write('older', { hash: 'h', answer: ['a'], right: true, at: 1 });
store.write('.cards', { old: { due: 5 }, other: { due: 6 } });
store.write('.session', { list: [{ id: 'old', hash: 'h' }, { id: 'other', hash: 'x' }], answers: { old: ['a'] }, flags: { old: true },
	seen: {}, done: { old: true } });
store.adopt([item, other]);
report(store.answer(item) && store.answer(item).right, 'an answer is found under the new id');
report(store.read('older') === null, 'and no more under the old one');
report(JSON.stringify(store.cards()) === '{"other":{"due":6},"new":{"due":5}}', 'cards go with it');
const s = store.read('.session');
report(s.list.map(p => p.id).join() === 'new,other' && s.answers.new && s.flags.new && s.done.new && !s.answers.old,
	'so does the session that runs');
store.write('old', { hash: 'h', answer: ['b'], right: false, at: 2 });
store.adopt([item, other]);
report(store.answer(item).right, 'an answer under the new id stays');
process.exit(failed ? 1 : 0);
