#!/usr/bin/env bash
# The one step of the action: builds examc if it is not there, checks, writes
# the annotations to the log, the counts and the blueprint to the summary page.
# Takes EXAMC_PATHS, EXAMC_ARGS, EXAMC_SARIF, EXAMC_SINCE from the action's inputs.
set -uo pipefail

home=$(cd -- "$(dirname -- "$0")/../.." && pwd)
examc=$(command -v examc || true)
if [[ -z $examc ]]; then
	examc=$home/build/examc
	[[ -x $examc ]] || {
		echo "::group::build examc"
		CI=true sh "$home/compiler/setup/deps.sh" -y core &&
			make -s -C "$home" -j"$(nproc)" || exit 3
		echo "::endgroup::"
	} >&2
fi

read -ra paths <<<"${EXAMC_PATHS:-content}"
read -ra args <<<"${EXAMC_ARGS:-}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT

"$examc" check --format github "${args[@]}" "${paths[@]}" 2> >(tee "$log" >&2)
status=$?
wait
if [[ -n ${EXAMC_SARIF:-} ]]; then
	"$examc" check --format sarif "${args[@]}" "${paths[@]}" >"$EXAMC_SARIF" 2>/dev/null
fi
echo "status=$status" >>"${GITHUB_OUTPUT:-/dev/null}"
{
	echo "### examc"
	echo
	tail -n 1 "$log"
	if [[ $status -lt 2 ]]; then
		echo
		# On a pull request with the base's history: what it changes.
		since=${EXAMC_SINCE:-${GITHUB_BASE_REF:+origin/$GITHUB_BASE_REF}}
		"$examc" coverage --format markdown ${since:+--since "$since"} "${paths[@]}" 2>/dev/null ||
			"$examc" coverage --format markdown "${paths[@]}" 2>/dev/null
	fi
} >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
exit "$status"
