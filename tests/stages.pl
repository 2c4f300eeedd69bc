# Each tests/stages/NAME.md against its goldens: the suffix names the stage of
# `examc dump` (NAME.node, .xml, .item, .lint, .html, .json, .source).
use strict;
use warnings;

my $accept = grep { $_ eq '--accept' } @ARGV;
my $n = 0;

sub slurp { my ($p) = @_; open my $f, '<:raw', $p or return ''; local $/; return scalar(<$f>) // '' }

for my $md (sort glob('tests/stages/*.md')) {
	(my $base = $md) =~ s/\.md$//;
	my @goldens = grep { !/\.(md|png)$/ } sort glob("$base.*");
	print 'not ok ' . ++$n . " - $md has no golden\n" unless @goldens;
	for my $golden (@goldens) {
		my ($stage) = $golden =~ /\.(\w+)$/;
		my $got = qx("$ENV{EXAMC}" dump --today 2026-11-23 --stage $stage $md 2>&1);
		my $want = slurp($golden);
		$n++;
		if ($got eq $want) {
			print "ok $n - $golden\n";
			next;
		}
		open my $out, '>:raw', "$ENV{BUILD}/got" or die "$!\n";
		print $out $got;
		close $out;
		my $diff = qx(diff -u $golden "$ENV{BUILD}/got");
		$diff =~ s/^/# /mg;
		print "not ok $n - $golden\n$diff";
		next unless $accept;
		rename "$ENV{BUILD}/got", $golden or system('cp', "$ENV{BUILD}/got", $golden);
	}
}
