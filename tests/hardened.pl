# What the linker left of the hardening that the Makefile asks for.
use strict;
use warnings;

my $examc = $ENV{EXAMC};
my $n = 0;

sub report {
	my ($ok, $name, $why) = @_;
	$n++;
	print $ok ? "ok $n - $name\n" : "not ok $n - $name\n# " . ($why // '') . "\n";
}

my $all = qx(readelf -W -h -d -l -n --dyn-syms '$examc' 2>&1);
my $machine = $all =~ /Machine:\s+(.*)/ ? $1 : '';
report(!!($all =~ /Type:\s+DYN/), 'position-independent', $machine);
report(!!($all =~ /GNU_RELRO/ && $all =~ /BIND_NOW|FLAGS_1.*NOW/), 'relocations are read-only before it starts');
report(!!($all =~ /GNU_STACK\s.*RW\s/ && $all !~ /GNU_STACK\s.*RWE/), 'no code on the stack');
report(!!($all !~ /LOAD\s.*RWE/), 'no page is both written and run');
# Sanitizers do the work of the rest better.
if (!$ENV{SAN}) {
	report(!!($all =~ /__stack_chk_fail/), 'guards on the stack');
	report(!!($all =~ /__(?:memcpy|snprintf|vsnprintf|fprintf|printf)_chk/), 'checked calls of the C library');
	# The linker notes it only if the C library's own objects have it, too.
	my $object = qx(readelf -n '$ENV{BUILD}/obj/cli/main.o' 2>&1);
	report($machine !~ /X86-64/ || $object =~ /IBT.*SHSTK/ ? 1 : 0, 'indirect jumps are guarded', $object);
}
