#!/bin/sh
# Kills and fails a publishing build at each of its system calls; see
# publish.c. Exit 0: all well, 1: something is torn, 77: strace is missing and
# only what needs none was run. PUBLISH_FULL=1: every fault in every scenario.
set -eu
cd "$(dirname "$0")/../.."

# In memory where that is possible: thousands of builds are synced to disk.
base=${TMPDIR:-/dev/shm}
[ -d "$base" ] && [ -w "$base" ] || base=/tmp
dir=$(mktemp -d "$base/examc-publish-XXXXXX")
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM

sources=tests/hostile/publish.c
for module in base/arena base/beneath base/beneath_tree base/buf base/err base/file base/hash base/log base/map base/pack base/progress \
	base/stamp base/utf8 publish/kept publish/marks publish/out publish/seat publish/spare publish/others publish/unit
do
	sources="$sources compiler/$module.c"
done
# shellcheck disable=SC2086 # a list
${CC:-cc} -std=c11 -D_GNU_SOURCE -O1 -g -Icompiler \
	-Wl,--wrap=read,--wrap=write,--wrap=flock -o "$dir/publish" $sources -lutf8proc

if strace -f --seccomp-bpf -qqq -o /dev/null true 2>/dev/null; then
	"$dir/publish" "$dir/publish" "$dir" traced
else
	"$dir/publish" "$dir/publish" "$dir"
	echo "SKIP publish: strace is missing or may not trace here"
	exit 77
fi
