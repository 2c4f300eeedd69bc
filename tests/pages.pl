# The pages of built-in diagnostics (compiler/rules/<id>.md): each id has one, its
# bad example gives the id and no other error, its good example gives no error.
# A fence's info string is "<how> <file>": the file of a bank that is laid over
# tests/pages/bank. How: escaped (\xNN), symlink, delete, repeat:N (bytes),
# lines:N (the last line so often), or any word.
use strict;
use warnings;
use File::Path qw(make_path);
use File::Temp qw(tempdir);

my ($n, $examc) = (0, $ENV{EXAMC});

sub report {
	my ($ok, $name, $why) = @_;
	$n++;
	$why //= '';
	$why =~ s/^/# /mg;
	print $ok ? "ok $n - $name\n" : "not ok $n - $name\n$why\n";
}

sub slurp { my ($p) = @_; open my $f, '<:raw', $p or return; local $/; return scalar(<$f>) }

# The fenced files of a section, as [how, path, body].
sub files {
	my ($page, $section) = @_;
	my ($text) = $page =~ /^## $section\n(.*?)(?=^## (?:Bad|Good)\n|\z)/ms or return;
	my @found;
	while ($text =~ /^(`{3,})(\S+) (\S+)\n(.*?)^\1\n/msg) {
		push @found, [$2, $3, $4];
	}
	return @found;
}

sub put {
	my ($dir, $how, $path, $body) = @_;
	my $file = "$dir/$path";
	(my $folder = $file) =~ s{/[^/]*$}{};
	make_path($folder);
	if ($how eq 'delete') { unlink $file; return }
	if ($how eq 'symlink') { chomp $body; symlink $body, $file or die "$!\n"; return }
	if ($how eq 'escaped') { $body =~ s/\\x([0-9A-Fa-f]{2})/chr hex $1/ge }
	if ($how =~ /^repeat:(\d+)$/) { $body = substr($body x ($1 / length($body) + 1), 0, $1) }
	if (my ($times) = $how =~ /^lines:(\d+)$/) { $body =~ s/([^\n]*\n)\z/$1 x $times/e }
	open my $f, '>:raw', $file or die "$file: $!\n";
	print $f $body;
	close $f;
}

# The findings of the files in a bank of their own: [severity, id] and the text.
sub check {
	my ($by_build, @files) = @_;
	my $dir = tempdir(CLEANUP => 1);
	system('cp', '-R', "$ENV{SRC}/tests/pages/bank", $dir) == 0 or die "cp: $?\n";
	put("$dir/bank", @$_) for @files;
	my $do = $by_build ? "build --to $by_build -o out" : 'check';
	my $out = qx(cd "$dir" && "$examc" $do --format short --today 2026-11-23 bank 2>&1);
	my @found = map { /: (error|warning|info): .* \[(\S+)\]$/ ? [$1, $2] : () } split /\n/, $out;
	# A crash, or a sanitizer's exit code, is worse than any finding.
	push @found, ['error', "status $?"] if $? & 127 || $? >> 8 > 2;
	return ($out, @found);
}

my @ids = map { /^RULE\("([^"]+)"/ ? $1 : () } split /\n/, slurp("$ENV{SRC}/compiler/model/rules.def");
my %pages = map { (m{compiler/rules/(.+)\.md$} ? $1 : $_) => slurp($_) } glob("$ENV{SRC}/compiler/rules/*/*.md");
report(exists $pages{$_}, "page of $_") for @ids;
my %known = map { $_ => 1 } @ids;
report($known{$_}, "id of page $_") for sort keys %pages;

for my $id (@ids) {
	my $page = $pages{$id} // next;
	report(scalar($page =~ /\A# \Q$id\E\n\n\S/), "$id says what it is", substr($page, 0, 80));
	my @bad = files($page, 'Bad');
	if (@bad) {
		my ($out, @found) = check($id =~ m{^(print|site)/} && $1, @bad);
		report((grep { $_->[1] eq $id } @found) > 0, "$id: the bad example shows it", $out);
		my @others = grep { $_->[0] eq 'error' && $_->[1] ne $id } @found;
		report(!@others, "$id: the bad example shows nothing else", $out);
	} else {
		# A file that goes away while it is read cannot be shown on a page.
		report($id eq 'file/missing', "$id has a bad example");
	}
	my ($out, @found) = check($id =~ m{^(print|site)/} && $1, files($page, 'Good'));
	my @errors = grep { $_->[0] eq 'error' || $_->[1] eq $id } @found;
	report(scalar(!@errors && $out =~ /\b0 errors/), "$id: the good example is clean", $out);
}
