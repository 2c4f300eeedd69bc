# Makes a bank of N questions in DIR, the same for the same seed. Its texts have
# the statistics of content/mla-c01: shares of types, lengths of parts, words by
# their rank; no sentence is anybody's. README.md says what was compared.
# usage: perl generate.pl DIR N [SEED]
use strict;
use warnings;
use FindBin qw($Bin);

my ($dir, $n, $seed) = @ARGV;
srand($seed // 1); # perl's own generator: the same numbers everywhere

# --- drawing ---

use constant { POOL => 8192, FLAT => 10 };

# By name, what a {name} of a text may become, the likely many times; and what an
# {@name} may become: words that come back in all texts of one question.
my (%pool, %own);
my %sentences; # by kind, compiled texts

sub any { my ($list) = @_; return $list->[rand @$list] }

# Of a list with the commonest first: Zipf's law, its first ranks flattened.
sub by_rank {
	my ($list) = @_;
	my $n = @$list;
	return $list->[int(FLAT * (($n + FLAT) / FLAT)**rand() - FLAT)];
}

sub fill_pool { my ($name, $draw) = @_; $pool{$name} = [map { $draw->() } 1 .. POOL] }

# A text as a list of strings, and of lists of which one is drawn.
sub compile {
	my ($text) = @_;
	return [map { /^\{(\@?)(\w+)\}$/ ? ($1 ? $own{$2} : $pool{$2}) // die "$_ is unknown\n" : $_ }
		  grep { length } split /(\{\@?\w+\})/, $text];
}

sub fill { my ($text) = @_; return join '', map { ref $_ ? $_->[rand @$_] : $_ } @$text }

# The [sections] of a file, each a name and its lines.
sub sections {
	my ($file) = @_;
	open my $in, '<', "$Bin/$file" or die "$file: $!\n";
	my @found;
	while (<$in>) {
		chomp;
		if (/^\[(\w+)\]$/) { push @found, [$1] }
		elsif (@found && length) { push @{ $found[-1] }, $_ }
	}
	return @found;
}

# --- words and phrases ---

my $vowel = qr/[aeiou](?!ni|se|ti)/;
my %forms = (
	's' => sub { my ($w) = @_; $w =~ s/([^aeiou])y$/$1ie/ or $w =~ s/((?:[sxz]|[cs]h))$/$1e/; return "${w}s" },
	'ed' => sub { my ($w) = @_; $w =~ s/([^aeiou])y$/$1ie/ or $w =~ s/([^e])$/$1e/; return "${w}d" },
	'a' => sub { my ($w) = @_; return ($w =~ /^$vowel/ ? 'an ' : 'a ') . $w },
);

# Rare words, made of two: a bank has thousands. In no order.
sub compounds {
	my ($firsts, $lasts) = @_;
	my @all;
	for my $first (@$firsts) { push @all, map { "$first$_" } @$lasts }
	for my $i (reverse 1 .. $#all) { my $j = int rand($i + 1); @all[$i, $j] = @all[$j, $i] }
	return \@all;
}

sub thousands { my ($x) = @_; 1 while $x =~ s/^(\d+)(\d{3})/$1,$2/; return $x }

my @small = qw(two two two three three three four four five six seven eight nine);
my @figures = (
	small => sub { any(\@small) },
	num => sub { rand() < .75 ? any(\@small) : thousands(int 10**(1 + rand 4)) },
	percent => sub { rand() < .5 ? 2 + int(rand 97) . '%' : 'one in ' . any(\@small) },
	span => sub { any(\@small) . ' ' . any([qw(seconds minutes hours days weeks months years)]) },
	limit => sub { 2 + int(rand 98) . ' ' . any([qw(ms seconds minutes hours days)]) },
	clock => sub { sprintf '%02d:%02d', rand 24, 5 * int rand 12 },
	size => sub { 2 + int(rand 900) . any([' KB', ' MB', ' MB', ' GB', ' TB']) },
);

# The name of a parameter or a call.
sub code {
	my @words = (any($pool{pverb}), any($pool{part}), rand() < .5 ? any($pool{part}) : ());
	s/-.*// for @words;
	return rand() < .6 ? join('', map { ucfirst } @words) : join '_', @words;
}

# Fills the pools of words and of their forms, which keep their places: the word at
# a place of 'noun' has its plural at the same place of 'nouns'. Returns the services.
sub make_words {
	my %list = map { my ($name, @lines) = @$_; $name => [map { split } @lines] } sections('words.txt');
	$list{tail} = compounds($list{first}, $list{last});
	$list{ptail} = compounds($list{prefix}, $list{suffix});
	$list{service} = [map { 'Acme ' . ucfirst } @{ $list{tail} }[0 .. 199]];
	for my $name (sort keys %list) { fill_pool($name, sub { by_rank($list{$name}) }) }
	for my $name (qw(org noun verb part pverb)) {
		$pool{"${name}s"} = [map { $forms{s}->($_) } @{ $pool{$name} }];
		$pool{"${name}ed"} = [map { $forms{ed}->($_) } @{ $pool{$name} }];
		$pool{"a_$name"} = [map { $forms{a}->($_) } @{ $pool{$name} }];
	}
	while (my ($name, $draw) = splice @figures, 0, 2) { fill_pool($name, $draw) }
	fill_pool('code', \&code);
	return @{ $list{service} };
}

sub make_phrases {
	for (sections('phrases.txt')) {
		my ($name, @texts) = @$_;
		my @compiled = map { compile($_) } @texts;
		if ($name =~ /[A-Z]/) { $sentences{$name} = \@compiled }
		else { fill_pool($name, sub { fill(by_rank(\@compiled)) =~ s/\ba (?=$vowel)/an /gr }) }
	}
}

# --- the texts of a question ---

sub sentence { my ($kind) = @_; return ucfirst fill(by_rank($sentences{$kind})) }
sub stem_words { return 55 + 28 * rand() * rand() }

# Whole sentences of so many words, four less to half a sentence more.
sub prose {
	my ($kind, $words) = @_;
	my $text = sentence($kind);
	$text .= ' ' . sentence($kind) while ($text =~ tr/ //) + 5 < $words;
	return $text;
}

sub scenario {
	my ($words) = @_;
	my $first = sentence('FIRST');
	return "$first " . prose('STEM', $words - ($first =~ tr/ //) - 1);
}

# So many texts made of one pattern, no two the same.
sub parallel {
	my ($kind, $count) = @_;
	my $pattern = by_rank($sentences{$kind});
	my (%seen, @texts);
	while (@texts < $count) {
		my $text = ucfirst fill($pattern);
		push @texts, $text if !$seen{$text}++;
	}
	return @texts;
}

# The words that the texts of the next question have in common.
my %subject = (
	org => [1, qw(org orgs a_org)], noun => [3, qw(noun nouns)], verb => [1, qw(verbed)],
	part => [3, qw(part parts a_part)], service => [3, qw(service)],
);
$own{$_} = [] for map { @$_[1 .. $#$_] } values %subject;
sub new_subject {
	for my $kind (sort keys %subject) {
		my ($count, @forms) = @{ $subject{$kind} };
		my @at = map { rand POOL } 1 .. $count;
		@{ $own{$_} } = @{ $pool{$_} }[@at] for @forms;
	}
}

# Places of the keys: any, but none that its length gives away.
sub draw_keys {
	my ($count, @options) = @_;
	my ($shortest, @by_length) = sort { $a <=> $b } map { length } @options;
	my ($least, $most) = (1.3 * $shortest > $by_length[0] ? 0 : $by_length[0], $by_length[-2] * 1.15);
	my @fit = grep { length $options[$_] >= $least && length $options[$_] <= $most } 0 .. $#options;
	@fit = 0 .. $#options if @fit < $count;
	my %keys;
	$keys{ any(\@fit) } = 1 while keys %keys < $count;
	return \%keys;
}

sub choice {
	my ($ask, $kind, $count, $keys) = @_;
	my @options = parallel($kind, $count);
	my $key = draw_keys($keys, @options);
	my $text = scenario(stem_words()) . "\n\n" . sentence($ask) . "\n\n";
	for my $i (0 .. $#options) {
		$text .= sprintf "- [%s] %s\n  > %s\n", $key->{$i}
		  ? ('x', $options[$i], sentence('RIGHT')) : (' ', $options[$i], sentence('WRONG'));
	}
	return $text;
}

sub explained {
	my ($ask, $stem, $explanation, @lines) = @_;
	return scenario($stem) . "\n\n" . sentence($ask) . "\n\n" . join("\n", @lines)
	  . "\n\n## Explanation\n\n" . prose('EXPLAIN', $explanation) . "\n";
}

sub ordering { return explained('ORDER', stem_words(), 64, map { "$_. " . sentence('STEP') } 1 .. 5) }

sub matching {
	my @responses = parallel('RESPONSE', 5);
	return explained('MATCH', 40, 74, (map { '- ' . sentence('PROMPT') . " -> $responses[$_]" } 0 .. 3), "- -> $responses[4]");
}

my %body = (
	single => sub { choice('ASK', 'OPTION', 4, 1) }, multiple => sub { choice('SELECT', 'ACTION', 5, 2) },
	ordering => \&ordering, matching => \&matching,
);

# --- the bank ---

my @types = ([single => 72], [multiple => 18], [ordering => 6], [matching => 4]);
my @difficulties = ([easy => 20], [medium => 50], [hard => 30]);
my @domains = (['domain-1' => 28], ['domain-2' => 26], ['domain-3' => 22], ['domain-4' => 24]);
my @decides = qw(cost latency limit effort time security metric scale stack lifecycle);
use constant { TOPICS => 40, CASE_EVERY => 130 };

# The place in a list of shares of 100 that question I has, if the shares are to be
# met by any row of questions: multiples of an irrational number are spread evenly.
sub place_of {
	my ($i, $step, $list) = @_;
	my $at = 100 * ($i * $step - int $i * $step);
	my $k = 0;
	$at -= $list->[$k++][1] while $at >= $list->[$k][1];
	return $k;
}

sub spew {
	my ($path, $text) = @_;
	open my $out, '>', "$dir/$path" or die "$dir/$path: $!\n";
	print $out $text;
	close $out or die "$dir/$path: $!\n";
}

sub write_exam {
	my $text = "id: bench\ntitle: Bench\nvendor: [Acme]\nreference-hosts: [docs.example.org]\n"
	  . "form: {items: 65, scored: 50, minutes: 130, pass: 720, scale-min: 100, scale-max: 1000}\ntolerance: 5\ndomains:\n";
	for my $d (0 .. $#domains) {
		$text .= sprintf "  - {id: %s, name: Domain %d, weight: %d, tasks: [{id: \"%2\$d.1\", name: Task}]}\n",
		  $domains[$d][0], $d + 1, $domains[$d][1];
	}
	$text .= "topics:\n";
	$text .= "  - {id: topic-$_, name: Topic $_, tasks: [\"" . ($_ % 4 + 1) . ".1\"]}\n" for 0 .. TOPICS - 1;
	for ([types => \@types], [difficulties => \@difficulties]) {
		$text .= "$_->[0]:\n" . join '', map { "  - {id: $_->[0], share: $_->[1]}\n" } @{ $_->[1] };
	}
	$text .= "decides:\n" . join '', map { "  - {id: $_, name: \u$_}\n" } @decides;
	spew('exam.yaml', $text);
}

sub id_of { my ($service) = @_; return lc($service) =~ tr/ /-/r }

sub write_services {
	my @services = @_;
	spew('services.yaml', "services:\n" . join '', map {
		"  - id: " . id_of($_) . "\n    name: $_\n    scope: in\n    status: active\n"
		  . "    source: https://docs.example.org/scope.html\n    checked: 2026-11-18\n" } @services);
}

sub write_case {
	my ($id) = @_;
	new_subject();
	spew("cases/$id.md", "---\nid: $id\ntitle: \u$id\n---\n\n" . join("\n\n", map { scenario(45) } 1 .. 3) . "\n");
}

sub front {
	my ($i, $topic, $d, $case) = @_;
	my ($service, $page) = (id_of($own{service}[0]), int rand 1e6);
	my $references = join '', map { "  - https://docs.example.org/$service/latest/guide/$own{part}[0]-" . ($page + $_) . ".html\n" }
	  1 .. int 2.1 + rand(2) + rand(2);
	my %services = map { id_of($_) => 1 } @{ $own{service} }[0 .. rand @{ $own{service} }];
	return sprintf "---\nid: q%06d\ntype: %s\ntopic: %s\ntask: \"%d.1\"\ndifficulty: %s\ndecides: %s\n%sservices: [%s]\nreferences:\n%sverified: 2026-11-%d\n---\n\n",
	  $i, $types[place_of($i, .618034, \@types)][0], $topic, $d + 1, $difficulties[place_of($i, .754878, \@difficulties)][0],
	  any(\@decides), $case, join(', ', sort keys %services), $references, 18 + int rand 6;
}

sub write_question {
	my ($i) = @_;
	my $d = place_of($i, .569840, \@domains);
	my $topic = 'topic-' . ($d + 4 * int rand TOPICS / 4);
	my $part = $i % CASE_EVERY + 1;
	my $case = sprintf 'case-%d', $i / CASE_EVERY;
	write_case($case) if $part == 1 && $i + 1 < $n;
	my $in_case = $part <= 2 && ($part == 2 || $i + 1 < $n) ? "case: $case\npart: $part\n" : '';
	new_subject();
	spew(sprintf('%s/q%06d.md', $topic, $i), front($i, $topic, $d, $in_case)
		  . $body{ $types[place_of($i, .618034, \@types)][0] }->());
}

mkdir $_ for $dir, map { "$dir/$_" } 'cases', map { "topic-$_" } 0 .. TOPICS - 1;
my @services = make_words();
make_phrases();
write_exam();
write_services(@services);
write_question($_) for 0 .. $n - 1;
