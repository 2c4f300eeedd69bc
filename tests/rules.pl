# The rules keep their word: every shipped example, mutated too; every id has an
# explanation; the man page and completions know every command and option.
use strict;
use warnings;

my ($n, $examc) = (0, $ENV{EXAMC});

sub report {
	my ($ok, $name, $why) = @_;
	$n++;
	$why //= '';
	$why =~ s/^/# /mg;
	print $ok ? "ok $n - $name\n" : "not ok $n - $name\n$why\n";
}

my $out = qx("$examc" rules test 2>&1);
report($? == 0, 'examples of the shipped rules', $out);
my ($rules, $examples) = $out =~ /(\d+) rules, (\d+) examples/;
report(($examples // 0) >= 4 * ($rules // 1), 'every shipped rule has two bad and two good examples', $out);

my @ids = map { (split)[0] } split /\n/, qx("$examc" explain);
report(@ids > 60, 'examc explain lists all ids');
for my $id (@ids) {
	my $page = qx("$examc" explain $id 2>&1);
	report($? == 0 && length $page > 100 && index($page, $id) == 0, "explain $id", $page);
}

my $man = qx("$examc" --man);
my %completions = map { $_ => scalar qx("$examc" --completions $_) } qw(bash zsh fish);
my $help = qx("$examc" --help);
my @commands = $help =~ /^  (\w+) {2,}\w/mg;
report(@commands >= 6, 'examc --help lists the commands');
for my $c (@commands) {
	my $h = qx("$examc" $c --help 2>&1);
	report(scalar($? == 0 && $h =~ /^usage: examc $c/), "examc $c --help", $h);
	report(scalar($man =~ /^\.SS examc $c/m), "man page has $c");
	report(scalar($completions{$_} =~ /\b$c\b/), "$_ completes $c") for sort keys %completions;
	for my $option ($h =~ /--([a-z-]+)/g) {
		(my $roff = $option) =~ s/-/\\-/g;
		report(scalar($man =~ /\\-\\-\Q$roff\E/), "man page has --$option of $c");
	}
}
SKIP: {
	if (system('command -v bash >/dev/null 2>&1') != 0) {
		$n++;
		print "ok $n - bash reads its completions # SKIP no bash\n";
		last SKIP;
	}
	open my $b, '|-', 'bash -n' or die "$!\n";
	print $b $completions{bash};
	close $b;
	report($? == 0, 'bash reads its completions');
}
