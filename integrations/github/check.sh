#!/usr/bin/env bash
# The one step of the action: builds examc if it is not there, checks, writes
# the annotations to the log, the counts to the summary page.
# Takes EXAMC_PATHS, EXAMC_ARGS, EXAMC_SARIF from the action's inputs.
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
} >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
exit "$status"
