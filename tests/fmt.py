"""examc fmt: no file says something else, a second run changes nothing, what is
written in the one way stays, and what is written in another way comes back to it.
"""
import glob
import os
import random
import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as ET

from lib.tap import report

EXAMC, SRC = os.environ["EXAMC"], os.environ["SRC"]
SEED = int(os.environ.get("EXAMC_SEED", 20261130))
ROUNDS = int(os.environ.get("EXAMC_FORMATS", 4))


def fmt(*args, cwd=None):
    return subprocess.run([EXAMC, "fmt", *args], cwd=cwd, capture_output=True, text=True)


def read(path):
    with open(path, "rb") as f:
        return f.read()


def files(root):
    return {os.path.relpath(p, root): read(p) for p in glob.glob(root + "/**", recursive=True) if os.path.isfile(p)}


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(text if isinstance(text, bytes) else text.encode())


def says(bank, out):
    """The bytes of JSON that the bank makes, drafts and all."""
    shutil.rmtree(out, ignore_errors=True)
    r = subprocess.run([EXAMC, "build", "--no-cache", "--to", "json", "--drafts", "--fail-on", "off", "--today", "2026-11-30", "-o", out, bank],
                       capture_output=True, text=True)
    return r.returncode, {p: t for p, t in files(out).items() if p.endswith(".json")}


# --- Other ways to write the same ---

def front(text, change):
    head, rest = text[4:].split("\n---\n", 1)
    return "---\n" + "\n".join(change(head.split("\n"))) + "\n---\n" + rest


def groups(lines):
    """The lines of each key of the front matter."""
    out = []
    for line in lines:
        if out and line.startswith((" ", "- ")):
            out[-1].append(line)
        else:
            out.append([line])
    return out


def shuffled(lines):
    g = groups(lines)
    random.shuffle(g)
    return [line for group in g for line in group]


def body(text, change):
    """TEXT with CHANGE for the lines of the body that are no code."""
    at = text.index("\n---\n") + 5
    out, fence = [], False
    for line in text[at:].split("\n"):
        marks = "```" in line
        out += [line] if fence or marks else change(line)
        if marks:
            fence = not fence
    return text[:at] + "\n".join(out)


def wider(text):
    """Markers with more blanks behind them, and what is below them further right."""
    at = text.index("\n---\n") + 5
    out, inside = [], False
    for line in text[at:].split("\n"):
        if line.startswith("#") or (inside and line and not line.startswith((" ", "-", "1", "2", "3", "4", "5", "6"))):
            inside = False
        m = re.match(r"(-|\d\.) (?=\S)", line)
        if m:
            inside = True
            out.append(" " + m[1] + "   " + line[m.end():])
        else:
            out.append("   " + line if inside and line.startswith("  ") else line)
    return text[:at] + "\n".join(out)


def bullets(text):
    sign = random.choice("*+")
    return body(text, lambda s: [re.sub(r"^-(?= )", sign, s)])


WAYS = {
    "CRLF": lambda t: t.replace("\n", "\r\n"),
    "a byte order mark": lambda t: "\ufeff" + t,
    "keys in another order": lambda t: front(t, shuffled),
    "blank lines in the front matter": lambda t: front(t, lambda ls: [x for g in groups(ls) for x in ["", *g]] + [""]),
    "lists on their key's column": lambda t: front(t, lambda ls: [re.sub(r"^  - ", "- ", s) if not any(x.startswith("    ") for x in ls) else s for s in ls]),
    "lists further right": lambda t: front(t, lambda ls: ["    " + s if s.startswith("  ") else s for s in ls]),
    "single quotes": lambda t: front(t, lambda ls: [re.sub(r'"([^"\'\\]*)"', r"'\1'", s) for s in ls]),
    "numbers without quotes": lambda t: front(t, lambda ls: [re.sub(r'^task: "([\d.]+)"', r"task: \1", s) for s in ls]),
    "blanks behind colons": lambda t: front(t, lambda ls: [re.sub(r"^([a-z]+): (?=\S)", r"\1:    ", s) for s in ls]),
    "blanks in brackets": lambda t: front(t, lambda ls: [s if s.startswith(" ") else re.sub(r"\[(.*)\]$", r"[ \1 ]", s).replace(", ", " ,") for s in ls]),
    "keys in quotes": lambda t: front(t, lambda ls: [re.sub(r"^([a-z]+):", r'"\1":', s) for s in ls]),
    "blanks at line ends": lambda t: front(body(t, lambda s: [s + random.choice(["", " ", "\t"])]), lambda ls: [s + " " for s in ls]),
    "more blank lines": lambda t: body(t, lambda s: ["", "", s] if s.startswith("#") else [s, "", ""] if not s else [s]) + "\n\n",
    "no blank lines around headings": lambda t: t.replace("\n\n## Explanation\n\n", "\n## Explanation\n"),
    "blank lines between options": lambda t: body(t, lambda s: ["", s] if s.startswith(("- ", "  > ")) else [s]),
    "other bullets": bullets,
    "a bracket behind numbers": lambda t: body(t, lambda s: [re.sub(r"^(\d)\. ", r"\1) ", s)]),
    "wider markers": wider,
    "no blank behind >": lambda t: body(t, lambda s: [re.sub(r"^  > (?=[A-Z])", "  >", s)]),
    "no last line break": lambda t: t[:-1],
}


def banks(work):
    """A folder with the project's banks, written in the one way."""
    for name in ("content/linux-basics", "content/mla-c01", "tests/browser/bank", "tests/runs/tags/bank", "tests/runs/order-on-page/bank"):
        shutil.copytree(os.path.join(SRC, name), os.path.join(work, name))
    fmt(work)
    return work


def check_ways(work):
    pristine = files(work)
    questions = [p for p in pristine if p.endswith(".md") and "README" not in p]
    for name, way in WAYS.items():
        changed = []
        for p in questions:
            text = pristine[p].decode()
            other = way(text)
            if other != text:
                changed.append(p)
                write(os.path.join(work, p), other)
        r = fmt(work)
        now = files(work)
        bad = [p for p in pristine if now[p] != pristine[p]]
        report(changed and not bad and r.returncode == 0 and sorted(r.stdout.splitlines()) == sorted(os.path.join(work, p) for p in changed),
               f"{name}: {len(changed)} questions come back to the one way", [r.returncode, r.stderr[-900:], bad[:3]])
        for p in bad:
            write(os.path.join(work, p), pristine[p])


def slip(text):
    """A change that nobody planned."""
    i = random.randrange(len(text))
    return random.choice([
        lambda: text[:i] + random.choice(" \n\t-[]{}\"'#>:,.*`\\") + text[i:],
        lambda: text[:i] + text[i + 1:],
        lambda: text[:i] + "  " + text[i:],
        lambda: text[:i] + "\n\n" + text[i:],
        lambda: text[:i] + "  \n" + text[i:],
        lambda: re.sub(r"\n", random.choice(["\n ", "\n\n", "  \n", "\n  "]), text, count=random.randrange(30)),
    ])()


def check_slips(work, out):
    pristine = files(work)
    total = refused = changed = published = 0
    bad = []
    for n in range(ROUNDS):
        for p, t in pristine.items():
            text = t.decode() if p.endswith((".md", ".yaml")) and "README" not in p else ""
            if text and (p.endswith(".md") or random.random() < 0.3):
                for _ in range(random.choice([1, 2, 4])):
                    text = slip(text)
                if random.random() < 0.5 and p.endswith(".md") and "\n---\n" in text[4:]:
                    text = random.choice(list(WAYS.values()))(text)
                write(os.path.join(work, p), text)
                total += 1
        # exam.yaml stays a blueprint, else nothing is said.
        for p in pristine:
            if p.endswith("exam.yaml"):
                write(os.path.join(work, p), pristine[p])
        for bank in ("content/linux-basics", "content/mla-c01"):
            before = says(os.path.join(work, bank), out)
            r = fmt(os.path.join(work, bank))
            after = says(os.path.join(work, bank), out)
            again = fmt("--check", os.path.join(work, bank))
            refused += r.stderr.count("not formatted")
            changed += len(r.stdout.splitlines())
            published += bool(before[1])
            if before != after:
                bad.append([bank, n, "says something else", [p for p in before[1] if after[1].get(p) != before[1][p]]])
            if again.stdout or r.returncode not in (0, 1):
                bad.append([bank, n, "a second run changes", again.stdout[:300], r.returncode, r.stderr[-300:]])
        for p, t in pristine.items():
            write(os.path.join(work, p), t)
    report(not bad and changed > total / 5 and published > ROUNDS, f"{total} files with slips say what they said: {changed} formatted, {refused} left", [published, *bad])


# --- Single files ---

def one(work, name, text, path="q/a.md"):
    root = os.path.join(work, "one")
    shutil.rmtree(root, ignore_errors=True)
    write(root + "/exam.yaml", read(SRC + "/tests/runs/tags/bank/exam.yaml"))
    write(os.path.join(root, path), text)
    r = fmt("--", root)
    return r, read(os.path.join(root, path)).decode()


QUESTION = """---
id: a
type: single
topic: alpha
task: "1.1"
difficulty: easy
---

%s
- [ ] Standard
  > Two reads a year do not pay for it.
- [x] Infrequent access
  > It is priced for two reads a year.
- [ ] Archive
  > A read would take hours.
"""


def check_kept(work):
    for name, part in {
            "code": "Which?\n\n```sh\n  x  \n\n\n\ty \n- [ ] no option  \n```\n",
            "a table": "Which?\n\n```table\na , b\n1,  2\n```\n",
            "a hard line break": "One line  \nand another\\\nand a third.\n\nWhich?\n",
            "a hard line break in a quote": "> One line  \n> and another\n\nWhich?\n",
            "a list of the stem": "There are:\n\n* one\n* two\n\n  with more\n\nWhich?\n",
            "long lines and short ones": "A long line stays, " + "word " * 60 + "end.\nA short one, too.\n\nWhich?\n"}.items():
        text = QUESTION % part
        r, now = one(work, name, text)
        report(now == text and r.returncode == 0, f"{name} stays as it is", [r.stdout, r.stderr, now])
    text = QUESTION.replace("id: a", "# of the file\nid: a # of the line").replace("topic", "# of the topic\n# two lines\ntopic") % "Which?\n"
    moved = text.replace("task: \"1.1\"\n", "").replace("# of the file\n", "task: '1.1'   # of the task\n# of the file\n")
    r, now = one(work, "comments", moved)
    report(now == text.replace('task: "1.1"', 'task: "1.1"   # of the task'), "comments go with their keys", now)
    text = "# head\n\nservices:\n\n  # of the first\n  - id: a # its id\n    name: A\n    scope: in\n    # of the status\n    status: active\n\n  # last\n"
    r, now = one(work, "comments of a file", text, "services.yaml")
    report(now == text and r.returncode == 0, "comments of a YAML file stay in their places", [r.stderr, now])
    loose = "# head\n\n\nservices:\n# of the first\n-   id:   a # its id\n    name: 'A'\n    old-names: [ 'B' ,\"C\" ]\n    scope: in\n    status: active\n    successor: >-\n          Many\n          words\n"
    tidy = ('# head\n\nservices:\n  # of the first\n  - id: a # its id\n    name: "A"\n    old-names: ["B", "C"]\n    scope: in\n    status: active\n'
            "    successor: >-\n          Many\n          words\n")
    r, now = one(work, "a YAML file", loose, "services.yaml")
    report(now == tidy and r.returncode == 0, "a YAML file is set in the one way", [r.stderr, now])


def check_refused(work):
    text = (QUESTION % "Which?\n").replace("- [x]", "- [y]")
    r, now = one(work, "broken", text)
    report(now == text and r.returncode == 1 and re.search(r"q/a\.md:13:\d+: not formatted: ", r.stderr) and not r.stdout,
           "a question that cannot be read is told at its line, and left", [r.returncode, r.stderr])
    r, now = one(work, "anchors", "services: &a\n- {id: a}\n", "services.yaml")
    report(r.returncode == 1 and now == "services: &a\n- {id: a}\n" and "services.yaml:1:" in r.stderr, "so is YAML that examc does not read", r.stderr)
    r, now = one(work, "unusual", "services:\n  - {id: a, ? name : A}\n", "services.yaml")
    report("? name : A" in now if r.returncode else "name: A" in now, "a rare way of YAML is left, or says the same", [now, r.stderr])
    root = os.path.join(work, "one")
    text = (QUESTION % "Which?\n").replace("- [ ]", "*  [ ]").replace("- [x]", "*  [x]")
    one(work, "loose", QUESTION % "Which?\n")
    write(root + "/q/a.md", text)
    r = fmt("--check", "q", cwd=root)
    report(r.returncode == 1 and r.stdout == "q/a.md\n" and read(root + "/q/a.md").decode() == text, "--check names what would change, and writes nothing", [r.stdout, r.stderr])
    r = fmt("exam.yaml", cwd=root)
    report(r.returncode == 0 and read(root + "/q/a.md").decode() == text, "files that are not asked for stay", r.stderr)
    r = fmt("q/a.md", cwd=root)
    report(r.returncode == 0 and read(root + "/q/a.md").decode() == QUESTION % "Which?\n", "a file that is asked for is formatted", r.stderr)


def check_everything(work):
    """All banks that the tests have, broken ones, too."""
    shutil.copytree(SRC + "/tests", work + "/tests", ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    extra = os.environ.get("EXAMC_BANKS")
    if extra:
        shutil.copytree(extra, work + "/extra")
    first = fmt(work)
    second = fmt("--check", work)
    strange = [s for s in first.stderr.splitlines() if "something else" in s or "unusual" in s]
    report(first.returncode == 1 and not strange and not second.stdout and first.stdout,
           f"banks of the tests: {len(first.stdout.splitlines())} files formatted, a second run changes nothing",
           [first.returncode, *strange, second.stdout])


def check_schema():
    """A key that has no place in the order would stand behind all others."""
    order = re.search(r"front_keys\[\] = \{(.*?)\};", read(SRC + "/compiler/author/style_yaml.c").decode(), re.S)[1]
    order = set(re.findall(r'"([a-z-]+)"', order))
    xs = "{http://www.w3.org/2001/XMLSchema}"
    tree = ET.parse(SRC + "/schemas/question.xsd").getroot()
    keys = {n.get("name") for g in tree for n in g.iter() if g.get("name") == "front-matter" and n.get("name") and n is not g}
    keys |= {n.get("name") for t in tree.findall(xs + "complexType") if t.get("name") in ("single", "multiple", "case") for n in t.iter(xs + "attribute")}
    report(keys == order, "each key of a question has its place", keys ^ order)


random.seed(SEED)
# Each file is on disk before the next is written: a disk in memory is quicker.
WORK = tempfile.mkdtemp(prefix="examc-fmt-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
try:
    r = fmt("--check", SRC + "/content")
    report(r.returncode == 0 and not r.stdout, "the project's banks are written in the one way", r.stdout)
    check_schema()
    check_ways(banks(WORK + "/ways"))
    check_slips(WORK + "/ways", WORK + "/out")
    check_kept(WORK)
    check_refused(WORK)
    check_everything(WORK + "/all")
finally:
    shutil.rmtree(WORK, ignore_errors=True)
