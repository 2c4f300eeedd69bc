#!/bin/sh
# Runs an installed examc, or the one of this checkout, which is built first.
if command -v examc >/dev/null; then
	exec examc check "$@"
fi
home=$(cd -- "$(dirname -- "$0")/.." && pwd)
make -s -C "$home" >&2 || {
	echo "examc could not be built; $home/run installs what is missing" >&2
	exit 3
}
exec "$home/build/examc" check "$@"
