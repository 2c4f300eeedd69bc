# examc form: every promise, on banks that are made here; and the same forms from
# the same questions, wherever their files lie.
import collections
import json
import os
import random
import re
import subprocess
import tempfile
import xml.dom.minidom

from lib import site
from lib.bank import write_all as write
from lib.tap import report

EXAMC = os.environ["EXAMC"]

EXAM = """id: demo
title: Demo exam
form: {items: 20, minutes: 40, pass: 700, scale-min: 100, scale-max: 1000}
tolerance: 100
domains:
  - {id: one, name: First, weight: 60, tasks: [{id: "1.1", name: Do things}]}
  - {id: two, name: Second, weight: 40, tasks: [{id: "2.1", name: Do others}]}
types: [{id: single, share: 80}, {id: ordering, share: 20}]
difficulties: [{id: easy, share: 25}, {id: medium, share: 50}, {id: hard, share: 25}]
topics:
  - {id: alpha, name: Alpha, tasks: ["1.1"]}
  - {id: beta, name: Beta, tasks: ["2.1"]}
decides: [{id: cost, name: Cost}]
"""


rng = random.Random(65)


def words(n):
    return " ".join("".join(rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") for _ in range(3)) for _ in range(n))


def question(name, domain, kind, difficulty, more=""):
    front = f"""---
id: {name}
type: {kind}
topic: {'alpha' if domain == 'one' else 'beta'}
task: "{'1.1' if domain == 'one' else '2.1'}"
difficulty: {difficulty}
references: [https://docs.aws.amazon.com/{name}/]
verified: 2026-11-23
{more}---

{words(rng.randrange(15, 40)).capitalize()}.

Which one of {words(3)} is it?

"""
    if kind == "ordering":
        return front + "".join(f"{i}. Step {words(3)}\n" for i in range(1, 5)) + f"\n## Explanation\n\n{words(12)}.\n"
    key = rng.randrange(4)
    return front + "".join(f"- [{'x' if i == key else ' '}] Option {words(2)}\n  > Because {words(5)}.\n"
                           for i in range(4))


def bank(n=70):
    """N questions of each domain, a case of three, two enemies, two copies."""
    files = {"exam.yaml": EXAM}
    for domain in ("one", "two"):
        for i in range(n):
            name = f"{domain}-{i}"
            more = {"one-0": "enemies: [one-1]\n", "one-1": "enemies: [one-0]\n",
                    "one-2": "variant-of: [one-3]\n"}.get(name, "")
            files[f"q/{name}.md"] = question(name, domain, "ordering" if i % 5 == 4 else "single",
                                             ("easy", "medium", "hard", "medium")[i % 4], more)
    files["q/two-5.md"] = files["q/two-6.md"].replace("two-6", "two-5")
    for part in (1, 2, 3):
        name = f"part-{part}"
        files[f"q/{name}.md"] = question(name, "one", "single", "easy", f"case: depot\npart: {part}\n")
    files["cases/depot.md"] = f"---\nid: depot\ntitle: A depot\n---\n\n{words(30)}.\n"
    return files


def form(root, *args):
    return subprocess.run([EXAMC, "form", "--today", "2026-11-23", *args, root], capture_output=True, text=True)


def promises(files, root):
    done = form(root, "--count", "5", "--seed", "9", "--format", "json")
    report(done.returncode == 0, "five forms", done.stdout + done.stderr)
    result = json.loads(done.stdout)
    forms = [[x["id"] for x in f["items"]] for f in result["forms"]]
    text = {os.path.basename(p)[:-3]: t for p, t in files.items() if p.startswith("q/")}
    report(len(forms) == 5 and all(len(f) == 20 for f in forms), "of twenty questions each")
    everything = [x for f in forms for x in f]
    report(len(set(everything)) == len(everything), "no question twice")
    report(all(sum('task: "1.1"' in text[x] for x in f) == 12 for f in forms), "exact domains")
    for name, share in (("type: ordering", 4), ("difficulty: easy", 5), ("difficulty: hard", 5)):
        n = [sum(name in text[x] for x in f) for f in forms]
        report(n == [share] * 5, f"{name}: {share} in each", n)
    report(result["objective"] == result["bound"] == 0 and result["gap"] == 0, "and proven to be the best", result)
    report(result["heaviest"] <= 1.02 * result["lightest"], "reading loads within 2 %", result)
    with_part = [f for f in forms if "part-1" in f or "part-2" in f or "part-3" in f]
    report(all("part-1 part-2 part-3" in " ".join(f) for f in with_part), "the case in one piece", with_part)
    for a, b in (("one-0", "one-1"), ("one-2", "one-3"), ("two-5", "two-6")):
        report(not any(a in f and b in f for f in forms), f"{a} and {b} apart")
    for f in result["forms"]:
        report(all(len(set(x["options"])) == len(x["options"]) == 4 for x in f["items"]), "all options of all")
    return done.stdout, result


def key_places(root, result):
    """Keys by place, of questions with one key; found by way of the JSON."""
    out = os.path.join(root, "..", "out")
    subprocess.run([EXAMC, "build", "--fail-on", "off", "--to", "json", "-o", out, root], capture_output=True)
    with open(os.path.join(out, "json", "demo.json"), encoding="utf-8") as f:
        items = {x["id"]: x for x in json.load(f)["items"]}
    for f in result["forms"]:
        places = collections.Counter()
        for x in f["items"]:
            keys = [o["id"] for o in items[x["id"]].get("options", []) if o["correct"]]
            if keys:
                places[x["options"].index(keys[0])] += 1
        n = [places[i] for i in range(4)]
        report(max(n) - min(n) <= 1, f"keys stand evenly in {f['id']}", n)


def kept_places(work):
    """Options that keep their place do so in forms, and a released form keeps the order that it has."""
    root = os.path.join(work, "kept")
    options = {"rise": ["1 node", "2 nodes", "3 nodes", "4 nodes"], "last": ["Tin", "None of these", "Lead", "Zinc"],
               "kept": ["Ash", "Oak", "Elm", "Fir"], "free": ["Sun", "Moon", "Star", "Sea"]}
    files = {"exam.yaml": EXAM}
    for i in range(40):
        kind, domain = list(options)[i // 2 % 4], ("one", "two")[i % 2]
        text = question(f"x-{i}", domain, "single", "medium", "shuffle: false\n" if kind == "kept" else "")
        for k, option in enumerate(re.findall(r"Option .*", text)):
            text = text.replace(option, options[kind][k])
        files[f"q/x-{i}.md"] = text
    write(root, files)
    done = form(root, "--items", "20", "--seed", "3", "--write", "mock", "--format", "json")
    out = os.path.join(work, "kept-out")
    subprocess.run([EXAMC, "build", "--fail-on", "off", "--to", "json", "-o", out, root], capture_output=True)
    with open(os.path.join(out, "json", "demo.json"), encoding="utf-8") as f:
        items = {x["id"]: {o["id"]: o["text"]["text"] for o in x["options"]} for x in json.load(f)["items"]}
    orders = collections.defaultdict(set)
    for x in json.loads(done.stdout)["forms"][0]["items"]:
        orders[list(options)[int(x["id"][2:]) // 2 % 4]].add(tuple(items[x["id"]][o] for o in x["options"]))
    for kind in ("rise", "kept"):
        report(orders[kind] == {tuple(options[kind])}, f"options that {kind} stand in the file's order", orders)
    report(orders["last"] and all(o[3] == "None of these" for o in orders["last"]), "options about the others stand last", orders)
    report(len(orders["free"]) > 1, "all others are shuffled", orders)
    lock = os.path.join(root, "forms", "mock.yaml")
    with open(lock, encoding="utf-8") as f:
        rows = f.read().split("\n")
    at = next(i for i, x in enumerate(rows) if '"1 node"' in x)
    rows[at], rows[at + 3] = rows[at + 3], rows[at]
    with open(lock, "w", encoding="utf-8") as f:
        f.write("\n".join(rows))
    done = form(root, "--renew", "mock")
    with open(lock, encoding="utf-8") as f:
        after = re.findall(r'text: "(.*?)"', f.read())
    report(done.returncode == 0 and check(root) == [] and after[after.index("4 nodes"):][:4] == ["4 nodes", "2 nodes", "3 nodes", "1 node"],
           "a released form keeps another order", [done.stderr, check(root), after])


def retired_twice(work):
    """A retired question with a picture that two released forms have."""
    root, out = os.path.join(work, "retired"), os.path.join(work, "retired-out")
    files = {"exam.yaml": EXAM}
    for i in range(20):
        files[f"q/x-{i}.md"] = question(f"x-{i}", ("one", "two")[i % 2], "single", "medium").replace(
            "\n\nWhich one", "\n\n![Plan](../img/plan.png)\n\nWhich one") if i == 6 else question(
            f"x-{i}", ("one", "two")[i % 2], "single", "medium")
    write(root, files)
    os.makedirs(os.path.join(root, "img"))
    with open(os.path.join(root, "img", "plan.png"), "wb") as f:
        f.write(b"\x89PNG\r\n\x1a\n")
    done = form(root, "--items", "16", "--seed", "3", "--write", "mock")
    with open(os.path.join(root, "forms", "mock.yaml"), encoding="utf-8") as f:
        lock = f.read()
    name = "x-6" if "id: x-6\n" in lock else None
    report(name, "the question is in the form", [done.stderr, lock])
    write(root, {"forms/twin.yaml": lock.replace("id: mock\n", "id: twin\n", 1),
                 "q/x-6.md": files["q/x-6.md"].replace("type: single", "type: single\nstatus: retired")})
    done = subprocess.run([EXAMC, "build", "--fail-on", "off", "--to", "site,json,print", "--today", "2026-11-23", "-o", out, root],
                          capture_output=True, text=True)
    report(done.returncode == 0, "two forms with one retired question are built", done.stderr)
    exam = os.path.join(out, "site", "demo")
    asked, right = site.questions(exam), site.keys(exam)
    report([x[0] for x in site.index(exam)["items"]].count("x-6") == 1 and "x-6" in asked and "x-6" in right, "it is there once")
    picture = re.search(r"img/[0-9a-f]+\.png", str(asked["x-6"]))[0]
    for folder in ("site/demo/q", "site/demo/forms", "json/demo/forms", "print/demo"):
        report(os.path.exists(os.path.join(out, folder, picture)), f"its picture is in {folder}")
    report(not os.path.exists(os.path.join(out, "site", "demo", "q", "x-6.html")), "but it has no page")


def same_everywhere(files, work, expected):
    other = os.path.join(work, "elsewhere")
    names = [p for p in files if p.startswith("q/")]
    moved = {p: f"z{i % 7}/{rng.randrange(10**6)}-{i}.md" for i, p in enumerate(names)}
    write(other, {moved.get(p, p): t for p, t in files.items()})
    for jobs in ("1", "4"):
        got = form(other, "--count", "5", "--seed", "9", "--format", "json", "-j", jobs).stdout
        report(got == expected, f"the same bytes from other paths, {jobs} threads")
    report(form(other, "--count", "5", "--seed", "10", "--format", "json").stdout != expected, "another seed, other forms")


def shortages(files, work):
    few = {p: t for p, t in files.items() if not (p.startswith("q/two-") and int(p[6:-3]) >= 10)}
    root = os.path.join(work, "few")
    write(root, few)
    done = form(root, "--count", "2", "--format", "json")
    short = json.loads(done.stdout)["short"]
    report(done.returncode == 1 and short == {"why": "domain", "domains": [
        {"domain": "two", "needed": 16, "missing": 6}]}, "a short domain is named", done.stdout)
    done = form(root, "--count", "2")
    report("2 forms of 20 need 16 questions of two; the bank has 10: 6 missing" in done.stderr
           and "yields 1 form of 20" in done.stderr, "and told to people", done.stderr)
    report(form(root, "--count", "0").returncode == 2 and form(root, "--seed", "x").returncode == 2, "bad options")
    done = form(root, "--items", "5000")
    report(done.returncode == 1 and "1 form of 5000 needs 3000 questions of one" in done.stderr, "a form larger than the bank",
           done.stderr)


def check(root):
    done = subprocess.run([EXAMC, "check", "--format", "short", "--today", "2026-11-23", root], capture_output=True, text=True)
    return [x[len(root) + 1:] for x in done.stdout.splitlines() if "[form/" in x]


def released(files, work):
    """Released forms: what changes is told, at the question's line."""
    root = os.path.join(work, "released")
    write(root, files)
    done = form(root, "--count", "2", "--seed", "4", "--write", "mock", "--format", "json")
    lock = os.path.join(root, "forms", "mock-1.yaml")
    report(done.returncode == 0 and os.path.exists(lock) and os.path.exists(lock.replace("-1", "-2")), "two released forms", done.stderr)
    report(check(root) == [], "nothing to say of forms just released", check(root))
    ids = [[x["id"] for x in f["items"]] for f in json.loads(done.stdout)["forms"]]
    third = json.loads(form(root, "--write", "third", "--format", "json").stdout)
    report(not {x["id"] for x in third["forms"][0]["items"]} & set(sum(ids, [])), "a third has no question of them")
    report(form(root, "--write", "mock-1").returncode == 2, "no name twice")
    single = next(x for x in ids[0] if f"q/{x}.md" in files and "type: single" in files[f"q/{x}.md"])
    path = f"q/{single}.md"
    text = files[path]
    lines = text.split("\n")
    key = next(i for i, x in enumerate(lines) if x.startswith("- [x]"))
    other = next(i for i, x in enumerate(lines) if x.startswith("- [ ]"))
    word = lines[other].split()[-1]
    task = "2.1" if 'task: "1.1"' in text else "1.1"
    topic = "beta" if "topic: alpha" in text else "alpha"
    stem = next(x for x in lines if x.startswith("Which one"))

    def swapped():
        new = list(lines)
        new[key], new[other] = new[key].replace("[x]", "[ ]"), new[other].replace("[ ]", "[x]")
        return "\n".join(new)

    for name, changed, rules, line in (
            ("a slip in an option", text.replace(word, word[:2] + word[3] + word[2] + word[4:], 1), {"typo"}, other + 1),
            ("blanks and case", text.replace("Which one of", "WHICH  one of"), {"typo"}, lines.index(stem) - 1),
            ("another option", text.replace(lines[other], "- [ ] Nothing of the kind"), {"option-edit"}, other + 1),
            ("another key", swapped(), {"key-change"}, min(key, other) + 1),
            ("another stem", text.replace(stem, "What is the name of it?"), {"stem-edit"}, lines.index(stem) - 1),
            ("another domain", re.sub(r'task: .*', f'task: "{task}"', re.sub(r"topic: .*", f"topic: {topic}", text)), {"re-filed"},
             next(i for i, x in enumerate(lines) if x.startswith("task:")) + 1),
            ("a draft", text.replace("type: single", "type: single\nstatus: draft"), {"draft-item"}, None)):
        assert changed != text, name
        write(root, {path: changed})
        said = check(root)
        rules_said = {re.search(r"\[form/(.*)\]", x)[1] for x in said}
        report(rules_said == rules, f"{name}: {', '.join(rules)}", said)
        if line:
            report(any(x.startswith(f"{path}:{line}:") for x in said), f"{name}: at line {line}", said)
    os.remove(os.path.join(root, path))
    said = check(root)
    place = [i for i, x in enumerate(open(lock, encoding="utf-8").read().split("\n"), 1) if x == f"  - id: {single}"]
    report(len(said) == 1 and said[0].startswith(f"forms/mock-1.yaml:{place[0]}:") and "missing-item" in said[0], "a question that is gone", said)
    report(form(root, "--renew", "mock-1").returncode == 2, "no form with a hole is written")
    write(root, {path: text.replace(lines[other], "- [ ] Nothing of the kind")})
    before = open(lock, encoding="utf-8").read()
    report(form(root, "--renew", "mock-1").returncode == 0 and check(root) == [], "a renewed form fits again", check(root))
    after = open(lock, encoding="utf-8").read()
    report(re.findall("  - id: (.*)", before) == re.findall("  - id: (.*)", after) and before != after, "with the same questions")
    write(root, {"forms/mock-1.yaml": after.replace("seed: 4", "seed: 4\nhsh: 1")})
    done = subprocess.run([EXAMC, "check", "--format", "short", root], capture_output=True, text=True)
    report("forms/mock-1.yaml:6:1: error: unknown key 'hsh'; did you mean 'hash'?" in done.stdout, "a wrong key in a form", done.stdout)


def build(root, out):
    return subprocess.run([EXAMC, "build", "--fail-on", "off", "--today", "2026-11-23", "-o", out, root], capture_output=True, text=True)


def read(*path):
    with open(os.path.join(*path), encoding="utf-8") as f:
        return f.read()


def published(files, work):
    """A form's booklet, sheet, key and JSON agree, and only the keys tell."""
    root, out = os.path.join(work, "published"), os.path.join(work, "published-out")
    write(root, files)
    form(root, "--seed", "4", "--write", "mock", "--format", "json")
    done = build(root, out)
    report(done.returncode == 0, "a bank with a released form is built", done.stderr[-300:])
    asked = json.loads(read(out, "json/demo/forms/mock.json"))
    right = json.loads(read(out, "json/demo/forms/mock-key.json"))
    bank = {x["id"]: x for x in json.loads(read(out, "json/demo.json"))["items"]}
    pages = {k: read(out, f"print/demo/{k}-mock-a4.html") for k in ("booklet", "sheet", "key")}
    report(all(asked["hash"] in t and "mock" in t for t in pages.values()) and right["hash"] == asked["hash"], "one hash on all papers")
    report([x["id"] for x in asked["items"]] == [x["id"] for x in right["items"]], "questions and keys in one order")
    page, strange = read(out, "site/demo/forms/mock.html"), []
    for number, x in enumerate(asked["items"], 1):
        part = re.search(rf'id="q{number}".*?</article>', page, re.S)[0]
        places = re.findall(r'<input [^>]*value="([^"]*)"|data-choice="([^"]*)"', part)
        if ["".join(p) for p in places] != [o["id"] for o in x["options"]]:
            strange.append((number, places))
    report(not strange, "the site's page of a form has its order", strange[:3])
    booklet, wrong = pages["booklet"], []
    for number, x in enumerate(asked["items"], 1):
        part = re.search(rf'id="q{number}".*?</article>', booklet, re.S)[0]
        shown = re.findall(r'class="letter[^"]*">([A-Z])</span>\s*<div>\s*<p>(.*?)</p>', part, re.S)
        if [t for _, t in shown] != [o["text"]["text"] for o in x["options"]]:
            wrong.append((number, shown))
        letters = {o["id"]: "ABCDEFGH"[i] for i, o in enumerate(x["options"])}
        item = bank[x["id"]]
        keys = [o["id"] for o in item["options"] if o["correct"]] if "options" in item else [s["id"] for s in item["steps"]]
        said = re.search(rf'href="#r{number}">.*?class="right">(.*?)</span>', pages["key"], re.S)[1]
        order = [letters[k] for k in keys]
        if said != " ".join(sorted(order) if "options" in item else order) or right["items"][number - 1]["right"] != keys:
            wrong.append((number, said, order))
    report(not wrong, "letters in the booklet, in the key and in JSON are those of the form", wrong[:3])
    reasons = [o["rationale"]["text"] for x in bank.values() for o in x.get("options", [])]
    plain = booklet + pages["sheet"] + read(out, "json/demo/forms/mock.json") + read(out, "site/demo/forms/mock.html")
    report(len(reasons) > 300 and not any(r in plain for r in reasons), "no reason on a paper without answers")
    report("correct" not in read(out, "json/demo/forms/mock.json"), "and no key")
    before = read(out, "print/demo/booklet-mock-a4.html")
    write(root, {"q/new-one.md": question("new-one", "one", "single", "easy")})
    build(root, out)
    report(read(out, "print/demo/booklet-mock-a4.html") == before, "a question more in the bank leaves the form alone")
    first = asked["items"][0]["id"]
    retired = files[f"q/{first}.md"].replace("difficulty:", "status: retired\ndifficulty:")
    write(root, {f"q/{first}.md": retired})
    build(root, out)
    report(read(out, "print/demo/booklet-mock-a4.html") == before, "a question that is retired stays in its form")
    report(not os.path.exists(os.path.join(out, f"site/demo/q/{first}.html")), "but has no page of its own")
    single = next(x["id"] for x in asked["items"] if x["id"] != first and x["type"] == "single")
    text = files[f"q/{single}.md"]
    because = re.search(r"> (Because .*)", text)[1]
    write(root, {f"q/{single}.md": text.replace("Which one of", because + " Which one of")})
    done = build(root, out)
    report(done.returncode == 0 and f"q/{single}.md:" in done.stdout and "item/shown-reason" in done.stdout, "a reason in a stem is a finding at its line", done.stdout[-600:])
    report(read(out, "print/demo/booklet-mock-a4.html") != before, "and the paper shows the stem as its author wrote it")


def ledger(files, work):
    """coverage: counts are those of the files, Markdown tells what changed."""
    root = os.path.join(work, "ledger")
    write(root, files)

    def coverage(*args):
        done = subprocess.run([EXAMC, "coverage", "--today", "2026-11-23", *args, root], capture_output=True, text=True)
        return done.stdout if done.returncode == 0 else done.stderr

    got = json.loads(coverage("--format", "json"))
    questions = [t for p, t in files.items() if p.startswith("q/")]
    for table, field in (("tasks", "task"), ("topics", "topic"), ("types", "type"), ("difficulties", "difficulty")):
        wanted = collections.Counter(re.search(rf'^{field}: "?([\w.]+)', t, re.M)[1] for t in questions)
        report({x["id"]: x["actual"] for x in got[table] if x["actual"]} == dict(wanted), f"{table} are counted", got[table])
    report(got["total"] == len(questions), "all are counted", got["total"])
    report(got["forms"] == min(73 // 12, 70 // 8), "forms without a common question", got["forms"])
    cells = sum(sum(r.values()) for r in got["topicsByDifficulty"].values())
    report(cells == len(questions), "topics by difficulty sum to the bank", cells)
    for args in (("init", "-q"), ("add", "-A"), ("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "x")):
        subprocess.run(["git", *args], cwd=root, check=True)
    os.remove(os.path.join(root, "q/two-9.md"))
    said = coverage("--format", "markdown", "--since", "HEAD")
    report("Since `HEAD`: -1 question, +0 forms." in said and "| Second | " in said and "| -1 |" in said, "Markdown has the difference", said)
    report("Since" not in coverage("--format", "markdown"), "without a revision there is none")
    report("git does not know 'nope'" in coverage("--format", "markdown", "--since", "nope"), "an unknown revision")
    svg = xml.dom.minidom.parseString(coverage("--format", "svg"))
    texts = [t.firstChild.data for t in svg.getElementsByTagName("text")]
    report(any("First (60%)" in t for t in texts) and any(re.match(r"73 of \d+", t) for t in texts), "SVG has domains and figures", texts)


with tempfile.TemporaryDirectory() as work:
    root = os.path.join(work, "bank")
    files = bank()
    write(root, files)
    expected, result = promises(files, root)
    key_places(root, result)
    kept_places(work)
    retired_twice(work)
    same_everywhere(files, work, expected)
    shortages(files, work)
    released(files, work)
    published(files, work)
    ledger(files, work)
