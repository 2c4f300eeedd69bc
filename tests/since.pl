# --since asks git about the repository around a bank, and nothing that lies in
# the bank is believed or run: no repository, no filter, no hook.
use strict;
use warnings;
use File::Temp qw(tempdir);

my ($n, $examc, $src) = (0, $ENV{EXAMC}, $ENV{SRC});
if (system('git --version >/dev/null 2>&1') != 0) {
	print "ok 1 - --since # SKIP no git\n1..1\n";
	exit;
}
my $dir = tempdir(CLEANUP => 1);
delete $ENV{$_} for grep { /^GIT_/ } keys %ENV;
$ENV{GIT_CONFIG_GLOBAL} = '/dev/null';
$ENV{"GIT_${_}_NAME"} = $ENV{"GIT_${_}_EMAIL"} = 'a@example.com' for qw(AUTHOR COMMITTER);
mkdir "$dir/tmp" or die "$!\n";
$ENV{TMPDIR} = "$dir/tmp";
my $ran = "$dir/ran"; # what a configuration's program would write

sub report {
	my ($ok, $name, $why) = @_;
	$n++;
	$why //= '';
	$why =~ s/^/# /mg;
	print $ok ? "ok $n - $name\n" : "not ok $n - $name\n$why\n";
}

sub spew {
	my ($p, $s) = @_;
	open my $f, '>:raw', $p or die "$p: $!\n";
	print $f $s;
	close $f or die "$p: $!\n";
}

sub sh {
	system('sh', '-ec', $_[0]) == 0 or die "failed: $_[0]\n";
}

# In the folder IN: exit status and what was printed are as expected, and no
# program that a configuration names ran.
sub expect {
	my ($name, $in, $args, $status, $out) = @_;
	my $said = qx(cd '$in' && '$examc' $args --today 2026-11-23 2>&1);
	my $s = $? >> 8;
	report($s == $status && $said =~ $out && !-e $ran, $name,
		"status $s, expected $status" . (-e $ran ? ', and a program ran' : '') . "\n$said");
	unlink $ran;
}

# A repository with a bank of three questions.
sub fresh {
	my ($name, $bank) = @_;
	my $top = "$dir/$name";
	sh("mkdir -p '$top/$bank'; cp -r '$src/tests/runs/build/bank/.' '$top/$bank'; cd '$top'; git init -q -b main; git add -A; git commit -qm base");
	return $top;
}

sub spoil {
	sh("sed -i 's/^- \\[x\\]/- [ ]/' '$_[0]'");
}

my $evil = <<"CONFIG";
[core]
	repositoryformatversion = 0
	bare = false
	fsmonitor = "id >$ran; false"
[filter "x"]
	clean = "id >$ran; cat"
	smudge = "id >$ran; cat"
	required = true
[filter "y"]
	process = "id >$ran"
[diff "x"]
	command = "id >$ran"
	textconv = "id >$ran; cat"
[diff]
	external = "id >$ran"
CONFIG
my $attributes = "* filter=x diff=x\n*.yaml filter=y\n";

my $top = fresh('plain', 'content/demo');
my $q = "$top/content/demo/q";
spoil("$q/a.md");
expect('a file that changed is shown', $top, 'check --since HEAD --format short content', 1, qr{^content/demo/q/a\.md:\d+:1: error: no option}m);
expect('from a folder below, too', $q, 'check --since HEAD --format short', 2, qr{'content' does not exist});
expect('the bank as seen from a folder below', $q, 'check --since HEAD --format short .', 1, qr{^a\.md:}m);
sh("cd '$top'; git commit -qam spoilt");
expect('a file that did not change is not', $top, 'check --since HEAD --format short content', 0, qr{\A\d+ files});
expect('of two revisions the older one', $top, 'check --since HEAD~1 --format short content', 1, qr{q/a\.md:});
sh("sed 's/^id: .*/id: fresh-one/' '$q/a.md' >'$q/fresh.md'");
expect('a new file is shown', $top, 'check --since HEAD --format short content', 1, qr{q/fresh\.md:\d+:1: error: no option});
expect('an unknown revision', $top, 'check --since nope content', 2, qr/git does not know 'nope'/);
expect("no option of git: $_", $top, "check --since '$_' content", 2, qr/git does not know/) for '-x', '--output=x', 'HEAD --output=x', '';
expect('figures of a revision', $top, 'coverage --format markdown --since HEAD~1 content', 0, qr/HEAD~1/);
sh("cd '$top'; git config tar.umask user");
expect('whatever rights archives get there', $top, 'coverage --format markdown --since HEAD~1 content', 0, qr/HEAD~1/);
report(!glob("$dir/tmp/*"), 'and its copy is gone', join ' ', glob("$dir/tmp/*"));
$ENV{TMPDIR} = '../tmp';
expect('a temporary folder by a relative path', $top, 'coverage --format markdown --since HEAD~1 content', 0, qr/HEAD~1/);
$ENV{TMPDIR} = "$dir/tmp";
{
	local $ENV{PATH} = '/nowhere';
	expect('without git', $top, 'check --since HEAD content', 3, qr/needs git, which is not installed/);
}
expect('from another folder', $dir, 'check --since HEAD~1 --format short plain/content', 1, qr{^plain/content/demo/q/a\.md:}m);
sh("cp -r '$top/content' '$dir/lonely'");
expect('outside of any repository', $top, 'check --since HEAD ../lonely', 2, qr/in no repository/);
sh("cd '$top'; git stash -q -u; git worktree add -q ../tree");
spoil("$dir/tree/content/demo/q/b.md");
expect('a second working tree', "$dir/tree", 'check --since HEAD --format short --only item content/demo/q/b.md', 1, qr{q/b\.md:});

# What changed can break what did not: that is no way to hide.
$top = fresh('elsewhere', 'content');
my $all = 'check --since HEAD --format short content';
sub again {
	sh("cd '$top'; git checkout -q .; git clean -qfdx");
}
sh("cd '$top/content'; sed -i 's/tolerance: 10/tolerance: 60/' exam.yaml; git commit -qam tolerance");
sh("cd '$top/content'; sed 's/^id: .*/id: other-one/' q/b.md >q/old.md; git add -A; git commit -qm old; sed -i '/^type:/d' q/old.md; git commit -qam 'an old error'; cp q/b.md q/0.md");
expect('an id that a file before it takes away', $top, $all, 1, qr{\Acontent/q/b\.md:2:5: error: id 'beta-one' is taken[^\n]*\n\d+ files});
expect('the same if the new file alone is named', $top, 'check --format short content/q/0.md', 1, qr{\Acontent/q/b\.md:2:5: error: id 'beta-one' is taken[^\n]*\n\d+ files});
again();
unlink "$top/content/cases/depot.md";
expect('a case that is gone', $top, $all, 1, qr{\Acontent/q/case\.md:\d+:7: error: the folder cases/ has no case[^\n]*\n\d+ files});
again();
sh("sed -i 's/id: beta/id: betaz/' '$top/content/exam.yaml'");
expect('a topic that is gone, and all that exam.yaml is about', $top, $all, 1, qr{content/q/b\.md:4:8: error: exam\.yaml has no topic.*content/q/old\.md:\d+:1: error: the key 'type' is missing}s);
again();
sh("mkdir '$top/content/sub'; cd '$top/content/sub'; cp ../q/a.md n.md; git init -q; git add -A; git commit -qm x");
expect('a repository whose files the one around it does not list', $top, $all, 1, qr{^content/sub/\.git:1:1: error: \.git makes this folder a repository}m);
sh("cd '$top'; git add content/sub 2>/dev/null; git commit -qm sub");
expect('nor when it is a submodule', $top, $all, 1, qr{^content/sub/\.git:1:1: error: \.git makes this folder a repository}m);
sh("cd '$top'; git reset -q --hard HEAD~1 2>/dev/null; rm -rf content/sub; cp -r .git content/.git");
expect('a repository in one, seen from outside of both', $dir, 'check --since HEAD elsewhere/content', 2, qr{\.git' is in the bank's folder});
sh("mkdir '$top/content/inner'; mv '$top/content/'[!i]* '$top/content/inner'");
expect('the same above a bank', $dir, 'check --since HEAD elsewhere/content/inner', 2, qr{\.git' is in another repository});

# The repository's own configuration may name filters: they are not run.
$top = fresh('filters', 'content/demo');
spew("$top/content/demo/.gitattributes", $attributes);
sh("cd '$top'; git add -A; git commit -qm attributes; mkdir -p .git/hooks");
spew("$top/.git/config", $evil);
spew("$top/.git/hooks/post-index-change", "#!/bin/sh\nid >$ran\n");
chmod 0755, "$top/.git/hooks/post-index-change";
spoil("$top/content/demo/q/a.md");
expect('filters, hooks and monitors are not run', $top, 'check --since HEAD --format short content', 1, qr{q/a\.md:});
expect('nor when a revision is unpacked', $top, 'coverage --format markdown --since HEAD content', 0, qr/HEAD/);
sh("cd '$top'; git config 'filter.a=b.clean' 'id >$ran'");
expect('a filter that cannot be named is refused', $top, 'check --since HEAD content', 2, qr/cannot be switched off/);

# A repository's files in a bank, as a commit can bring them.
$top = fresh('bare', 'content/demo');
my $bank = "$top/content/demo";
sh("cp -r '$bank' '$dir/evil'; cd '$dir/evil'; git init -q -b main; printf '%s' '$attributes' >.gitattributes; git add -A; git commit -qm x; cp -r .git/HEAD .git/objects .git/refs .git/index '$bank'");
spew("$bank/config", $evil);
spew("$bank/.gitattributes", $attributes);
spoil("$bank/q/a.md");
for my $cwd ([$top, 'content'], [$bank, '.'], ["$bank/q", '.']) {
	(my $where = $cwd->[0]) =~ s{^\Q$dir\E/}{};
	expect("a bare repository in the bank, from $where", $cwd->[0], "check --since HEAD --format short $cwd->[1]", 1, qr{a\.md:\d+:1: error: no option});
}
expect('and for coverage', $top, 'coverage --format markdown --since HEAD content', 0, qr/HEAD/);
{
	local @ENV{qw(GIT_DIR GIT_WORK_TREE GIT_CONFIG_COUNT GIT_CONFIG_KEY_0 GIT_CONFIG_VALUE_0)} = ($bank, $bank, 1, 'core.fsmonitor', "id >$ran");
	expect('the environment names no repository', $top, 'check --since HEAD --format short content', 1, qr{q/a\.md:});
}

# .git in a bank, as an archive can bring it: a folder, or a file that points.
spew("$dir/evil/.git/config", $evil);
for my $kind ("cp -r '$dir/evil/.git' '$bank/.git'", "echo 'gitdir: $dir/evil/.git' >'$bank/.git'", "echo 'gitdir: ../../../evil/.git' >'$bank/q/.git'") {
	sh("rm -rf '$bank/.git' '$bank/q/.git'; $kind");
	my $deep = $kind =~ m{/q/\.git};
	for my $cwd ([$top, 'content'], [$bank, '.'], ["$bank/q", '.']) {
		(my $where = $cwd->[0]) =~ s{^\Q$dir\E/}{};
		my $asked = $deep && $where !~ /q$/; # what lies below a bank is not looked at
		expect(".git in the bank, from $where: $kind" =~ s/\Q$dir\E//gr, $cwd->[0], "check --since HEAD --format short $cwd->[1]",
			$asked ? 1 : 2, $asked ? qr{a\.md:} : qr{\.git' is (another repository|in the bank's folder)});
	}
}

# A bank may be the whole of a repository; its filters are not run either.
$top = fresh('whole', '.');
spew("$top/.git/config", $evil);
spew("$top/.gitattributes", $attributes);
spoil("$top/q/a.md");
expect('a bank that is a repository', $top, 'check --since HEAD --format short .', 1, qr{^q/a\.md:}m);
expect('seen from another one', "$dir/plain", 'check --since HEAD --format short ../whole', 1, qr{^\.\./whole/q/a\.md:}m);
expect('and its figures', $top, 'coverage --format markdown --since HEAD .', 0, qr/HEAD/);
print "1..$n\n";
