# The bank of MLA-C01 keeps what its README says of it: sizes, weights, figures of
# guessing, lengths, reasons, references, and that each question has been judged.
import json
import os
import re
import subprocess
import sys

from lib.tap import report

EXAMC = os.environ["EXAMC"]
BANK = "content/mla-c01"


def run(*args):
    return subprocess.run([EXAMC, *args, BANK], capture_output=True, text=True, check=False)


def asked(*args):
    r = run(*args, "--format", "json")
    try:
        return json.loads(r.stdout)
    except ValueError:
        report(False, f"examc {' '.join(args)} answers", r.stderr)
        sys.exit(1)


def between(low, value, high, name):
    report(low <= value <= high, f"{name} within {low} and {high}", value)


def shape(coverage):
    report(coverage["total"] == 130, "130 questions", coverage["total"])
    rows = {d["id"]: d for d in coverage["domains"]}
    weights = [rows[i]["weight"] for i in ("data-preparation", "model-development", "deployment", "operations")]
    report(weights == [28, 26, 22, 24], "the blueprint's weights are 28/26/22/24", weights)
    report(all(d["difference"] == 0 for d in rows.values()), "every domain meets its target", rows)
    report([d["actual"] for d in coverage["domains"]] == [36, 34, 28, 32], "domains 36/34/28/32", coverage["domains"])
    with open(BANK + "/exam.yaml", encoding="utf-8") as f:
        article = set(re.findall(r"\{id: ([\w-]+),.*minimum: 4\}", f.read()))
    number = {t["id"]: t["actual"] for t in coverage["topics"]}
    report(len(article) == 26 and min(number[t] for t in article) >= 4, "each of the article's 26 topics four times",
           {t: number[t] for t in article if number[t] < 4})
    others = sorted((number[t] for t in number if t not in article), reverse=True)
    report(len(others) == 18 and others[8] >= 2, "nine of the 18 further topics twice", others)
    forms = asked("form", "--count", "2")["forms"]
    ids = [i["id"] for f in forms for i in f["items"]]
    report(len(ids) == 130 == len(set(ids)), "two forms of 65 with nothing shared", len(set(ids)))
    for kind, shares, slack in (("types", {"single": 72, "multiple": 18, "ordering": 6, "matching": 4}, 1),
                                ("difficulties", {"easy": 20, "medium": 50, "hard": 30}, 2)):
        real = {x["id"]: 100 * x["actual"] / coverage["total"] for x in coverage[kind]}
        report(all(abs(real[k] - v) <= slack for k, v in shares.items()), f"{kind} as the blueprint wants them", real)


def guessing(lint):
    by = {s["name"]: 100 * s["rate"] for s in lint["guessing"]["strategies"]}
    between(18, by["longest"], 32, "choosing the longest")
    between(0, by["overlap"], 35, "choosing by the stem's words")
    between(.9, lint["guessing"]["keyLengthRatio"], 1.15, "the key's length over the mean distractor's")
    four = next(p for p in lint["keyPositions"] if p["options"] == 4)
    shares = [100 * k / sum(four["keys"]) for k in four["keys"]]
    report(all(20 <= s <= 30 for s in shares), "each place of the key at 20 to 30 %", shares)
    report(lint["nearDuplicates"] == 0 == lint["keyConflicts"], "no near-duplicates, no contradictions")


def words(lint):
    w = lint["words"]
    report(w["stem"]["least"] >= 35 and w["stem"]["most"] <= 100, "stems of 35 to 100 words", w["stem"])
    between(55, w["stem"]["median"], 70, "the median of the stems")
    report(w["rationale"]["least"] >= 15 and w["rationale"]["most"] <= 45, "rationales of 15 to 45 words", w["rationale"])
    report(w["rationale"]["texts"] == w["option"]["texts"], "a rationale under each option", w)
    report(w["referenced"] == w["questions"], "a reference for each question", w)


def judged(lint):
    """Reviews of the questions as they are today, each by at least one judge."""
    by = {(r["method"], r["keys"]): r for r in lint["reviews"]}
    total = {m: sum(r["questions"] for (method, _), r in by.items() if method == m)
             for m in ("blind-solve", "options-only", "fact-check")}
    report(total["blind-solve"] == 130 and total["fact-check"] == 130, "each question was solved blind, and its facts checked", total)
    report(total["options-only"] == 117, "the options of each choice were judged alone", total)
    solved = [r for (method, _), r in by.items() if method == "blind-solve"]
    between(97, 100 * sum(r["majority"] for r in solved) / 130, 100, "agreement of blind solvers with the key")
    alone = by["options-only", "one"]
    between(0, 100 * alone["agree"] / alone["reviews"], 45, "options alone, questions with one key")
    facts = [r for (method, _), r in by.items() if method == "fact-check"]
    report(sum(r["majority"] for r in facts) == 130, "no key in doubt after the check of facts", facts)


def said(lint):
    """The README's figures are those of today."""
    with open(BANK + "/README.md", encoding="utf-8") as f:
        text = " ".join(f.read().split())
    by = {s["name"]: 100 * s["rate"] for s in lint["guessing"]["strategies"]}
    alone = next(r for r in lint["reviews"] if r["method"] == "options-only" and r["keys"] == "one")
    for name, figure in (("options alone", f"{100 * alone['agree'] / alone['reviews']:.1f} %"),
                         ("the longest option", f"{by['longest']:.1f} %"),
                         ("words of the stem", f"{by['overlap']:.1f} %"),
                         ("the key's length", f"{lint['guessing']['keyLengthRatio']:.2f}"),
                         ("the stems' median", f"{lint['words']['stem']['median']:g} words")):
        report(figure in text, f"the README says {figure} of {name}", "no such figure there")


done = run("check", "--fail-on", "warn", "--format", "short", "--today", "2026-11-30")
report(done.returncode == 0 and "0 errors, 0 warnings" in done.stderr, "the bank passes its own check without a warning",
       done.stdout + done.stderr)
shape(asked("coverage"))
report_of = asked("lint", "--report")[0]
guessing(report_of)
words(report_of)
judged(report_of)
said(report_of)
