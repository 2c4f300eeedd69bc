# Seeded mutations: defects are planted in generated banks, and the exact rules
# must find each of them, there and nowhere else; with any number of threads.
use strict;
use warnings;
use File::Temp qw(tempdir);

my ($n, $examc) = (0, $ENV{EXAMC});
my @exact = qw(bank/near-duplicate bank/key-conflict bank/key-doubt bank/duplicate-id
  item/duplicate-option item/empty-option item/no-key item/many-keys
  item/similar-options item/few-distractors item/no-rationale item/select-n item/shuffle-unsafe
  item/empty-stem);

sub report {
	my ($ok, $name, $why) = @_;
	$n++;
	$why //= '';
	$why =~ s/^/# /mg;
	print $ok ? "ok $n - $name\n" : "not ok $n - $name\n$why\n";
}

# The same numbers on every machine.
my $state;
sub rnd { my ($below) = @_; $state = ($state * 1103515245 + 12345) % 2147483648; return int($state / 65536) % $below }

sub slurp { my ($p) = @_; open my $f, '<:raw', $p or die "$p: $!\n"; local $/; return scalar(<$f>) }
sub spew { my ($p, $s) = @_; open my $f, '>:raw', $p or die "$p: $!\n"; print $f $s; close $f }

# Defects are planted in questions of one key that stand alone and ask "Which", with
# so many words that two others are less than a fifth of all runs of three; and not in
# code, which is another name in capitals.
sub plain {
	my ($text) = @_;
	my ($stem) = $text =~ /\n---\n\n(.*?\n\nWhich .*?)\n\n- \[/s or return 0;
	return $text =~ /^type: single$/m && $text !~ /^case:|^- .*`/m && split(' ', $stem) >= 62;
}

# Such a question as {front, stem, options: [[mark, text, rationale]]}.
sub parse {
	my ($text) = @_;
	my ($front, $body) = $text =~ /\A(---\n.*?\n---\n)\n(.*)\z/s or die;
	my ($stem, $rest) = $body =~ /\A(.*?)\n\n(- \[.*)\z/s or die;
	my @options = map { [/^\[(.)\] (.*)\n  > (.*)$/] } split /^- /m, "\n$rest";
	return { front => $front, stem => $stem, options => [grep { @$_ } @options] };
}

sub unparse {
	my ($q) = @_;
	return "$q->{front}\n$q->{stem}\n\n"
	  . join('', map { "- [$_->[0]] $_->[1]\n" . (length $_->[2] ? "  > $_->[2]\n" : '') } @{ $q->{options} });
}

sub key_at { my ($q) = @_; return (grep { $q->{options}[$_][0] eq 'x' } 0 .. $#{ $q->{options} })[0] }

# K words of the stem, before what is asked, replaced by words that the bank does not
# have.
sub reword {
	my ($q, $k) = @_;
	my ($scenario, $asked) = $q->{stem} =~ /^(.*)(\n\n.*)/s;
	my @words = split / /, $scenario;
	my $step = int(@words / $k);
	$words[rnd($step) + $_ * $step] = 'glacier' . rnd(1000) for 0 .. $k - 1;
	$q->{stem} = join(' ', @words) . $asked;
}

sub shuffle { my ($q) = @_; @{ $q->{options} } = reverse @{ $q->{options} } }

sub other_key {
	my ($q) = @_;
	my $key = key_at($q);
	my $new = ($key + 1 + rnd($#{ $q->{options} })) % @{ $q->{options} };
	$q->{options}[$key][0] = ' ';
	$q->{options}[$new][0] = 'x';
}

sub front { my ($q, $line) = @_; $q->{front} =~ s/---\n\z/$line\n---\n/ }

sub new_options {
	my ($q) = @_;
	$_->[1] = "Glacier $_->[1] " . rnd(1000) for @{ $q->{options} };
}

# A twin is planted beside the question it is made of. What is found where:
# 'twin', 'both'. Nothing: it must not be found.
my @twins = (
	['the same', {}, sub { }, 'bank/near-duplicate' => 'twin'],
	['other order', {}, sub { shuffle($_[0]) }, 'bank/near-duplicate' => 'twin'],
	['other case and points', {}, sub { $_[0]{stem} = uc $_[0]{stem} }, 'bank/near-duplicate' => 'twin'],
	['one word', {}, sub { reword($_[0], 1) }, 'bank/near-duplicate' => 'twin'],
	['two words, other options', {}, sub { reword($_[0], 2); new_options($_[0]) }, 'bank/near-duplicate' => 'twin'],
	['four words, other order', {}, sub { reword($_[0], 4); shuffle($_[0]) }, 'bank/near-duplicate' => 'twin'],
	['most words', {}, sub { reword($_[0], 20); shuffle($_[0]) }],
	['another question about the same', {}, sub { $_[0]{stem} =~ s/\n\n.*/\n\nWhat is the first step of the move?/; new_options($_[0]) }],
	['a variant', {}, sub { front($_[0], "variant-of: [$_[1]]") }],
	['another key', {}, sub { other_key($_[0]) }, 'bank/near-duplicate' => 'twin', 'bank/key-conflict' => 'both'],
	['another key, other order', {}, sub { other_key($_[0]); shuffle($_[0]) }, 'bank/near-duplicate' => 'twin', 'bank/key-conflict' => 'both'],
	['another key, what for which', {}, sub { other_key($_[0]); $_[0]{stem} =~ s/Which/What/ }, 'bank/near-duplicate' => 'twin', 'bank/key-conflict' => 'both'],
	['another key, another figure', {}, sub { other_key($_[0]); $_[0]{stem} =~ s/Which/Within 3 days, which/ }, 'bank/near-duplicate' => 'twin'],
);

# A defect is planted in the question itself.
my @defects = (
	['same option twice', sub { my $o = $_[0]{options}; $o->[2][1] = $o->[0][1] }, 'item/duplicate-option'],
	['the same but for what nobody sees', sub { my $o = $_[0]{options}; $o->[2][1] = $o->[0][1] =~ s/(.)(.)/$1\xE2\x80\x8B$2/r }, 'item/duplicate-option'],
	['same option in capitals', sub { my $o = $_[0]{options}; $o->[2][1] = uc($o->[0][1]); $o->[2][1] =~ s/\.$// }, 'item/similar-options'],
	['an empty option', sub { $_[0]{options}[1][1] = '' }, 'item/empty-option'],
	['no key', sub { $_->[0] = ' ' for @{ $_[0]{options} } }, 'item/no-key'],
	['two keys', sub { $_->[0] = 'x' for @{ $_[0]{options} }[0, 1] }, 'item/many-keys'],
	['one distractor', sub { my $k = key_at($_[0]); @{ $_[0]{options} } = @{ $_[0]{options} }[$k, ($k + 1) % 4] }, 'item/few-distractors'],
	['no rationale', sub { $_[0]{options}[1][2] = '' }, 'item/no-rationale'],
	['asks for two', sub { $_[0]{stem} .= ' (Select TWO.)' }, 'item/select-n'],
	['names a letter', sub { $_[0]{options}[2][2] = 'Cheaper than option B.' }, 'item/shuffle-unsafe'],
	['names a place', sub { $_[0]{options}[2][1] = 'The same as the first option.' }, 'item/shuffle-unsafe'],
);

# Is a generated bank as clean as a usual one: no error, a warning in ten at most?
sub clean {
	my ($out, $questions) = @_;
	my $warnings = () = $out =~ /: warning: /g;
	return $out !~ /: error: / && $warnings <= $questions / 10;
}

sub found {
	my ($out) = @_;
	my %wanted = map { $_ => 1 } @exact;
	return map { tr/_/-/r } map { m{(\w+)\.md:.*\[([\w/-]+)\]$} && $wanted{$2} ? "$1 $2" : () } split /\n/, $out;
}

for my $seed (1 .. 3) {
	my $dir = tempdir(CLEANUP => 1);
	my $check = qq("$examc" check --format short --today 2026-11-23);
	my (%where, @expected);
	$state = $seed;
	system('perl', "$ENV{SRC}/tests/bench/generate.pl", "$dir/bank", 500, $seed) == 0 or die;
	my @files = grep { plain(slurp($_)) } sort glob("$dir/bank/topic-*/*.md");
	my $before = qx($check "$dir/bank" 2>/dev/null);
	report(!found($before), "seed $seed: nothing before", '');
	report(clean($before, 500), "seed $seed: a clean bank", $before);
	for my $i (0 .. 5 * @twins - 1) {
		my ($name, undef, $change, %rules) = @{ $twins[$i % @twins] };
		my $text = slurp($files[$i]);
		my ($id) = $text =~ /^id: (\S+)/m;
		my $q = parse($text);
		$q->{front} =~ s/^id: .*/id: $id-twin/m;
		$change->($q, $id);
		(my $path = $files[$i]) =~ s/\.md$/_twin.md/; # read after it
		spew($path, unparse($q));
		for my $rule (sort keys %rules) {
			push @expected, "$id-twin $rule";
			push @expected, "$id $rule" if $rules{$rule} eq 'both';
		}
		$where{"$id-twin"} = $where{$id} = "$name: $id";
	}
	for my $i (0 .. 5 * @defects - 1) {
		my ($name, $change, $rule) = @{ $defects[$i % @defects] };
		my $path = $files[100 + $i];
		my $q = parse(slurp($path));
		my ($id) = $q->{front} =~ /^id: (\S+)/m;
		$change->($q);
		spew($path, unparse($q));
		push @expected, "$id $rule";
		$where{$id} = "$name: $id";
	}
	my $out = qx($check "$dir/bank" 2>/dev/null);
	my %got = map { $_ => 1 } found($out);
	my %want = map { $_ => 1 } @expected;
	my @missed = grep { !$got{$_} } sort keys %want;
	my @false = grep { !$want{$_} } sort keys %got;
	my $planted = keys %want;
	report(!@missed, "seed $seed: all of $planted found", join "\n", map { "$_ (" . $where{ (split)[0] } . ')' } @missed);
	report(!@false, "seed $seed: nothing else found", join "\n", map { "$_ (" . ($where{ (split)[0] } // 'untouched') . ')' } @false);
	for my $jobs (1, 3, 8) {
		report(scalar(qx($check -j$jobs "$dir/bank" 2>/dev/null)) eq $out, "seed $seed: the same with -j$jobs");
	}
}
