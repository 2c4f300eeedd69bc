# The command line as users meet it: exit codes, streams, stdin, paths.
use strict;
use warnings;
use Cwd qw(abs_path);
use File::Temp qw(tempdir);

my ($n, $examc) = (0, $ENV{EXAMC});
my $dir = tempdir(CLEANUP => 1);
chdir $dir or die "$!\n";

sub report {
	my ($ok, $name, $why) = @_;
	$n++;
	$why //= '';
	$why =~ s/^/# /mg;
	print $ok ? "ok $n - $name\n" : "not ok $n - $name\n$why\n";
}

sub spew {
	my ($p, $s) = @_;
	(my $d = $p) =~ s{/[^/]*$}{};
	system('mkdir', '-p', $d) if $d ne $p;
	open my $f, '>:raw', $p or die "$p: $!\n";
	print $f $s;
	close $f;
}

# Runs examc; returns status, stdout, stderr.
sub run {
	my ($args, $in) = @_;
	spew('.in', $in // '');
	system("'$examc' $args <.in >.out 2>.err");
	my $status = $? & 127 ? -($? & 127) : $? >> 8;
	return ($status, map { open my $f, '<:raw', $_; local $/; scalar(<$f>) // '' } '.out', '.err');
}

sub expect {
	my ($name, $args, $status, $out, $err, $in) = @_;
	my ($s, $o, $e) = run($args, $in);
	my $ok = $s == $status && $o =~ $out && $e =~ $err;
	report($ok, $name, "status $s, expected $status\nstdout: $o\nstderr: $e");
}

my $exam = <<'YAML';
id: demo
title: Demo
form: {items: 1}
tolerance: 100
domains:
  - {id: one, name: One, weight: 100, tasks: [{id: "1.1", name: Do}]}
topics:
  - {id: alpha, name: Alpha, tasks: ["1.1"]}
YAML
my $good = <<'MD';
---
id: good-one
type: single
topic: alpha
task: "1.1"
difficulty: easy
verified: 2026-11-23
references: [https://docs.aws.amazon.com/s3/]
---

A shop stores reports. Which storage class fits them?

- [ ] Standard storage in one zone
  > This class keeps one copy, and the shop asks for three of them.
- [x] Standard storage in three zones
  > This class keeps the three copies that the shop asks for.
- [ ] Archive storage in three zones
  > This class keeps three copies, but reading them takes hours.
MD
(my $bad = $good) =~ s/\[x\]/[ ]/;
$bad =~ s/good-one/bad-one/;
spew('content/demo/exam.yaml', $exam);
spew('content/demo/q/good.md', $good);

expect('clean bank', 'check --today 2026-11-23', 0, qr/^$/, qr/1 question: 0 errors/);
expect('no command prints help and fails', '', 2, qr/usage: examc/, qr/^$/);
expect('unknown command', 'chekc', 2, qr/^$/, qr/did you mean 'check'/);
expect('unknown option', 'check --formt short', 2, qr/^$/, qr/did you mean '--format'/);
expect('unknown format', 'check --format xml', 2, qr/^$/, qr/formats are human, short, json, sarif/);
my $h = (run('check --help'))[1];
my ($formats) = $h =~ /^formats: (\S+)$/m;
expect("format $_ of the help", "check --format $_ --today 2026-11-23", 0, qr//, qr/0 errors/) for split /,/, $formats;
expect('no severity', 'check --fail-on never', 2, qr/^$/, qr/--fail-on does not take 'never'; it takes off, info, warn and error$/);
expect('no output format', 'build --to site,pfd', 2, qr/^$/, qr/--to does not take 'pfd'; did you mean 'pdf'\? it takes site, json, print, pdf and docx$/);
expect('no format', 'check --format jsn', 2, qr/^$/, qr/'check' has no format 'jsn'; did you mean 'json'\? its formats are human, short, json, /);
expect('no engine', 'build --engine lp', 2, qr/^$/, qr/--engine does not take 'lp'; it takes chromium and weasyprint$/);
expect('no stage', 'dump --stage xmll content/demo/q/good.md', 2, qr/^$/, qr/--stage does not take 'xmll'; did you mean 'xml'\? it takes source, node, xml,/);
expect('no shell', '--completions tcsh', 2, qr/^$/, qr/it takes bash, zsh and fish$/);
expect("no count: $_", "form --count $_", 2, qr/^$/, qr/--count takes a whole number from 1 to 1000, not '\Q$_\E'/) for qw(0 1001 -1 +1 1x 99999999999999999999999);
expect('the largest seed', 'form --seed 18446744073709551615', 0, qr/^demo-18446744073709551615-1 /m, qr//);
expect('a larger seed', 'form --seed 18446744073709551616', 2, qr/^$/, qr/--seed takes a whole number from 0 to 18446744073709551615/);
expect('a command without formats', 'fix --format json', 2, qr/^$/, qr/'fix' takes no --format/);
expect('option of another command', 'coverage --to site', 2, qr/^$/, qr/takes no --to/);
expect('missing path', 'check nowhere', 2, qr/^$/, qr/'nowhere' does not exist/);
spew('content/demo/notes.txt', 'x');
expect('a file that is no question', 'check content/demo/notes.txt', 2, qr/^$/, qr/no question and no YAML file/);
unlink 'content/demo/notes.txt';
symlink 'elsewhere.yaml', 'content/demo/services.yaml' or die "$!\n";
expect('a linked services.yaml is refused once', 'check --format short', 2,
	qr{\Acontent/demo/services.yaml:1:1: error: not a regular file[^\n]*\n\z}, qr/1 error/);
unlink 'content/demo/services.yaml';
expect('bad date', 'check --today tomorrow', 2, qr/^$/, qr/--today takes a date/);
expect('version', '--version', 0, qr/^examc \d/, qr/^$/);
expect('help is data', 'check --help', 0, qr/usage: examc check/, qr/^$/);
expect('explain', 'explain item/no-key', 0, qr/^item\/no-key \(error\)/, qr/^$/);
expect('explain near', 'explain item/no-keys', 2, qr/^$/, qr/did you mean 'item\/no-key'/);

spew('content/demo/q/bad.md', $bad);
expect('a fault in a question', 'check --format short', 1,
	qr{^content/demo/q/bad\.md:13:1: error: no option is marked \[x\] \[item/no-key\]$}m, qr/1 error/);
expect('only the file that is named', 'check --format short content/demo/q/good.md', 0, qr/^$/, qr//);
# Whatever a file that is named is called, its findings are shown.
for my $name ("x\ny.md", '-x.md', ' x.md', "x\r.md", "\xFF.md") {
	spew("names/exam.yaml", $exam);
	spew("names/q/$name", $bad);
	expect("the file called '@{[$name =~ s/([^ -~])/sprintf '%%%02X', ord $1/ger]}'", "check --format short -- 'names/q/$name' names/exam.yaml", 1, qr/error: no option/, qr/1 error/);
	system('rm', '-r', 'names');
}
expect('only the rules that are named', 'check --only iwf', 0, qr/^$/, qr//);
expect('two names of one file', 'check --format short content/demo/q/bad.md content/demo/q/../q/bad.md', 1,
	qr/^[^\n]*no-key\]\n$/, qr/2 questions: 1 error/);
spew('content/demo/q/many.md', "---\n" . join('', map { "k$_: 1\n" } 1 .. 60) . "---\n");
expect('what is left out is told apart from the findings', 'check --format short content/demo/q/many.md', 1,
	qr/unknown key/, qr/more findings are not shown/);
unlink 'content/demo/q/many.md';
expect('json', 'check --format json', 1, qr/"rule": "item\/no-key"/, qr//);
expect('build publishes nothing', 'build', 1, qr/no-key/, qr/nothing was published/);
report(!-e 'output', 'no output folder was made');
expect('fail-on off', 'check --fail-on off', 0, qr/no-key/, qr//);
chdir 'content/demo/q' or die;
system("'$examc' check --format short bad.md >../../../.out 2>/dev/null");
chdir $dir;
open my $f, '<', '.out' or die;
my $line = <$f> // '';
report(scalar($line =~ /^bad\.md:13:1:/), 'paths are relative to where the user stands', $line);
for my $here (['q', '.', 'bad'], ['q', '../q/', 'bad'], ['q/..', 'q/.', 'q/bad']) {
	chdir "content/demo/$here->[0]" or die;
	system("'$examc' check --format short $here->[1] >'$dir/.out' 2>/dev/null");
	report($? >> 8 == 1, "the folder $here->[1] in $here->[0] is looked at");
	chdir $dir;
	open $f, '<', '.out' or die;
	$line = <$f> // '';
	report(scalar($line =~ /^\Q$here->[2]\E\.md:13:1:/), 'with paths from there', $line);
}
unlink 'content/demo/q/bad.md';

spew("far/off/bank/$_->[0]", $_->[1]) for ['exam.yaml', $exam], ['q/good.md', $good];
expect('a bank without content/ is built', 'build far/off/bank --to json --fail-on off', 0, qr/^/, qr//);
report(-e 'far/off/bank/output/json/demo.json' && !-e 'far/output', 'into its own folder');
expect('and built again', 'build far/off/bank --to json --fail-on off', 0, qr/^/, qr/1 question:/);
expect('or from there', 'build --to json --fail-on off content/demo', 0, qr/^/, qr//);
report(-e 'output/json/demo.json', 'one below content/ into the folder beside that');
chdir 'far/off/bank' or die;
report(system("'$examc' build --to json --fail-on off . >/dev/null 2>&1") == 0 && !-e '../../output', 'and from within');
chdir $dir;
system('rm', '-r', 'far', 'output');

expect('stdin', 'check - --format short', 1, qr{^<stdin>:13:1: error: no option}, qr//, $bad);
expect('stdin in a bank', 'check - --format short --path content/demo/q/new.md', 1,
	qr{^content/demo/q/new\.md:4:8: error: exam.yaml has no topic 'beta' \[bank/unknown-topic\]\n$}, qr//,
	$good =~ s/topic: alpha/topic: beta/r =~ s/good-one/new-one/r =~ s/A shop stores reports/Ships log their routes at sea/r);
expect('too much on stdin is a finding', 'check - --format short', 1,
	qr{^<stdin>:1:1: error: the text is larger than 64 KiB \[file/too-large\]$}, qr/1 error/, 'x' x 70000);
spew('content/two/exam.yaml', $exam);
expect('stdin above two banks', 'check - --path content/x.md', 2, qr/^$/, qr/lies above 2 banks/, $good);
unlink 'content/two/exam.yaml';
expect('empty stdin', 'check - --format short', 1, qr{<stdin>:1:1: error:}, qr//, '');
expect('dump', 'dump --stage xml content/demo/q/good.md', 0, qr/<single id="good-one"/, qr/^$/);
expect('dump of two', 'dump --stage xml content/demo/q/good.md content/demo/q/good.md', 0, qr/<single id="good-one".*<single id="good-one"/s, qr/^$/);
spew('content/two/exam.yaml', $exam);
spew('content/two/x.md', $good);
expect('dump of two banks', 'dump --stage xml content/demo/q/good.md content/two/x.md', 2, qr/^$/, qr/lie in two banks$/);
expect('dump of one that is broken', 'dump --stage item content/demo/exam.yaml content/demo/q/good.md', 1, qr/good-one/, qr/exam\.yaml/);
unlink 'content/two/exam.yaml', 'content/two/x.md';
expect('coverage', 'coverage', 0, qr/one\s+100%\s+1\s+1\s+\+0/, qr/^$/);

spew('content/demo/exam.yaml', $exam =~ s/weight: 100/weight: 90/r);
expect('a fault in exam.yaml', 'check --format short', 2,
	qr{^content/demo/exam.yaml:6:\d+: error: the weights of the domains sum to 90}m, qr//);
spew('content/demo/exam.yaml', $exam);
system("'$examc' explain >/dev/full 2>.err");
report($? >> 8 == 4, 'a full disk ends the run with exit 4');
mkdir 'empty' or die;
expect('an empty folder', 'check empty', 2, qr/^$/, qr/no questions and no exam\.yaml in 'empty'/);
system('mkfifo', 'pipe') == 0 or die;
expect('a pipe', 'check pipe', 2, qr/^$/, qr/'pipe' is neither a file nor a folder/);
# A bank begins above its files, but never outside of their repository.
spew('above/exam.yaml', $exam =~ s/weight: 100/weight: 90/r);
spew('above/clone/q/a.md', $good);
expect('exam.yaml above', 'check above/clone/q', 2, qr/the weights of the domains sum to 90/, qr//);
mkdir 'above/clone/.git' or die;
expect('exam.yaml above the repository', 'check above/clone/q', 0, qr/no exam\.yaml above/, qr//);
rmdir 'above/clone/.git';
{
	local $ENV{HOME} = "$dir/above";
	expect('exam.yaml in the home', 'check above/clone/q', 0, qr/no exam\.yaml above/, qr//);
}
spew('lonely/a.md', $good);
expect('findings into a file', 'check --format short --output found.txt lonely', 0, qr/^$/, qr/1 hint/);
open $f, '<', 'found.txt' or die;
$line = <$f> // '';
report(scalar($line =~ /no exam\.yaml above/), 'are in it', $line);
symlink "$dir/found.txt", 'link.txt' or die;
expect('findings through a link', 'check --format short --output link.txt lonely', 2, qr/^$/, qr/link\.txt .* is not written/);
symlink $dir, 'folder-link' or die;
expect('findings through the link of a folder', 'check --format short --output folder-link/x.txt lonely', 2, qr/^$/, qr/is not written/);
report(!-e 'x.txt', 'and nothing is there');
# However a path is written, what somebody planted on the way is not followed.
mkdir $_ or die for 'elsewhere', 'real';
symlink 'elsewhere', $_ or die for 'dots..link', 'public';
for my $path ("$dir/folder-link/x.txt", 'dots..link/x.txt', "../@{[$dir =~ s{.*/}{}r]}/public/x.txt", './/public//x.txt') {
	expect("findings through a link in $path", "check --format short --output $path lonely", 2, qr/^$/, qr/is not written/);
}
expect('a link that dots take back', 'check --format short --output public/../x.txt lonely', 0, qr/^$/, qr/1 hint/);
report(-e 'x.txt' && !-e "$dir/elsewhere/../../x.txt", 'is not gone into');
unlink 'x.txt';
expect("findings into $dir//real/", "check --format short --output $dir//real/f.txt lonely", 0, qr/^$/, qr/1 hint/);
spew("whole/$_->[0]", $_->[1]) for ['exam.yaml', $exam], ['q/good.md', $good];
expect("a build through the link of a folder in $_", "build --fail-on off --output $_/out whole", 2, qr//, qr/behind a symlink/)
	for 'public', "$dir/public", "../@{[$dir =~ s{.*/}{}r]}/public", 'dots..link';
report(!glob('elsewhere/*'), 'and nothing was written there');
expect('a rule that there is none of', 'check --only item,nosuch lonely', 2, qr/^$/, qr/there is no rule or pack 'nosuch'/);
expect('no rule at all', "check --only '' lonely", 2, qr/^$/, qr/--only names no rule/);
expect('lint without a bank', 'check --format short lonely', 0, qr/no exam.yaml above 'lonely'/, qr/1 hint/);
# Nothing that authors write is a command to a CI host, in whatever is printed.
my $named = $exam =~ s/^title: .*/title: "::stop-commands::x <img src=https:\/\/x.example>"/mr
	=~ s/name: One/name: "::error::d ##[error]d"/r =~ s/name: Alpha/name: "##vso[task]"/r =~ s/tolerance: 100/tolerance: 0/r =~ s/weight: 100/weight: 50/r
	=~ s/^topics:/  - {id: two, name: "  ::notice::e", weight: 50, tasks: [{id: "2.1", name: Do}]}\ntopics:/mr;
(my $stem = $bad) =~ s/A shop stores reports\./A shop sees ##[add-mask]x in "##vso[task.y]" of reports./;
$stem =~ s/Standard storage in one/Standard ##[error]storage in one/;
spew('log/::warning::f ##[group]g/exam.yaml', $named);
spew('log/::warning::f ##[group]g/::error::q.md', $stem);
spew('log/::warning::f ##[group]g/good.md', $good =~ s/reports/##[debug]z/r);
chdir 'log/::warning::f ##[group]g' or die;
for my $args ((map { "check --format $_ ." } split /,/, $formats), 'lint --report .', 'lint --report --format json .', 'form --items 1 .', 'form --format json --items 1 .',
	(map { "coverage --format $_ ." } qw(text json markdown svg)), 'check --write-baseline .', 'fix --dry-run .', 'rules list .', 'check ::nowhere##[x',
	(map { "dump --stage $_ good.md" } qw(source node xml item html json)), 'dump --stage lint ::error::q.md', 'build --fail-on off -o ../out .') {
	my $said = join '', qx('$examc' $args --today 2026-11-23 2>&1);
	$said =~ s/^::(error|warning|notice) (file=|title=)//mg if $args =~ /github/;
	my ($bad) = $said =~ /^(\s*::.*|.*##\w*\[.*)$/m;
	report(length $said > 20 && !defined $bad, "no command in the log of $args", $bad // $said);
	report($said !~ /(?<!\\)<img/, 'nor an image in a summary', $said) if $args =~ /markdown/;
}
chdir $dir;
# In a draft it is no error that an id is taken; the first has it all the same.
my $draft = $good =~ s/^type:/status: draft\ntype:/mr;
for my $case (['its id', $draft, $draft], ['a former id', $draft =~ s/^type:/formerly: [good-one]\ntype:/mr =~ s/^id: good-one/id: other-one/mr, $good],
	['former ids of two', map { my $i = $_; $draft =~ s/^type:/formerly: [old-one]\ntype:/mr =~ s/^id: good-one/id: draft-$i/mr } 1, 2],
	['its own former id', $draft =~ s/^type:/formerly: [good-one, good-one]\ntype:/mr, '']) {
	my ($what, @drafts) = @$case;
	spew('drafts/exam.yaml', $exam);
	spew("drafts/q/$_.md", $drafts[$_]) for grep { $drafts[$_] } 0, 1;
	expect("a draft that has $what in common with another question is built", 'build --drafts -o drafts-out drafts --today 2026-11-23', 0, qr/info: id '.*' is (taken|this question's)/, qr/files written/);
	system('rm', '-r', 'drafts', 'drafts-out');
}
# JSON keeps names as they are, and shows nothing that a terminal obeys.
spew("odd/q/\xE2\x80\xAEx\x7F\xC2\x85.md", $bad);
for my $format (qw(json sarif gitlab)) {
	my ($s, $o) = run("check --format $format odd");
	report($s == 1 && $o !~ /[^\n -~]/, "no control sequence of a name in $format", $o);
}
print "1..$n\n";
