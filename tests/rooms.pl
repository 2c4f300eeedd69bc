# The floor plan as a test: which room may see which, in what it includes and in
# what it calls; that no rooms stand in a circle; which file may see which
# library; and sizes that keep files readable. compiler/README.md has the table.
use strict;
use warnings;

my $all = 'author base blueprint emit form language lint load measure model press '
	. 'publish read report ruleset schema survey';
my %may = map { $_->[0] => {map { $_ => 1 } $_->[0], split ' ', $_->[1]} } (
	[cli => $all],
	[author => 'base model read schema load report blueprint'],
	[report => 'base model ruleset load measure survey blueprint'],
	[load => 'base model read schema language ruleset lint measure survey '
		. 'blueprint form emit publish press'],
	[measure => 'base model language ruleset lint survey schema'],
	[survey => 'base model language ruleset lint'],
	[lint => 'base model language ruleset'],
	[ruleset => 'base model language'],
	[language => 'base'],
	[schema => 'base model'],
	[read => 'base model'],
	[blueprint => 'base model'],
	[form => 'base model'],
	[emit => 'base model publish'],
	[publish => 'base'],
	[press => 'base emit publish'],
	[model => 'base'],
	[base => ''],
);
# Library header => files that may include it.
my @library = (
	[qr/libxml/, qr{^schema/}],
	[qr/cmark\.h/, qr{^read/(markdown|scrub|rich|image|table|nearmiss|pipes|stray|syntax|eaten|escapes|foreign|locate|maker|maths|script|tags)}],
	[qr/yaml\.h/, qr{^read/yaml\.c$}],
	[qr/pcre2/, qr{^ruleset/pattern\.c$}],
	[qr/jansson/, qr{^base/json_read\.c$}],
	[qr/xxhash/, qr{^base/hash\.c$}],
	[qr/utf8proc/, qr{^base/utf8\.c$}],
	[qr/ft2build|freetype/, qr{^emit/fonts\.c$}],
	[qr/qrencode\.h/, qr{^emit/qr\.c$}],
);
my $n = 0;
my $flags = qx(pkg-config --cflags libxml-2.0 freetype2 2>/dev/null);
chomp $flags;

sub report {
	my ($ok, $name, @why) = @_;
	$n++;
	print $ok ? "ok $n - $name\n" : "not ok $n - $name\n" . join('', map { "# $_\n" } @why);
}

sub files {
	my ($suffix) = @_;
	my @found = qx(find compiler -mindepth 2 -name '*.$suffix' | LC_ALL=C sort);
	chomp @found;
	return @found;
}

sub room_of {
	my ($path) = @_;
	return $path =~ m{^(?:compiler/)?(\w+)/} ? $1 : '';
}

# What a file includes, itself or through a header of another room. Emitters
# publish: they see no findings and no broken items.
for my $c (files('c')) {
	(my $file = $c) =~ s{^compiler/}{};
	my $room = room_of($file);
	my $deps = qx(cc -M -Icompiler -D_GNU_SOURCE $flags $c 2>&1);
	my @bad;
	push @bad, "cc -M failed: $deps" if $?;
	push @bad, "no such room: $room" unless $may{$room};
	for my $h (grep { /\.(h|def)$/ } split /[\s\\]+/, $deps) {
		if ($h =~ m{^compiler/}) {
			push @bad, "$room may not include $h" unless $may{$room}{room_of($h)};
			push @bad, "emitters see no findings: $h"
				if $room eq 'emit' && $h =~ m{model/(diag|node|bank)\.h};
			next;
		}
		for my $l (@library) {
			push @bad, "$file may not include $h" if $h =~ m{/$l->[0]}i && $file !~ $l->[1];
		}
	}
	my %seen;
	report(!@bad, "rooms $file", grep { !$seen{$_}++ } @bad);
}

for my $h (files('h')) {
	my $out = qx(cc -std=c11 -fsyntax-only -Icompiler -D_GNU_SOURCE $flags -x c $h 2>&1);
	report($? == 0, "header alone $h", split /\n/, $out);
}

# What a room calls: the names that its objects want and those of others have.
my (%home, %wants);
for my $c (files('c')) {
	(my $o = $c) =~ s{^compiler/(.*)\.c$}{$ENV{BUILD}/obj/$1.o};
	for (qx(nm '$o' 2>&1)) {
		$home{$2} = room_of($c) if /^\w+ ([TDRBVWC]) (\S+)$/;
		push @{$wants{room_of($c)}}, [$1, $c] if /^\s+U (\S+)$/;
	}
}
my %calls;
for my $room (sort keys %may) {
	my @bad;
	for my $w (@{$wants{$room} // []}) {
		my $to = $home{$w->[0]} // next;
		$calls{$room}{$to} = 1 if $to ne $room;
		push @bad, "$w->[1] calls $w->[0] of $to" unless $may{$room}{$to};
	}
	push @bad, 'no calls seen' unless %home && ($room eq 'base' || $calls{$room});
	report(!@bad, "calls of $room", @bad);
}

# Two rooms that may see each other, by whatever way, are one room.
sub reach {
	my ($from, $seen) = @_;
	for my $to (keys %{$may{$from}}) {
		next if $to eq $from || $seen->{$to}++;
		reach($to, $seen);
	}
	return $seen;
}
for my $room (sort keys %may) {
	report(!reach($room, {})->{$room}, "no circle through $room");
}

# Calls that robustness forbids, and sizes that keep files readable.
my @lengths;
for my $c (files('c')) {
	open my $f, '<', $c or die "$c: $!\n";
	my @lines = <$f>;
	my @bad = grep { /\b(xmlNewChild|xmlNodeSetContent|yaml_parser_load|strcpy|strcat|sprintf|gets|system|popen)\s*\(/ } @lines;
	push @bad, 'more than 460 lines: ' . @lines if @lines > 460;
	push @bad, 'does not begin with a comment that says its purpose' unless $lines[0] =~ m{^/\*};
	my $start;
	for my $i (0 .. $#lines) {
		$start = $i if $lines[$i] eq "{\n";
		next unless $lines[$i] eq "}\n" && defined $start;
		my $length = $i - $start + 1;
		push @lengths, $length;
		push @bad, "line $start: a function of $length lines" if $length > 80;
		undef $start;
	}
	report(!@bad, "style $c", map { chomp; $_ } @bad);
}
my $median = (sort { $a <=> $b } @lengths)[@lengths / 2];
report($median <= 13, 'functions are short: the median is at most 13 lines', "it is $median");

for my $js (files('js')) {
	open my $f, '<', $js or die "$js: $!\n";
	my @long = grep { length > 121 } <$f>;
	report(!@long, "lines of $js have at most 120 characters", map { chomp; $_ } @long);
}
