#!/bin/sh
# The source as a tarball: what git has of the newest commit, and nothing else.
# usage: dist.sh FOLDER
set -eu
cd -- "$(dirname -- "$0")/.."
name=examc-$(cat VERSION)
git rev-parse -q --verify HEAD >/dev/null 2>&1 || {
	echo "make dist needs a checkout of git" >&2
	exit 3
}
[ -z "$(git status --porcelain)" ] ||
	echo "$name.tar.gz has none of the changes that are not committed" >&2
mkdir -p "$1"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git archive --format=tar --prefix="$name/" HEAD | tar -xf - -C "$work"
release/pack.sh "$work" "$name" "$1/$name.tar.gz"
echo "$1/$name.tar.gz"
