#!/usr/bin/env python3
"""Prints the statistics of the texts of banks side by side: what generate.pl is held to.
usage: statistics_of.py BANK…"""
import glob
import re
import statistics
import sys
from collections import Counter, defaultdict

PART = re.compile(r"^(?:- |\d\. )(?:\[.\] )?", re.M)


def words(text):
    return len(text.split())


def parts(path):
    """Front matter, stem, lines of options, reasons, explanation."""
    with open(path) as f:
        _, front, body = f.read().split("---\n", 2)
    body, _, explanation = body.partition("## Explanation")
    at = PART.search(body).start()
    lines = body[at:].strip().split("\n")
    return (front, body[:at].strip(), [PART.sub("", x, count=1) for x in lines if PART.match(x)],
            [x.strip(" >") for x in lines if x.startswith("  >")], explanation.strip())


def add_question(seen, path):
    front, stem, options, reasons, explanation = parts(path)
    kind = re.search(r"^type: (\w+)", front, re.M)[1]
    text = " ".join([stem, *options, *reasons, explanation])
    tokens = re.findall(r"[a-z']+", text.lower())
    seen["bytes"].append(len(front) + len(text))
    seen["references"].append(len(re.findall("^  - http", front, re.M)))
    seen["words"].append(len(tokens))
    seen["different words, %"].append(100 * len(set(tokens)) / len(tokens))
    seen["letters in a word"].append(statistics.mean(map(len, tokens)))
    seen["words of stem"].append(words(stem))
    seen["sentences of stem"].append(len(re.findall(r"[.?](?:\s|$)", stem)))
    seen["options, steps or pairs"].append(len(options))
    seen[f"words of option, {kind}"] += map(words, options)
    seen["words of reason"] += map(words, reasons)
    if explanation:
        seen["words of explanation"].append(words(explanation))
    for name, sign in (("code", "`"), ("digits", r"\d"), ("brackets", r"\("), ("semicolon", ";"), ("bold", r"\*\*"),
                       ("link", r"\]\(")):
        seen[f"with {name}, %"].append(100 * bool(re.search(sign, text)))
    for name in ("single", "multiple", "ordering", "matching"):
        seen[f"{name}, %"].append(100 * (kind == name))
    seen["in a case, %"].append(100 * bool(re.search("^case:", front, re.M)))
    return Counter(tokens)


def measure(bank):
    """Mean and deviation by what was measured, and shares of words by rank."""
    seen, all_words = defaultdict(list), Counter()
    for path in glob.glob(f"{bank}/*/*.md"):
        if "/cases/" not in path:
            all_words += add_question(seen, path)
    found = {k: f"{statistics.mean(v):.1f} ± {statistics.pstdev(v):.1f}" if "%" not in k or "words" in k
             else f"{statistics.mean(v):.1f}" for k, v in seen.items()}
    total, ranked = sum(all_words.values()), all_words.most_common()
    for rank in (1, 10, 100, 1000):
        found[f"share of word {rank}, ‰"] = f"{1000 * ranked[rank - 1][1] / total:.2f}" if rank <= len(ranked) else ""
    return found


def main(banks):
    found = [measure(b) for b in banks]
    print("| | " + " | ".join(banks) + " |\n|---|" + "---:|" * len(banks))
    for name in dict.fromkeys(k for f in found for k in f):
        print(f"| {name} | " + " | ".join(f.get(name, "") for f in found) + " |")


if __name__ == "__main__":
    main(sys.argv[1:])
