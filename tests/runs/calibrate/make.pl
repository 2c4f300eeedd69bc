# Sixty questions: "always" is keyed in half of them, "never" in none.
mkdir "bank/q";
for my $i (1 .. 60) {
	my $id = sprintf 'q%02d', $i;
	my @options = ("Tap $i always drips", "Tap $i never drips", "Tap $i drips in winter", "Tap $i drips in summer");
	my $key = $i % 2 ? 0 : 2 + $i / 2 % 2;
	open my $f, '>', "bank/q/$id.md" or die "$!\n";
	print $f "---\nid: $id\ntype: single\ntopic: alpha\ntask: \"1.1\"\ndifficulty: easy\nreferences: [https://docs.aws.amazon.com/$id/]\nverified: 2026-11-23\n---\n\nWhat does house $i report of number $i in street $i?\n\n";
	printf $f "- [%s] %s\n  > So says report %d.\n", $_ == $key ? 'x' : ' ', $options[$_], $i for 0 .. 3;
}
