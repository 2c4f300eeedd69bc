// What the tests of pages say of themselves, in the form of TAP.
let n = 0, failed = 0;

// A line a test; WHY is shown if it is not OK.
export function report(ok, name, why) {
	n++;
	if (!ok) failed++;
	console.log((ok ? 'ok ' : 'not ok ') + n + ' - ' + name);
	if (!ok && why !== undefined) console.log(('# ' + (typeof why === 'string' ? why : JSON.stringify(why, null, 1))).split('\n').slice(0, 30).join('\n# '));
}

// Ends the process, with 1 after a failure.
export function finish() {
	process.exit(failed ? 1 : 0);
}
