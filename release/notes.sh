#!/bin/sh
# Prints what CHANGELOG.md says of a version, without its heading.
# usage: notes.sh VERSION
set -eu
cd -- "$(dirname -- "$0")/.."
awk -v version="$1" '
	/^## / { wanted = $2 == version; next }
	wanted' CHANGELOG.md | sed '/./,$!d'
