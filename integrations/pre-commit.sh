#!/bin/sh
# Runs an installed examc, or the one of this checkout, which is built first, on
# the questions and YAML files among the names. The shell has read all of it
# before main() begins; names stand behind "--", whatever they look like.
main() {
	examc=$(command -v examc) || {
		home=$(cd -- "$(dirname -- "$0")/.." && pwd)
		examc=$home/build/examc
		make -s -C "$home" >&2 || {
			echo "examc could not be built; $home/run installs what is missing" >&2
			exit 3
		}
	}
	# Pictures and the like belong to a commit, too, and are judged with the
	# questions that show them.
	for name; do
		shift
		case $name in
		*.md | *.yaml | *.baseline) set -- "$@" "$name" ;;
		esac
	done
	[ $# -gt 0 ] || exit 0
	exec "$examc" check -- "$@"
}

main "$@"
exit
