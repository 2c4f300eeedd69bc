#!/usr/bin/env bash
# Puts examc on the PATH of the steps that follow: the one that is there already;
# else the program of a release, if its checksum is the one that was asked for; else
# this action's own source is built ("install.sh build", after the cache was asked).
# Takes EXAMC_WANTED, EXAMC_SHA256, EXAMC_REF from the action; EXAMC_RELEASES names
# another place of the releases.
#
# It runs in a checkout that a stranger may have written, and opens nothing in it:
# bash has read all of this before main() begins, all paths are absolute.
set -uo pipefail

stop() {
	printf '::error::examc: %s\n' "$1"
	exit 3
}

output() {
	printf '%s=%s\n' "$1" "$2" >>"${GITHUB_OUTPUT:-/dev/null}"
}

get() {
	curl -q -fsSL --proto-redir =https --connect-timeout 10 --max-time 120 --retry 2 \
		-o "$2" -- "$1" 2>/dev/null
}

# The checksum to trust: the caller's own. Whoever names the action by the tag of a
# release trusts that release, so its list will do; a commit is a promise that only
# the source behind it keeps.
checksum() {
	if [[ -n ${EXAMC_SHA256:-} ]]; then
		sum=$EXAMC_SHA256
	elif [[ ${EXAMC_REF:-} = "v$version" ]]; then
		get "$from/SHA256SUMS" "$work/sums" || return 1
		sum=$(sed -n "s/^\([0-9a-f]\{64\}\)  $name\.tar\.gz\$/\1/p" "$work/sums")
	fi
	[[ ${sum:-} =~ ^[0-9a-f]{64}$ ]]
}

# Fails where there is no such program; one with another checksum ends all.
download() {
	local name from sum work=$folder.part

	name=examc-$version-linux-$(uname -m)
	from=${EXAMC_RELEASES:-https://github.com/examc/examc/releases/download}/v$version
	[[ $(uname -s) = Linux ]] && rm -rf -- "$work" "$folder" && mkdir -p -- "$work" || return 1
	checksum && get "$from/$name.tar.gz" "$work/archive" || return 1
	printf '%s  %s\n' "$sum" "$work/archive" | sha256sum -c --status ||
		stop "$from/$name.tar.gz has another checksum than $sum"
	tar -xzf "$work/archive" -C "$work" "$name" && mv -- "$work/$name" "$folder" && rm -r -- "$work"
}

# Nobody else has this source's name for what is built of it.
source_hash() {
	(cd -- "$home" && find compiler schemas integrations/gitlab Makefile VERSION -type f -print0 |
		LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c 1-32)
}

build() {
	[[ -x $folder/bin/examc ]] && "$folder/bin/examc" --version >/dev/null 2>&1 && return
	echo '::group::build examc'
	CI=true sh "$home/compiler/setup/deps.sh" -y core || exit 3
	[[ -x $folder/bin/examc ]] ||
		make -s -C "$home" -j"$(nproc)" install PREFIX= DESTDIR="$folder" || exit 3
	echo '::endgroup::'
}

main() {
	local home version own folder

	home=$(cd -- "$(dirname -- "$0")/../.." && pwd) || exit 3
	read -r own <"$home/VERSION" || exit 3
	version=${EXAMC_WANTED:-$own}
	[[ $version =~ ^[0-9]+(\.[0-9]+)+$ ]] || stop "'$version' is no version, such as $own"
	folder=${RUNNER_TEMP:-${TMPDIR:-/tmp}}/examc-$version
	if [[ ${1:-} = build ]]; then
		build
	elif command -v examc >/dev/null; then
		examc --version
		return
	elif ! download; then
		[[ $version = "$own" ]] || stop "there is no program of version $version for this machine, or no checksum of it"
		echo "no program of version $version is trusted here, so it is built"
		output build true
		output folder "$folder"
		output key "examc-$(uname -s)-$(uname -m)-$(source_hash)"
		return
	fi
	printf '%s\n' "$folder/bin" >>"${GITHUB_PATH:-/dev/null}"
	"$folder/bin/examc" --version || stop "the program does not run here"
}

main "$@"
exit
