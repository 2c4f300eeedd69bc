#!/bin/sh
# What 'make release' made works where nothing else is: the tarball is built without
# git, twice to the same bytes; the static program in an empty root; the package in a
# copy of BARE, the root folder of a Debian in which nothing was installed.
# usage: check.sh FOLDER [BARE]
set -eu
cd -- "$(dirname -- "$0")/.."
release=$(cd -- "$1" && pwd)
bare=${2:-}
version=$(cat VERSION)
arch=$(uname -m)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

same() {
	cmp -- "$1" "$2" && echo "ok - $3"
}

(cd "$release" && sha256sum --quiet -c SHA256SUMS)
echo 'ok - the checksums are those of the files'

# Elsewhere, at another time, under another umask.
(umask 077 && TZ=Asia/Tokyo release/dist.sh "$work/again" >/dev/null)
same "$release/examc-$version.tar.gz" "$work/again/examc-$version.tar.gz" \
	'the source: the same bytes'

mkdir "$work/bin" "$work/src"
printf '#!/bin/sh\necho "git was asked for: $*" >&2\nexit 127\n' >"$work/bin/git"
chmod +x "$work/bin/git"
tar -xzf "$release/examc-$version.tar.gz" -C "$work/src"
(
	PATH=$work/bin:$PATH
	export PATH
	cd "$work/src/examc-$version"
	make -s -j"$(nproc)" static deb >"$work/log" 2>&1 || {
		cat "$work/log"
		exit 1
	}
	if grep 'git was asked for' "$work/log"; then
		exit 1
	fi
	release/try.sh "$PWD/build/examc" "$version" 2>/dev/null
)
echo 'ok - the source is built without git'
for file in "examc-$version-linux-$arch.tar.gz" "examc_${version}_$(dpkg --print-architecture).deb"; do
	same "$release/$file" "$work/src/examc-$version/build/release/$file" \
		"$file: the same bytes in another folder"
done

mkdir "$work/empty"
tar -xzf "$release/examc-$version-linux-$arch.tar.gz" -C "$work"
cp "$work/examc-$version-linux-$arch/bin/examc" "$work/empty/"
cp -R content/linux-basics "$work/empty/bank"
chroot "$work/empty" /examc --version | grep 'left out: QR codes'
chroot "$work/empty" /examc check --no-cache /bank
chroot "$work/empty" /examc build --no-cache /bank -o /out
[ -s "$work/empty/out/site/linux-basics/index.html" ]
echo 'ok - the static program in an empty root'

lintian --fail-on error --allow-root "$release"/examc_"$version"_*.deb
echo 'ok - lintian'

if [ -z "$bare" ]; then
	echo 'SKIP the package in a bare Debian: no BARE=DIR'
	exit 0
fi
cp -a -- "$bare" "$work/bare"
cp "$release"/examc_"$version"_*.deb release/try.sh "$work/bare/tmp/"
chroot "$work/bare" sh -c "
	exec </dev/null
	export DEBIAN_FRONTEND=noninteractive
	apt-get update -qq && apt-get install -qq -y --no-install-recommends /tmp/examc_*.deb >/dev/null &&
	sh /tmp/try.sh examc $version && bash -n /usr/share/bash-completion/completions/examc"
echo 'ok - the package in a bare Debian'
