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
    cells = re.findall(r"<td>(\d+): ([A-Z]+)</td>\s*" * 3, page)
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


def check_data(folder):
    sheet = json.loads(read(folder, "sheet-mock-B-a4.json"))
    try:
        import jsonschema
        errors = list(jsonschema.Draft202012Validator(json.loads(read(SRC, "schemas/sheet.schema.json"))).iter_errors(sheet))
        report(not errors, "the file of bubbles follows its schema", errors[:2])
    except ImportError:
        print("ok 0 - sheet schema # SKIP no python3-jsonschema")
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
    done = build(bank, work + "/docx", "--to", "docx", "--documents", "booklet,key")
    names = sorted(os.listdir(work + "/docx/docx/mla-c01")) if done.returncode == 0 else done.stderr
    report(names == sorted(f"{d}{f}.docx" for d in ("booklet", "key") for f in ("", "-mock-A", "-mock-B", "-mock-C")), "a booklet and a key of each", names)
    with zipfile.ZipFile(work + "/docx/docx/mla-c01/booklet-mock-A.docx") as z:
        text = z.read("word/document.xml").decode()
    report(text.count('w:val="Heading2"') >= 60 and "Question 60" in text, "all questions are in it", len(text))
    reasons = re.findall(r"^  > (.{30})", "\n".join(texts(bank)), re.M)
    report(len(reasons) > 300 and not any(r in text for r in reasons), "and no reason")


with tempfile.TemporaryDirectory() as work:
    bank = work + "/bank"
    shutil.copytree(BANK, bank)
    shutil.rmtree(bank + "/forms", ignore_errors=True)
    rows = check_versions(bank)
    check_locks(bank, work)
    folder = check_papers(bank, work + "/out", rows)
    check_data(folder)
    check_candidates(bank, work)
    check_words(bank, work)
    check_docx(bank, work)
