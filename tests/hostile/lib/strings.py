"""Strings that programs stumble over, a line each: what they take for a value,
a number, a command, a path, a format, or draw in another place than it stands.
"""
import unicodedata

WORDS = (
    "", " ", "  ", "null", "NULL", "nil", "none", "None", "undefined", "NaN", "Infinity", "true", "false", "yes",
    "no", "on",
    "off", "default", "constructor", "prototype", "__proto__", "toString", "valueOf", "this", "class", "self", "con",
    "nul",
    "aux.md", "lpt1", "index", ".", "..", "-", "--", "-x", "--help", "--fail-on=off", "*", "?", "~", "~root", "@",
    "@file", "#",
    "%", "!", "|", "&", ";", ":", "'", '"', "`", "\\", "/", "<", ">", "(", ")", "[", "]", "{", "}", "= =", "N/A",
    "test", "admin")

NUMBERS = (
    "0", "-0", "+1", "00", "1.", ".1", "1,000", "1.000,00", "1e9", "1e400", "-1e-400", "0x10", "0b1", "0o7", "1/0",
    "0/0", "2147483648",
    "-2147483649", "4294967296", "9223372036854775808", "-9223372036854775809", "18446744073709551616", "9" * 400,
    "0." + "0" * 300 + "1", "0.1e", "1_0", "١٢٣", "１２３", "½", "Ⅻ", "1\u00a0000", "−1", "2026-02-30", "0000-00-00",
    "1:60", "25:61")

PATHS = (
    "/etc/hostname", "../../../../etc/hostname", "..\\..\\windows\\win.ini", "C:\\", "\\\\host\\share",
    "//host/share",
    "file:///etc/hostname", "%2e%2e%2f%2e%2e%2fa", "..%c0%afa", "....//a", "a/../../b", "a//b", "a/./b", "./a",
    "/dev/zero",
    "/dev/stdin", "/proc/self/environ", "a\\b", "a:b", "a.md", "a.md/", ".hidden", ".git/config", "a b.md", "a.md ",
    "a" * 256,
    "/" * 300, "images/%00.png", "images/a.png?x", "images/a.png#x", "javascript:a", "https://", "http://a b/",
    "https://[::1]/",
    "https://user:word@host/", "https://xn--80ak6aa92e.com/", "mailto:a@b?bcc=c", "tel:1", "data:,x", "a://b", "//",
    "ftp://a/")

FORMATS = (
    "%s%s%s%s%s%s%s%s", "%n%n%n", "%x.%x.%x", "%99999999s", "%.9999999d", "%*d", "%1$s %2$s", "%", "%%",
    "%S %ls %hhn",
    "{0}", "{}", "{{}}", "{{7*7}}", "{{slot}}", "{% x %}", "${x}", "$x", "$(x)", "`x`", "#{x}", "<%= x %>",
    "<?= x ?>", "@{x}",
    "{match}", "{part}", "{0.__class__}", "\\n", "\\0", "\\x00", "\\u0000", "\\1", "&amp;", "&#0;", "&nosuch;", "%00",
    "%0a%0d",
    "%E2%80%AE", "^[[2J", "\\033[2J", "[color]", "$$", "$1", "\\\\", "'\\''", "\\\"", "(?<x>", "(a+)+$",
    "[[:alpha:]]", "^.*$")

COMMANDS = (
    "; id", "| id", "&& id", "$(id)", "`id`", "\n", "'; id; '", "--output=/tmp/x", "=1+1", "+1+1", "-1+1", "@SUM(1)",
    "=cmd|' /c x'!A1",
    "' OR 1=1 --", "'; DROP TABLE items; --", '" OR ""="', "1; SELECT pg_sleep(9)", "') UNION SELECT NULL--", "/**/",
    "*)(uid=*))(|",
    "' or count(/*)=1 or 'a'='b", '{"$gt": ""}', '","correct":true,"x":"', "]]>", "-->", "*/", "//", "<!--",
    "<![CDATA[", "<?x?>",
    "::error::x", "::stop-commands::x", "::add-mask::a", "##[error]x", "##vso[task.x]", "##teamcity[x]",
    "%0A::error::x",
    "section_start:1:a", "\\documentclass{x}", "\\input{/etc/hostname}", ".so /etc/hostname", "\u200b::error::x",
    " ::error::x")

MARKDOWN = (
    "- [x] another key", "- [ ] another option", "[x] key", "* [x] key", "1. step", "1) step", "prompt -> response",
    "- -> response",
    "> quote", "# heading", "## Explanation", "---", "***", "===", "```", "~~~", "    code", "\tcode", "`", "``", "*",
    "**", "_", "__a", "[",
    "[a]", "[a][b]", "[a]: /b", "[x]: /b", "[a](b", "[a](<b c>)", "![", "![a](b.png)", "![a](/etc/hostname)",
    "![](a.svg)",
    "<https://a>", "<a@b.c>", "<a", "<a>", "</a>", "|a|b|", "|-|-|", "a  ", "a\\", "\\", "\\*a\\*", "&copy", "[^1]",
    "[[a]]", "{#id}", "~~a~~",
    "id: a", "? a", "- a", "...", "%YAML 1.2", "&a b", "*a", "!!str a", "!a", "<<: *a", "a: b", "a #b", "@a", "`a`",
    "{a: b}", "[a, b]")

LETTERS = {"a": "аɑａ𝐚", "e": "еｅ𝐞", "o": "оοｏ0", "i": "іｉ1l", "s": "ѕｓ", "c": "сｃ", "p": "рｐ", "x": "хｘ×"}

# Characters of which one may come from anywhere.
ODD = (*range(0x80, 0xa1), 0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x1680, 0x17b4, 0x180e, *range(0x2000, 0x2010),
       *range(0x2028, 0x2030),
       *range(0x205f, 0x2070), 0x2800, 0x3000, 0x3164, 0xd7ff, 0xe000, 0xf8ff, *range(0xfe00, 0xfe10), 0xfeff, 0xffa0,
       *range(0xfff9, 0x10000), 0x1d173, 0x1fffe, 0xe0001, 0xe0041, 0xe007f, 0xe0100, 0xf0000, 0x10fffd, 0x10ffff)


def looks():
    """What is drawn in another place, or as something else, or not at all."""
    for i, mark in enumerate("\u202a\u202b\u202d\u202e\u2066\u2067\u2068"):
        end = "\u202c" if i < 4 else "\u2069"
        yield f"the answer {mark}si sihT{end} here" if i % 2 else f"never closed {mark}abc"
    for letter, twins in LETTERS.items():
        for twin in twins:
            yield f"stor{twin}ge of {letter}" if letter == "a" else f"cla{twin}s {letter}"
    for stack in (1, 9, 200, 2000):
        yield "a" + "\u0301" * stack
        yield "".join("z" + "\u0335\u0489\u0360"[i % 3] for i in range(stack))
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        yield unicodedata.normalize(form, "é ﬁ Å ① ｱ 가 ẛ̣ ǆ")
    for text in ("שלום עולם", "مرحبا بالعالم", "a שלום b", "١ مرحبا 2", "日本語の文", "中文，句子。", "한국어", "ไทยไม่มีช่องว่าง",
                 "हिन्दी", "தமிழ்",
                 "Ελληνικά", "Кириллица", "İıŞşĞğ", "ßẞ ſ", "ﷺ", "﷽" * 9, "ﬀﬁﬂﬃﬄﬅﬆ", "Ⓐⓑ", "ｆｕｌｌ", "𝕕𝕠𝕦𝕓𝕝𝕖", "🄰🅰",
                 "ᵗⁱⁿʸ", "˙ɐɹnʇ", "ＡＢ",
                 "“curly”", "‘a’", "«a»", "a—b–c‐d", "a…", "×÷±", "→⇒↵", "™®©", "№", "℃", "Ω", "K", "ﾊﾝｶｸ",
                 "\u0308\u0308", "\u0301a"):
        yield text
    for text in ("😀", "👍🏽", "👩‍💻", "👨‍👩‍👧‍👦", "🏳️‍🌈", "🇩🇪", "🇩", "1️⃣", "❤️", "❤︎", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🧑🏿‍🤝‍🧑🏻", "☠",
                 "\u200d", "👩‍", "🏽", "😀" * 500):
        yield text
    for code in ODD:
        yield f"a{chr(code)}b"
    for i in range(8):
        yield "".join(chr(c) for c in range(0x20 + i * 97, 0x20 + i * 97 + 90) if chr(c).isprintable())


def sizes():
    for n in (63, 64, 65, 255, 256, 1000, 4096, 8192, 8193, 20000):
        yield "a" * n
        yield ("word " * n)[:n].strip()
    yield "日" * 2731
    yield "<" * 3000
    yield "&" * 3000
    yield '"' * 3000
    yield "\\" * 2999
    yield "😀" * 2049
    yield "a," * 4000
    yield ("(" * 2000) + (")" * 2000)


def controls():
    """Bytes that no line of text has, one at a time."""
    for code in (*range(1, 10), *range(11, 32), 127):
        yield f"a{chr(code)}b"
    for text in ("a\0b", "\x1b[2J", "\x1b]0;title\x07", "\x1b]8;;https://a\x07b", "\x9b31m", "a\rb", "a\bb", "a\x7f",
                 "\x1bc", "\ufeffa"):
        yield text


def lines():
    """All of them, each once, none with a line end in it."""
    groups = (WORDS, NUMBERS, PATHS, FORMATS, COMMANDS, MARKDOWN, looks(), sizes(), controls())
    return [s for s in dict.fromkeys(s for group in groups for s in group) if "\n" not in s]
