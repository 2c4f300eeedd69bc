#!/bin/sh
# A Debian package of the program that was built, its manual, its completions and
# the schemas for editors. Its libraries are those of the system it is made on.
# usage: deb.sh FOLDER
set -eu
cd -- "$(dirname -- "$0")/.."
version=$(cat VERSION)
arch=$(dpkg --print-architecture)
SOURCE_DATE_EPOCH=$(release/epoch.sh)
export SOURCE_DATE_EPOCH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 022

root=$work/root
doc=$root/usr/share/doc/examc
make -s install PREFIX=/usr DESTDIR="$root" ZSH="$root/usr/share/zsh/vendor-completions"
strip --strip-unneeded --remove-section=.comment "$root/usr/bin/examc"
rm "$doc/LICENSE" "$doc/CHANGELOG.md"
cp release/copyright "$doc/copyright"
{
	printf 'examc (%s) unstable; urgency=medium\n\n' "$version"
	release/notes.sh "$version" | sed -n 's/^- /  * /p; s/^  \([^*]\)/    \1/p'
	printf '\n -- %s  %s\n' "$(sed -n 's/^Maintainer: //p' release/control)" \
		"$(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")"
} >"$doc/changelog"
gzip -9n "$doc/changelog" "$root"/usr/share/man/man*/*

# What dpkg-shlibdeps reads, and says of the program's libraries.
mkdir "$work/debian" "$root/DEBIAN"
printf 'Source: examc\n\nPackage: examc\nArchitecture: any\n' >"$work/debian/control"
depends=$(cd "$work" && dpkg-shlibdeps -O root/usr/bin/examc | sed -n 's/^shlibs:Depends=//p')

sed -e "s/@VERSION@/$version/" -e "s/@ARCH@/$arch/" -e "s/@DEPENDS@/$depends/" \
	-e "s/@SIZE@/$(du -k -s --apparent-size "$root/usr" | cut -f 1)/" \
	release/control >"$root/DEBIAN/control"
(cd "$root" && find usr -type f | LC_ALL=C sort | xargs -d '\n' md5sum >DEBIAN/md5sums)
find "$root" -newermt "@$SOURCE_DATE_EPOCH" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
mkdir -p "$1"
dpkg-deb -Zxz --root-owner-group --build "$root" "$1/examc_${version}_$arch.deb" >/dev/null
echo "$1/examc_${version}_$arch.deb"
