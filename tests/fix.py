"""examc fix on slips of the hand: the question stays the same question, the
line ends stay, and a second run changes nothing.
"""
import glob
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

from lib.bank import EXAM

EXAMC, SRC = os.environ["EXAMC"], os.environ["SRC"]
MANY, SEED = int(os.environ.get("EXAMC_FIXES", 600)), int(os.environ.get("EXAMC_SEED", 20261123))
ROWS = ["| c | d |", "| c | d |", "| c\\|d | |", "|  | \"e\", f |", "c | d"]


def option(text, new):
    """TEXT with NEW for the bullet and mark of a random option line."""
    found = [m for m in re.finditer(r"(?m)^[-*]([ \t])\[(.)\] ", text)]
    m = random.choice(found) if found else None
    return text[:m.start()] + new(m[2]) + text[m.end():] if m else text


def line(text, make):
    """TEXT with MAKE(line) for a random line of the body that says something."""
    lines = text.split("\n")
    first = lines.index("---", 1) + 1
    i = random.choice([i for i in range(first, len(lines)) if re.search(r"\w{3}", lines[i])])
    lines[i] = make(lines[i])
    return "\n".join(lines)


def table(text):
    """A pipe table under a line: in an option, a quote, the stem."""
    def below(s):
        indent = re.match(r"[ \t]*>?[ \t]*(?:[-*\d.)]+[ \t]+(?:\[.\] )?)?", s)[0]
        pad = re.sub(r"[^>\t]", " ", indent)
        rows = ["| a | b |", "|---|---|"] + random.sample(ROWS, random.choice([1, 2]))
        gap = random.choice([[], [pad.rstrip()]])
        return "\n".join([s] + gap + [pad + row for row in rows] + random.choice([[], [""]]))
    return line(text, below)


def tag(text):
    return line(text, lambda s: s + random.choice([" <b><i>x</i></b>", " <k>", " <a-b> <c>", " <b>x</b>", " `<b>`<i>"]))


SLIPS = [
    lambda t: option(t, lambda m: f"-[{m}] "),
    lambda t: option(t, lambda m: f"[{m}] "),
    lambda t: option(t, lambda m: f"\u2013 [{m}] "),
    lambda t: option(t, lambda m: f"-\u00a0[{m}] "),
    lambda t: option(t, lambda m: f"* [{m}] "),
    lambda t: option(t, lambda m: f"+ [{m}] "),
    lambda t: option(t, lambda m: f"1. [{m}] "),
    lambda t: option(t, lambda m: f"12) [{m}] "),
    lambda t: option(t, lambda m: "- [] " if m == " " else f"- [ {m} ] "),
    lambda t: option(t, lambda m: f"- [{m}]"),
    lambda t: option(t, lambda m: f"  - [{m}] "),
    table, table, tag, tag,
]


def letters(s):
    return re.sub(r"[^a-z]", "", s.lower())


def parts(path):
    """What the question at PATH is: [(role, letters)], or None."""
    out = subprocess.run([EXAMC, "dump", "--stage", "item", path], capture_output=True, text=True)
    if out.returncode:
        return None
    found = re.findall(r'(?m)^ *(distractor|key|rationale|step|pair|prompt|response|extra)\b(.*)$', out.stdout)
    return [(role, letters(re.sub(r"@.*|^ [0-9a-f]+(-\d+)?", "", rest))) for role, rest in found]


def alike(a, b):
    """The same, but for what the slips added."""
    return len(a) == len(b) and all(
        x[0] == y[0] and letters_in(x[1], y[1]) for x, y in zip(a, b))


def letters_in(was, now):
    it = iter(now)
    return len(now) - len(was) < 40 and all(c in it for c in was)


def main():
    random.seed(SEED)
    work = tempfile.mkdtemp(prefix="examc-fix-")
    bank = os.path.join(work, "bank")
    os.makedirs(os.path.join(bank, "q"))
    with open(os.path.join(bank, "exam.yaml"), "w") as f:
        f.write(EXAM)
    originals = [p for p in sorted(glob.glob(os.path.join(SRC, "tests/edits/*.md"))) if parts(p)]
    texts = [open(p, newline="").read() for p in originals]
    wanted = [parts(p) for p in originals]
    made = {}
    for n in range(MANY):
        k = random.randrange(len(texts))
        text = texts[k].replace("\r\n", "\n")
        for _ in range(random.choice([1, 1, 1, 2, 3])):
            text = random.choice(SLIPS)(text)
        text = re.sub(r"(?m)^id: .*", f"id: q-{n}", text, count=1)
        if random.random() < 0.3:
            text = text.replace("\n", "\r\n")
        path = os.path.join(bank, "q", f"{n}.md")
        with open(path, "w", newline="") as f:
            f.write(text)
        made[path] = (text, wanted[k])
    args = [EXAMC, "fix", bank, "--today", "2026-11-23"]
    first = subprocess.run(args, capture_output=True, text=True)
    changed, ends, other, mended = {}, [], [], 0
    for path, (text, want) in made.items():
        now = open(path, newline="").read()
        if now == text:
            continue
        changed[path] = now
        if ("\r\n" in text) != ("\r\n" in now) or ("\r\n" in now and re.search(r"(?<!\r)\n", now)):
            ends.append(f"{text!r} became {now!r}")
        if re.search(r"(?m)^[-*]\.|[^`]``[^`]", now):
            other.append(f"{text}\n-- became\n{now}")
        got = parts(path)
        mended += got is not None
        if got is not None and not alike(want, got):
            other.append(f"{text}\n-- became\n{now}\n{want}\n{got}")
    again = subprocess.run(args, capture_output=True, text=True)
    late = [p for p in made if open(p, newline="").read() != changed.get(p, made[p][0])]
    verdicts = [
        ("fix ends well", [] if first.returncode == 0 and again.returncode == 0 else [first.stderr, again.stderr]),
        (f"{len(changed)} of {MANY} slips are mended somehow, {mended} wholly", [] if mended > MANY // 4 else [first.stderr]),
        ("mended questions have the options, keys and rationales that they had", other),
        ("line ends stay what they were", ends),
        ("a second run changes nothing", late),
    ]
    for i, (name, faults) in enumerate(verdicts, 1):
        print("not ok" if faults else "ok", i, "-", name)
        for fault in faults[:3]:
            print("# " + fault[:2500].replace("\n", "\n# "))
        if len(faults) > 3:
            print(f"# … and {len(faults) - 3} more")
    shutil.rmtree(work)


main()
