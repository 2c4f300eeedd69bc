# The small banks of tests/cases do what their table says: what check finds and
# where, what it says, what a reader sees on the page after the fixes.
import html
import json
import os
import re
import shutil
import subprocess
import tempfile

from lib.tap import report

EXAMC = os.environ["EXAMC"]
HOME = "tests/cases"
TODAY = "2026-11-30"
# A bank of one question without a source has these; they are not what a case is about.
PASSED_OVER = re.compile(r"^(blueprint|item/no-reference$)")


def table():
    """The rows of the table: case, findings, words, page, when."""
    with open(os.path.join(HOME, "README.md"), encoding="utf-8") as f:
        rows = [[c.strip() for c in re.split(r"(?<!\\)\|", line)[1:-1]] for line in f if line.startswith("|")]
    assert [c.lower() for c in rows[0]] == ["case", "findings", "words", "page", "when"], rows[0]
    return rows[2:]


def plain(cell):
    """The cell's entries: in backticks, parted by blanks."""
    return [e.replace("\\|", "|") for e in re.findall(r"`` ?(.+?) ?``|`([^`]+)`", cell) for e in e if e]


def check(bank):
    """What check finds as 'rule:line', and all that it says."""
    done = subprocess.run([EXAMC, "check", "--today", TODAY, "--format", "json", bank], capture_output=True, text=True)
    said = json.loads(done.stdout)["findings"]
    kept = [d for d in said if not PASSED_OVER.match(d["rule"])]
    words = "\n".join(" ".join([d["message"], *(n["message"] for n in d["notes"])]) for d in kept)
    return [f"{d['rule']}:{d['line']}" for d in kept], words


def page(bank, out):
    """The words of the question's page, after the fixes that are safe; '' without a page."""
    subprocess.run([EXAMC, "fix", "--today", TODAY, bank], capture_output=True)
    subprocess.run([EXAMC, "build", "--today", TODAY, "--to", "site", "--fail-on", "off", "--output", out, bank],
                   capture_output=True)
    found = [os.path.join(d, n) for d, _, names in os.walk(out) for n in names if n == "a.html"]
    if len(found) != 1:
        return ""
    with open(found[0], encoding="utf-8") as f:
        text = re.sub(r"(?s)<(script|style|head)\b.*?</\1>", "", f.read())
    text = re.sub(r"</?(p|li|div|label|pre|h\d)\b[^>]*>", " ", text)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", "", text)))


def in_order(text, parts):
    """Whether the parts stand in the text one behind the other; 'not x': x is nowhere."""
    at = 0
    for part in parts:
        if part.startswith("not "):
            if part[4:].lower() in text.lower():
                return False
            continue
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


def judge(row):
    """One case; one that is marked 'later' must still fail, so that its mark goes in time."""
    case, findings, words, shown, when = row
    name = plain(case)[0]
    with tempfile.TemporaryDirectory() as tmp:
        bank = os.path.join(tmp, "content", "bank")
        shutil.copytree(os.path.join(HOME, name), bank)
        got, said = check(bank)
        want, wanted = plain(findings), plain(words)
        found = got == want and all(w in said for w in wanted)
        text = page(bank, os.path.join(tmp, "out")) if plain(shown) else ""
        seen = in_order(text, plain(shown))
    if when:
        report(not (found and seen), f"{name} is still to come ({when})", "it does what the table says: take the mark away")
        return
    report(found, f"{name}: findings", f"want {want} {wanted}\ngot  {got}\n{said}")
    report(seen, f"{name}: page", f"want {plain(shown)}\ngot  {text}")


rows = table()
listed, there = {plain(r[0])[0] for r in rows}, {n for n in os.listdir(HOME) if os.path.isdir(os.path.join(HOME, n))}
report(listed == there, "each case stands in the table", listed ^ there)
for row in rows:
    judge(row)
