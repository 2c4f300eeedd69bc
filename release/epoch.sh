#!/bin/sh
# Prints the time that all files of a release have, in seconds: that of
# SOURCE_DATE_EPOCH, else the day of the newest version in CHANGELOG.md.
set -eu
cd -- "$(dirname -- "$0")/.."
[ -z "${SOURCE_DATE_EPOCH:-}" ] || exec echo "$SOURCE_DATE_EPOCH"
exec date -u +%s -d "$(sed -n 's/^## [0-9.]* - \([0-9-]*\)$/\1/p' CHANGELOG.md | head -n 1)"
