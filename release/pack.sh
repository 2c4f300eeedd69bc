#!/bin/sh
# Packs a folder, so that the same files give the same bytes.
# usage: pack.sh PARENT FOLDER ARCHIVE.tar.gz
set -eu
epoch=$("$(dirname -- "$0")/epoch.sh")
tar -C "$1" --format=ustar --sort=name --owner=0 --group=0 --numeric-owner \
	--mode=go=rX,u+rw,a-s --mtime="@$epoch" -cf - "$2" | gzip -9n >"$3.part"
mv "$3.part" "$3"
