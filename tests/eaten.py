"""Nothing that Markdown takes away goes in silence: generated texts with its special
signs, in every part of a question, are compared with what the page's HTML shows; where
a sign is missing, a finding must stand at the text. What a text says is known from how
it was put together, not from reading Markdown.

python3 tests/eaten.py [TEXTS [SEED]]    (the ordinary run: 1,500 texts)
"""
import html
import json
import os
import random
import re
import subprocess
import sys
import tempfile

from lib.bank import EXAM
from lib.tap import report

EXAMC = os.path.abspath(os.environ["EXAMC"])
TEXTS = int(sys.argv[1]) if len(sys.argv) > 1 else int(os.environ.get("EXAMC_EATEN", 1500))
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 20261123
HEAD = """---
id: q%d
type: single
topic: alpha
task: "1.1"
difficulty: easy
case: c%d
part: 1
---
"""
SIGNS = "*_\\`[](){}<>#+-.!|~^$&;:=/\"'@?"
WORDS = ["alpha", "beta", "x", "7", "nodes", "日本", "été", "A", "10", "of"]
# What is markup to everybody: (source, what the page shows).
MARKUP = [("**bold text**", "bold text"), ("*soft words*", "soft words"), ("`a*b`", "a*b"),
          ("[the page](https://example.org/p)", "the page"), ("H<sub>2</sub>O", "H2O"),
          ("<kbd>Ctrl</kbd>", "Ctrl"), ("x<sup>n</sup>", "xn"), ("``a`b``", "a`b")]
WILD = ["__init__", "2*3*4", "2**3**2", "src/**/*.c", "*.c,*.h", "\\.", "\\\\server", "\\_temp", "\\*",
        "&copy;", "&lt;", "&amp;lt;", "[^1]", "[^1]: note", "{.x}", "{: .y}", "$x_i$", "\\[ a \\]",
        "1. a", "- 5", "+ 3", "> 5", "***", "---", "===", "# x", "x #", "~~x~~", "a_b_c", "_a_b",
        "**「x」**の", "[a]: b", "[b]: https://example.org/", "007. x", "|a|", "C:\\", "*x*y", "x**y", "^",
        "un*believe*able", "->", "::", "!", "__all__", "_x_1", "*args", "**kwargs", "a\\", "&#42;"]


def piece(r):
    kind = r.random()
    if kind < 0.35:
        word = r.choice(WORDS)
        return word, word
    if kind < 0.45:
        return r.choice(MARKUP)
    if kind < 0.75:
        wild = r.choice(WILD)
        return wild, wild
    wild = "".join(r.choice(SIGNS if r.random() < 0.7 else "ab1 ") for _ in range(r.randint(1, 6))).strip() or "+"
    return wild, wild


def text(r, lines):
    """A text of at most two lines: (source, what it says)."""
    source = says = ""
    for i in range(r.randint(1, 5)):
        src, say = piece(r)
        gap = r.choice(["", " ", " ", " "]) if source else ""
        if source.endswith("\\") and src != say:
            gap = " "  # else the backslash would be meant for the markup
        if lines and source and "\n" not in source and r.random() < 0.15:
            gap = r.choice(["\n", "\n", "\\\n"])
        source, says = source + gap + src, says + gap + say
    return source, says


class Text:
    """A text in its place: the lines that it has in its file, and whether it stands there."""

    def __init__(self, r, n, lines=True, option=False):
        self.source, self.says = text(r, lines)
        while option and re.search(r"\n\s*>", self.source):  # the line begins its rationale
            self.source, self.says = text(r, lines)
        self.neutral = "plain %d" % n
        self.dropped = False
        self.tail = " w%d" % n
        self.first = self.last = 0

    def body(self):
        return (self.neutral if self.dropped else self.source) + self.tail

    def expected(self):
        return "" if self.dropped else self.says


class Question:
    def __init__(self, r, n):
        self.n = n
        self.stem, self.cell = Text(r, n * 20), Text(r, n * 20 + 1, False)
        self.options = [Text(r, n * 20 + 2 + i, option=True) for i in range(3)]
        self.reasons = [Text(r, n * 20 + 5 + i) for i in range(3)]
        self.explanation, self.scenario = Text(r, n * 20 + 8), Text(r, n * 20 + 9)

    def texts(self):
        return [self.stem, self.cell, *self.options, *self.reasons, self.explanation]

    def write(self, folder):
        lines = (HEAD % (self.n, self.n)).split("\n")

        def add(t, first, rest="", body=None):
            t.first = len(lines)
            lines.extend((first + (body or t.body()).replace("\n", "\n" + rest)).split("\n"))
            t.last = len(lines) - 1

        add(self.stem, "")
        lines.extend(["", "```table", "head,next"])
        add(self.cell, "", body='"%s",end' % self.cell.body().replace('"', '""'))
        lines.extend(["```", "", "Which one is it?", ""])
        for i, (option, reason) in enumerate(zip(self.options, self.reasons)):
            add(option, "- [x] " if i == self.n % 3 else "- [ ] ", "  ")
            add(reason, "  > ", "  > ")
        lines.extend(["", "## Explanation", ""])
        add(self.explanation, "")
        with open(os.path.join(folder, "q%d.md" % self.n), "w") as f:
            f.write("\n".join(lines) + "\n")
        lines = ["---", "id: c%d" % self.n, "title: Case %d" % self.n, "---", ""]
        add(self.scenario, "")
        with open(os.path.join(folder, "cases", "c%d.md" % self.n), "w") as f:
            f.write("\n".join(lines) + "\n")


def findings(bank):
    """{file name: [(line, severity, rule)]} of what the check says."""
    out = subprocess.run([EXAMC, "check", "--format", "json", "--today", "2026-11-23", bank], capture_output=True, text=True)
    if out.returncode not in (0, 1, 2):
        raise SystemExit("check: status %d\n%s" % (out.returncode, out.stderr))
    found = {}
    for f in json.loads(out.stdout)["findings"]:
        found.setdefault(os.path.basename(f["path"] or ""), []).append((f["line"], f["severity"], f["rule"]))
    return found


def at(found, name, t):
    return [f for f in found.get(name, []) if t.first + 1 <= f[0] <= t.last + 1]


def drop_errors(q, found):
    """Texts with an error are said, and go; returns how many."""
    gone, errors = 0, 0
    for name, texts in (("q%d.md" % q.n, q.texts()), ("c%d.md" % q.n, [q.scenario])):
        errors += any(f[1] == "error" for f in found.get(name, []))
        for t in texts:
            if not t.dropped and any(f[1] == "error" for f in at(found, name, t)):
                t.dropped = True
                gone += 1
        if any(f[1] == "error" for f in found.get(name, [])) and not gone:
            for t in texts:  # the error stands elsewhere: at a list, at the front matter
                gone += not t.dropped
                t.dropped = True
    return gone, errors


def shown(markup):
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def excused(says, quote_at_start):
    """What the text must show, without the signs that are markup by everybody's reading:
    emphasis of a phrase, code, needed escapes, a list of several items, a quote."""
    s = says.replace("\\`", "").replace("`", "")
    for _ in range(4):
        s = re.sub(r"(?<![\w*_./:@=#~^%&|+!?;,\\-])(\*\*|\*|_)(?=[^\s*_])([^\n*]*?\w[^\n*]*?)(?<=[^\s*_\\])\1(?![\w*_./:@=#~^%&|+\\])", r"\2", s)
        # Scripts without blanks between their words.
        s = re.sub(r"(\*\*|\*)(?=[\u3000-\u9fff])([^*\n]*)(?<=[\u3000-\u9fff])\1", r"\2", s)
    s = re.sub(r"\\([*_\[\]<>&{}()#+.|$~^=:;!?/\"'@-])", lambda m: m[1] if needed(s, m) else m[0], s)
    s = re.sub(r"\\\\(?=[!-/:-@\[-`{-~]|\n)", "\\\\", s)
    s = re.sub(r"&(lt|amp|#42|copy);(?=\S)", "", s) if re.search(r"&(lt|amp|#42);[\w/!#&]", s) else s
    lines = s.split("\n")
    for sign in "-+*":
        if sum(line.lstrip().startswith(sign + " ") for line in lines) > 1:
            lines = [re.sub(r"^\s*[-+*] ", "", line) for line in lines]
    lines = [re.sub(r"^\s*1[.)] ", "", line) for line in lines]
    if quote_at_start:
        lines = [re.sub(r"^> ?(?![\d=>])", "", line) for line in lines]
    lines[0] = re.sub(r"^[-*] (?=\D)", "", lines[0])
    return "\n".join(lines)


def needed(s, m):
    """Does the escaped sign of M mean something beside others of its kind, or behind a '<'?"""
    return s.count(m[1]) > 1 or m.start() == 0 or s[m.start() - 1] in "\n<" or m[1] in "<[]&>#+-."


def missing(says, page):
    """The first sign of SAYS that the page lacks, in the order of both."""
    i, page = 0, re.sub(r"\s", "", page)
    for c in re.sub(r"\s", "", says):
        i = page.find(c, i) + 1
        if not i:
            return c
    return None


def parts(q, items, cases):
    """Each text with the file it is in and the HTML that shows it."""
    item, name = items["q%d" % q.n], "q%d.md" % q.n
    yield q.stem, name, item["stem"]["html"].split("<div")[0]
    yield q.cell, name, re.search(r"<tbody>.*", item["stem"]["html"], re.S)[0]
    for t, reason, o in zip(q.options, q.reasons, item["options"]):
        yield t, name, o["text"]["html"]
        yield reason, name, o["rationale"]["html"]
    yield q.explanation, name, item["explanation"]["html"]
    yield q.scenario, "c%d.md" % q.n, cases["c%d" % q.n]["scenario"]["html"]


def main():
    r = random.Random(SEED)
    questions = [Question(r, n) for n in range(1, TEXTS // 10 + 2)]
    said = 0
    with tempfile.TemporaryDirectory() as tmp:
        bank = os.path.join(tmp, "bank")
        os.makedirs(os.path.join(bank, "cases"))
        with open(os.path.join(bank, "exam.yaml"), "w") as f:
            f.write(EXAM)
        for _ in range(12):
            for q in questions:
                q.write(bank)
            found = findings(bank)
            gone = [drop_errors(q, found) for q in questions]
            said += sum(g[0] for g in gone)
            if not any(g[1] for g in gone):
                break
        out = os.path.join(tmp, "out")
        p = subprocess.run([EXAMC, "build", "--format", "short", bank, "-o", out, "--to", "json", "--today", "2026-11-23"], capture_output=True, text=True)
        report(p.returncode == 0, "the bank of generated texts builds once its errors are gone", "\n".join(x for x in (p.stdout + p.stderr).splitlines() if "error" in x))
        if p.returncode:
            return
        with open(os.path.join(out, "json", "demo.json")) as f:
            data = json.load(f)
    items, cases = {i["id"]: i for i in data["items"]}, {c["id"]: c for c in data["cases"]}
    silent, without, compared = [], 0, 0
    for q in questions:
        for t, name, page in parts(q, items, cases):
            if t.dropped:
                continue
            compared += 1
            lost = missing(excused(t.says + t.tail, t in (q.stem, q.explanation, q.scenario)), shown(page))
            if lost is None:
                continue
            without += 1
            if not [f for f in at(found, name, t) if f[2].startswith("markdown/")]:
                silent.append("%s:%d: %r is not all shown: %r (the %r)" % (name, t.first + 1, t.source, shown(page).strip(), lost))
    print("# %d texts: %d with errors, %d compared; %d lost signs, all but %d with a finding (seed %d)"
          % (TEXTS, said, compared, without, len(silent[:200]), SEED))
    report(not silent, "no sign of %d texts is eaten in silence" % TEXTS, "\n".join(silent))
    # Were the findings not looked at, many texts would fail: the test can see a loss.
    report(without > TEXTS // 50, "the texts lose signs that only findings tell of", without)
    report(compared > TEXTS // 4, "enough texts are without errors to be compared", compared)


main()
