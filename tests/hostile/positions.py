"""Known faults at known places: every finding must have the author's own line
and column, whatever stands before it.

A fault is written with ⟦ at each place that must be reported; a seeded
generator puts it behind front matter of many lengths, multi-byte text, tabs,
wrapped lines and markup, with LF or CRLF, with or without a BOM.
"""
import os
import random
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
import hostile as h  # noqa: E402

SEED = 20261123
EACH = 24  # documents of each fault
MARK = "⟦"
# Rules that are off but for who wants them.
ON = """\
pack: on
engine: 1
change:
  - {rule: iwf/vague-term, severity: warn, why: Its place is tried.}
  - {rule: iwf/absolute-term, severity: warn, why: Its place is tried.}
"""

RULES = """\
pack: own
engine: 1
rules:
  - id: word
    check: match
    in: [stem, option, rationale, explanation]
    pattern: '\\bzork\\b'
    severity: warn
    message: "'{match}' in {part}"
    why: A word that stands nowhere else.
    bad: [{stem: "Which zork is it?"}]
    ok: [{stem: "Which one is it?"}]
"""

WORDS = ["plain", "Größe", "naïve", "日本語", "данные", "e\u0301te\u0301", "🚀", "a👩‍💻b", "x\tz", "\t", "ﬁ",
         "𝔘𝔫𝔦", "no\u00a0break", "½", "¿", "“quoted”", "it’s", "中,文", "α→β", "% #", "a_b", "a * b", "C#", "q", "qq"]
MARKUP = [
    "**bold**", "*größe*", "`code`", "``a ` b``", "&amp;", "&#228;", "\\*", "\\\\",
    "[link](https://docs.aws.amazon.com/x)", "[日本](https://docs.aws.amazon.com/y?zork=1 \"tïtle\")",
    "<https://docs.aws.amazon.com/z>", "***two***", "`zork`", "**`co de`**", "_ünder_", "&copy;", "&lt;b&gt;",
]


class Gen:
    """Random surroundings; no part of them is a finding."""

    def __init__(self, rng):
        self.rng = rng

    def words(self, most=6):
        return " ".join(self.rng.choice(WORDS) for _ in range(self.rng.randrange(most))).strip(" \t")

    def before(self, indent="", first="Say", markup=True):
        """Inline text that begins a block and ends before a blank; it may
        wrap into lines that begin with INDENT."""
        out = [first]
        for _ in range(self.rng.randrange(5)):
            kind = self.rng.random()
            if kind < 0.25:
                out.append("\n" + indent + self.rng.choice(["sic", "größer", "日本", "then"]))
            elif kind < 0.55 and markup:
                out.append(" " + self.rng.choice(MARKUP))
            else:
                out.append(" " + self.rng.choice(WORDS))
        text = "".join(out)
        return text.replace(" \n", "\n").replace("\t\n", "\n").rstrip(" \t")

    def after(self):
        return self.rng.choice(["", " and so", " 日本", " größe **x**", " `x`", "."])

    def front_lines(self):
        """Lines of front matter that say nothing."""
        kinds = [lambda: "# " + self.words(), lambda: "", lambda: "#\t日本語 🚀",
                 lambda: "  # größe: [", lambda: "#" + "x" * self.rng.randrange(200)]
        most = self.rng.choice([0, 0, 3, 12, 60])
        return [self.rng.choice(kinds)().rstrip() for _ in range(self.rng.randrange(most + 1))]

    def keys(self):
        """Optional keys with multi-byte values, in every style."""
        some = ['skills: ["größe", 日本語, \'it\'\'s\']', "title: Größe 日本 🚀 \"x\"", 'title: "a\\tb\\u00e9 é"',
                "skills:\n  - größe\n  - |-\n    日本\n  - >-\n    a\n    b", "enemies: []",
                'skills: [a,\n  "b é \\\n  c", d]']
        rng, out, seen = self.rng, [], set()
        for line in rng.sample(some, rng.randrange(3)):
            if line.split(":")[0] not in seen:
                seen.add(line.split(":")[0])
                out.append(line)
        return out


def document(g, n, front=None, extra=None, body=None, kind="single", drop=()):
    """A question; FRONT replaces lines by key, EXTRA is added somewhere."""
    lines = {"id": f"id: q-{n}", "type": f"type: {kind}", "topic": "topic: alpha", "task": 'task: "1.1"',
             "difficulty": "difficulty: easy", "references": f"references: [https://docs.aws.amazon.com/{n}/]",
             "verified": f"verified: {h.TODAY}"}
    lines.update(front or {})
    keys = [v for k, v in lines.items() if k not in drop]
    used = {k.split(":")[0] for k in keys + (extra or [])}
    keys += [k for k in g.keys() if k.split(":")[0] not in used]
    g.rng.shuffle(keys)
    for line in extra or []:
        keys.insert(g.rng.randrange(len(keys) + 1), line)
    out = []
    for k in keys:
        out += g.front_lines() if g.rng.random() < 0.3 else []
        out.append(k)
    return "---\n" + "\n".join(out) + "\n---\n" + "\n" * g.rng.randrange(4) + (body or choice(g))


def stem_of(g, text=None):
    pre = g.rng.choice(["", g.before() + ".\n\n", "- a list\n- of the stem\n\n", "```sh\nls größe\n```\n\n",
                        "1. one\n2. two\n\n", "> a quote 日本\n\n"])
    return pre + (text if text is not None else g.before(first="Which") + " one?") + "\n"


def choice(g, stem=None, options=None, tail=""):
    """A body of stem and options; OPTIONS replaces the list."""
    return stem_of(g, stem) + "\n" * g.rng.randrange(1, 3) + (options or options_of(g)) + tail


def options_of(g, first=None, why=None, mark="[ ]", bullet="-"):
    """Three options; FIRST is the text of the middle one, WHY its rationale."""
    rows = [(g.before("  ", "Alpha", False), "[x]", "It " + g.words()),
            (first or g.before("  ", "Beta", False), mark, why or "They " + g.words()),
            (g.before("  ", "Gamma", False), "[ ]", "We " + g.words())]
    return "".join(f"{bullet} {m} {text}\n  > {reason}\n" for text, m, reason in rows)


# Faults: name -> (rule, maker of a document). Makers get a Gen and a number.

FAULTS = {}


def fault(rule, name=None):
    def add(make):
        FAULTS[name or make.__name__.replace("_", " ")] = (rule, make)
        return make
    return add


def front_fault(rule, name, key, *values):
    """A fault in the line of KEY (or in an added one)."""
    base = {"id", "type", "topic", "task", "difficulty", "references", "verified"}

    def make(g, n):
        line = g.rng.choice(values).replace("{n}", str(n))
        return document(g, n, {key: line}) if key in base else document(g, n, extra=[line])
    FAULTS[name] = (rule, make)


front_fault("schema/unknown-key", "unknown key", "colour", "⟦colour: red", "⟦größe: 日本", "'⟦it''s': x", '"⟦a b": x',
            "⟦nothing-like-it: [a, b]", "⟦author:\n  name: x", "⟦x_y: é")
front_fault("schema/unknown-key", "misspelt key", "difficulty", "⟦dificulty: easy", '"⟦dificulty": easy',
            "⟦difficultly: hard")
front_fault("schema/unknown-key", "unknown key in a flow mapping", "lint",
            'lint: {allow: [{rule: iwf/vague-term, why: "größe 日本", ⟦when: x}]}',
            'lint: {allow: [{⟦wenn: "日本", rule: iwf/vague-term, why: x}]}')
front_fault("schema/bad-value", "bad enumeration", "difficulty", "difficulty: ⟦mediun", 'difficulty: "⟦tough"',
            "difficulty: '⟦größe'", "difficulty:   ⟦Easy  # 日本", "difficulty:\n  ⟦hart", "difficulty: ⟦日本")
front_fault("schema/bad-value", "bad status", "status", "status: ⟦done", 'status: "⟦дone"')
front_fault("schema/bad-value", "bad id", "id", "id: ⟦Not_An_Id{n}", 'id: "⟦größe{n}"', "id: ⟦a--b{n}",
            "id: ⟦-a{n}", "id: ⟦日本🚀{n}")
front_fault("schema/bad-value", "bad topic", "topic", "topic: ⟦Größe", 'topic: "⟦A B"')
front_fault("schema/bad-value", "bad decides", "decides", "decides: ⟦Cost", "decides: '⟦größe'")
front_fault("schema/bad-value", "bad case", "case", "case: ⟦A_b", "case: '⟦größe'")
front_fault("schema/bad-value", "bad part", "part", "part: ⟦0", "part: '⟦ü'")
front_fault("schema/bad-value", "bad date", "verified", "verified: ⟦2026-13-01", "verified: ⟦2026-02-30",
            "verified: '⟦today'")
front_fault("schema/bad-value", "bad URL", "references",
            "references: [https://docs.aws.amazon.com/a, ⟦ftp://x.org/]",
            "references:\n  - https://docs.aws.amazon.com/a # größe\n  - ⟦javascript:alert(1)",
            "references:\n  - {quote: \"größe 日本 🚀\", url: ⟦www.x.org}", "references: ['⟦größe.de/']",
            "references:\n- quote: é\n  url: \"https://a⟦ b\"")
front_fault("schema/bad-value", "empty value", "title", 'title: "⟦"', "title: '⟦'")
front_fault("schema/bad-value", "bad member of a list", "services", "services: [amazon-new-store, ⟦Größe]",
            "services:\n  - amazon-new-store\n\n  # é\n  - ⟦A B", 'services: [ "⟦日本" ]')
front_fault("schema/wrong-shape", "one value for a list", "services", "services: ⟦amazon-new-store",
            'services: "⟦größe"')
front_fault("schema/wrong-shape", "a list for one value", "title", "title: ⟦[größe, b]",
            "title:\n  ⟦- größe\n  - b", "title: ⟦{größe: b}")
front_fault("item/unknown-type", "unknown type", "type", "type: ⟦singel", 'type: "⟦größe"', "type: ⟦true-false")
front_fault("bank/unknown-topic", "unknown topic", "topic", "topic: ⟦alfa", 'topic: "⟦beta"')
front_fault("bank/unknown-task", "unknown task", "task", 'task: "⟦9.9"', "task: ⟦größe", "task: '⟦日本'")
front_fault("bank/unknown-decides", "unknown decides", "decides", "decides: ⟦costs", "decides: '⟦time'")
front_fault("bank/unknown-service", "unknown service", "services", "services: [amazon-new-store, ⟦amazon-newstore]",
            "services:\n  - ⟦nope")
front_fault("bank/unknown-item", "unknown relative", "enemies", "enemies: [⟦nobody]", "enemies:\n  - ⟦no-1")
front_fault("bank/unknown-case", "unknown case", "case", "case: ⟦nowhere")
front_fault("yaml/unsupported", "anchor", "title", "title: ⟦&a größe", "skills: [é, ⟦&a b]")
front_fault("yaml/unsupported", "alias", "title", "title: ⟦*a", "skills: [日本, ⟦*a ]")
front_fault("yaml/unsupported", "tag", "title", "title: ⟦!x größe", "skills: [日本, ⟦!!str b]")
front_fault("yaml/unsupported", "merge key", "lint", "⟦<<: {a: b}", "lint: {größe: 日本, ⟦<<: {}}")
front_fault("yaml/unsupported", "escaped control character", "title", 'title: "⟦größe \\e[2J"',
            'title: "⟦\\u202e日本"', 'skills: ["é", "⟦\\0"]')
front_fault("yaml/syntax", "second colon", "title", "title: größe 日本⟦: x", "title: a⟦: b")
front_fault("yaml/syntax", "tab for indentation", "skills", "skills:\n⟦\t- a", "lint:\n⟦\tallow: []")
front_fault("yaml/syntax", "reserved character", "title", "title: ⟦@größe", "title: ⟦`x`", "skills: [日本, ⟦@x]")
front_fault("yaml/syntax", "unknown escape", "title", 'title: "größe 日本 ⟦\\q"', 'title: "⟦\\d+"')
front_fault("lint/unknown-rule", "unknown rule in allow", "lint",
            'lint: {allow: [{why: "größe 日本", rule: ⟦iwf/nope}]}',
            "lint:\n  allow:\n    - why: é\n      rule: '⟦iwf/nope'")
front_fault("lint/unused-allow", "unused allow", "lint", 'lint: {allow: [{why: "日本", rule: ⟦iwf/vague-term}]}')
front_fault("item/stale-facts", "stale facts", "verified", "verified: ⟦2020-01-01", "verified:   '⟦2021-12-31' # é")
front_fault("item/unofficial-reference", "unofficial reference", "references",
            "references: [⟦https://example.org/]",
            "references:\n  - {quote: größe, url: '⟦https://example.org/'}")


@fault("yaml/duplicate-key")
def duplicate_key(g, n):
    text = document(g, n, extra=["title: größe", "title: 日本"])
    first = text.index("title:")
    second = text.index("title:", first + 1)
    return text[:second] + MARK + text[second:]


@fault("schema/missing-key")
def missing_key(g, n):
    return MARK + document(g, n, drop=(g.rng.choice(["id", "topic", "task", "difficulty"]),))


@fault("yaml/unclosed-front-matter")
def unclosed_front_matter(g, n):
    return MARK + "---\n" + h.front(f"q-{n}") + "\n".join(g.front_lines()) + "\n" + choice(g)


@fault("yaml/no-front-matter")
def no_front_matter(g, n):
    return MARK + choice(g)


def byte_fault(rule, name, raw, in_front=True):
    """RAW bytes inside a value, a comment, the stem or a rationale."""
    def make(g, n):
        place = g.rng.choice(["value", "comment", "stem", "rationale"] if in_front else ["stem", "rationale"])
        what = f"{g.words()}⟦{raw} x"
        if place == "value":
            return document(g, n, extra=[f'title: "{what}"'])
        if place == "comment":
            return document(g, n, extra=["# " + what])
        if place == "stem":
            return document(g, n, body=choice(g, g.before(first="Which") + " " + what + " one?"))
        return document(g, n, body=choice(g, options=options_of(g, why="As " + what)))
    FAULTS[name] = (rule, make)


byte_fault("file/bidi-control", "bidi control", "\u202e")
byte_fault("file/control-character", "C0 control", "\x07")
byte_fault("file/control-character", "escape sequence", "\x1b[31m")
byte_fault("file/control-character", "C1 control", "\x9b")
byte_fault("file/control-character", "BOM inside", "\ufeff")
byte_fault("file/control-character", "noncharacter", "\ufffe")
byte_fault("file/encoding", "byte that is not UTF-8", "\udcff")
byte_fault("file/line-break", "lone CR", "\r")


@fault("file/line-break")
def line_separator_in_front_matter(g, n):
    separator = g.rng.choice("\x85\u2028\u2029")
    return document(g, n, extra=[f'title: "{g.words()}⟦{separator}x"'])


# Faults of the body's inlines: found in the stem, an option, a rationale.


def text_in(g, place, text):
    """A body with TEXT (a finding in it) in the middle of some place."""
    def said(indent, first):
        return g.before(indent, first) + " " + text + g.after()
    if place == "stem":
        return choice(g, said("", "Which") + "\n\nWhich one?")
    if place == "indented stem":
        pad = " " * g.rng.randrange(1, 4)
        return choice(g, pad + g.before(pad, "Which") + " " + text + "\n\nWhich one?")
    if place == "list":
        return choice(g, "- " + said("  ", "Item") + "\n\nWhich one?")
    if place == "option":
        return choice(g, options=options_of(g, said("  ", "Beta")))
    if place == "loose option":
        return choice(g, options=options_of(g, g.before("  ", "Beta") + "\n\n  " + said("  ", "Also") + "\n"))
    if place == "lazy option":
        return choice(g, options=options_of(g, said("", "Beta")))
    if place == "rationale":
        return choice(g, options=options_of(g, why=said("  > ", "As")))
    if place == "explanation":
        return choice(g, tail="\n## Explanation\n\n" + said("", "As") + "\n")
    row = f"größe,{g.rng.choice(['x', '日本', '**b**'])} {text}"
    return choice(g, f"Which?\n\n```table\nname,value\n{row}\n```\n\nWhich one?")


def inline_fault(rule, name, *texts, where=("stem", "option", "rationale")):
    """A finding in running text; {indent} begins a wrapped line."""
    indents = {"option": "  ", "loose option": "  ", "list": "  ", "rationale": "  > "}

    def make(g, n):
        place = g.rng.choice(where)
        text = g.rng.choice(texts).replace("{indent}", indents.get(place, ""))
        return document(g, n, body=text_in(g, place, text))
    FAULTS[name] = (rule, make)


ALL = ("stem", "indented stem", "list", "option", "loose option", "lazy option", "rationale", "explanation")
inline_fault("own/word", "pattern in running text", "⟦zork", where=ALL)
inline_fault("own/word", "pattern twice", "⟦zork, ⟦zork", where=ALL)
inline_fault("own/word", "pattern in emphasis", "**größe ⟦zork**", "*⟦zork*", "***日本 ⟦zork***", where=ALL)
inline_fault("own/word", "pattern in a link's text", "[größe ⟦zork](https://docs.aws.amazon.com/zork)", where=ALL)
inline_fault("own/word", "pattern behind the same word as code", "`zork` ⟦zork", "``zork`` ⟦zork", where=ALL)
inline_fault("own/word", "pattern behind a link's destination", "[x](https://docs.aws.amazon.com/zork) ⟦zork",
             where=ALL)
inline_fault("own/word", "pattern behind a link's title", "[x](https://docs.aws.amazon.com/ \"zork\") ⟦zork",
             where=ALL)
inline_fault("own/word", "pattern behind entities and escapes", "&auml;\\*&#x65E5;\\\\ ⟦zork", where=ALL)
inline_fault("own/word", "pattern behind an autolink", "<https://docs.aws.amazon.com/zork> ⟦zork", where=ALL)
inline_fault("own/word", "pattern behind a hard break", "x\\\n⟦zork", "x  \n⟦zork", where=("stem", "explanation"))
inline_fault("own/word", "pattern behind a wrapped code span", "`größe\n{indent}zork` ⟦zork", where=ALL)
inline_fault("own/word", "pattern in an image's text", "![größe ⟦zork](p.png)", where=ALL)
inline_fault("own/word", "pattern behind an image", "![größe](p.png \"zork\") ⟦zork", where=ALL)
inline_fault("own/word", "pattern behind an ampersand", "&amp; ⟦zork", "&#38;amp; ⟦zork", "&nope; ⟦zork",
             "AT&T & ⟦zork", where=ALL)
inline_fault("own/word", "pattern behind escapes", "\\&amp; ⟦zork", "\\<\\b> ⟦zork", "\\\\\\& ⟦zork", where=ALL)
inline_fault("own/word", "pattern in a table", "⟦zork", where=("table",))
inline_fault("iwf/none-of-the-above", "none of the above", "(⟦none of the above)", where=("option", "lazy option"))
inline_fault("iwf/vague-term", "vague term", "⟦often", "**⟦usually**", where=("option", "loose option"))
inline_fault("iwf/absolute-term", "absolute term", "⟦always", where=("option", "loose option"))
inline_fault("item/shuffle-unsafe", "name of a place", "⟦option A here", where=("rationale",))
inline_fault("service/renamed", "old name of a service", "⟦Amazon Classic Store", "**⟦Amazon Classic Store**",
             where=("stem", "option"))
inline_fault("markdown/raw-html", "raw HTML", "⟦<b>", "⟦<instance-type>", '⟦<a href="größe">', where=ALL)
inline_fault("markdown/raw-html", "raw HTML twice", "⟦<wbr>日本⟦<wbr>", where=ALL)
inline_fault("markdown/raw-html", "raw HTML, an element", "⟦<i>x</i>", where=ALL)
inline_fault("markdown/raw-html", "HTML comment", "⟦<!-- größe -->", where=ALL)
inline_fault("markdown/raw-html", "raw HTML behind the same as code", "`<b>` ⟦<b>", where=ALL)
inline_fault("markdown/raw-html", "raw HTML in a table", "⟦<b>", where=("table",))
inline_fault("markdown/bad-url", "bad link", "[größe](⟦javascript:alert)", "[x](⟦ftp://größe.de)",
             '[x](⟦//a.b "日本")', "[**b**](⟦file:///x)", where=ALL)
inline_fault("markdown/bad-url", "bad link, the text says the same", "[data:x](⟦data:x)", where=ALL)
inline_fault("markdown/bad-url", "bad link in brackets", "[x](<⟦größe ü>)", where=("stem", "option"))
inline_fault("markdown/bad-url", "two bad links", "[x](⟦a.b) [y](⟦a.b)", where=ALL)
inline_fault("markdown/bad-url", "bad link in a table", "[größe](⟦a.b)", where=("table",))
inline_fault("image/missing", "missing image", "![größe](⟦nope.png)", "![日本](⟦images/nope.gif)", where=ALL)
inline_fault("image/refused", "image outside", "![größe](⟦../../x.png)", "![x](⟦/etc/x.png)", "![x](⟦.x.png)",
             "![x](⟦https://a.b/x.png)", where=ALL)
inline_fault("file/control-character", "entity that makes a control character", "⟦&#1;", "⟦&#xFFFE;", "⟦&#27;",
             "⟦&#x202E;", where=ALL)
inline_fault("file/control-character", "entity behind harmless ones", "&#228;&#x65E5; ⟦&#1;", where=ALL)


# Faults of the body's blocks: at the block's start.


def options_fault(rule, name, *lists):
    """The whole option list is given; {0}, {1} and {2} are three harmless
    texts, {w} a harmless rationale."""
    def make(g, n):
        texts = [g.before("  ", s, False) for s in ("Alpha", "Beta", "Gamma", "Delta")]
        text = g.rng.choice(lists).replace("{w}", "As " + g.words().replace("\t", " "))
        for i, t in enumerate(texts):
            text = text.replace("{%d}" % i, t)
        return document(g, n, body=choice(g, options=text))
    FAULTS[name] = (rule, make)


W = "\n  > {w}\n"
options_fault("markdown/bad-marker", "bad marker", f"- [x] {{0}}{W}- ⟦[y] {{1}}{W}- [ ] {{2}}{W}- [ ] {{3}}{W}",
              f"- [x] {{0}}{W}- [ ] {{2}}{W}- [ ] {{3}}{W}- ⟦[] {{1}}{W}",
              f"- [x] {{0}}{W}- ⟦[ x ] {{1}}{W}- [ ] {{2}}{W}- [ ] {{3}}{W}",
              f"-   [x] {{0}}\n    > {{w}}\n-   [ ] {{2}}\n    > {{w}}\n-   ⟦[o] {{1}}\n    > {{w}}\n-   [ ] {{3}}\n    > {{w}}\n")
options_fault("item/no-rationale", "missing rationale", f"- [x] {{0}}{W}- ⟦[ ] {{1}}\n- [ ] {{2}}{W}",
              f"* ⟦[x] {{0}}\n* [ ] {{1}}{W}* [ ] {{2}}{W}",
              f" - [x] {{0}}\n   > {{w}}\n - [ ] {{1}}\n   > {{w}}\n - ⟦[ ] {{2}}\n")
options_fault("item/duplicate-option", "duplicate option",
              f"- [x] {{0}}{W}- [ ] Beta gr\u00f6\u00dfe{W}- [ ] ⟦Beta  gro\u0308\u00dfe{W}",
              f"- [ ] Beta 日本{W}- [x] ⟦Beta 日本{W}- [ ] {{0}}{W}")
options_fault("item/similar-options", "similar option",
              f"- [x] {{0}}{W}- [ ] Beta größe{W}- [ ] ⟦beta  Größe.{W}")
options_fault("item/many-keys", "second key", f"- [x] {{0}}{W}- [ ] {{1}}{W}- ⟦[x] {{2}}{W}- [ ] {{3}}{W}")
options_fault("markdown/bad-marker", "bad marker behind a tab",
              f"-\t[x] {{0}}\n\t> {{w}}\n-\t⟦[y] {{1}}\n\t> {{w}}\n-\t[ ] {{2}}\n\t> {{w}}\n-\t[ ] {{3}}\n\t> {{w}}\n")
options_fault("item/no-rationale", "missing rationale behind a tab",
              "-\t[x] {0}\n\t> {w}\n-\t⟦[ ] Größe\n-\t[ ] {2}\n\n\t> {w}\n")
options_fault("own/word", "pattern behind tabs",
              "-\t[x] {0}\n\t> {w}\n-\t[ ]\tGröße\t⟦zork\n\t>\t{w}\n-\t[ ] {2}\n\t>\tIt ⟦zork\n\t> \t日本 ⟦zork\n")
options_fault("own/word", "pattern in a lazy rationale",
              "- [x] {0}\n  > As\nlazy größe ⟦zork\n- [ ] {1}\n  > {w}\n- [ ] {2}\n  > {w}\n")
options_fault("own/word", "pattern in an outer rationale",
              "- [x] {0}\n> As größe\n> 日本 ⟦zork\n\n- [ ] {1}\n  > {w}\n- [ ] {2}\n  > {w}\n")
options_fault("own/word", "pattern in a block of an option",
              "- [x] {0}\n\n  1. größe\n  2. 日本 ⟦zork\n\n  ```\n  zork\n  ```\n\n  ⟦zork\n  > {w}\n- [ ] {1}\n  > {w}\n- [ ] {2}\n  > {w}\n")
options_fault("item/no-key", "no key", f"⟦- [ ] {{0}}{W}- [ ] {{1}}{W}- [ ] {{2}}{W}",
              f"   ⟦- [ ] {{0}}{W.replace('  >', '     >')}")
options_fault("item/few-distractors", "one distractor", f"⟦- [x] {{0}}{W}- [ ] {{1}}{W}")
options_fault("markdown/mixed-list", "plain item among options",
              f"- [x] {{0}}{W}⟦- {{1}}\n- [ ] {{2}}{W}- [ ] {{3}}{W}")
options_fault("markdown/second-bullet", "second bullet", f"- [x] {{0}}{W}- [ ] {{1}}{W}⟦* [ ] {{2}}{W}")
options_fault("markdown/orphan-rationale", "quote cut off",
              f"- [x] {{0}}{W}- [ ] {{1}}{W}- [ ] {{2}}\n\n⟦> {{w}}\n")
options_fault("markdown/orphan-rationale", "second quote",
              f"- [x] {{0}}{W}- [ ] {{1}}{W}\n  ⟦> {{w}}\n- [ ] {{2}}{W}")
options_fault("markdown/text-after-options", "text behind the options",
              f"- [x] {{0}}{W}- [ ] {{1}}{W}- [ ] {{2}}{W}\n⟦Größe 日本.\n",
              f"- [x] {{0}}{W}- [ ] {{1}}{W}- [ ] {{2}}{W}\n ⟦One\nmore.\n")
options_fault("markdown/marker-link", "marker that defines a link",
              f"- [x] {{0}}{W}- [ ] {{1}}{W}- [ ] {{2}}{W}\n⟦[x]: https://a.b\n")
options_fault("markdown/marker-link", "marker that is a link",
              f"- ⟦[x](https://a.b) größe{W}- [ ] {{1}}{W}- [ ] {{2}}{W}- [x] {{3}}{W}")
options_fault("markdown/bad-marker", "bullet without a blank", f"Größe\n⟦-[x] {{0}}\n", "⟦[ ] größe\n[x] b\n")


def stem_fault(rule, name, *texts):
    def make(g, n):
        pad = " " * g.rng.choice([0, 0, 1, 3])
        text = g.rng.choice(texts)
        lines = [pad + line if line.strip() else line for line in text.split("\n")]
        pre = g.rng.choice(["", g.before() + ".\n\n"])
        return document(g, n, body=choice(g, pre + "\n".join(lines) + "\n\nWhich one?"))
    FAULTS[name] = (rule, make)


stem_fault("own/word", "pattern behind a code block", "```\nzork größe\n```\n\n⟦zork",
           "Größe:\n\n    zork\n\n日本 ⟦zork")
stem_fault("own/word", "pattern behind a table", "```table\na,zorks\nb,c\n```\n\n⟦zork")
stem_fault("own/word", "pattern behind a definition",
           "[größe]: https://docs.aws.amazon.com/ 'x zork y'\nThe ⟦zork [größe]",
           "[a]: https://docs.aws.amazon.com/ 'zork '\n⟦zork [a]")
inline_fault("own/word", "pattern behind what looks like a definition", "\n\n[größe]: 日本 ⟦zork b",
             "\n\n[a] and [b]: ⟦zork", "\n\n[a]: b\n[c]: ⟦zork d", where=("stem", "explanation"))
options_fault("own/word", "option that looks like a definition",
              "- [x] {0}\n  > {w}\n- [ ] [a]: größe ⟦zork\n  > {w}\n- [ ] {1}\n  > [b]: ⟦zork 日本 x\n")
stem_fault("own/word", "pattern in lists and quotes", "> größe\n> - 日本\n>   1. ⟦zork", "* * ⟦zork")
stem_fault("markdown/heading", "heading", "⟦# Größe", "⟦### 日本 ###", "⟦Größe\n=====")
stem_fault("markdown/pipe-table", "pipe table", "⟦| größe | b |\n|---|:-:|\n| 日本 | 2 |", "⟦a | b\n--- | ---\nc | d")
stem_fault("markdown/raw-html", "HTML block", "⟦<div>größe</div>", "⟦<p>\n日本\n</p>", "⟦<!-- größe -->")
stem_fault("markdown/bad-table", "ragged table", "```table\na,größe\nb,c\n⟦d\n```", "~~~table\na\n⟦b,日本\n~~~")
stem_fault("markdown/bad-table", "ragged table behind a wrapped cell", "```table\na,größe\n\"b\nb\",c\n⟦d\n```")
stem_fault("markdown/bad-table", "table without rows", "⟦```table\na,größe\n```")


@fault("markdown/unclosed-fence")
def unclosed_fence(g, n):
    pad = " " * g.rng.randrange(4)
    fence = g.rng.choice(["```", "````", "~~~", "```sh größe"])
    return document(g, n, body=g.before() + f"\n\n{pad}⟦{fence}\n{g.words()}\n\n{options_of(g)}")


@fault("markdown/unclosed-fence")
def unclosed_fence_in_an_option(g, n):
    opening = f"- [x] Alpha\n\n  ⟦```\n  größe\n  > why\n"
    return document(g, n, body=choice(g, options=opening))


@fault("markdown/swallowed-options")
def swallowed_options(g, n):
    html = g.rng.choice(["⟦<div>", "⟦<!-- größe", "⟦<details>"])
    return document(g, n, body=f"{g.before()}\n\n{html}\n{options_of(g)}".replace("\n\n- ", "\n- "))


@fault("item/select-n")
def number_of_keys(g, n):
    return document(g, n, body=choice(g, g.before(first="Which") + " ones? ⟦(Select TWO.)"))


@fault("iwf/negative-lead")
def negative_lead(g, n):
    return document(g, n, body=choice(g, f"Which of these {g.words(3)} is ⟦NOT a Region?"))


def listing(rule, name, kind, *bodies):
    def make(g, n):
        body = g.before(first="Order") + ":\n\n" + g.rng.choice(bodies)
        return document(g, n, kind=kind, body=body)
    FAULTS[name] = (rule, make)


EXPLAIN = "\n## Explanation\n\nBecause größe.\n"
listing("own/word", "pattern in a step", "ordering", f"1. größe\n2. 日本 **x** ⟦zork\n3. c\n{EXPLAIN}")
listing("item/step-count", "two steps", "ordering", f"⟦1. größe\n2. b\n{EXPLAIN}")
listing("item/duplicate-option", "duplicate step", "ordering", f"1. größe\n2. b\n3. ⟦grö\u00adße\n{EXPLAIN}")
listing("item/similar-options", "similar step", "ordering", f"1. größe\n2. b\n3. ⟦Größe\n{EXPLAIN}")
listing("markdown/bad-pair", "no arrow", "matching", f"- größe -> b\n- ⟦日本 b\n- c -> d\n- e -> f\n{EXPLAIN}")
listing("own/word", "pattern in a prompt", "matching", f"- größe ⟦zork -> b\n- a -> c\n- d -> e\n{EXPLAIN}")
listing("own/word", "pattern in a response", "matching",
        f"- größe -> 日本 ⟦zork\n- zork2 -> c\n- d -> e\n{EXPLAIN}",
        f"- `a -> b` größe -> 日本 ⟦zork\n- a -> c\n- d -> e\n{EXPLAIN}",
        f"- a -> b\n- c -> d\n- e -> f\n- -> größe ⟦zork\n{EXPLAIN}")
listing("item/duplicate-response", "duplicate response", "matching",
        f"- größe -> 日本\n- a -> ⟦日本\n- d -> e\n{EXPLAIN}")
listing("item/pair-count", "two pairs", "matching", f"⟦- größe -> 日本\n- a -> b\n{EXPLAIN}")
listing("item/wrong-body", "bullets for steps", "ordering", f"⟦- größe\n- 日本\n- c\n{EXPLAIN}")


@fault("item/no-explanation")
def no_explanation(g, n):
    return MARK + document(g, n, kind="ordering", body="Order:\n\n1. a\n2. b\n3. c\n")


# Front matter and rules of their own: whole banks, one fault each.

YAML_FAULTS = [
    ("exam.yaml", "schema/unknown-key",
     h.EXAM.replace("tolerance: 100\n", "tolerance: 100\n# 日本\n⟦größe: 1\n")),
    ("exam.yaml", "schema/unknown-key", h.EXAM.replace("name: Do things}", 'name: "Größe 日本", ⟦nam: x}')),
    ("exam.yaml", "schema/bad-value", h.EXAM.replace("weight: 100", "weight: ⟦1e2 # é")),
    ("exam.yaml", "schema/bad-value", h.EXAM.replace("minutes: 10,", "minutes: '⟦größe',")),
    ("exam.yaml", "schema/missing-key", h.EXAM.replace("  - id: one\n    name: First domain", "  - ⟦id: one")),
    ("exam.yaml", "exam/weights", h.EXAM.replace("weight: 100", "weight: ⟦90")),
    ("exam.yaml", "exam/unknown-task", h.EXAM.replace('tasks: ["1.1"]}', 'tasks: ["1.1", "⟦größe"]}')),
    ("exam.yaml", "exam/duplicate-id",
     h.EXAM.replace('tasks: ["1.1"]}', 'tasks: ["1.1"]}\n  - {name: 日本, id: ⟦alpha, tasks: ["1.1"]}')),
    ("exam.yaml", "yaml/syntax", h.EXAM.replace("title: Demo exam", "title: Größe 日本⟦: exam")),
    ("exam.yaml", "yaml/duplicate-key", h.EXAM + "# größe\n⟦title: x\n"),
    ("services.yaml", "schema/bad-value",
     h.SERVICES.replace("status: active", "status: ⟦aktiv").replace("Amazon New Store", "Größe 日本")),
    ("services.yaml", "exam/duplicate-id",
     h.SERVICES + "  - {name: 日本語, id: ⟦old-store, scope: in, status: active}\n"),
    ("services.yaml", "exam/unknown-service",
     h.SERVICES.replace("name: Old Store", "name: Größe, part-of: ⟦nope")),
    ("rules/own.yaml", "rules/bad-pattern", RULES.replace("'\\bzork\\b'", "'größe 日本 a⟦)'")),
    ("rules/own.yaml", "rules/bad-pattern", RULES.replace("'\\bzork\\b'", '"größe⟦)"')),
    ("rules/own.yaml", "rules/bad-pattern", RULES.replace("'\\bzork\\b'", "größe 日本 ⟦)x")),
    ("rules/own.yaml", "rules/bad-pattern", RULES.replace("'\\bzork\\b'", "'größe ⟦${NOPE} x'")),
    ("rules/own.yaml", "rules/bad-pattern",
     RULES.replace("rules:\n", "define:\n  W: 'x{1,2}日本'\nrules:\n", 1).replace("'\\bzork\\b'", "'${W} größe ${W} a⟦)'")),
    ("rules/own.yaml", "schema/bad-value", RULES.replace("severity: warn", "severity: ⟦warning # é")),
    ("rules/own.yaml", "rules/bad-rule", RULES.replace("check: match", "check: ⟦mach")),
    ("rules/own.yaml", "rules/bad-rule", RULES.replace("\"'{match}' in {part}\"", '"⟦größe {nope}"')),
    ("rules/own.yaml", "rules/duplicate-id",
     RULES + RULES.split("rules:\n")[1].replace("id: word", "id: ⟦word")),
    ("rules/own.yaml", "rules/example",
     RULES.replace('ok: [{stem: "Which one is it?"}]', 'ok: [{stem: größe}, ⟦{stem: "日本 zork?"}]')),
]


# The documents and their verdict


def expected(text):
    """The text without marks, and the (line, column) of each."""
    places, line, col, out = [], 1, 1, []
    for c in text:
        if c == MARK:
            places.append((line, col))
            continue
        out.append(c)
        line, col = (line + 1, 1) if c == "\n" else (line, col + 1)
    return "".join(out), places


def encode(text, crlf, bom):
    if crlf:
        text = text.replace("\n", "\r\n")
    return (b"\xef\xbb\xbf" if bom else b"") + text.encode("utf-8", "surrogateescape")


def show(data, place):
    lines = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").split("\n")
    return repr(lines[place[0] - 1])[:160] if 1 <= place[0] <= len(lines) else "no such line"


def places_words(places):
    return ", ".join(f"{line}:{col}" for line, col in sorted(places))


class Verdict:
    def __init__(self):
        self.many, self.places, self.company = 0, [], []

    def add(self, path, data, rule, want, found):
        got = sorted((f.line, f.col) for f in found if f.rule == rule)
        self.many += len(want)
        if got != sorted(want):
            self.places.append(f"{path}: {rule} is at {places_words(want)} {show(data, want[0])}, said "
                               f"{places_words(got) or 'nothing'} ({'; '.join(sorted({f.rule for f in found}))})")
        self.company += sorted(str(f) for f in found if f.severity == "error" and f.rule != rule)


def run_questions(work, jobs):
    """JOBS: (name, rule, path, data, places). Name -> Verdict."""
    verdicts = {}
    for start in range(0, len(jobs), 400):
        some = jobs[start:start + 400]
        root = os.path.join(work, str(start))
        h.make_bank(root, {"rules/own.yaml": RULES, "rules/on.yaml": ON, "q/p.png": b"\x89PNG\r\n\x1a\n",
                           **{path: data for _, _, path, data, _ in some}})
        r = h.check(["."], root, "json")
        found = {}
        for f in h.parse_json(r.out)[0]:
            found.setdefault(f.path, []).append(f)
        for name, rule, path, data, places in some:
            v = verdicts.setdefault(name, Verdict())
            if r.rc not in (0, 1):
                v.places.append(str(r))
            v.add(path, data, rule, places, found.get(path, []))
        h.shutil.rmtree(root)
    return verdicts


def make_questions():
    jobs, n = [], 0
    for name, (rule, make) in FAULTS.items():
        for i in range(EACH):
            g = Gen(random.Random(f"{SEED} {name} {i}"))
            text, places = expected(make(g, n))
            jobs.append((name, rule, f"q/{n:05}.md", encode(text, i & 1, i & 2), places))
            n += 1
    return jobs


def make_yaml():
    """Banks below one folder, each with one fault in its YAML."""
    files, jobs = {}, []
    for i, (path, rule, text) in enumerate(YAML_FAULTS):
        for v in range(8):
            lead = "".join(f"# größe {k}\n" for k in range((v >> 2) * 40))
            clean, places = expected(lead + text)
            data = encode(clean, v & 1, v & 2)
            base = f"b{i:02}-{v}"
            bank = {"exam.yaml": h.EXAM, "services.yaml": h.SERVICES, "q/a.md": h.question(), path: data}
            files.update({f"{base}/{p}": d for p, d in bank.items()})
            jobs.append((f"{rule} in {path}", rule, f"{base}/{path}", data, places))
    return files, jobs


def run_yaml(work):
    files, jobs = make_yaml()
    root = os.path.join(work, "yaml")
    for path, data in files.items():
        h.write(root, path, data)
    r = h.check(["."], root, "json")
    verdicts, found = {}, {}
    for f in h.parse_json(r.out)[0]:
        found.setdefault(f.path, []).append(f)
    for name, rule, path, data, places in jobs:
        v = verdicts.setdefault(name, Verdict())
        if r.rc != 2:
            v.places.append(str(r))
        v.add(path, data, rule, places, found.get(path, []))
    return verdicts


def main(tap, work):
    jobs = make_questions()
    verdicts = run_questions(work, jobs)
    verdicts.update(run_yaml(work))
    for name, v in verdicts.items():
        tap.ok(not v.places, f"{v.many} places: {name}", v.places)
    for name, v in verdicts.items():
        tap.ok(not v.company, f"one mistake, one message: {name}", v.company)
    many = sum(v.many for v in verdicts.values())
    tap.ok(many >= 1000, f"{many} planted faults are at least 1,000")
    # Surroundings without a fault must stay without a finding, but for what is
    # said about their style: they are random words, all keyed A. Their entities and
    # backslashes are there to shift places, and are hints of their own.
    root = os.path.join(work, "clean")
    h.make_bank(root, {"rules/own.yaml": RULES, "rules/on.yaml": ON, **{
        f"q/{i}.md": encode(document(Gen(random.Random(f"{SEED} clean {i}")), i), i & 1, i & 2) for i in range(200)}})
    r = h.check(["--fail-on", "off", "."], root, "short")
    said = [line for line in r.out.decode().splitlines()
            if not re.search(r"\[(iwf/[a-z-]+|markdown/lost-(entity|backslash)|bank/(guessable|key-position|near-duplicate))\]$", line)]
    tap.ok(r.rc == 0 and not said, "200 surroundings without a fault have no finding", "\n".join(said) + str(r))


h.part("positions", main)
