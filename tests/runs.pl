# Each tests/runs/NAME: the line in `cmd` is run by sh in a copy of the folder,
# with examc in PATH; `stdout`, `stderr`, `status` and, if there, `tree` (the
# files under output/) hold what must come out. Times are written as (T s).
use strict;
use warnings;
use File::Temp qw(tempdir);

my $accept = grep { $_ eq '--accept' } @ARGV;
my $n = 0;
my $bin = tempdir(CLEANUP => 1);
symlink $ENV{EXAMC}, "$bin/examc" or die "$!\n";
$ENV{PATH} = "$bin:$ENV{PATH}";
$ENV{LC_ALL} = 'C';

sub slurp { my ($p) = @_; open my $f, '<:raw', $p or return ''; local $/; return scalar(<$f>) // '' }
sub spew { my ($p, $s) = @_; open my $f, '>:raw', $p or die "$p: $!\n"; print $f $s; close $f }

sub tree {
	my ($dir) = @_;
	return '' unless -d "$dir/output";
	my @files = sort split /\n/, qx(cd "$dir" && find output -type f ! -name .examc-lock ! -name '.examc-manifest');
	# tests/shards.py looks whether a hash in a name is right.
	s/-[0-9a-f]{16}(?=\.(?:js|css)$)/-HASH/ for @files;
	return join '', map { "$_\n" } sort @files;
}

sub compare {
	my ($run, $name, $got) = @_;
	my $want = slurp("$run/$name");
	$n++;
	if ($got eq $want) { print "ok $n - $run $name\n"; return }
	spew("$ENV{BUILD}/got", $got);
	my $diff = qx(diff -u "$run/$name" "$ENV{BUILD}/got" 2>&1);
	$diff =~ s/^/# /mg;
	print "not ok $n - $run $name\n$diff";
	spew("$run/$name", $got) if $accept;
}

for my $run (sort grep { -f "$_/cmd" } glob('tests/runs/*')) {
	my $dir = tempdir(CLEANUP => 1);
	system('cp', '-R', "$run/.", $dir) == 0 or die "cp: $?\n";
	unlink map { "$dir/$_" } qw(stdout stderr status tree);
	my $cmd = slurp("$run/cmd");
	chomp $cmd;
	system('sh', '-c', "cd '$dir' && { $cmd ; } >'$dir/.out' 2>'$dir/.err' </dev/null");
	my $status = $? & 127 ? "signal " . ($? & 127) : $? >> 8;
	my ($out, $err) = (slurp("$dir/.out"), slurp("$dir/.err"));
	s/\(\d+\.\d\d s\)/(T s)/g for $out, $err;
	compare($run, 'stdout', $out);
	compare($run, 'stderr', $err);
	compare($run, 'status', "$status\n");
	compare($run, 'tree', tree($dir)) if -f "$run/tree";
}
