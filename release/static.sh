#!/bin/sh
# The program of 'make static' with its manual, its completions and the licences
# of all that is inside it, as a tarball for Linux on this kind of processor.
# usage: static.sh FOLDER
set -eu
cd -- "$(dirname -- "$0")/.."
name=examc-$(cat VERSION)-linux-$(uname -m)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
make -s install STATIC=1 CFLAGS=-O2 LDFLAGS=-s PREFIX= DESTDIR="$work/$name"

# The packages that its libraries are of, and the C library's.
mkdir "$work/$name/share/doc/examc/licences"
for package in libc6-dev libxml2-dev libicu-dev zlib1g-dev liblzma-dev libcmark-dev \
	libyaml-dev libpcre2-dev libjansson-dev libxxhash-dev libutf8proc-dev \
	libfreetype-dev libpng-dev libbrotli-dev libstdc++-*-dev; do
	for file in /usr/share/doc/$package/copyright; do
		of=${file#/usr/share/doc/}
		cp -- "$file" "$work/$name/share/doc/examc/licences/${of%/copyright}"
	done
done
mkdir -p "$1"
release/pack.sh "$work" "$name" "$1/$name.tar.gz"
echo "$1/$name.tar.gz"
