"""Inputs that grow: each series makes a bank of a wanted size, one part of which is as
large as that. series() yields them all; tests/growth.py measures what they cost.
"""
import os
import sys
from dataclasses import dataclass, field
from typing import Callable

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../hostile/lib"))
from hostile import EXAM, OPTIONS, STEM  # noqa: E402

# The sizes that a series is made in.
FRONT = [3000, 12000]  # bytes; front matter ends at 16 KiB
TEXT = [2000, 8000]  # bytes; a text ends at 8 KiB
FILE = [16000, 64000]  # bytes; a question ends at 64 KiB
YAML = [256000, 1024000]  # bytes; another file ends at 4 MiB
FILES = [250, 1000]  # questions
BUILT = [125, 500]  # questions of a bank that is built
FORMATS = ["human", "short", "json", "sarif", "github", "gitlab", "junit"]

SERVICE = "  - {{id: store-{0}, name: Store {0}, scope: in, status: active}}\n"
SERVICES = "services:\n" + "".join(SERVICE.format(i) for i in range(3))
RULES = "pack: own\nengine: 1\n"
WORDS = ("team model data stream store batch endpoint request customer record report region bucket table queue latency "
         "budget policy version feature training pipeline job metric alarm key network account engineer analyst").split()


@dataclass
class Series:
    """MAKE(size) gives the files of a bank, path to text; ARGS run over the smaller and the
    larger of SIZES."""
    name: str
    sizes: list
    make: Callable
    args: list = field(default_factory=lambda: ["check", "--format", "short"])


def front(id="alpha-one", kind="single", more="", lists=True):
    return (f"id: {id}\ntype: {kind}\ntopic: alpha\ntask: \"1.1\"\ndifficulty: easy\n"
            + (f"references: [https://docs.aws.amazon.com/{id}/]\n" if lists else "") + f"verified: 2026-11-23\n{more}")


def question(id="alpha-one", kind="single", more="", stem=STEM, options=OPTIONS, end="", lists=True):
    return f"---\n{front(id, kind, more, lists)}---\n\n{stem}\n{options}{end}"


def bank(files):
    """A small bank with FILES in it, or in place of its own."""
    return {"exam.yaml": EXAM, "services.yaml": SERVICES, "q/first.md": question("first"), **files}


def times(text, size):
    """TEXT again and again, SIZE bytes of it; {} in it is a number."""
    if "{}" not in text:
        return text * (size // len(text.encode()) + 1)
    out, n, i = [], 0, 0
    while n < size:
        out.append(text.replace("{}", str(i)))
        n += len(out[-1])
        i += 1
    return "".join(out)


def words(seed, n):
    """N words, others for each SEED."""
    out = []
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) % 2**31
        out.append(WORDS[seed // 65536 % len(WORDS)])
    return " ".join(out)


# What opens something in Markdown, and what would close it.
MARKS = {
    "stars": ("*a ", " a*"), "two stars": ("**a ", " a**"), "underscores": ("_a ", " a_"), "mixed": ("*a _b ", "c* d_ "),
    "brackets": ("[", "]"), "links": ("[a](b", ")"), "images": ("![a](b", ")"), "nested links": ("[a", "](b)"),
    "pointed links": ("[a](<b", ">)"), "titles": ('[a](b "c', '")'), "references": ("[a][b", "] "),
    "ticks": ("`a", "`"), "more ticks": ("`` ` ", "a ``"), "tags": ("<a ", ">"), "attributes": ('<a b="', '">'),
    "comments": ("<!-- a", " -->"), "instructions": ("<?a ", "?>"), "declarations": ("<!A ", ">"),
    "character data": ("<![CDATA[", "]]>"), "autolinks": ("<https://a.", ">"), "entities": ("&amp", ";"),
    "backslashes": ("\\", "a"), "quotes": ("> ", "\n"), "quotes in line": (">", "\n"), "bullets": ("* ", "\n"),
    "numbers": ("1. ", "\n"), "options": ("- [ ] ", "\n"), "arrows": ("- a -> b\n", "\n"), "hashes": ("# ", "\n"),
    "fences": ("```\n", "a\n"), "tildes": ("~~~ a\n", "~~~\n"), "pipes": ("|a", "|\n"), "tabs": ("\t", "a\n"),
    "definitions": ("[a{}]: /b 'c'\n", "\n"), "notes": ("[^a]", ": b\n"), "blank lines": ("\n", "a\n"),
    "hard breaks": ("a  \n", "\\\n"), "underlines": ("a\n=\n", "\n"), "ideographs": ("\u4e00", "\n"),
    "combining marks": ("\u0301", "a"), "sentences": ("It is so. ", "Which? "), "words": ("word{} ", "w "),
    "one word": ("a", "b"), "digits": ("1,000.5 ", "% "), "dashes": ("--", "- "), "slashes": ("a/b ", "/"),
    "negations": ("not never only always ", "except "), "quotation": ('"a ', 'b" '), "letters": ("A and B only, ", "C "),
}
PATHOLOGICAL = {
    "nested strong emphasis": lambda n: times("*a **a ", n // 2) + "b" + times(" a** a*", n // 2),
    "closers without openers": lambda n: times("a_ ", n), "openers and closers, multiple of 3": lambda n: "a**b" + times("c* ", n),
    "link openers and emphasis": lambda n: times("[ a_", n), "pattern [ (](": lambda n: times("[ (](", n),
    "nested brackets": lambda n: "[" * (n // 2) + "a" + "]" * (n // 2),
    "backticks of every length": lambda n: "".join("e" + "`" * i for i in range(1, int((2 * n) ** .5))),
    "unclosed <!--": lambda n: "</" + times("<!--", n), "many references": lambda n: times("[r{}]: u\n", n // 2) + times("[r{}] ", n // 2),
    "nested quotes": lambda n: times("> " * 20 + "a\n", n), "deep lists": lambda n: "".join("  " * (i % 30) + "* a\n" for i in range(n // 32)),
    "lists before blank lines": lambda n: "* " * 30 + "a\n" + "\n" * n, "lazy lines": lambda n: "> - > 1. > a\n" + times("lazy\n", n),
    "emphasis in links": lambda n: times("**x [a*b**c*](d)", n), "html openers": lambda n: times("<>", n),
    "tables": lambda n: "```table\n" + times("a,b,c\n", n) + "```\n", "wide table": lambda n: "```table\n" + times("a,", n) + "\n```\n",
}


def markdown():
    """Runs of Markdown in each part of a question."""
    for name, (start, end) in MARKS.items():
        yield Series(f"{name} in a file", FILE, lambda n, s=start: {"q/a.md": question(stem=times(s, n - 1000) + "\n\n" + STEM)})
        yield Series(f"{name} in a stem", TEXT, lambda n, s=start, e=end: {"q/a.md": question(
            stem=times(s + "x" + e, n - 200) + "\n\nWhich one?\n")})
    for name, run in PATHOLOGICAL.items():
        yield Series(f"{name} in a file", FILE, lambda n, r=run: {"q/a.md": question(stem=r(n - 1000) + "\n\n" + STEM)})
    for name in ("stars", "brackets", "ticks", "tags", "sentences", "words", "digits", "negations", "letters", "links"):
        start, end = MARKS[name]
        text = start + "x" + end
        yield Series(f"{name} in options", TEXT, lambda n, t=text: {"q/a.md": question(options="".join(
            f"- [{'x' if i == 1 else ' '}] {i} {times(t, n - 100).strip()}\n" for i in range(4)))})
        yield Series(f"{name} in rationales", TEXT, lambda n, t=text: {"q/a.md": question(options="".join(
            f"- [{'x' if i == 1 else ' '}] option {i}\n  > {times(t, n - 100).strip()}\n" for i in range(7)))})
        yield Series(f"{name} in an explanation", TEXT, lambda n, t=text: {"q/a.md": question(
            end=f"\n## Explanation\n\n{times(t, n - 100)}\n")})
        yield Series(f"{name} in a case", FILE, lambda n, t=text: {
            "cases/k.md": f"---\nid: k\ntitle: A shop\n---\n\n{times(t, n - 100)}\n", "q/a.md": question(more="case: k\npart: 1\n")})


def bodies():
    """Many parts, and parts that look like others."""
    yield Series("options", FILE, lambda n: {"q/a.md": question(options=times("- [ ] Store {}\n  > No.\n", n - 1000))})
    yield Series("options of which some have rationales", FILE, lambda n: {"q/a.md": question(options=OPTIONS + times("- [ ] {}\n", n - 1000))})
    yield Series("keys", FILE, lambda n: {"q/a.md": question(kind="multiple", options=times("- [x] Store {}\n  > No.\n", n - 1000))})
    yield Series("options with a common start", TEXT, lambda n: {"q/a.md": question(options="".join(
        f"- [{'x' if i == 1 else ' '}] {words(1, n // 8)} {i}\n  > No.\n" for i in range(9)))})
    yield Series("options with common words", TEXT, lambda n: {"q/a.md": question(options="".join(
        f"- [{'x' if i == 1 else ' '}] {words(i, n // 8)}\n  > No.\n" for i in range(9)))})
    yield Series("steps", FILE, lambda n: {"q/a.md": question(kind="ordering", options=times("1. Do {}\n", n - 1000), end="\n## Explanation\n\nSo.\n")})
    yield Series("pairs", FILE, lambda n: {"q/a.md": question(kind="matching", options=times("- a{} -> b{}\n", n - 1000), end="\n## Explanation\n\nSo.\n")})
    yield Series("rationales", FILE, lambda n: {"q/a.md": question(options=OPTIONS + times("  > Because {}.\n\n", n - 1000))})
    yield Series("explanations", FILE, lambda n: {"q/a.md": question(end=times("\n## Explanation\n\nSo.\n", n - 1000))})
    yield Series("near misses", FILE, lambda n: {"q/a.md": question(options=OPTIONS + times("-[x] Store {}\n", n - 1000))})
    yield Series("lines that look like parts", FILE, lambda n: {"q/a.md": question(stem=times("a [x] Store {}\n", n - 1000) + STEM)})
    yield Series("images, one again and again", FILE, lambda n: {"q/a.md": question(stem=times("![dot](dot.png) ", n - 1000) + "\n\n" + STEM)})
    yield Series("images that are not there", FILE, lambda n: {"q/a.md": question(stem=times("![dot](d{}.png) ", n - 1000) + "\n\n" + STEM)})
    yield Series("images without a text", FILE, lambda n: {"q/a.md": question(stem=times("![](dot.png) ", n - 1000) + "\n\n" + STEM)})


def front_matter():
    """Keys and lists."""
    def keyed(name, line, **how):
        return Series(name, FRONT, lambda n: {"q/a.md": question(more=times(line, n - 400), **how)})

    def listed(key, entry, **how):
        return Series(f"{key}: {entry.strip()}", FRONT, lambda n: {
            "q/a.md": question(more=f"{key}:\n" + times(f"  - {entry}\n", n - 400), **how)})

    yield keyed("unknown keys", "k{}: v\n")
    yield keyed("keys that are there twice", "topic: alpha\n")
    yield keyed("long comment", "# a comment {}\n")
    yield keyed("misspelt keys", "referenc{}: v\n")
    for key, entry in (("services", "store-1"), ("services", "store-{}"), ("services", "nothing-{}"), ("tags", "t{}"), ("skills", "skill {}"),
                       ("variant-of", "first"), ("variant-of", "nobody-{}"), ("enemies", "first"), ("enemies", "nobody-{}")):
        yield listed(key, entry)
    yield listed("references", "https://docs.aws.amazon.com/{}/", lists=False)
    yield listed("references", "https://docs.aws.amazon.com/", lists=False)
    yield listed("references", "{url: https://docs.aws.amazon.com/{}/, quote: So it is}", lists=False)
    yield Series("allow entries", FRONT, lambda n: {"q/a.md": question(
        more="lint:\n  allow:\n" + times("    - {rule: iwf/negative-lead, why: so}\n", n - 400))})
    yield Series("allow entries of no rule", FRONT, lambda n: {"q/a.md": question(
        more="lint:\n  allow:\n" + times("    - {rule: iwf/no-{}, why: so}\n", n - 400))})
    yield Series("flow brackets", FRONT, lambda n: {"q/a.md": question(more="k: " + "[" * (n - 400) + "\n")})
    yield Series("anchors", FRONT, lambda n: {"q/a.md": question(more=times("k{}: &a{} v\n", n - 400))})
    yield Series("one long value", FRONT, lambda n: {"q/a.md": question(more="title: " + "a" * (n - 400) + "\n")})
    yield Series("long folded value", FRONT, lambda n: {"q/a.md": question(more="title: >\n" + times("  a b\n", n - 400))})


def findings():
    """The same finding often, in every format, with and without a baseline."""
    for form in FORMATS:
        yield Series(f"equal findings as {form}", FILE, lambda n: {"q/a.md": question(stem=times("<b>", n - 1000) + "\n\n" + STEM)},
                     ["check", "--format", form])
        yield Series(f"equal findings of a pack as {form}", FILE, lambda n: {
            "q/a.md": question(end=f"\n## Explanation\n\n{times('See option B. ', min(n - 1000, 8000))}\n"),
            "services.yaml": "services:\n" + times("  - {id: a, name: b}\n", n)}, ["check", "--format", form])
    yield Series("equal findings and a baseline", FILE, lambda n: {
        "lint.baseline": "own/word a 019cf43a3c7bdc41\n", "q/a.md": question(stem=times("<b>", n - 1000) + "\n\n" + STEM)})
    yield Series("findings on one line", FILE, lambda n: {"q/a.md": question(stem=times("<b> c ", n - 1000) + "\n\n" + STEM)},
                 ["check", "--format", "json"])
    yield Series("files with findings", FILES, lambda n: {f"q/{i}.md": question(f"q-{i}", stem="<b>\n\n" + STEM) for i in range(n)},
                 ["check", "--format", "sarif"])
    yield Series("files that cannot be read", FILES, lambda n: {f"q/{i}.md": "x\n" for i in range(n)}, ["check", "--format", "json"])


def configuration():
    """exam.yaml, services.yaml, forms, reviews, baselines."""
    def exam(change):
        return lambda n: {"exam.yaml": change(n)}

    head, topics = EXAM.split("topics:\n")[0], "topics:\n  - {id: alpha, name: Alpha, tasks: [\"1.1\"]}\n"
    yield Series("topics", YAML, exam(lambda n: head + topics + times("  - {id: t{}, name: Topic {}, tasks: [\"1.1\"]}\n", n)))
    yield Series("topics of one id", YAML, exam(lambda n: head + topics + times("  - {id: alpha, name: Topic {}, tasks: [\"1.1\"]}\n", n)))
    yield Series("topics of no task", YAML, exam(lambda n: head + topics + times("  - {id: t{}, name: Topic {}, tasks: [\"9.{}\"]}\n", n)))
    yield Series("tasks of a topic", YAML, exam(lambda n: head + "topics:\n  - id: alpha\n    name: Alpha\n    tasks:\n" + times("      - \"1.1\"\n", n)))
    yield Series("decides", YAML, exam(lambda n: head + topics + "decides:\n" + times("  - {id: d{}, name: D {}}\n", n)))
    yield Series("types", YAML, exam(lambda n: head + topics + "types:\n" + times("  - {id: single, share: 1}\n", n)))
    yield Series("domains", YAML, exam(lambda n: EXAM.split("domains:\n")[0] + "domains:\n" + times(
        "  - {id: d{}, name: D {}, weight: 1, tasks: [{id: \"{}.1\", name: T}]}\n", n) + topics))
    yield Series("tasks", YAML, exam(lambda n: head + times("      - {id: \"1.{}\", name: Do}\n", n) + topics))
    yield Series("unknown keys of exam.yaml", YAML, exam(lambda n: EXAM + times("k{}: v\n", n)))
    yield Series("depth of YAML", YAML, exam(lambda n: EXAM + "k: " + "[" * n))
    yield Series("indents of YAML", YAML, exam(lambda n: EXAM + "".join(" " * i + f"k{i}:\n" for i in range(int((2 * n) ** .5)))))
    yield Series("aliases of YAML", YAML, exam(lambda n: EXAM + "k: &a v\n" + times("k{}: *a\n", n)))
    yield Series("question mark keys", YAML, exam(lambda n: EXAM + times("? ", n)))
    yield Series("quotes of YAML", YAML, exam(lambda n: EXAM + 'k: "' + times("a\n  ", n)))
    yield Series("comments of YAML", YAML, exam(lambda n: EXAM + times("# a\n", n)))
    yield Series("services", YAML, lambda n: {"services.yaml": "services:\n" + times(SERVICE.replace("{0}", "{}").replace("{{", "{").replace("}}", "}"), n)})
    yield Series("services of one id", YAML, lambda n: {"services.yaml": "services:\n" + times("  - {id: s, name: S, scope: in, status: active}\n", n)})
    yield Series("services of one first word", YAML, lambda n: {"services.yaml": "services:\n" + times(
        "  - {id: s{}, name: Amazon Store Number {}, scope: in, status: active}\n", n)})
    yield Series("services that ended", YAML, lambda n: {"services.yaml": "services:\n" + times(
        "  - {id: s{}, name: Old Store {}, scope: in, status: ended, ends: 2026-01-31, successor: New {}}\n", n)})
    yield Series("parts of services", YAML, lambda n: {"services.yaml": "services:\n" + times("  - {id: s{}, name: S{}, scope: in, status: active, part-of: x{}}\n", n)})
    yield Series("old names of a service", YAML, lambda n: {"services.yaml": "services:\n  - id: s\n    name: S\n    scope: in\n    status: active\n    old-names:\n"
                                                            + times("      - Old Store {}\n", n)})
    item = '  - {id: q{}, domain: one, content: "0123456789abcdef", stem: Which?, options: [{id: "1234567", text: Standard, key: x}]}\n'
    form = 'id: mock\nseed: 1\nhash: "0123456789abcdef"\nitems:\n'
    yield Series("items of a form", YAML, lambda n: {"forms/mock.yaml": form + times(item, n)})
    yield Series("one item of a form again", YAML, lambda n: {"forms/mock.yaml": form + times(item.replace("q{}", "first"), n)})
    yield Series("options of a form", YAML, lambda n: {"forms/mock.yaml": form + item.replace("q{}", "first").split("options:")[0] + "options: [" + times(
        '{id: "{}", text: A},\n    ', n) + "]}\n"})
    yield Series("forms", FILES, lambda n: {f"forms/f{i}.yaml": form.replace("mock", f"f{i}") + item.replace("q{}", "first") for i in range(n)})
    review = '  - {id: first, content: "0123456789abcdef", method: blind-solve, date: 2026-11-28, answer: B, verdict: agrees}\n'
    yield Series("reviews of one question", YAML, lambda n: {"review.yaml": "reviews:\n" + times(review, n)}, ["lint", "--report"])
    yield Series("reviews of nobody", YAML, lambda n: {"review.yaml": "reviews:\n" + times(review.replace("first", "q{}"), n)})
    yield Series("lines of a baseline", YAML, lambda n: {"lint.baseline": "".join(f"own/word a {i:016x}\n" for i in range(n // 30))})
    yield Series("equal lines of a baseline", YAML, lambda n: {"lint.baseline": times("own/word a 019cf43a3c7bdc41\n", n)})
    yield Series("bad lines of a baseline", YAML, lambda n: {"lint.baseline": times("x\n", n)})


def rule(i, check="match", where="stem", pattern="zork{}", more=""):
    return (f"  - id: r{i}\n    check: {check}\n" + (f"    in: {where}\n" if where else "")
            + (f"    pattern: '{pattern.replace('{}', str(i))}'\n" if pattern else "") + more
            + "    severity: info\n    message: m\n    why: w\n"
            + (f"    bad: [{{stem: '{pattern.replace('{}', str(i))}'}}]\n    ok: [{{stem: b}}]\n" if pattern and pattern.isalnum() else
               "    bad: [{stem: b, todo: true}]\n    ok: [{stem: b}]\n"))


def many_rules(n, **how):
    one = len(rule(10000, **how))
    return RULES + "rules:\n" + "".join(rule(i, **how) for i in range(n // one + 1))


def own_rules():
    """Packs of a bank, and what their patterns cost on its texts."""
    def ruled(name, sizes=YAML, files=None, **how):
        return Series(name, sizes, lambda n: {"rules/own.yaml": many_rules(n, **how), **(files or {})})

    yield ruled("rules", pattern="zork")
    yield ruled("patterns that grow", pattern="((a{50}){50}){9}")
    yield ruled("patterns that are refused", pattern="((")
    yield ruled("rules of no check", check="nothing-{}")
    yield Series("rules of one id", YAML, lambda n: {"rules/own.yaml": RULES + "rules:\n" + rule(1, pattern="zork") * (n // len(rule(1, pattern="zork")) + 1)})
    yield Series("keys under define", YAML, lambda n: {"rules/own.yaml": RULES + "define:\n" + times("  k{}: x\n", n) + "rules:\n" + rule(1, pattern="zork")})
    yield Series("keys under define, used", YAML, lambda n: {"rules/own.yaml": RULES + "define:\n" + times("  k{}: x{}\n", n // 4) + "rules:\n" + "".join(
        rule(i, pattern="a${k%d}" % i) for i in range(n // 4 * 3 // len(rule(10000, pattern="a${k10000}")))) })
    yield Series("keys under define, not there", YAML, lambda n: {"rules/own.yaml": RULES + "define:\n" + times("  k{}: x{}\n", n // 4) + "rules:\n" + "".join(
        rule(i, pattern="a${j%d}" % i) for i in range(n // 4 * 3 // len(rule(10000, pattern="a${j10000}")))) })
    yield Series("changes", YAML, lambda n: {"rules/own.yaml": RULES + "change:\n" + times("  - {rule: iwf/negative-lead, severity: warn}\n", n)})
    yield Series("changes of no rule", YAML, lambda n: {"rules/own.yaml": RULES + "change:\n" + times("  - {rule: iwf/no-{}, severity: warn}\n", n)})
    yield Series("unless of a change", YAML, lambda n: {"rules/own.yaml": RULES + "change:\n" + times("  - {rule: iwf/negative-lead, unless: 'a{}'}\n", n)})
    yield Series("files of rules", FILES, lambda n: {f"rules/r{i}.yaml": f"pack: r{i}\nengine: 1\nrules:\n" + rule(1, pattern="zork") for i in range(n)})
    long = times("ab ", 7900) + "\n\nWhich one?\n"
    stems = {f"q/s{i}.md": question(f"s-{i}", stem=long) for i in range(10)}
    for name, pattern in LOOKS.items():
        yield Series(f"20 rules over 10 stems: {name}", TEXT, lambda n, p=pattern: {
            "rules/own.yaml": RULES + "rules:\n" + "".join(rule(i, pattern=p) for i in range(20)),
            **{f"q/s{i}.md": question(f"s-{i}", stem=times("ab ", n - 100) + "\n\nWhich one?\n") for i in range(10)}})
    yield Series("rules over 10 long stems", FILE, lambda n: {"rules/own.yaml": many_rules(n, pattern="(?=[a-z ]*[0-9])[ab]"), **stems})
    yield Series("structural rules over 10 long stems", FILE, lambda n: {"rules/own.yaml": many_rules(n, check="length", pattern=None, where=None), **stems})


# Patterns that read a text again from each of its letters; what they repeat a fixed
# number of times is shorter than the shortest text, in which they else fail at once.
LOOKS = {
    "look ahead": "(?=.*[x-z])a", "look ahead for a class": "(?=[a-z ]*[0-9])a", "look behind": "(?<=[a-z ]{200}[x-z])b",
    "possessive": "a[^x-z]*+[x-z]", "lazy": "a.*?[x-z]", "fixed repeat": "[ab ]{500}[x-z]",
    "failing repeat": "(?=[ab ]{500}[x-z])[ab]", "back reference": "([ab ]{1,300})\\1[x-z]", "nested": "(?:[ab]+ ?)+[x-z]",
    "recursion": "(a(?1)?b ?)+[x-z]", "alternatives": "(?:a|ab|ab )+[x-z]", "empty words": "\\b.*\\b[x-z]",
    "atomic": "(?>[ab ]+)[x-z]", "grapheme": "a\\X+[x-z]", "conditional": "(a)?(?(1)b.*[x-z]|c)",
}


def whole_banks():
    """What only many files make slow; a build of them."""
    def plain(n, **how):
        return {f"q/{i}.md": question(f"q-{i}", stem=f"{words(i, 25)}.\n\nWhich one?\n", options="".join(
            f"- [{'x' if o == i % 3 else ' '}] {words(i * 7 + o, 6)}\n  > {words(i * 5 + o, 9)}.\n" for o in range(4)),
            **{k: v(i) for k, v in how.items()}) for i in range(n)}

    def same(n):
        return {f"q/{i}.md": question(f"q-{i}") for i in range(n)}

    yield Series("questions", FILES, plain)
    yield Series("questions that are the same", FILES, same)
    yield Series("questions of one id", FILES, lambda n: {f"q/{i}.md": question("one") for i in range(n)})
    yield Series("unknown services of questions", FILES, lambda n: plain(n, more=lambda i: "services: [" + ", ".join(f"x-{i}-{k}" for k in range(10)) + "]\n"))
    yield Series("services of questions", FILES, lambda n: {**plain(n, more=lambda i: f"services: [s{i}]\n"), "services.yaml": "services:\n" + "".join(
        f"  - {{id: s{i}, name: Store {i}, scope: in, status: active}}\n" for i in range(n))})
    yield Series("unknown topics of questions", FILES, lambda n: {f"q/{i}.md": question(f"q-{i}").replace("topic: alpha", f"topic: alph{i}") for i in range(n)})
    yield Series("cases", FILES, lambda n: {**plain(n, more=lambda i: f"case: k{i}\npart: 1\n"), **{
        f"cases/k{i}.md": f"---\nid: k{i}\ntitle: Shop {i}\n---\n\nA shop stores reports.\n" for i in range(n)}})
    yield Series("cases of one id", FILES, lambda n: {f"cases/k{i}.md": "---\nid: k\ntitle: Shop\n---\n\nA shop.\n" for i in range(n)})
    yield Series("parts of one case", FILES, lambda n: {**plain(n, more=lambda i: f"case: k\npart: {i + 1}\n"), "cases/k.md": "---\nid: k\ntitle: Shop\n---\n\nA shop.\n"})
    yield Series("cases that are not there", FILES, lambda n: plain(n, more=lambda i: f"case: k{i}\npart: 1\n"))
    yield Series("relatives in a chain", FILES, lambda n: plain(n, more=lambda i: f"variant-of: [q-{max(i - 1, 0)}]\n" if i else ""))
    yield Series("relatives of one", FILES, lambda n: plain(n, more=lambda i: "variant-of: [q-0]\n" if i else ""))
    yield Series("relatives that are not there", FILES, lambda n: plain(n, more=lambda i: f"variant-of: [z-{i}]\nenemies: [y-{i}]\n"))
    yield Series("enemies", FILES, lambda n: plain(n, more=lambda i: f"enemies: [q-{(i + 7) % n}, q-{(i + 3) % n}]\n"))
    yield Series("one reference", FILES, lambda n: {f"q/{i}.md": question(f"q-{i}", lists=False, more="references: [https://docs.aws.amazon.com/x/]\n") for i in range(n)})
    yield Series("folders", FILES, lambda n: {f"q/{i}/a.md": question(f"q-{i}") for i in range(n)})
    yield Series("topics with questions", FILES, lambda n: {**{f"q/{i}.md": question(f"q-{i}").replace("topic: alpha", f"topic: t{i}") for i in range(n)},
                 "exam.yaml": EXAM.replace("decides:", "".join(f"  - {{id: t{i}, name: Topic {i}, tasks: [\"1.1\"]}}\n" for i in range(n)) + "decides:")})
    yield Series("tags of questions", FILES, lambda n: plain(n, more=lambda i: f"tags: [t{i}, u{i}]\n"))
    yield Series("coverage", FILES, plain, ["coverage"])
    yield Series("report", FILES, plain, ["lint", "--report"])
    build = ["build", "--to", "site,json", "--fail-on", "off", "-o", "OUT"]
    yield Series("build of questions", BUILT, plain, build)
    yield Series("build of questions that are the same", BUILT, same, build)
    yield Series("build of a case", BUILT, lambda n: {**plain(n, more=lambda i: f"case: k\npart: {i + 1}\n"),
                 "cases/k.md": "---\nid: k\ntitle: Shop\n---\n\nA shop.\n"}, build)
    yield Series("build of tags and services", BUILT, lambda n: plain(n, more=lambda i: f"tags: [t{i}]\nservices: [s-{i}]\n"), build)
    yield Series("build of relatives", BUILT, lambda n: plain(n, more=lambda i: "variant-of: [q-0]\n" if i else ""), build)
    yield Series("build of a print", BUILT, plain, ["build", "--to", "print", "--fail-on", "off", "-o", "OUT"])


def series():
    """All of them."""
    for group in (front_matter, bodies, findings, configuration, own_rules, whole_banks, markdown):
        yield from group()
