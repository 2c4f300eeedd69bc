# Installs the tools and libraries of a layer (core, test) that are missing.
# Silent when nothing is. usage: sh deps.sh core|test [-y]
set -eu

layer=$1
yes=${2:-}

# A row a need: layer, how to see that it is there, and its package for apt,
# dnf, apk, pacman and brew ("-": part of another row or of the system).
needs() {
	cat <<'ROWS'
core cmd:cc            gcc             gcc               gcc            gcc         -
core file:stdio.h      libc6-dev       glibc-devel       musl-dev       glibc       -
core cmd:make          make            make              make           make        make
core cmd:pkg-config    pkg-config      pkgconf           pkgconf        pkgconf     pkgconf
core lib:libxml-2.0    libxml2-dev     libxml2-devel     libxml2-dev    libxml2     libxml2
core lib:libcmark      libcmark-dev    cmark-devel       cmark-dev      cmark       cmark
core lib:yaml-0.1      libyaml-dev     libyaml-devel     yaml-dev       libyaml     libyaml
core lib:libpcre2-8    libpcre2-dev    pcre2-devel       pcre2-dev      pcre2       pcre2
core lib:jansson       libjansson-dev  jansson-devel     jansson-dev    jansson     jansson
core lib:libxxhash     libxxhash-dev   xxhash-devel      xxhash-dev     xxhash      xxhash
core lib:libutf8proc   libutf8proc-dev utf8proc-devel    utf8proc-dev   libutf8proc utf8proc
test lib:check         check           check-devel       check-dev      check       check
test cmd:perl          perl            perl              perl           perl        perl
test cmd:python3       python3         python3           python3        python      python3
test py:jsonschema     python3-jsonschema python3-jsonschema py3-jsonschema python-jsonschema -
test cmd:git           git             git               git            git         git
test cmd:strace        strace          strace            strace         strace      -
test cmd:xmllint       libxml2-utils   libxml2           libxml2-utils  libxml2     -
ROWS
}

is_there() {
	case $1 in
	cmd:*) command -v "${1#cmd:}" >/dev/null 2>&1 ;;
	lib:*) pkg-config --exists "${1#lib:}" 2>/dev/null ;;
	py:*) python3 -c "import ${1#py:}" >/dev/null 2>&1 ;;
	file:*) echo "#include <${1#file:}>" | cc -E - >/dev/null 2>&1 ;;
	esac
}

missing() { # the names in the given column of what is not there
	needs | while read -r row probe apt dnf apk pacman brew; do
		[ "$row" = core ] || [ "$row" = "$layer" ] || continue
		is_there "$probe" && continue
		case $1 in
		probe) echo "${probe#*:}" ;;
		apt) echo "$apt" ;;
		dnf) echo "$dnf" ;;
		apk) echo "$apk" ;;
		pacman) echo "$pacman" ;;
		brew) echo "$brew" ;;
		esac
	done | grep -vx -- - | tr '\n' ' '
}

all=$(missing probe)
[ -n "$all" ] || exit 0

sudo=
if [ "$(id -u)" != 0 ] && command -v sudo >/dev/null 2>&1; then
	sudo=sudo
fi
for manager in apt-get dnf apk pacman brew none; do
	command -v "$manager" >/dev/null 2>&1 && break
done
case $manager in
apt-get)
	wait='-o DPkg::Lock::Timeout=300'
	line="$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $wait $(missing apt)"
	line="$sudo apt-get update -q $wait && $line"
	;;
dnf) line="$sudo dnf install -y $(missing dnf)" ;;
apk) line="$sudo apk add $(missing apk)" ;;
pacman) line="$sudo pacman -S --needed --noconfirm $(missing pacman)" ;;
brew) line="brew install $(missing brew)" ;;
none)
	echo "examc needs these, and this system's package manager is not known:" >&2
	echo "  $all" >&2
	exit 3
	;;
esac

if [ -z "$yes" ] && [ "${CI:-}" != true ] && [ "$(id -u)" != 0 ]; then
	echo "missing: $all" >&2
	if [ ! -t 0 ]; then
		echo "install with: $line" >&2
		exit 3
	fi
	printf 'run "%s"? [y/N] ' "$line" >&2
	read -r answer
	case $answer in y* | Y*) ;; *) exit 3 ;; esac
fi
echo "installing: $all" >&2
eval "$line" >&2

all=$(missing probe)
if [ -n "$all" ]; then
	echo "still missing after the installation: $all" >&2
	exit 3
fi
