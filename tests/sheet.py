# Answer sheets, versions of a form, lists of candidates, the publisher's own words, DOCX:
# what is in the files; tests/print/scan.py prints and reads the sheets.
import collections
import json
import math
import os
import re
import shutil
import subprocess
import tempfile
import zipfile

from lib.tap import report

EXAMC, SRC = os.environ["EXAMC"], os.environ["SRC"]
BANK = SRC + "/content/mla-c01"


def run(*args, **env):
    return subprocess.run([EXAMC, *args], capture_output=True, text=True, env={**os.environ, **env})


def build(bank, out, *args, **env):
    return run("build", "--today", "2026-11-30", "--fail-on", "off", "-o", out, *args, bank, **env)


def read(*path):
    with open(os.path.join(*path), encoding="utf-8") as f:
        return f.read()


def put(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as f:
        f.write(text)


def rows_of(lock):
    """The versions of a file forms/mock.yaml: letter -> [(question, options)]."""
    first, _, more = lock.partition("versions:\n")
    out = {"A": [(m[1], re.findall(r'- \{id: "([^"]+)"', m[2]))
                 for m in re.finditer(r"  - id: (\S+)\n    domain:.*?options:\n((?:      - [^\n]*\n)+)", first, re.S)]}
    for part in re.split(r"^  - id: ", more, flags=re.M)[1:]:
        out[part[0]] = [(m[1], re.findall(r'"([^"]+)"', m[2])) for m in re.finditer(r"\{id: (\S+), options: \[(.*?)\]\}", part)]
    return out


def check_versions(bank):
    done = run("form", "--today", "2026-11-30", "--items", "60", "--versions", "3", "--seed", "7", "--write", "mock", bank)
    lock = read(bank, "forms/mock.yaml")
    rows = rows_of(lock)
    report(done.returncode == 0 and sorted(rows) == ["A", "B", "C"] and len(rows["A"]) == 60, "a form has three versions", done.stderr)
    sets = {v: {q: sorted(o) for q, o in r} for v, r in rows.items()}
    report(sets["A"] == sets["B"] == sets["C"], "of the same questions and options")
    report(len({tuple(q for q, _ in r) for r in rows.values()}) == 3, "in three orders")
    case = {m[1]: (m[2], int(m[3])) for m in
            (re.search(r"^id: (\S+)$.*?^case: (\S+)$.*?^part: (\d)", t, re.M | re.S) for t in texts(bank)) if m}
    whole = []
    for r in rows.values():
        names = [q for q, _ in r]
        for q in names:
            if q in case and case[q][1] > 1:
                before = names[names.index(q) - 1]
                whole.append(case.get(before) == (case[q][0], case[q][1] - 1))
    report(all(whole), "cases stay together and in order", whole)
    a = dict(rows["A"])
    same = [q for v in "BC" for q, o in rows[v] if o == a[q]]
    kept = {q for q in a if "shuffle: false" in text_of(bank, q)}
    report(len(same) < 30 and kept <= set(same), "options move where they may", (len(same), kept - set(same)))
    before = lock
    run("form", "--today", "2026-11-30", "--renew", "mock", bank)
    report(read(bank, "forms/mock.yaml") == before, "a renewed form keeps its versions")
    return rows


def texts(bank):
    for folder, _, names in os.walk(bank):
        for n in names:
            if n.endswith(".md"):
                yield read(folder, n)


def text_of(bank, name):
    return next(t for t in texts(bank) if re.search(rf"^id: {name}$", t, re.M))


def check_few_orders(work):
    """Versions differ, each from all others; where there are not so many orders, none is made twice."""
    bank = small_bank(work + "/few")
    for name in ("multiple", "ordering", "matching"):
        os.remove(f"{bank}/q/{name}.md")
    done = run("form", "--today", "2026-11-30", "--items", "1", "--versions", "6", "--write", "six", bank)
    orders = {tuple(o) for r in rows_of(read(bank, "forms/six.yaml")).values() for _, o in r} if done.returncode == 0 else set()
    report(len(orders) == 6, "three options have six orders, and six versions have them", done.stderr)
    shutil.rmtree(bank + "/forms")
    done = run("form", "--today", "2026-11-30", "--items", "1", "--versions", "7", "--write", "seven", bank)
    report(done.returncode == 1 and "6 orders," in done.stderr and not os.path.exists(bank + "/forms/seven.yaml"), "seven are refused, and nothing is written", done.stderr)
    put(bank + "/q/single.md", read(bank, "q/single.md").replace("topic:", "shuffle: false\ntopic:"))
    done = run("form", "--today", "2026-11-30", "--items", "1", "--versions", "2", "--write", "two", bank)
    report(done.returncode == 1 and "1 order," in done.stderr, "a question whose options stay has no second version", done.stderr)


def check_locks(bank, work):
    """What a version says is checked like the form."""
    lock = read(bank, "forms/mock.yaml")
    head, b = lock.split("  - id: B\n")
    row = re.search(r"      - \{id: \S+, options: .*\n", b)[0]
    other = work + "/edited"
    for name, text, rule in (("two options exchanged", head + "  - id: B\n" + b.replace(row, re.sub(r'\[("[^"]+"), ("[^"]+")', r"[\2, \1", row), 1), "form/bad-hash"),
                             ("a question less", head + "  - id: B\n" + b.replace(row, "", 1), "form/bad-version"),
                             ("a question twice", head + "  - id: B\n" + b.replace(row, row + row, 1), "form/bad-version"),
                             ("another letter", lock.replace("  - id: C\n", "  - id: D\n"), "form/bad-version")):
        shutil.rmtree(other, ignore_errors=True)
        shutil.copytree(bank, other)
        put(other + "/forms/mock.yaml", text)
        said = run("check", "--today", "2026-11-30", "--format", "short", other).stdout
        report(text != lock and f"[{rule}]" in said, f"{name}: {rule}", [x for x in said.splitlines() if "form/" in x])


def check_papers(bank, out, rows):
    done = build(bank, out, "--to", "print,site,json", "--paper", "a4")
    report(done.returncode == 0, "a bank with versions is built", done.stderr[-300:])
    folder = out + "/print/mla-c01"
    hashes = [re.search(r'^hash: "(\w+)"', read(bank, "forms/mock.yaml"), re.M)[1]] + re.findall(r'^    hash: "(\w+)"', read(bank, "forms/mock.yaml"), re.M)
    papers = {v: {d: read(folder, f"{d}-mock-{v}-a4.html") for d in ("booklet", "sheet", "key")} for v in "ABC"}
    report(all(hashes["ABC".index(v)] in t for v in "ABC" for t in papers[v].values()) and len(set(hashes)) == 3, "each version has its hash on all papers")
    heads = read(folder, "heads.css")
    report(all(f"head-booklet-mock-{v}" in heads and f"version {v}" in heads for v in "ABC"), "and its letter at the head of pages")
    page = papers["B"]["key"]
    plain = page.replace('<span class="right">', "").replace("</span>", "")
    cells = re.findall(r"<td>(\d+): ([A-Z]+)</td>\s*" * 3, plain)
    wrong = []
    for i, (na, la, nb, lb, nc, lc) in enumerate(cells):
        q, options = rows["A"][i]
        for v, n, letters in (("A", na, la), ("B", nb, lb), ("C", nc, lc)):
            name, there = rows[v][int(n) - 1]
            if name != q or "".join("ABCDEFGHIJ"[there.index(o)] for o in options) != letters:
                wrong.append((i, v))
    report(len(cells) == 60 and not wrong, "the concordance is that of the file", wrong[:3] or len(cells))
    report(os.path.exists(out + "/json/mla-c01/forms/mock.json") and not [p for p in os.listdir(out + "/site/mla-c01/forms") if "-B" in p],
           "the site has the first version alone")
    return folder


def check_schema(data, name):
    try:
        import jsonschema
        errors = list(jsonschema.Draft202012Validator(json.loads(read(SRC, f"schemas/{name}.schema.json"))).iter_errors(data))
        report(not errors, f"the file follows {name}.schema.json", errors[:2])
    except ImportError:
        print(f"ok 0 - {name} schema # SKIP no python3-jsonschema")


# --- Keys for programs ---

def bubbles_of(sheet):
    """The letters of each row of bubbles: {question: {row: letters}}."""
    out = collections.defaultdict(lambda: collections.defaultdict(set))
    for b in sheet["bubbles"]:
        if b["of"] == "answer":
            out[b["question"]][b.get("row", 1)].add(b["letter"])
    return out


def score(sheet, key, filled):
    """What a sheet earns, by its two files alone; FILLED: (question, row, letter) of the bubbles."""
    if (sheet["form"], sheet["version"], sheet["hash"]) != (key["form"], key["version"], key["hash"]):
        raise ValueError("another version's key")
    sum_ = 0
    for item in key["items"]:
        rows = [{letter for q, r, letter in filled if q == item["number"] and r == row}
                for row in range(1, len(bubbles_of(sheet)[item["number"]]) + 1)]
        right = [set(r) for r in item["right"]]
        if rows == right:
            sum_ += item["points"]
        elif item["scoring"] == "parts" and len(right) == 1:
            sum_ += item["points"] * max(0, len(rows[0] & right[0]) - len(rows[0] - right[0])) / len(right[0])
        elif item["scoring"] == "parts":
            sum_ += item["points"] * sum(a == b for a, b in zip(rows, right)) / len(right)
    return sum_


def all_right(key):
    return {(i["number"], row, letter) for i in key["items"] for row, letters in enumerate(i["right"], 1) for letter in letters}


def truth(item):
    """What is right, of the JSON of a question: ids row by row."""
    if "options" in item:
        return [{o["id"] for o in item["options"] if o["correct"]}]
    return [{s["id"]} for s in item["steps"]] if "steps" in item else [{p["response"]["id"]} for p in item["pairs"]]


def check_keys(out, rows):
    folder = out + "/print/mla-c01"
    items = {i["id"]: i for i in json.loads(read(out, "json/mla-c01.json"))["items"]}
    pairs = {v: [json.loads(read(folder, f"{d}-mock-{v}-a4.json")) for d in ("sheet", "key")] for v in "ABC"}
    check_schema(pairs["B"][1], "key")
    for v, (sheet, key) in pairs.items():
        report([(i["number"], i["id"], i["options"]) for i in key["items"]] == [(n, q, o) for n, (q, o) in enumerate(rows[v], 1)],
               f"the key of version {v} has the questions and options of the file, in its order")
        wrong = [i["id"] for i in key["items"]
                 if [{i["options"]["ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(x)] for x in row} for row in i["right"]] != truth(items[i["id"]])]
        report(not wrong and {i["type"] for i in key["items"]} == {"single", "multiple", "ordering", "matching"},
               f"and the letters of what is right, of all types", wrong)
        there = bubbles_of(sheet)
        wrong = [i["number"] for i in key["items"] if len(i["right"]) != len(there[i["number"]])
                 or any(not set(r) <= there[i["number"]][n] for n, r in enumerate(i["right"], 1))]
        report(not wrong, "each of which has its bubble on the sheet", wrong)
        full = score(sheet, key, all_right(key))
        report(full == key["points"] == 60, "who fills them in earns all points", full)
    report(score(*pairs["B"], all_right(pairs["A"][1])) < 40, "who answers another version than that of the sheet does not")
    plain = read(folder, "key-mock-B-a4.html")
    table = plain[plain.index("Versions side by side"):]
    wrong = []
    for (q, options), cells in zip(rows["A"], re.findall(r"<tr>(<td>.*?)</tr>", table, re.S)):
        for v, cell in zip("ABC", re.findall(r"<td>\d+: (.*?)</td>", cells, re.S)):
            told = "".join(sorted(re.findall(r'<span class="right">(.)</span>', cell)))
            key = next(i for i in pairs[v][1]["items"] if i["id"] == q)
            if told != ("".join(key["right"][0]) if key["type"] in ("single", "multiple") else ""):
                wrong.append((q, v, told))
    report(not wrong, "the concordance marks the right letters of each version", wrong[:3])


# --- Points ---

def small_bank(root, types="", points=""):
    """One question of each type; the first may say its points."""
    put(root + "/exam.yaml", f"""id: small
title: Small
form: {{items: 4, minutes: 20}}
tolerance: 100
options: {{min: 2}}
{types}domains: [{{id: one, name: One, weight: 100, tasks: [{{id: "1.1", name: Do}}]}}]
topics: [{{id: alpha, name: Alpha}}]
""")
    bodies = {"single": "- [x] ash\n  > Yes.\n- [ ] birch\n  > No.\n- [ ] cedar\n  > No.\n",
              "multiple": "- [x] iron\n  > Yes.\n- [x] lead\n  > Yes.\n- [ ] salt\n  > No.\n- [ ] clay\n  > No.\n",
              "ordering": "1. wash\n2. peel\n3. cook\n\n## Explanation\n\nSo.\n",
              "matching": "- cat -> meows\n- dog -> barks\n- owl -> hoots\n\n## Explanation\n\nSo.\n"}
    for k, (name, body) in enumerate(bodies.items()):
        put(f"{root}/q/{name}.md", f'---\nid: {name}-one\ntype: {name}\n{points if not k else ""}topic: alpha\ntask: "1.1"\ndifficulty: easy\nverified: 2026-11-01\n'
            f'references: [{{text: Book}}]\n---\n\nThing number {k} is asked: which is it?\n\n{body}')
    return root


TYPES = "types: [{id: single, share: 25}, {id: multiple, share: 25, points: 4, scoring: parts}, {id: ordering, share: 25, points: 3, scoring: parts}, {id: matching, share: 25}]\n"


def check_points(work):
    bank, out = small_bank(work + "/small", TYPES, "points: 12\n"), work + "/points"
    run("form", "--today", "2026-11-30", "--items", "4", "--versions", "2", "--seed", "3", "--write", "mock", bank)
    done = build(bank, out, "--to", "print,json", "--paper", "a4", "--documents", "booklet,key,sheet,pack")
    folder = out + "/print/small"
    page = read(folder, "booklet-mock-B-a4.html") if done.returncode == 0 else done.stdout
    for said in ("Single choice, 12 points", "Multiple response, 4 points", "Ordering, 3 points", "Matching, 1 point<"):
        report(said in page, f"the booklet says {said}", page[:300])
    report(re.search(r'<th scope="row">Points</th>\s*<td>20</td>', page), "and the sum on its cover")
    report("each right option earns its part" in page and "each place with its step" in page and "each entry with its response" not in page,
           "and how answers are scored that are right in part")
    page = read(folder, "key-mock-B-a4.html")
    report("20 in all" in page and sorted(re.findall(r'class="points">(\d+)<', page)) == ["1", "12", "3", "4"] and "Alpha, 12 points" in page,
           "the key has them in its grid and beside the reasons")
    report("Single choice, 12 points" in read(folder, "pack-a4.html"), "study packs have them, too")
    sheet, key = (json.loads(read(folder, f"{d}-mock-B-a4.json")) for d in ("sheet", "key"))
    check_schema(key, "key")
    by = {i["type"]: i for i in key["items"]}
    report({t: (i["points"], i["scoring"]) for t, i in by.items()} == {"single": (12, "all"), "multiple": (4, "parts"), "ordering": (3, "parts"), "matching": (1, "all")}
           and key["points"] == 20, "the key for programs has points and scoring", by)
    full = all_right(key)
    one = {t: {m for m in full if m[0] == i["number"]} for t, i in by.items()}
    wrong = lambda t, row=1: next((by[t]["number"], row, x) for x in sorted(bubbles_of(sheet)[by[t]["number"]][row]) if x not in by[t]["right"][row - 1])
    for said, filled, earned in (("all", full, 20), ("nothing", set(), 0), ("one of two", one["multiple"] - {max(one["multiple"])}, 2),
                                 ("two and a wrong one", one["multiple"] | {wrong("multiple")}, 2), ("a wrong one alone", {wrong("multiple")}, 0),
                                 ("one place of three", {m for m in one["ordering"] if m[1] == 2}, 1), ("two bubbles in a place", one["ordering"] | {wrong("ordering")}, 2),
                                 ("two entries of three, all or nothing", {m for m in one["matching"] if m[1] < 3}, 0)):
        report(score(sheet, key, filled) == earned, f"{said}: {earned} points", score(sheet, key, filled))
    items = {i["id"]: i for i in json.loads(read(out, "json/small.json"))["items"]}
    report(items["single-one"].get("points") == 12 and "points" not in items["multiple-one"], "JSON has a question's own points")
    forms = [json.loads(read(out, f"json/small/forms/mock{x}.json")) for x in ("", "-key")]
    report([sorted(i["points"] for i in f["items"]) for f in forms] == [[1, 3, 4, 12]] * 2, "and those of a form's questions", forms)
    for data in ({**json.loads(read(out, "json/small.json")), "schema": 2}, *forms):
        check_schema(data, "bank")
    again = build(bank, work + "/points-again", "--to", "print", "--paper", "a4", "--documents", "booklet,key,sheet,pack")
    same = [n for n in sorted(os.listdir(folder)) if n.endswith(("html", "json")) and read(folder, n) != read(work, "points-again/print/small", n)]
    report(again.returncode == 0 and not same, "questions that were remembered have the same points", same)
    put(bank + "/q/single.md", read(bank, "q/single.md").replace("points: 12\n", "points: 0\n"))
    said = run("check", "--today", "2026-11-30", "--format", "short", bank).stdout
    report("single.md:4:" in said and "[schema/bad-value]" in said and "points" in said, "0 points are told at their line", said)


def check_no_points(work):
    """Papers of banks that say nothing of points do not speak of them, but programs are told that each question counts one."""
    bank, out = small_bank(work + "/plain"), work + "/plain-out"
    done = build(bank, out, "--to", "print,json", "--paper", "a4", "--documents", "booklet,key,pack")
    pages = "".join(read(out, "print/small", f"{d}-a4.html") for d in ("booklet", "key", "pack")) if done.returncode == 0 else "points"
    report("oint" not in pages, "without points papers do not speak of them", done.stderr)
    key = json.loads(read(out, "print/small/key-a4.json"))
    report(key["points"] == 4 and [i["points"] for i in key["items"]] == [1] * 4 and key["form"] is None, "each question counts one")
    path = bank + "/q/matching.md"
    put(path, read(path).replace("- cat ->", "- -> sings\n- cat ->"))
    build(bank, out, "--to", "print,json", "--paper", "a4", "--documents", "key")
    asked = next(i for i in json.loads(read(out, "print/small/key-a4.json"))["items"] if i["type"] == "matching")
    known = next(i for i in json.loads(read(out, "json/small.json"))["items"] if i["id"] == asked["id"])
    rows = [{asked["options"]["ABCD".index(x)] for x in row} for row in asked["right"]]
    report(rows == truth(known) and len(rows) == 3, "a response that is left over may stand first", [asked, rows])


def check_data(folder):
    sheet = json.loads(read(folder, "sheet-mock-B-a4.json"))
    check_schema(sheet, "sheet")
    answers = collections.defaultdict(list)
    for b in sheet["bubbles"]:
        if b["of"] == "answer":
            answers[b["question"]].append((b.get("row", 0), b["letter"]))
    report(sorted(answers) == list(range(1, 61)) and all(len(set(a)) == len(a) for a in answers.values()), "each question has its bubbles once")
    near = [(a, b) for i, a in enumerate(sheet["bubbles"]) for b in sheet["bubbles"][:i]
            if a["page"] == b["page"] and math.hypot(a["x"] - b["x"], a["y"] - b["y"]) < a["diameter"]]
    w, h = sheet["page"]["width"], sheet["page"]["height"]
    out = [b for b in sheet["bubbles"] if not (8 < b["x"] < w - 8 and 8 < b["y"] < h - 8)]
    report(not near and not out, "no bubble touches another or the edge", (near[:1], out[:1]))
    booklet = read(folder, "booklet-mock-B-a4.html")
    counts = {int(m[1]): len(re.findall(r'<li', m[0])) for m in re.finditer(r'<article[^>]*id="q(\d+)".*?</article>', booklet, re.S)}
    wrong = [q for q, a in answers.items() if all(r == 0 for r, _ in a) and len(a) > counts[q]]
    report(len(counts) == 60 and not wrong, "no question has more bubbles than options", wrong)
    report([b for b in sheet["bubbles"] if b["of"] == "version" and b["filled"]][0]["letter"] == "B", "the version's bubble is filled in")
    report(sheet["code"]["texts"][0] == f"examc mla-c01 mock {sheet['hash']} B 1/{sheet['pages']}", "the code names exam, form, hash, version and page",
           sheet["code"]["texts"])


def check_candidates(bank, work):
    out = work + "/sat"
    good = "\ufeffNumber;Name;Group\r\n00421234;\"M\u00fcller; Anna \"\"Ann\"\"\";a\r\n\r\n77;<script>alert(1)</script>;b\r\n"
    put(work + "/list.csv", good)
    done = build(bank, out, "--to", "print", "--documents", "candidates", "--paper", "a4", "--candidates", work + "/list.csv")
    page = read(out, "print/mla-c01/candidates-mock-a4.html") if done.returncode == 0 else ""
    report("M\u00fcller; Anna &quot;Ann&quot;" in page or 'M\u00fcller; Anna "Ann"' in page, "a byte order mark, semicolons, quotes", done.stderr[-200:])
    report("&lt;script&gt;" in page and "<script" not in page, "names are text")
    sheets = page.split('class="sheet-page"')[1:]
    filled = [(t.count('class="full"'), [2 + len(n) for n in ("00421234", "77") if (n[1:] == "7") == ("&lt;script" in t)]) for t in sheets]
    report(len(sheets) > 1 and all([n] == wanted for n, wanted in filled), "their numbers are filled in, one bubble a digit", filled)
    report("version A" in page and "version B" in page and "version C" not in page, "neighbours have different versions")
    for name, text, line in (("a number twice", "name,number\nA,1\nB,1\n", 3), ("no name", "name,number\n,1\n", 2),
                             ("letters in a number", "name,number\nA,x1\n", 2), ("eleven digits", "name,number\nA,12345678901\n", 2),
                             ("a line end in a name", 'name,number\n"A\nB",1\n', 2), ("a long name", f"name,number\n{'A' * 81},1\n", 2),
                             ("a control character", "name,number\nA\x1b[31m,1\n", 2), ("text that runs backwards", "name,number\nA\u202eB,1\n", 2),
                             ("a field too many", "name,number\nA,1,2\n", 2), ("an open quote", 'name,number\n"A,1\n', 2),
                             ("no head", "A,1\nB,2\n", 1), ("nobody", "name,number\n", 2), ("no text", "", 1)):
        put(work + "/bad.csv", text)
        done = build(bank, work + "/none", "--to", "print", "--candidates", work + "/bad.csv")
        report(done.returncode == 2 and f"bad.csv:{line}: " in done.stderr and "\x1b" not in done.stderr, f"{name}: told at line {line}", done.stderr)
    with open(work + "/bad.csv", "wb") as f:
        f.write("name,number\nA,1\n".encode("utf-16"))
    done = build(bank, work + "/none", "--to", "print", "--candidates", work + "/bad.csv")
    report(done.returncode == 2 and "UTF-8" in done.stderr, "UTF-16 is told", done.stderr)
    report(build(bank, work + "/none", "--to", "print", "--candidates", work + "/gone.csv").returncode == 2 and not os.path.exists(work + "/none/print"),
           "a list that is not there ends the run, and nothing was published")


def check_words(bank, work):
    own = work + "/own"
    shutil.copytree(bank, own)
    with open(own + "/exam.yaml", "a", encoding="utf-8") as f:
        f.write("print:\n  institution: Institute <b>\n  cover: |\n    First words.\n\n    More words.\n  aids: A ruler\n"
                "  license: All rights\n  formulas: sheet\n  watermark: SAMPLE\n")
    put(own + "/cases/sheet.md", "---\nid: sheet\ntitle: Formulas\n---\n\nA *sum* of `x`.\n")
    done = build(own, work + "/words", "--to", "print", "--documents", "booklet,key", "--paper", "a4", "--time", "1.25")
    page = read(work, "words/print/mla-c01/booklet-mock-B-a4.html") if done.returncode == 0 else done.stderr
    for said in ("Institute &lt;b&gt;", "<p>First words.</p>", "<p>More words.</p>", "A ruler", "All rights", "<h2>Formulas</h2>", "<em>sum</em>",
                 "150 minutes: 120 and extra time", "Do not open", "End of the questions"):
        report(said in page, f"the booklet says {said}", page[:300])
    report("Formulas" not in read(work, "words/print/mla-c01/key-mock-B-a4.html"), "the key has no formula sheet")
    report('"SAMPLE"' in read(work, "words/print/mla-c01/heads.css"), "the watermark is on each page")
    report("bank/unused-case" not in done.stdout, "a formula sheet is a case in use", done.stdout[-300:])
    os.remove(own + "/cases/sheet.md")
    said = run("check", "--today", "2026-11-30", "--format", "short", own).stdout
    report("bank/unknown-case" in said and "exam.yaml:" in said, "one that is not there is told at its line", said[-300:])
    for t in ("0.9", "5", "1,25", "x", ""):
        report(build(own, work + "/none", "--to", "print", "--time", t).returncode == 2, f"--time '{t}' is refused")


def check_docx(bank, work):
    done = build(bank, work + "/no", "--to", "docx", "--documents", "key", PATH="/nowhere")
    report(done.returncode == 3 and "pandoc" in done.stderr and "apt-get install" in done.stderr, "without pandoc: exit 3 and how to install it", done.stderr)
    report(os.path.exists(work + "/no/print/mla-c01/edit-key.html"), "and the HTML is there")
    if not shutil.which("pandoc"):
        print("ok 0 - DOCX # SKIP no pandoc")
        return
    put(bank + "/cases/formulas.md", "---\nid: formulas\ntitle: Formulas\n---\n\nA sum of x.\n")
    with open(bank + "/exam.yaml", "a", encoding="utf-8") as f:
        f.write("print: {institution: Northern Institute, cover: Raise your hand., aids: A ruler, license: All rights, formulas: formulas}\n")
    done = build(bank, work + "/docx", "--to", "docx", "--documents", "booklet,key", "--time", "1.5")
    names = sorted(os.listdir(work + "/docx/docx/mla-c01")) if done.returncode == 0 else done.stderr
    report(names == sorted(f"{d}{f}.docx" for d in ("booklet", "key") for f in ("", "-mock-A", "-mock-B", "-mock-C")), "a booklet and a key of each", names)
    with zipfile.ZipFile(work + "/docx/docx/mla-c01/booklet-mock-A.docx") as z:
        text = z.read("word/document.xml").decode()
    report(text.count('w:val="Heading2"') >= 60 and "Question 60" in text, "all questions are in it", len(text))
    said = " ".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", text))
    missing = [x for x in ("Northern Institute", "Raise your hand.", "A ruler", "All rights", "Formulas", "A sum of x.", "180 minutes", "Letters in order: 1 ____ 2 ____",
                           "End of the questions") if x not in said]
    report(not missing, "and the publisher's own words, and where letters of an ordering go", missing)
    with zipfile.ZipFile(work + "/docx/docx/mla-c01/key-mock-B.docx") as z:
        report("Versions side by side" in z.read("word/document.xml").decode(), "a key sets the versions side by side")
    reasons = re.findall(r"^  > (.{30})", "\n".join(texts(bank)), re.M)
    report(len(reasons) > 300 and not any(r in text for r in reasons), "and no reason")


with tempfile.TemporaryDirectory() as work:
    bank = work + "/bank"
    shutil.copytree(BANK, bank)
    shutil.rmtree(bank + "/forms", ignore_errors=True)
    rows = check_versions(bank)
    check_few_orders(work)
    check_locks(bank, work)
    folder = check_papers(bank, work + "/out", rows)
    check_data(folder)
    check_keys(work + "/out", rows)
    check_points(work)
    check_no_points(work)
    check_candidates(bank, work)
    check_words(bank, work)
    check_docx(bank, work)
