# rules score: planted defects are found, all of them and nothing else, and the
# figures are those that can be counted by hand.
import json
import os
import random
import subprocess
import tempfile

from lib.tap import report

EXAMC = os.environ["EXAMC"]


def score(lines, *args):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        f.writelines((x if isinstance(x, str) else json.dumps(x)) + "\n" for x in lines)
        f.flush()
        return subprocess.run([EXAMC, "rules", "score", *args, f.name], capture_output=True, text=True)


rng = random.Random(1142)
SYLLABLES = [a + b for a in "bcdfglmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "il")]


def word():
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.choice((2, 3, 3, 4))))


def question(name):
    """A question like no other: 24 words, four options of one to three."""
    words = [word() for _ in range(20)]
    options = []
    while len(options) < 4:
        option = " ".join(word() for _ in range(rng.choice((1, 2, 3))))
        if option not in options:
            options.append(option)
    return {"id": name, "stem": f"{' '.join(words[:12]).capitalize()}. Which one of {' '.join(words[12:])} is it?",
            "options": options, "key": rng.choice("ABCD"), "labels": {}}


EXACT = ["item/duplicate-option", "item/select-n", "item/no-key", "item/empty-option",
         "bank/near-duplicate", "bank/key-conflict"]


def permuted(q, name):
    """The same options in another order, the key with its option."""
    order = rng.sample(range(4), 4)
    key = "ABCD"[order.index("ABCD".index(q["key"]))]
    return dict(q, id=name, options=[q["options"][i] for i in order], key=key)


def another_word(stem):
    words = stem.split(" ")
    i = rng.randrange(1, 11)
    words[i] = word()
    return " ".join(words)


def planted():
    """400 clean questions and 40 of each defect: (question, flaws)."""
    clean = [question(f"clean-{i}") for i in range(400)]
    out = [(q, {}) for q in clean]
    twins = iter(rng.sample(range(400), 120))
    for i in range(40):
        q = question(f"double-{i}")
        same = rng.choice((str, lambda s: s + " ", lambda s: s.replace(" ", "  ")))
        q["options"][3] = same(q["options"][rng.randrange(3)])
        out.append((q, {"item/duplicate-option": 1}))
        q = question(f"select-{i}")
        q["stem"] += rng.choice((" (Select TWO.)", " (Choose two.)", " Choose 3 answers."))
        out.append((q, {"item/select-n": 1}))
        q = dict(question(f"keyless-{i}"), key=rng.choice(("", "E", "H")))
        out.append((q, {"item/no-key": 1}))
        q = question(f"empty-{i}")
        q["options"][rng.randrange(4)] = rng.choice(("", " ", "\t"))
        out.append((q, {"item/empty-option": 1}))
        q = permuted(clean[next(twins)], f"near-{i}")
        out.append((dict(q, stem=another_word(q["stem"])), {"bank/near-duplicate": 1}))
        out.append((permuted(clean[next(twins)], f"same-{i}"), {"bank/near-duplicate": 1}))
        first = next(twins)
        q = permuted(clean[first], f"miskeyed-{i}")
        q["key"] = rng.choice([k for k in "ABCD" if k != q["key"]])
        out.append((q, {"bank/near-duplicate": 1, "bank/key-conflict": 1}))
        out[first][1]["bank/key-conflict"] = 1
    return [dict(q, labels={r: flaws.get(r, 0) for r in EXACT}) for q, flaws in out]


items = planted()
done = score(items, "--format", "json")
result = json.loads(done.stdout)
rules = {r["id"]: r for r in result["rules"]}
for rule in EXACT:
    r, want = rules[rule], sum(q["labels"][rule] for q in items)
    wrong = [q["id"] for q, x in zip(items, result["items"]) if (rule in x["fired"]) != bool(q["labels"][rule])]
    report(r["tp"] == want and r["fp"] == 0 and r["fn"] == 0 and r["tn"] == len(items) - want,
           f"{rule}: {want} planted", f"{r} {wrong}")
report([x["id"] for x in result["items"]] == [q["id"] for q in items], "items keep their order")
report(done.stdout == score(items, "--format", "json").stdout, "the same bytes again")

# By hand: k-type found in one of two that have it, and in one that has not.
combos = ["A and B", "B and C", "A and C", "C only"]
hand = [{"id": "hit", "stem": "Which apply here today?", "options": combos, "key": "A", "labels": {"iwf/k-type": 1}},
        {"id": "miss", "stem": "Which apply there today?", "options": ["x", "y", "z", "w"], "key": "B",
         "labels": {"iwf/k-type": 1}},
        {"id": "false", "stem": "Which apply now?", "options": combos, "key": ["B"], "labels": {"iwf/k-type": 0}},
        {"id": "unjudged", "stem": "Which apply then?", "options": combos, "key": "B", "labels": {"iwf/k-type": None}}]
r = {x["id"]: x for x in json.loads(score(hand, "--format", "json").stdout)["rules"]}["iwf/k-type"]
report((r["tp"], r["fp"], r["fn"], r["tn"]) == (1, 1, 1, 0), "counts by hand", r)
text = score(hand).stdout
row = next(line.split() for line in text.splitlines() if line.startswith("iwf/k-type"))
report(row[1:4] == ["3", "2", "0.500"] and row[5] == "0.500" and row[7] == "0.500" and row[9] == "0.750", "the table", row)
report(not any(x.startswith(("item/no-reference", "item/stale")) for x in rules), "no rule about front matter")

# Options are one where no reader can tell them apart, as in files: case and signs count.
twins = [{"id": "case", "stem": "Which option searches?", "options": ["grep -e", "grep -E", "grep -x", "grep -v"], "key": "A"},
         {"id": "code", "stem": "Which option declares?", "options": ["`declare -a`", "`declare -A`", "`local`", "`set`"], "key": "A"},
         {"id": "point", "stem": "Which one is safe?", "options": ["Stop the node.", "Stop the node", "Wait", "Log"], "key": "A"},
         {"id": "same", "stem": "Which one is right?", "options": ["Stop the node", "Stop  the node", "Wait", "Log"], "key": "C"}]
items = json.loads(score(twins, "--format", "json").stdout)["items"]
fired = {x["id"]: x["fired"] for x in items}
report([x for x in fired if "item/duplicate-option" in fired[x]] == ["same"], "one option twice", fired)
report([x for x in fired if "item/similar-options" in fired[x]] == ["case", "point"], "alike is not the same", fired)

# Code in fences is code.
fences = [{"id": "fence", "stem": "What does this print?\n\n```c\nint ____ = 1; /* not, EXCEPT */\nreturn;\n```\n", "key": "A",
           "options": ["```\nNone of the above\n```", "``a ` b``", "2", "3"]},
          {"id": "prose", "stem": "A ____ is a thing. Which of these is NOT one?", "key": "A",
           "options": ["None of the above", "1", "2", "3"]}]
fired = {x["id"]: x["fired"] for x in json.loads(score(fences, "--format", "json").stdout)["items"]}
report(fired["fence"] == [], "nothing is found in code", fired)
report(set(fired["prose"]) == {"iwf/blank-in-stem", "iwf/negative-lead", "iwf/none-of-the-above"}, "in prose it is", fired)

# No conflict where keys agree, or where two options are the same.
asks = {"stem": "Which call closes the open file on the disk?", "labels": {}}
pair = [dict(asks, id="one", options=["close", "close", "open", "read"], key="A"),
        dict(asks, id="two", options=["close", "close", "open", "read"], key="B")]
report(not any("bank/key-conflict" in x["fired"] for x in json.loads(score(pair, "--format", "json").stdout)["items"]),
       "keys that agree contradict nothing")

# Rules that are off are left out, unless they are asked for.
vague = [{"id": "v", "stem": "Which one is it here?", "options": ["It is often slow", "It is slow", "It is fast", "It is idle"],
          "key": "B", "labels": {"iwf/vague-term": 1}}]
off = json.loads(score(vague, "--format", "json").stdout)
report(off["items"][0]["fired"] == [] and off["rules"][-1]["fn"] == 1, "a rule that is off finds nothing", off["items"])
on = json.loads(score(vague, "--format", "json", "--only", "iwf/vague-term").stdout)
report(on["items"][0]["fired"] == ["iwf/vague-term"], "--only has it run", on["items"])

# Labels of two readers, in place of plain ones; old names of rules; what is left.
def readers(a, b, **more):
    return dict(readers=[a, b], why="as the page says", **more)


long_key = {"stem": "Which one keeps the events in order?", "options": ["A queue", "A queue that keeps all of the events in order", "A log"], "key": "B"}
read = [dict(long_key, id="both", labels={"iwf/length-outlier": readers(1, 1)}, rest=0),
        dict(long_key, id="settled", labels={"iwf/longest-key": readers(1, 0, label=0)}),
        dict(long_key, id="open", labels={"iwf/longest-key": readers(1, 0)}, rest=0),
        dict(long_key, id="unsure", labels={"iwf/longest-key": readers(1, None)})]
done = json.loads(score(read, "--format", "json").stdout)
r = {x["id"]: x for x in done["rules"]}
one = r["iwf/longest-key"]
report((one["tp"], one["fp"], one["fn"], one["tn"]) == (1, 1, 0, 0), "what readers settled counts, by old names too", one)
report((r["iwf/k-type"]["tn"], r["iwf/k-type"]["fp"]) == (2, 0), "the rest is clean", r["iwf/k-type"])
report(done["readers"]["labels"] == 3 and done["readers"]["same"] == 1, "agreement is counted", done["readers"])
report("Two readers agree on 1 of 3 labels" in score(read).stdout, "and told")
report(abs(one["precision"]["low"] - 0.0945) < 1e-3 and abs(one["precision"]["high"] - 0.9055) < 1e-3, "intervals", one)
bad = score([dict(long_key, id="x", labels={"iwf/k-type": {"readers": [1]}})])
report(bad.returncode == 2 and "two 'readers'" in bad.stderr, "one reader is none", bad.stderr)
bad = score([dict(long_key, id="x", rest=1)])
report(bad.returncode == 2 and "'rest'" in bad.stderr, "the rest is clean or nothing", bad.stderr)

with tempfile.NamedTemporaryFile(suffix=".jsonl") as f:
    f.truncate((64 << 20) + 1)
    big = subprocess.run([EXAMC, "rules", "score", f.name], capture_output=True, text=True)
report(big.returncode == 2 and "larger than 64 MiB" in big.stderr, "a file has its bounds", big.stderr)

bad = score(["", json.dumps(hand[0]), '{"id": "x", "stem": 3}'])
report(bad.returncode == 2 and ":3:" in bad.stderr, "a wrong line is named", bad.stderr)
bad = score(["{"])
report(bad.returncode == 2 and ":1:" in bad.stderr, "broken JSON is named", bad.stderr)
odd = score([dict(hand[0], labels={"a\x1b[2J/b": 1})])
report("a<U+001B>[2J/b" in odd.stdout and "\x1b" not in odd.stdout, "a label is no command for a terminal", odd.stdout[-200:])
odd = score([dict(hand[0], labels={"::error/b": 1})])
report(":error/b" in odd.stdout and "\n::" not in odd.stdout, "a label is no command for a CI host", odd.stdout[-200:])
