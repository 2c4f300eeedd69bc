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

my ($variants) = $out =~ /in (\d+) variants/;
report(($variants // 0) >= 7 * ($examples // 1), 'each is judged in seven ways or more', $out);

my @ids = map { (split)[0] } split /\n/, qx("$examc" explain);
report(@ids > 60, 'examc explain lists all ids');
for my $id (@ids) {
	my $page = qx("$examc" explain $id 2>&1);
	report($? == 0 && length $page > 100 && index($page, $id) == 0, "explain $id", $page);
}

# What a page shows as bad is found, and what it shows as good is not: no example is
# excused any more.
my @excused = map { slurp($_) =~ /^- .*todo: *true/mg } glob 'compiler/rules/*.yaml';
report(!@excused, 'no example of a shipped rule is excused', join "\n", @excused);

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
my $said = join '', $man, map { scalar qx("$examc" $_ --help) } @commands;
for my $option (slurp('compiler/help/options.md') =~ /^## --([a-z-]+)/mg) {
	(my $roff = $option) =~ s/-/\\-/g;
	report(scalar($said =~ /--$option\b|\\-\\-\Q$roff\E/ || $option =~ /^(man|completions|docs)$/), "the text of --$option is that of an option");
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

# What no rule checks has a checklist each.
my $unchecked = slurp('compiler/rules/not-checked.md');
my @flaws = slurp('compiler/survey/not_checked.def') =~ /^UNCHECKED\("([\w-]+)"/mg;
report(@flaws == 4 && !grep({ $unchecked !~ /^## $_\n\n\S.*\n\n- \[ \]/m } @flaws), 'a checklist for all that is not checked');

# The reference of the rule grammar has all of it, and its packs load.
sub slurp {
	open my $in, '<', shift or die "$!\n";
	local $/;
	return <$in>;
}
my $reference = slurp('compiler/rules/README.md');
my $checks = slurp('compiler/ruleset/checks.def');
$checks =~ s{/\*.*?\*/}{}gs;
my ($table) = $reference =~ /^## Checks\n(.*?)^## /ms;
my @undocumented;
while ($checks =~ /CHECK\("([\w-]+)",(.*?)(?=\n(?:BANK_)?CHECK\(|\z)/gs) {
	my ($check, $rest) = ($1, $2);
	my ($row) = $table =~ /^(\| `$check` \|.*)$/m;
	push @undocumented, $check unless $row;
	while ($rest =~ /\{"([\w-]+)", PARAM/g) {
		push @undocumented, "$check.$1" unless $row && $row =~ /`$1`/;
	}
}
report(!@undocumented, 'the reference has every check and parameter', join "\n", @undocumented);
my ($rule) = slurp('schemas/rules.xsd') =~ /<xs:complexType name="rule">(.*?)<\/xs:complexType>/s;
my @keys = grep { $reference !~ /\b$_\b/ } $rule =~ /name="([\w-]+)"/g;
report(!@keys, 'the reference has every key of a rule', join ' ', @keys);
{
	use File::Temp qw(tempdir);
	my $bank = tempdir(CLEANUP => 1);
	mkdir "$bank/rules";
	system('cp', 'content/mla-c01/exam.yaml', 'content/mla-c01/services.yaml', $bank);
	my $n = 0;
	while ($reference =~ /^```yaml\n(pack:.*?)^```/gms) {
		open my $out, '>', "$bank/rules/" . ++$n . '.yaml' or die "$!\n";
		print $out $1;
		close $out;
	}
	my $said = qx("$examc" check --fail-on info --only rules,schema "$bank" 2>&1);
	report($n == 2 && $? == 0, 'the packs of the reference load', $said);
}
