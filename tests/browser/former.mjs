// What the player keeps goes with a question that got another id: answers, cards, marks and
// sessions. Runs its scripts without a browser.
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
const window = { addEventListener() {} }, context = { window, localStorage, location: { pathname: '/site/practice.html' }, setTimeout, clearTimeout };
vm.createContext(context);
const item = { id: 'new', hash: 'h', formerly: ['old', 'older'] }, other = { id: 'other', hash: 'x' };
window.examcBank = { items: [item, other] };
for (const name of ['records', 'store', 'fsrs', 'session']) vm.runInContext(fs.readFileSync(`compiler/web/${name}.js`, 'utf8'), context);
const { store, session, records } = window.examc;
window.examc.tell = { toast: text => report(false, text) };
window.examc.t = name => name;
window.examc.player = { exam: { id: 'demo' } };
let n = 0, failed = 0;
function report(ok, name) {
	console.log(`${ok ? 'ok' : 'not ok'} ${++n} - ${name}`);
	failed += !ok;
}
// As a version before kept it.
const put = (name, value) => localStorage.setItem('examc:demo:' + name, JSON.stringify(value));
put('older', { hash: 'h', answer: ['a'], right: true, at: 1 });
put('.cards', { old: { d: 5, s: 2, last: 3, due: 5 }, other: { d: 5, s: 2, last: 3, due: 6 } });
put('.session', { mode: 'practice', seed: 7, at: 1, startedAt: 9, endAt: null, submittedAt: null, form: null,
	list: [{ id: 'old', hash: 'h', order: null }, { id: 'other', hash: 'x', order: null }],
	answers: { old: ['a'] }, flags: { old: true }, seen: { old: true }, done: { old: true } });
store.open('demo', () => {});
store.adopt([item, other]);
report(store.answer(item) && store.answer(item).right, 'an answer is found under the new id');
report(store.read('older') === null && store.read('old') === null, 'and no more under the old one');
report(store.read('new').card.due === 5 && store.read('other').card.due === 6, 'cards go with it');
report(store.mark(item).flag, 'so does a flag');
const list = session.all();
report(list.length === 1 && list[0].answered === 1 && list[0].all === 2, 'the session can be resumed');
const s = session.load(list[0].key, { new: item, other });
report(s.list.map(p => p.id).join() === 'new,other' && s.answers.new && s.seen.new && s.done.new && !s.answers.old && s.at === 1,
	'under the new id, too');
report(records.names('demo').every(name => name !== '.session' && name !== '.cards'), 'what was kept in the old way is gone');
put('old', { hash: 'h', answer: ['b'], right: false, at: 0 });
store.adopt([item, other]);
report(store.answer(item).right, 'a newer answer under the new id stays');
process.exit(failed ? 1 : 0);
