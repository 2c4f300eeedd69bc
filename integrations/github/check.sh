#!/usr/bin/env bash
# Checks, and writes the annotations to the log, the counts and the blueprint to the
# summary page; with EXAMC_OUTPUT, and a check that passed, builds, too. Takes
# EXAMC_PATHS, EXAMC_FAIL_ON, EXAMC_SINCE, EXAMC_OUTPUT, EXAMC_ARGS, EXAMC_SARIF from
# the action's inputs, and examc from the PATH.
#
# It runs in a checkout that a stranger may have written: bash has read all of it
# before main() begins, nothing in the checkout is opened by the shell, and names
# stand behind "--".
set -uo pipefail

# The blueprint, with what the pull request changes of it where the checkout has
# the base's history; nothing if there is none to show.
blueprint() {
	local since=${EXAMC_SINCE:-${GITHUB_BASE_REF:+origin/$GITHUB_BASE_REF}} text

	text=$(examc coverage --format markdown ${since:+"--since=$since"} -- "${paths[@]}" 2>/dev/null)
	[[ -n $text ]] ||
		text=$(examc coverage --format markdown -- "${paths[@]}" 2>/dev/null)
	[[ -z $text ]] || printf '\n%s\n' "$text"
}

main() {
	local status said path paths args fail=()

	work=$(mktemp -d "${RUNNER_TEMP:-${TMPDIR:-/tmp}}/examc-XXXXXX") || exit 3
	trap 'rm -rf -- "$work"' EXIT
	read -ra paths <<<"${EXAMC_PATHS:-content}"
	read -ra args <<<"${EXAMC_ARGS:-}"
	[[ -z ${EXAMC_FAIL_ON:-} ]] || fail=("--fail-on=$EXAMC_FAIL_ON")
	args=("${fail[@]}" ${EXAMC_SINCE:+"--since=$EXAMC_SINCE"} "${args[@]}")

	examc check --format github "${args[@]}" -- "${paths[@]}" 2>"$work/said"
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
		examc check --format sarif --output "$EXAMC_SARIF" "${args[@]}" -- "${paths[@]}" 2>"$work/said"
		(($? < 2)) || { cat -- "$work/said" >&2; exit 2; }
	fi
	((status == 0)) || exit "$status"
	[[ -n ${EXAMC_OUTPUT:-} ]] || exit 0
	for path in "${paths[@]}"; do
		examc build --output "$EXAMC_OUTPUT" "${fail[@]}" -- "$path" || exit
	done
}

main "$@"
exit
