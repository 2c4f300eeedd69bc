# What examc is built with (core), tested with (test, browser, pdf, fuzz, analyse) and
# released with (release), and how systems with Linux and glibc install it. Silent when
# all is there; exit 3 when something stays missing.
# usage: sh deps.sh [-y] LAYER...
set -eu

yes=
if [ "$1" = -y ]; then
	yes=1
	shift
fi
layers=" $* "

# A row a need: its layer, how to see that it is there, and its package for
# each package manager ("-": none, or part of the system).
needs() {
	cat <<'ROWS'
# layer probe       apt-get            dnf                 pacman
core cmd:cc         gcc                gcc                 gcc
core c:stdio.h      libc6-dev          glibc-devel         glibc
core c:linux/openat2.h linux-libc-dev     kernel-headers      linux-api-headers
core cmd:make       make               make                make
core cmd:pkg-config pkg-config         pkgconf-pkg-config  pkgconf
core pc:libxml-2.0  libxml2-dev        libxml2-devel       libxml2
core pc:libcmark    libcmark-dev       cmark-devel         cmark
core pc:yaml-0.1    libyaml-dev        libyaml-devel       libyaml
core pc:libpcre2-8  libpcre2-dev       pcre2-devel         pcre2
core pc:jansson     libjansson-dev     jansson-devel       jansson
core pc:libxxhash   libxxhash-dev      xxhash-devel        xxhash
core pc:libutf8proc libutf8proc-dev    utf8proc-devel      libutf8proc
core pc:freetype2   libfreetype-dev    freetype-devel      freetype2
core pc:libqrencode libqrencode-dev    qrencode-devel      qrencode
core font:LiberationSerif-Regular.ttf fonts-liberation2  liberation-fonts-all ttf-liberation
test pc:check       check              check-devel         check
test cmd:xmllint    libxml2-utils      libxml2             libxml2
test cmd:perl       perl               perl                perl
test cmd:python3    python3            python3             python
test py:jsonschema  python3-jsonschema python3-jsonschema  python-jsonschema
test py:yaml        python3-yaml       python3-pyyaml      python-yaml
test cmd:cbc        coinor-cbc         coin-or-Cbc         coin-or-cbc
test cmd:curl       curl               curl                curl
test cmd:git        git                git                 git
test cmd:strace     strace             strace              strace
test cmd:valgrind   valgrind           valgrind            valgrind
browser cmd:node    nodejs             nodejs              nodejs
browser cmd:npm     npm                npm                 npm
browser cmd:python3 python3            python3             python
browser cmd:chromium chromium           chromium            chromium
pdf cmd:chromium    chromium           chromium            chromium
pdf cmd:qpdf        qpdf               qpdf                qpdf
pdf cmd:pdftotext   poppler-utils      poppler-utils       poppler
pdf cmd:python3     python3            python3             python
pdf py:cv2          python3-opencv     python3-opencv      python-opencv
pdf cmd:zbarimg     zbar-tools         zbar                zbar
pdf cmd:pandoc      pandoc             pandoc              pandoc-cli
fuzz cmd:clang      clang              clang               clang
fuzz san:fuzzer     libclang-rt-dev    compiler-rt         compiler-rt
fuzz cmd:python3    python3            python3             python
analyse cmd:gcc     gcc                gcc                 gcc
analyse cmd:clang-tidy clang-tidy         clang-tools-extra   clang
analyse cmd:cppcheck cppcheck           cppcheck            cppcheck
release cmd:git      git                git                 git
release static:lzma  liblzma-dev        -                   -
release static:icuuc libicu-dev         -                   -
release static:stdc++ g++               -                   -
release cmd:strip    binutils           binutils            binutils
release cmd:dpkg-shlibdeps dpkg-dev     -                   -
release cmd:lintian  lintian            -                   -
ROWS
}

is_there() {
	case $1 in
	cmd:*) command -v "${1#*:}" ;;
	pc:*) pkg-config --exists "${1#*:}" ;;
	c:*) echo "#include <${1#*:}>" | cc -E - ;;
	font:*) find /usr/share/fonts -name "${1#*:}" | grep . ;;
	san:*) echo 'int LLVMFuzzerTestOneInput(void) { return 0; }' |
		clang -fsanitize="${1#*:},address,undefined" -x c -o /dev/null - ;;
	static:*) echo 'int main(void) { return 0; }' |
		cc -static -x c -o /dev/null - "-l${1#*:}" ;;
	py:*) python3 -c "import ${1#*:}" ;;
	esac >/dev/null 2>&1
}

# The rows of the wanted layers whose need is not met.
missing() {
	needs | while read -r layer probe packages; do
		case $layers in
		*" $layer "*) is_there "$probe" || echo "$probe $packages" ;;
		esac
	done
}

# One column of those rows, in one line.
column() {
	echo "$rows" | while read -r probe apt dnf pacman; do
		case $1 in
		need) echo "${probe#*:}" ;;
		apt-get) echo "$apt" ;;
		dnf) echo "$dnf" ;;
		pacman) echo "$pacman" ;;
		esac
	done | sort -u | grep -vx -e - | tr '\n' ' '
}

# Says why, and that the way ends here.
stop() {
	printf 'examc needs: %s\n%s\n' "$(column need)" "$1" >&2
	exit 3
}

rows=$(missing)
[ -n "$rows" ] || exit 0

for manager in apt-get dnf pacman none; do
	! command -v "$manager" >/dev/null 2>&1 || break
done
packages=$(column "$manager")
sudo=
[ "$(id -u)" = 0 ] || sudo='sudo '
case $manager in
# Without fresh lists a new machine knows no package; a list that cannot be
# fetched need not be one of ours.
apt-get)
	line="${sudo}apt-get update; ${sudo}env DEBIAN_FRONTEND=noninteractive \
apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 $packages"
	;;
dnf) line="${sudo}dnf install -y $packages" ;;
pacman) line="${sudo}pacman -Sy --needed --noconfirm $packages" ;;
esac
[ -n "$packages" ] ||
	stop "Please install this by hand: no package manager here is known to have it."

if [ -n "$sudo" ] && ! command -v sudo >/dev/null 2>&1; then
	stop "As root, run: $(echo "$line" | sed 's/sudo //g')"
fi
if [ -z "$yes" ] && [ "${CI:-}" != true ] && [ "$(id -u)" != 0 ]; then
	if ! [ -t 0 ] || ! [ -t 2 ]; then
		stop "Run: $line"
	fi
	printf 'examc needs: %s\n%s\nRun this? [Y/n] ' "$(column need)" "$line" >&2
	read -r answer || answer=n
	case $answer in '' | [Yy]*) ;; *) exit 3 ;; esac
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
trap 'exit 130' HUP INT TERM
export LC_ALL=C
echo "installing: $packages" >&2
# apt waits for dpkg's lock, but not for those on its lists and its archive,
# which a machine that has just started often holds.
tries=60
until eval "$line" >"$log" 2>&1; do
	grep -q 'Could not get lock' "$log" && [ $((tries -= 1)) != 0 ] || break
	sleep 5
done

rows=$(missing)
[ -n "$rows" ] || exit 0
cat "$log" >&2
stop "This is still missing."
