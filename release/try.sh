#!/bin/sh
# An examc that was installed does what it is for: begins a bank, checks it and
# builds it. Needs a shell and coreutils, and nothing of a checkout.
# usage: try.sh EXAMC VERSION
set -eu
examc=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$examc" --version | grep -q "^examc $2\$"
"$examc" init --title Chess --code CH-1 --language en --domains "Openings=60, Endgames=40" --items 20 >files
[ "$(grep -c . files)" -ge 9 ]
"$examc" check --fail-on warn
"$examc" build
[ -s output/site/ch-1/index.html ]
[ -s output/json/ch-1.json ]
