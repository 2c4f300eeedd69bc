# labels: what the rules state of themselves is what the labelled questions give, and
# severities follow from it. With --accept the packs' figures are written anew.
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

from lib.tap import report

EXAMC, SRC = os.environ["EXAMC"], os.environ["SRC"]
FILES = sorted(glob.glob(os.path.join(SRC, "tests/labels/*.jsonl")))
PACKS = sorted(glob.glob(os.path.join(SRC, "compiler/rules/*.yaml")))
# What these say is read off front matter or counted: a date, a name in services.yaml, a share.
EXACT = {"stale", "future", "reference", "reference-host", "service-renamed", "service-key",
         "service-scope", "guessable", "key-position"}
ENOUGH = 8  # findings from which on a share says anything


def run(*args):
    done = subprocess.run([EXAMC, "rules", *args, "--format", "json"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def score(rules):
    lines = [line for name in FILES for line in open(name, encoding="utf-8")]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        f.writelines(lines)
        f.flush()
        only = ",".join(r["id"] for r in rules)
        result = run("score", "--only", only, f.name)
    ids = [json.loads(line)["id"] for line in lines if line.strip()]
    return {r["id"]: (r["tp"], r["fp"]) for r in result["rules"]}, ids


def write(found):
    """Puts what was counted into the packs."""
    for name in PACKS:
        with open(name, encoding="utf-8") as f:
            text = f.read()
        pack = re.search(r"^pack: (\S+)", text, flags=re.M).group(1)
        for rule, (right, wrong) in found.items():
            if rule.startswith(pack + "/"):
                text = re.sub(r"(?ms)(^- id: %s\n.*?^  measured: ).*?$" % re.escape(rule[len(pack) + 1:]),
                              r"\g<1>{right: %d, wrong: %d}" % (right, wrong), text, count=1)
        with open(name, "w", encoding="utf-8") as f:
            f.write(text)


rules = run("list")
measured = [r for r in rules if "right" in r]
found, ids = score(measured)
if "--accept" in sys.argv:
    write({r["id"]: found[r["id"]] for r in measured})
    sys.exit()

report(len(ids) == len(set(ids)), "each labelled question has a name of its own")
for r in rules:
    name = r["id"]
    if r not in measured:
        report(r["confidence"] == "exact" and r["check"] in EXACT, f"{name} is exact", r)
        continue
    stated = (r["right"], r["wrong"])
    report(stated == found[name], f"{name} states what the labels give",
           f"states {stated}, counted {found[name]}: python3 tests/labels.py --accept")
    n, share = sum(stated), r["right"] / max(sum(stated), 1)
    sure = "high" if n and share >= .95 and r["low"] >= .80 else "medium" if n and share >= .75 else "low"
    report(r["confidence"] == sure, f"{name} is as sure as it was right", r)
    report(r["severity"] != "error" or r["wrong"] == 0, f"{name} is no error that is known to be wrong", r)
    report(r["severity"] in ("off", "info") or n < ENOUGH or share >= .75, f"{name} is sure enough for a warning", r)
    report(r["severity"] == "off" or n < ENOUGH or share >= .5, f"{name} is sure enough for a hint", r)
