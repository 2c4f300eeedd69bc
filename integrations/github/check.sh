#!/usr/bin/env bash
# The one step of the action: builds examc if it is not there, checks, writes the
# annotations to the log, the counts and the blueprint to the summary page. Takes
# EXAMC_PATHS, EXAMC_ARGS, EXAMC_SARIF, EXAMC_SINCE from the action's inputs.
#
# It runs in a checkout that a stranger may have written: bash has read all of it
# before main() begins, nothing in the checkout is opened by the shell, and names
# stand behind "--".
set -uo pipefail

find_examc() {
	examc=$(command -v examc || true)
	[[ -n $examc ]] && return
	examc=$home/build/examc
	[[ -x $examc ]] && return
	echo "::group::build examc"
	CI=true sh "$home/compiler/setup/deps.sh" -y core &&
		make -s -C "$home" -j"$(nproc)" || exit 3
	echo "::endgroup::"
}

# The blueprint, with what the pull request changes of it where the checkout has
# the base's history; nothing if there is none to show.
blueprint() {
	local since=${EXAMC_SINCE:-${GITHUB_BASE_REF:+origin/$GITHUB_BASE_REF}} text

	text=$("$examc" coverage --format markdown ${since:+"--since=$since"} -- "${paths[@]}" 2>/dev/null)
	[[ -n $text ]] ||
		text=$("$examc" coverage --format markdown -- "${paths[@]}" 2>/dev/null)
	[[ -z $text ]] || printf '\n%s\n' "$text"
}

main() {
	local home examc status said work paths args

	home=$(cd -- "$(dirname -- "$0")/../.." && pwd) || exit 3
	work=$(mktemp -d "${RUNNER_TEMP:-${TMPDIR:-/tmp}}/examc-XXXXXX") || exit 3
	trap 'rm -rf -- "$work"' EXIT
	find_examc >&2
	read -ra paths <<<"${EXAMC_PATHS:-content}"
	read -ra args <<<"${EXAMC_ARGS:-}"
	args=("${args[@]+"${args[@]}"}")

	"$examc" check --format github "${args[@]+"${args[@]}"}" -- "${paths[@]}" 2>"$work/said"
	status=$?
	said=$(tail -n 1 "$work/said")
	cat -- "$work/said" >&2
	printf 'status=%s\n' "$status" >>"${GITHUB_OUTPUT:-/dev/null}"
	{
		printf '### examc\n\n    %s\n' "$said"
		blueprint
	} >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
	((status == 0 || status == 1)) || exit "$status"
	if [[ -n ${EXAMC_SARIF:-} ]]; then
		"$examc" check --format sarif --output "$EXAMC_SARIF" "${args[@]+"${args[@]}"}" -- "${paths[@]}" 2>"$work/said"
		(($? < 2)) || { cat -- "$work/said" >&2; exit 2; }
	fi
	exit "$status"
}

main "$@"
exit
