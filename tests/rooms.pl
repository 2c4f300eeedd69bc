# The architecture as a test: which room may include which header, which file
# may see which library (compiler/README.md has the table).
use strict;
use warnings;

my %may = (
	base => [qw(base)],
	model => [qw(base model)],
	read => [qw(base model read)],
	check => [qw(base model check)],
	emit => [qw(base model emit)],
	form => [qw(base model form)],
	press => [qw(base emit press)],
	'' => ['', qw(base model read check emit form press)],
);
# Library header => files that may include it.
my @library = (
	[qr/libxml/, qr{^check/schema}],
	[qr/cmark\.h/, qr{^read/(markdown|scrub|rich|image|table|nearmiss|pipes|stray|syntax)}],
	[qr/yaml\.h/, qr{^read/yaml\.c$}],
	[qr/pcre2/, qr{^check/pattern\.c$}],
	[qr/jansson/, qr{^base/json\.c$}],
	[qr/xxhash/, qr{^base/map\.c$}],
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

for my $c (sort glob('compiler/*.c compiler/*/*.c')) {
	next if $c eq 'compiler/embed.c';
	(my $file = $c) =~ s{^compiler/}{};
	my ($room) = $file =~ m{^(\w+)/};
	$room //= '';
	my $deps = qx(cc -M -Icompiler -D_GNU_SOURCE $flags $c 2>&1);
	my @bad;
	push @bad, "cc -M failed: $deps" if $?;
	for my $h (grep { /\.(h|def)$/ } split /[\s\\]+/, $deps) {
		if ($h =~ m{^compiler/(?:(\w+)/)?[\w.]+$}) {
			my $to = $1 // '';
			push @bad, "$room may not include $h" unless grep { $_ eq $to } @{$may{$room}};
			push @bad, "emitters see no findings: $h" if $room eq 'emit' && $h =~ m{model/(diag|node|bank)\.h};
			next;
		}
		for my $l (@library) {
			push @bad, "$file may not include $h" if $h =~ m{/$l->[0]}i && $file !~ $l->[1];
		}
	}
	my %seen;
	report(!@bad, "rooms $file", grep { !$seen{$_}++ } @bad);
}

for my $h (sort glob('compiler/*.h compiler/*/*.h')) {
	my $out = qx(cc -std=c11 -fsyntax-only -Icompiler -D_GNU_SOURCE $flags -x c $h 2>&1);
	report($? == 0, "header alone $h", split /\n/, $out);
}

# Calls that robustness forbids, and sizes that keep files readable.
for my $c (sort glob('compiler/*.c compiler/*/*.c')) {
	open my $f, '<', $c or die "$c: $!\n";
	my @lines = <$f>;
	my @bad = grep { /\b(xmlNewChild|xmlNodeSetContent|yaml_parser_load|strcpy|strcat|sprintf|gets|system|popen)\s*\(/ } @lines;
	push @bad, 'more than 460 lines: ' . @lines if @lines > 460;
	push @bad, 'does not begin with a comment that says its purpose' unless $lines[0] =~ m{^/\*};
	report(!@bad, "style $c", map { chomp; $_ } @bad);
}
