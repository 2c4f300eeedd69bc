# Every word that a reader of site, player or print sees is in
# compiler/words/en.json; the emitters and scripts have no words of their own.
#
# A literal is a fault where it reaches a reader: as an argument that becomes
# text or a shown attribute (directly, through a function that passes it on,
# through what a function returns, or out of an array), as HTML with text in
# it, and anywhere in emit/ and web/ where it reads like a sentence, unless it
# is an argument of what talks to the person at the terminal. Text and shown
# attributes of frames and 'content' of style sheets have no words either.
#
# Ids of words follow the same ways: each that is asked for must exist, and
# each that exists must stand somewhere in emitters, scripts or frames.
use strict;
use warnings;
use utf8;
use JSON::PP;

binmode STDOUT, ':encoding(UTF-8)';
my $shown = qr/^(?:aria-(?:label|description|roledescription|valuetext)|title|alt|placeholder|label|summary)$/;
# Function => { argument => what it becomes }: text, id of a word, terminal.
my %base = (
	markup_text => {1 => 'text'}, markup_textf => {map { $_ => 'text' } 1 .. 6},
	markup_line => {3 => 'text'}, markup_linef => {map { $_ => 'text' } 3 .. 8},
	markup_word => {1 => 'id', map { $_ => 'text' } 2 .. 4},
	word_fill => {1 => 'id', map { $_ => 'text' } 2 .. 4}, word => {0 => 'id'}, t => {0 => 'id'},
	el => {2 => 'text'}, (map { $_ => {0 => 'text'} } qw(alert confirm prompt createTextNode)),
	(map { my $f = $_; $f => {map { $_ => 'text' } 0 .. 9} } qw(append prepend before after replaceChildren replaceWith)),
	insertAdjacentText => {1 => 'text'}, insertAdjacentHTML => {1 => 'text'},
	(map { my $f = $_; $f => {map { $_ => 'terminal' } 0 .. 9} } qw(die bug fprintf fputs)),
);
# They write nothing that is read: the table for --help, names of fonts.
my %no_text = map { $_ => 1 } qw(compiler/emit/emit.c compiler/emit/fonts.c);

# --- Tokens: [kind, text, line], kind: s(tring), i(dentifier), p(unctuation) ---

sub unescape {
	my ($s) = @_;
	$s =~ s/\\x[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\[0-7]{1,3}|\\[nrt]/ /g;
	$s =~ s/\\\n//g;
	$s =~ s/\\(.)/$1/g;
	return $s;
}

sub tokens {
	my ($s, $js) = @_;
	my (@out, $line);
	$line = 1;
	pos($s) = 0;
	while (pos($s) < length $s) {
		my $from = pos $s;
		my $last = @out ? $out[-1] : ['p', ';'];
		if ($s =~ m{\G(?:\s+|/\*.*?\*/|//[^\n]*)}gcs) {
		} elsif (!$js && $s =~ /\G#(?:\\\n|[^\n])*/gc) {
			push @out, ['s', unescape($1), $line] if substr($s, $from, pos($s) - $from) =~ /^#\s*define\s+\w+\s+"(.*)"/;
		} elsif ($s =~ /\G(["'`])((?:\\.|(?!\1).)*)\1/gcs) {
			my ($quote, $text) = ($1, unescape($2));
			if ($quote eq "'" && !$js) { push @out, ['p', 'character', $line] }
			elsif (!$js && $last->[0] eq 's') { $last->[1] .= $text }
			else { push @out, ['s', $text, $line] }
		} elsif ($js && ($last->[0] eq 'p' && $last->[1] !~ /^[)\]}]$/ || $last->[1] eq 'return')
			&& $s =~ m{\G/(?:\\.|\[(?:\\.|[^\]])*\]|[^/\n])+/\w*}gc) {
			push @out, ['p', 'pattern', $line];
		} elsif ($s =~ /\G([A-Za-z_\$][\w\$]*|\d[\w.]*)/gc) {
			push @out, ['i', $1, $line];
		} elsif ($s =~ /\G(===?|!==?|->|\+=|.)/gcs) {
			push @out, ['p', $1, $line];
		}
		$line += substr($s, $from, pos($s) - $from) =~ tr/\n//;
	}
	return \@out;
}

my %closing = ('(' => ')', '[' => ']', '{' => '}');

# The index of what closes the bracket at I.
sub closes {
	my ($t, $i) = @_;
	my ($open, $depth) = ($t->[$i][1], 0);
	for (; $i < @$t; $i++) {
		next if $t->[$i][0] ne 'p';
		$depth++ if $t->[$i][1] eq $open;
		return $i if $t->[$i][1] eq $closing{$open} && --$depth == 0;
	}
	return $#$t;
}

sub is { my ($t, $i, $re) = @_; return $i >= 0 && $i < @$t && $t->[$i][0] eq 'p' && $t->[$i][1] =~ /^(?:$re)$/ }

# The arguments in the parentheses at I: a list of [from, to].
sub arguments {
	my ($t, $i) = @_;
	my ($end, @args) = (closes($t, $i));
	my $from = ++$i;
	for (; $i < $end; $i++) {
		if (is($t, $i, '[(\[{]')) { $i = closes($t, $i) }
		elsif (is($t, $i, ',')) { push @args, [$from, $i - 1]; $from = $i + 1 }
	}
	push @args, [$from, $end - 1] if $from < $end;
	return @args;
}

# What the value of an expression may be: indexes of its literals and names,
# without conditions, subscripts and what is inside calls; calls as such.
sub values_of {
	my ($t, $from, $to) = @_;
	my @out;
	for (my $i = $from; $i <= $to; $i++) {
		my $callable = $i > $from && ($t->[$i - 1][0] eq 'i' && $t->[$i - 1][1] ne 'return' || is($t, $i - 1, '[)\]]'));
		if (is($t, $i, '\(') && $callable || is($t, $i, '\[') && $callable || is($t, $i, '\{')) { $i = closes($t, $i) }
		elsif ($t->[$i][0] ne 'p' && !is($t, $i - 1, '[=!]==?|\.|->') && !is($t, $i + 1, '[=!]==?')
			&& !($t->[$i][0] eq 's' && is($t, $i + 1, '\['))) { push @out, $i }
	}
	return @out;
}

# --- Functions and calls of a file ---

sub functions {
	my ($t, $js) = @_;
	my @out;
	for my $i (0 .. $#$t) {
		next unless is($t, $i, '\(');
		my $end = closes($t, $i);
		next unless is($t, $end + 1, '\{');
		my ($name, $static);
		if ($js) {
			next unless $i && $t->[$i - 1][1] =~ /^function$/ || $i > 1 && $t->[$i - 2][1] eq 'function';
			$name = $t->[$i - 1][1] ne 'function' ? $t->[$i - 1][1] : is($t, $i - 2, '[:=]') ? $t->[$i - 3][1] : '';
		} else {
			next unless $i && $t->[$i - 1][0] eq 'i' && $t->[$i - 1][1] !~ /^(?:if|for|while|switch)$/;
			$name = $t->[$i - 1][1];
			for (my $k = $i; $k >= 0 && !is($t, $k, '[;}]'); $k--) { $static = 1 if $t->[$k][1] eq 'static' }
		}
		my $n = 0;
		my %params = map { my ($from, $to) = @$_; my ($p) = grep { $t->[$_][0] eq 'i' } reverse $from .. $to;
			defined $p ? ($t->[$p][1] => $n++) : () } arguments($t, $i);
		push @out, {name => $name, params => \%params, from => $end + 1, to => closes($t, $end + 1), static => $static || $js};
	}
	return @out;
}

sub calls {
	my ($t) = @_;
	return map { {name => $t->[$_][1], at => $_, args => [arguments($t, $_ + 1)]} }
		grep { $t->[$_][0] eq 'i' && is($t, $_ + 1, '\(') && $t->[$_][1] !~ /^(?:if|for|while|switch|return|function|sizeof)$/ } 0 .. $#$t;
}

# The literals of the last 'NAME[] = { … }' before AT.
sub array {
	my ($t, $name, $at) = @_;
	for my $i (reverse 0 .. $at) {
		next unless $t->[$i][0] eq 'i' && $t->[$i][1] eq $name;
		my $k = is($t, $i + 1, '\[') ? closes($t, $i + 1) + 1 : $i + 1;
		next unless is($t, $k, '=') && is($t, $k + 1, '[\[{]');
		return grep { $t->[$_][0] eq 's' } values_of($t, $k + 2, closes($t, $k + 1) - 1);
	}
	return ();
}

sub without_markup {
	my ($s) = @_;
	$s =~ s/<[^>]*(?:>|$)|^[^<>]*>/ /g if $s =~ m{</?[a-z!]|/?>$};
	$s =~ s/%%|%[-+ #0]*[\d*]*(?:\.[\d*]*)?(?:hh|h|ll|l|z|j)?[a-zA-Z]/ /g;
	$s =~ s/\{\{.*?\}\}|&\w+;/ /g;
	return $s;
}

sub has_word { return without_markup($_[0]) =~ /\p{L}{2}/ }

# "Contents", "questions here", ", answers", "<p>Text": not a name, not code.
sub reads_like_text {
	my ($s) = @_;
	my $plain = without_markup($s);
	return has_word($s) if $s =~ /<[a-z][^>]*>/;
	return 0 if $plain =~ m{[{}=_/\\@#]|\w\(|:\w|^\.|: *\S+;};
	return $plain =~ /^\W*\p{Lu}\p{Ll}+\W*$|\p{L}{2}[,.;:]? +\p{L}{2}|\p{P} +\p{Ll}{2}/;
}

# --- What becomes of arguments ---

sub read_source {
	my ($path, $text) = @_;
	my $js = $path =~ /\.js$/;
	my $t = tokens($text, $js);
	return {path => $path, js => $js, t => $t, functions => [functions($t, $js)], calls => [calls($t)],
		base => \%base, sinks => {}, returns => {}};
}

# What argument N of a call to NAME becomes, as F sees it.
sub becomes {
	my ($f, $all, $call, $n) = @_;
	my $t = $f->{t};
	my ($name, @args) = ($call->{name}, @{$call->{args}});
	if ($name =~ /^(?:markup_attrf?|setAttribute)$/) {
		my ($attr, $value) = $name eq 'setAttribute' ? (0, 1) : (1, 2);
		return $n == $value && $t->[$args[$attr][0]][1] =~ $shown ? 'text' : 'name';
	}
	return 'name' if $name =~ /^markup_(?:open|open_class|void|close)$/ || $name =~ /^markup_linef?$/ && $n == 2;
	my ($what) = grep { defined } map { ($_->{$name} || {})->{$n} } $f->{sinks}, $all, \%base;
	return $what || '';
}

# Calls USE with a literal's or name's index and what becomes of it.
sub each_use {
	my ($f, $all, $use) = @_;
	my $t = $f->{t};
	for my $call (@{$f->{calls}}) {
		for my $n (0 .. $#{$call->{args}}) {
			my $what = becomes($f, $all, $call, $n) or next;
			$use->($_, $what) for values_of($t, @{$call->{args}[$n]});
		}
	}
	for my $i ($f->{js} ? 2 .. $#$t : ()) {
		next unless is($t, $i, '=|\+=') && is($t, $i - 2, '\.') || is($t, $i, ':') && is($t, $i - 2, '[{,]');
		my $name = $t->[$i - 1][1];
		my $what = $name =~ $shown || $name =~ /^(?:textContent|innerText|innerHTML|ariaLabel)$/ ? 'text'
			: $name =~ /^(?:class|className|id|for|role|type)$/ ? 'name' : next;
		my $end = $i + 1;
		while ($end < @$t && !is($t, $end, '[;,})]')) { $end = is($t, $end, '[(\[{]') ? closes($t, $end) + 1 : $end + 1 }
		$use->($_, $what) for values_of($t, $i + 1, $end - 1);
	}
	# words['theme' + name]
	for my $i (grep { is($t, $_, '\[') && $t->[$_ - 1][1] =~ /^(?:words|strings)$/ } 1 .. $#$t) {
		$use->($_, 'id') for values_of($t, $i + 1, closes($t, $i) - 1);
	}
	for my $fun (grep { $f->{returns}{$_->{name}} || $all->{"return $_->{name}"} } @{$f->{functions}}) {
		my $what = $f->{returns}{$fun->{name}} || $all->{"return $fun->{name}"};
		for my $i ($fun->{from} .. $fun->{to}) {
			next unless $t->[$i][1] eq 'return' && $t->[$i][0] eq 'i';
			my $end = $i;
			$end++ while $end < @$t && !is($t, $end, ';');
			$use->($_, $what) for values_of($t, $i + 1, $end - 1);
		}
	}
}

# Parameters that a function passes on, and functions whose result is passed,
# become what they are passed as, until nothing new is learnt.
sub follow {
	my (@files) = @_;
	my (%all, $learnt);
	do {
		$learnt = 0;
		for my $f (@files) {
			my $t = $f->{t};
			each_use($f, \%all, sub {
				my ($i, $what) = @_;
				return if $t->[$i][0] ne 'i';
				if (is($t, $i + 1, '\(')) {
					my ($local) = grep { $_->{name} eq $t->[$i][1] } @{$f->{functions}};
					my $slot = $local && $local->{static} ? \$f->{returns}{$t->[$i][1]} : \$all{"return $t->[$i][1]"};
					if (!$$slot) { $$slot = $what; $learnt = 1 }
					return;
				}
				return if is($t, $i + 1, '\.|->');
				my ($fun) = grep { $_->{from} <= $i && $i <= $_->{to} && defined $_->{params}{$t->[$i][1]} } reverse @{$f->{functions}};
				return unless $fun && $fun->{name};
				my $sinks = $fun->{static} ? $f->{sinks} : \%all;
				my $slot = \$sinks->{$fun->{name}}{$fun->{params}{$t->[$i][1]}};
				if (!$$slot && !$base{$fun->{name}}) { $$slot = $what; $learnt = 1 }
			});
		}
	} while $learnt;
	return \%all;
}

# The faults of the files and the ids of words that they ask for. An id may be
# put together, 'theme' + name: then each literal that completes one is a part.
sub judge {
	my ($words, @files) = @_;
	my $all = follow(@files);
	my (@texts, @ids, @parts);
	for my $f (@files) {
		my ($t, %met) = ($f->{t});
		each_use($f, $all, sub {
			my ($i, $what) = @_;
			my $after = is($t, $i + 1, '\[') ? closes($t, $i + 1) + 1 : $i + 1;
			$met{$_} = $what for $t->[$i][0] eq 's' ? $i : is($t, $after, '\(|\.|->') ? () : array($t, $t->[$i][1], $i);
		});
		for my $i (grep { $t->[$_][0] eq 's' } 0 .. $#$t) {
			my ($what, $s) = ($met{$i} || '', $t->[$i][1]);
			my $use = [$s, "$f->{path}:$t->[$i][2]: '$s'"];
			if ($what eq 'id') { is($t, $i + 1, '\+') || is($t, $i - 1, '\+') ? push @parts, $s : push @ids, $use }
			elsif ($what eq 'text') { push @texts, $use if has_word($s) }
			elsif ($what || $f->{path} !~ m{/(?:emit|web)/} || $no_text{$f->{path}}) { }
			elsif (is($t, $i + 1, '[=!]==?|\[') || is($t, $i - 1, '[=!]==?') || $s eq 'use strict') { }
			else { push @texts, $use if reads_like_text($s) }
		}
	}
	my $completes = sub { my ($s) = @_; return grep { $words->{$_ . $s} || $words->{$s . $_} } @parts };
	return {
		faults => [map { $_->[1] } grep { !$completes->($_->[0]) } @texts],
		strangers => [map { $_->[1] } grep { !$words->{$_->[0]} && !$completes->($_->[0]) } @ids],
		parts => \@parts,
	};
}

# --- Frames and style sheets ---

sub judge_frame {
	my ($path, $text) = @_;
	my @faults;
	$text =~ s/<!--.*?-->|<!DOCTYPE.*?>|<(script|style)\b.*?<\/\1>/ /gs;
	while ($text =~ /\b([\w-]+)="([^"]*)"/g) {
		my ($name, $value) = ($1, $2);
		push @faults, "$path: $name='$value'" if $name =~ $shown && has_word($value);
	}
	push @faults, map { "$path: '$_'" } grep { has_word($_) } $text =~ />([^<]+)</g;
	return @faults;
}

sub judge_style {
	my ($path, $text) = @_;
	$text =~ s{/\*.*?\*/}{ }gs;
	return map { "$path: content: $_" } grep { my $s = $_; grep { has_word(unescape($_)) } $s =~ /["']((?:\\.|[^"'])*)["']/g }
		$text =~ /\bcontent\s*:\s*([^;}]*)/g;
}

# --- The tests ---

my $n = 0;
sub report {
	my ($ok, $name, @why) = @_;
	$n++;
	print $ok ? "ok $n - $name\n" : "not ok $n - $name\n" . join('', map { "# $_\n" } @why);
}

sub slurp {
	my ($path) = @_;
	open my $f, '<:encoding(UTF-8)', $path or die "$path: $!\n";
	local $/;
	return scalar <$f>;
}

sub faults_in {
	my ($path, $text) = @_;
	return judge_frame($path, $text) if $path =~ /\.(?:html|svg)$/;
	return judge_style($path, $text) if $path =~ /\.css$/;
	return @{judge({}, read_source($path, $text))->{faults}};
}

# Each kind of place is shown a word, and then something that is none.
for (
	['text', 'emit/x.c', 'void f(void) { markup_text(m, %s); }', '"Hi there"', '", "'],
	['a word in small letters', 'emit/x.c', 'void f(void) { markup_text(m, n ? %s : ""); }', '"all"', 'word("all")'],
	['a format', 'emit/x.c', 'void f(void) { markup_textf(m, %s, n); }', '"%%zu of %%s"', '"%%zu (%%-4.2lf%%%%)"'],
	['what fills a format', 'emit/x.c', 'void f(void) { markup_linef(m, "td", "x y", "%%s", n ? %s : x); }', '"none"', '"-"'],
	['a line', 'emit/x.c', 'void f(void) { markup_line(m, "p", "small", %s); }', '"Name"', 'word("name")'],
	['a shown attribute', 'emit/x.c', 'void f(void) { markup_attr(m, "aria-label", %s); }', '"Contents"', 'word("contents")'],
	['any attribute', 'emit/x.c', 'void f(void) { markup_attr(m, %s, "note"); }', '"title"', '"class"'],
	['a wrapper of a wrapper', 'emit/x.c',
		'static void b(struct markup *m, const char *s) { markup_text(m, s); } static void a(const char *s) { b(m, s); } void f(void) { a(%s); }', '"none"', '"1."'],
	['what a function returns', 'emit/x.c', 'static const char *a(void) { return %s; } void f(void) { markup_text(m, a()); }', '"never"', '""'],
	['an array', 'emit/x.c', 'static const char *const all[] = {"-", %s}; void f(void) { markup_text(m, all[i]); }', '"sheet"', '"+"'],
	['a table', 'emit/x.c', 'static const struct row rows[] = {{"key", %s, write_key}};', '"Answer key"', '"answerKey"'],
	['the filling of a gap', 'emit/x.c', 'void f(void) { markup_word(m, "id", %s, NULL, NULL); }', '"never"', '"%%d"'],
	['HTML', 'emit/x.c', 'void f(void) { buf_str(out, %s); }', '"<p>Hi</p>"', '"<p class=\"hi\"></p>"'],
	['what is formatted', 'emit/x.c', 'void f(void) { snprintf(s, 9, "%%s%%s", x, %s); }', '", answers"', '", %%s"'],
	['no message for the terminal', 'emit/x.c', 'static void a(const char *s) { die(1, "%%s", s); } void f(void) { %s("Form without answers"); }', 'b', 'a'],
	['the text of PDF', 'press/x.c', 'void f(void) { markup_text(m, %s); }', '"page"', '"-"'],
	['textContent', 'web/x.js', 'a.textContent = %s;', "'none'", "''"],
	['textContent by a condition', 'web/x.js', "a.textContent = b === 'right' ? %s : '';", "'well done'", "t('right')"],
	['a child', 'web/x.js', "el('p', {}, [el('b', {}, t('x')), %s]);", "'none'", "' '"],
	['alert', 'web/x.js', 'alert(%s);', "'done'", "t('done')"],
	['confirm', 'web/x.js', 'if (confirm(%s)) go();', "'sure?'", "t('sure')"],
	['append', 'web/x.js', 'a.append(%s);', "'none'", "', '"],
	['a shown property', 'web/x.js', "el('p', { %s: 'map' });", "'aria-label'", "'class'"],
	['a wrapper', 'web/x.js', 'function say(at, text) { at.append(text); } say(a, %s);', "'right'", "t('right')"],
	['anything like a sentence', 'web/x.js', 'var a = %s;', "'You had this right'", "'.said, .why'"],
	['a template', 'web/x.js', 'a.title = %s;', '`all of ${n}`', '`${n}`'],
	['text', 'web/x.html', '<p>%s</p>', 'Go on', '{{go}}'],
	['a shown attribute', 'web/x.html', '<nav aria-label="%s"></nav>', 'Pages', '{{pages}}'],
	['a title', 'web/x.html', '<title>%s: {{exam}}</title>', 'Pack', '{{pack}}'],
	['content', 'web/x.css', 'p::after { content: %s counter(page); }', '"page "', '{{page}}'],
) {
	my ($what, $path, $frame, $bad, $good) = @$_;
	my @texts = map { my $s = sprintf $frame, $_; $s =~ s/%%/%/g; $s } $bad, $good;
	my @faults = map { [faults_in("compiler/$path", $_)] } @texts;
	report(@{$faults[0]} == 1 && !@{$faults[1]}, "$path: $what", $texts[0], @{$faults[0]}, $texts[1], @{$faults[1]});
}

my $words = JSON::PP->new->decode(slurp('compiler/words/en.json'));
my @paths = sort map { glob } 'compiler/emit/*.c', 'compiler/emit/*/*.c', 'compiler/press/*.c', 'compiler/web/*';
my @sources = map { read_source($_, slurp($_)) } grep { /\.(?:c|js)$/ } @paths;
my $found = judge($words, @sources);
for my $path (@paths) {
	my @mine = $path =~ /\.(?:c|js)$/ ? grep { /^\Q$path\E:/ } @{$found->{faults}} : faults_in($path, slurp($path));
	report(!@mine, "no words in $path", @mine);
}
report(!@{$found->{strangers}}, 'each word that is asked for is in words/en.json', @{$found->{strangers}});

# Names of difficulties are ids, too.
my %named;
for my $t ((map { $_->{t} } @sources), map { tokens(slurp($_), 0) } glob 'compiler/model/*.c') {
	$named{$t->[$_][1]} = 1 for grep { $t->[$_][0] eq 's' || is($t, $_ - 1, '\.') } 0 .. $#$t;
}
my $made = join '|', map { quotemeta } @{$found->{parts}};
my @unused = grep { !$named{$_} && !($made && /^(?:$made)|(?:$made)$/) } sort keys %$words;
report(!@unused, 'each word of words/en.json is used', @unused);
# The program knows no vendor and no exam: what is theirs stands in their bank.
my @vendors;
for my $path (split /\n/, qx(find compiler schemas -type f '(' -name '*.[ch]' -o -name '*.js' -o -name '*.xsd' -o -name '*.def' ')')) {
	my $line = 0;
	push @vendors, map { $line++; /\b(?:aws|amazon|sagemaker|mla-c0[12])\b/i ? "$path:$line" : () } split /\n/, slurp($path);
}
report(!@vendors, 'no vendor and no exam in the program', @vendors);
# Rule packs may cite an exam guide, and that is all.
my @cited = map { my $p = $_; grep { /\b(?:aws|amazon|sagemaker)\b/i && !/^\s*source:/ } map { "$_" } split /\n/, slurp($p) }
	glob 'compiler/rules/*.yaml';
report(!@cited, 'no vendor in the rule packs', @cited);
print "1..$n\n";
