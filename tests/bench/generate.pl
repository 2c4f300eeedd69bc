# Makes a bank of N questions in DIR, the same for the same seed.
# usage: perl generate.pl DIR N [SEED]
use strict;
use warnings;

my ($dir, $n, $seed) = @ARGV;
my $state = $seed // 1;
sub rnd($) { $state = ($state * 1103515245 + 12345) % 2147483648; return int($state / 65536) % $_[0] }

my @words = qw(team model data stream store batch endpoint request customer record
  report region bucket table queue latency budget policy version feature training
  pipeline job metric alarm key network account engineer analyst daily hourly large
  small secure reliable shared private recent nightly global local partner sensor
  image video audio document invoice order payment shipment forecast score rank);
my @verbs = qw(stores reads sends builds trains serves keeps moves joins checks);
sub words { my ($k) = @_; return join ' ', map { rnd(12) ? $words[rnd(@words)] : $verbs[rnd(@verbs)] } 1 .. $k }
sub sentence { my ($k) = @_; return ucfirst(words($k)) . '.' }

mkdir $dir;
open my $exam, '>', "$dir/exam.yaml" or die "$dir: $!\n";
print $exam "id: bench\ntitle: Bench\nform: {items: 65}\ntolerance: 5\ndomains:\n";
my @weights = (28, 26, 22, 24);
for my $d (0 .. 3) {
	printf $exam "  - {id: domain-%d, name: Domain %d, weight: %d, tasks: [{id: \"%d.1\", name: Task}]}\n", $d + 1, $d + 1, $weights[$d], $d + 1;
}
print $exam "topics:\n";
print $exam "  - {id: topic-$_, name: Topic $_, tasks: [\"" . ($_ % 4 + 1) . ".1\"]}\n" for 0 .. 39;
close $exam;

for my $i (0 .. $n - 1) {
	my $folder = sprintf '%s/topic-%d', $dir, $i % 40;
	mkdir $folder;
	my $at = ($i % 100); my $d = $at < 28 ? 0 : $at < 54 ? 1 : $at < 76 ? 2 : 3;
	my $topic = (grep { $_ % 4 == $d } 0 .. 39)[rnd(10)];
	my $options = 4 + rnd(2);
	my $key = rnd($options);
	open my $q, '>', sprintf('%s/q%06d.md', $folder, $i) or die "$!\n";
	printf $q "---\nid: q%06d\ntype: single\ntopic: topic-%d\ntask: \"%d.1\"\ndifficulty: %s\nservices: [%s, %s]\nreferences:\n  - https://docs.aws.amazon.com/%s.html\nverified: 2026-11-23\n---\n\n",
		$i, $topic, $d + 1, (qw(easy medium hard))[rnd(3)], $words[rnd(@words)], $words[rnd(@words)] . rnd(100), $words[rnd(@words)];
	print $q join(' ', map { sentence(12 + rnd(10)) } 1 .. 4 + rnd(3)), "\n\nWhich **solution** meets these `requirements`?\n\n";
	for my $o (0 .. $options - 1) {
		printf $q "- [%s] %s\n  > %s\n", $o == $key ? 'x' : ' ', sentence(10 + rnd(6)), sentence(18 + rnd(10));
	}
	print $q "\n## Explanation\n\n", join(' ', map { sentence(14) } 1 .. 3), "\n";
	close $q;
}
