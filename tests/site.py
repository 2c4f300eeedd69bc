# What a site says of itself, and how questions are found again: footer, references,
# ids that questions had before, keys of exam.yaml that moved.
import json
import os
import re
import subprocess
import tempfile

from lib import site
from lib.bank import run, write
from lib.tap import report

EXAMC = os.environ["EXAMC"]
EXAM = """id: demo
title: Demo
form: {items: 4, minutes: 10, pass: 3}
tolerance: 100
domains:
  - {id: one, name: First, weight: 100, tasks: [{id: "1.1", name: Do things}]}
topics:
  - {id: alpha, name: Alpha}
"""
SITE = """site:
  name: The demo site
  footer: Made by <nobody> & friends.
  license: CC BY 4.0
  imprint: {title: Imprint & data, url: "https://example.org/wer/größe"}
  base-url: https://example.org/learn/
  report-url: https://example.org/issues?a=1
"""


def question(bank, name, more="", asks=None):
    write(f"{bank}/q/{name}.md", f'---\nid: {name}\ntype: single\ntopic: alpha\ntask: "1.1"\ndifficulty: easy\n{more}---\n\n'
          f"Which of {asks or name} is it?\n\n- [ ] One\n  > Because.\n- [x] Two\n  > Because.\n- [ ] Three\n  > Because.\n")


def data(*args):
    return json.loads(subprocess.run([EXAMC, *args], capture_output=True, text=True).stdout)


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def bytes_of(path):
    with open(path, "rb") as f:
        return f.read()


def pages(out):
    return [os.path.join(d, n) for d, _, names in os.walk(f"{out}/site") for n in names if n.endswith(".html")]


def check_footer(work):
    bank, out = f"{work}/bare", f"{work}/bare-out"
    write(f"{bank}/exam.yaml", EXAM)
    question(bank, "a")
    question(bank, "b", "references: [https://example.org/b]\nverified: 2026-11-01\n")
    run("build", bank, "-o", out)
    all_pages = "".join(map(read, pages(out)))
    report("<footer" not in all_pages and "affiliated" not in all_pages and "names its source" not in all_pages
           and "documentation it rests on" not in all_pages and "canonical" not in all_pages,
           "a bank that says nothing has a site that claims nothing")
    report("2 practice questions, each with a reason for every option." in all_pages, "the first page says what is there")
    cover = read(f"{out}/print/demo/booklet-a4.html")
    report("on a scale" not in cover and re.search(r"To pass</th>\s*<td>3 of 4</td>", cover), "the cover has no scale where there is none")
    question(bank, "a", "references: [{text: Smith}]\nverified: 2026-11-01\n")
    run("build", bank, "-o", out)
    report(all("Each answer names its source and the day" in read(p) for p in pages(out) if p.endswith("/a.html")),
           "sources are claimed where every question has one and its day")
    question(bank, "a", "references: [{text: Smith}]\n")
    run("build", bank, "-o", out)
    report(all("names its source" not in read(p) for p in pages(out)), "and not where one lacks the day")


def check_words(work):
    bank, out = f"{work}/said", f"{work}/said-out"
    write(f"{bank}/exam.yaml", EXAM + SITE)
    question(bank, "a")
    run("build", bank, "-o", out)
    page = read(f"{out}/site/demo/q/a.html")
    for what, text in [("its name", "</span>The demo site</a>"), ("its name in titles", " - The demo site</title>"),
                       ("its footer, escaped", "<p>Made by &lt;nobody&gt; &amp; friends.</p>"),
                       ("its licence", "<p>Licence: CC BY 4.0</p>"),
                       ("its imprint", '<a href="https://example.org/wer/gr%C3%B6%C3%9Fe">Imprint &amp; data</a>'),
                       ("its address", '<link rel="canonical" href="https://example.org/learn/demo/q/a.html">'),
                       ("where to report", 'href="https://example.org/issues?a=1&amp;title=')]:
        report(text in page, f"the page has {what}", page)
    write(f"{bank}/exam.yaml", EXAM + "site: {license: 'https://example.org/licence'}\n")
    run("build", bank, "-o", out)
    report('<a href="https://example.org/licence">Licence</a>' in read(f"{out}/site/demo/q/a.html"), "a licence may be an address")


def apply(text, finding):
    """TEXT with the fix-its of a finding of `check --format json` applied."""
    lines = text.splitlines(keepends=True)
    start = [0]
    for line in lines:
        start.append(start[-1] + len(line))
    offset = lambda line, col: start[line - 1] + col - 1
    for f in reversed(finding["fixes"]):
        text = text[:offset(f["line"], f["column"])] + f["text"] + text[offset(f["endLine"], f["endColumn"]):]
    return text


def check_moved(work):
    bank = f"{work}/moved"
    question(bank, "a")
    for name, text in [("behind all", EXAM + "report-url: https://example.org/r\nbase-url: https://example.org/\n"),
                       ("before all", "base-url: https://example.org/ # ours\n" + EXAM),
                       ("before 'site'", EXAM + "report-url: https://example.org/r\nsite:\n    name: Demo\n"),
                       ("behind 'site'", EXAM + "site:\n  name: Demo\nreport-url: https://example.org/r")]:
        write(f"{bank}/exam.yaml", text)
        found = data("check", "--format", "json", bank)
        moved = [d for d in found["findings"] if d["rule"] == "exam/moved-key"]
        old = run("build", bank, "-o", f"{work}/moved-out") and read(f"{work}/moved-out/site/demo/q/a.html")
        mended = apply(text, moved[0]) if moved and moved[0].get("fixes") else ""
        for ends in ("\n", "\r\n"):
            with open(f"{bank}/exam.yaml", "w", newline=ends) as f:
                f.write(text)
            told = run("fix", "--dry-run", bank)
            kept = bytes_of(f"{bank}/exam.yaml") == text.replace("\n", ends).encode()
            report("1 fix possible" in told and kept, f"the repair of keys {name} is shown first", told)
            told = run("fix", bank)
            report(bytes_of(f"{bank}/exam.yaml") == mended.replace("\n", ends).encode() and "1 fix applied" in told,
                   f"keys {name} are moved by fix, line ends {ends!r}", told)
            report("0 fixes applied" in run("fix", bank), "and not again")
        write(f"{bank}/exam.yaml", mended)
        said = run("check", bank) if mended else "no fix"
        new = run("build", bank, "-o", f"{work}/moved-out") and read(f"{work}/moved-out/site/demo/q/a.html")
        report("moved-key" not in said and mended and old == new, f"keys {name} are read, and the repair moves them", mended + said)


    text = EXAM.replace("topics:", "topic:") + "base-url: https://example.org/\n"
    write(f"{bank}/exam.yaml", text)
    told = run("fix", bank)
    report("not applied, look at it first: rename the key" in told and read(f"{bank}/exam.yaml") == text,
           "a key that may be misspelt is shown and stays", told)
    write(f"{bank}/exam.yaml", EXAM + "base-url: https://example.org/\n")
    run("fix", f"{bank}/q")
    report("site:" not in read(f"{bank}/exam.yaml"), "fix of a folder leaves exam.yaml alone")


def check_references(work):
    bank, out = f"{work}/refs", f"{work}/refs-out"
    write(f"{bank}/exam.yaml", EXAM)
    question(bank, "a", 'references:\n  - {text: "Smith, Anatomy, p. 12"}\n  - https://de.wikipedia.org/wiki/Größe\n'
             '  - {url: "https://example.org/x", text: The page, quote: So it is.}\n')
    run("build", bank, "-o", out)
    page, paper = read(f"{out}/site/demo/q/a.html"), read(f"{out}/print/demo/key-a4.html")
    report("<li>Smith, Anatomy, p. 12</li>" in page.replace("<li>\n", "<li>"), "a book is named", page)
    report('<a href="https://de.wikipedia.org/wiki/Gr%C3%B6%C3%9Fe" rel="noreferrer">de.wikipedia.org/wiki/Größe</a>' in page,
           "an IRI is shown as typed")
    report('<a href="https://example.org/x" rel="noreferrer">The page</a>' in page, "an address may have a name")
    report("Smith, Anatomy, p. 12" in paper and "https://de.wikipedia.org/wiki/Größe" in paper, "print has them")
    item = json.loads(read(f"{out}/json/demo/a.json"))
    report(item["works"] == [{"text": "Smith, Anatomy, p. 12", "quote": None}] and
           [r["url"] for r in item["references"]] == ["https://de.wikipedia.org/wiki/Gr%C3%B6%C3%9Fe", "https://example.org/x"],
           "JSON has an address in each reference, and works apart", item)
    for text, said in [("https://example.org/a|b", "'|' (U+007C)"), ('"https://example.org/a b"', "blanks such as the character U+0020"),
                       ("https://example.org/a\u00a0b", "blanks such as the character U+00A0"),
                       ("https://example.org/a\u200bb", "the character U+200B"), ("https://example.org/{x}", "'{' (U+007B)"),
                       ("RFC 2119", "is written {text:"), ("ftp://example.org/", "begins with https://"),
                       ("{quote: So it is.}", "lacks the key 'url', or 'text'")]:
        question(bank, "a", f"references:\n  - {text}\n")
        found = run("check", bank, code=1)
        report(said in found and found.count("error:") == 1, f"one message says what is wrong with {text!r}", found)
    question(bank, "a", 'references:\n  - RFC 2119\n  - "Smith, p. 1"\n  - \'Jones\'\n')
    run("fix", bank)
    report('- {text: "RFC 2119"}\n  - {text: "Smith, p. 1"}\n  - {text: \'Jones\'}\n' in read(f"{bank}/q/a.md"),
           "the repair writes sources without addresses as texts", read(f"{bank}/q/a.md"))


def check_formerly(work):
    bank, out = f"{work}/old", f"{work}/old-out"
    write(f"{bank}/exam.yaml", EXAM)
    for name in "abcd":
        question(bank, name)
    run("form", "--write", "mock", bank)
    hashes = {n: data("dump", "--stage", "json", f"{bank}/q/{n}.md")["hash"] for n in "ab"}
    write(f"{bank}/review.yaml", "reviews:\n" + "".join(
        f'  - {{id: {n}, content: "{hashes[n]}", method: blind-solve, date: 2026-11-01, answer: "B", verdict: agrees}}\n' for n in "ab"))
    before = run("lint", "--report", bank)
    run("build", bank, "-o", f"{work}/old-before")
    os.remove(f"{bank}/q/a.md")
    report("there is no question 'a'" in run("check", bank, code=2), "a question of a form that gets another id is missed")
    question(bank, "new", "formerly: [a, a-first]\n", asks="a")
    question(bank, "d", "variant-of: [a]\n")
    said = run("check", bank)
    report("0 errors" in said and "form/" not in said and "review/" not in said and "'a'" not in said, "until it says which id it had", said)
    report("blind-solve" in before and re.findall(r"blind-solve.*", before) == re.findall(r"blind-solve.*", run("lint", "--report", bank)),
           "its reviews count", before)
    run("build", bank, "-o", out)
    for old in ("a", "a-first"):
        page = read(f"{out}/site/demo/q/{old}.html")
        report('<meta http-equiv="refresh" content="0; url=new.html">' in page and '<a href="new.html">' in page
               and "<script" not in page, f"the page of '{old}' leads on without scripts", page)
    item = json.loads(read(f"{out}/json/demo/new.json"))
    report(item["hash"] == hashes["a"] and item["formerly"] == ["a", "a-first"], "its content is what it was", item)
    report(not os.path.exists(f"{out}/json/demo/a.json"), "JSON has it once")
    was, now = read(f"{work}/old-before/print/demo/booklet-mock-a4.html"), read(f"{out}/print/demo/booklet-mock-a4.html")
    report(was == now, "the released form is the same paper")
    report('data-formerly="a a-first"' in read(f"{out}/site/demo/index.html") + read(f"{out}/site/demo/q/new.html") and
           ["a", "a-first"] in [row[8].get("formerly") for row in site.index(f"{out}/site/demo")["items"]],
           "pages and player know the ids")
    os.remove(f"{bank}/forms/mock.yaml")
    os.remove(f"{bank}/review.yaml")
    question(bank, "b", "formerly: [b]\n")
    question(bank, "c", "formerly: [a]\n")
    question(bank, "d", "formerly: [new]\n")
    found = run("check", "--format", "short", bank, code=1)
    report(found.count("[bank/duplicate-id]") == 3 and "'b' is this question's already" in found,
           "an id that is taken is an error, whoever has or had it", found)


def check_reasons(work):
    """What is said of a wrong answer fits to where its reasons are."""
    bank, out = f"{work}/reasons", f"{work}/reasons-out"
    write(f"{bank}/exam.yaml", EXAM + "rationales: none\n")
    for name, more in [("beside", "  > Because.\n"), ("below", "\n## Explanation\n\nBecause.\n"), ("nowhere", "")]:
        question(bank, name)
        text = read(f"{bank}/q/{name}.md").replace("  > Because.\n", "") + more
        write(f"{bank}/q/{name}.md", text)
    write(f"{bank}/q/order.md", read(f"{bank}/q/below.md").replace("id: below", "id: order").replace("single", "ordering")
          .replace("- [ ] One\n- [x] Two\n- [ ] Three", "1. Wash\n2. Cut\n3. Boil").replace("Which of below is it?", "In which order?"))
    run("build", bank, "-o", out, "--to", "site")
    keys = site.keys(f"{out}/site/demo")
    for name, at, words in [("beside", "beside", "What is right, and why, now stands beside each choice above."),
                            ("below", "below", "What is right now stands beside each choice above, and why here."),
                            ("order", "below", "What is right now stands beside each choice above, and why here."),
                            ("nowhere", "nowhere", "What is right now stands beside each choice above.</p>")]:
        report(words in read(f"{out}/site/demo/q/{name}.html"), f"the page knows where its reasons are: {at}, {name}")
        report(f'data-reasons="{at}"' in keys[name]["facts"], f"the player, too: {at}, {name}", keys[name]["facts"])


def check_index(work):
    """A study pack has an index of services where its questions have services."""
    bank, out = f"{work}/index", f"{work}/index-out"
    write(f"{bank}/exam.yaml", EXAM)
    question(bank, "a")
    pack = f"{out}/print/demo/pack-a4.html"
    for services, named, wanted in [("", "", False), ("services:\n  - {id: queue, name: The queue, scope: in, status: active}\n", "", False),
                                    ("services:\n  - {id: queue, name: The queue, scope: in, status: active}\n", "services: [queue]\n", True)]:
        if services:
            write(f"{bank}/services.yaml", services)
        question(bank, "a", named)
        run("build", bank, "-o", out, "--to", "print")
        report(read(pack).count("Index of services") == (2 if wanted else 0), f"the index of services is there: {wanted}", services + named)


def check_exams(work):
    out = f"{work}/exams-out"
    for name in ("one", "two"):
        write(f"{work}/exams/{name}/exam.yaml", EXAM.replace("id: demo\ntitle: Demo", f"id: {name}\ntitle: 'Exam {name} & <more>'"))
        question(f"{work}/exams/{name}", "a")
    run("build", f"{work}/exams/one", "-o", out, "--to", "site")
    report("url=one/index.html" in read(f"{out}/site/index.html"), "the first page leads on to the only exam")
    pages = []
    for name in ("two", "one", "two"):
        run("build", f"{work}/exams/{name}", "-o", out, "--to", "site")
        pages.append(read(f"{out}/site/index.html"))
    links = re.findall(r'href="([^"]*)"', pages[0])
    report(links == ["one/index.html", "two/index.html"], "the first page of two exams has both", links)
    names = re.findall(r"<a[^>]*>([^<]*)</a>", pages[0])
    report(names == ["Exam one &amp; &lt;more&gt;", "Exam two &amp; &lt;more&gt;"], "by their titles", names)
    report(len(set(pages)) == 1, "whichever was built last", pages)


with tempfile.TemporaryDirectory() as folder:
    check_exams(folder)
    check_index(folder)
    check_reasons(folder)
    check_footer(folder)
    check_words(folder)
    check_moved(folder)
    check_references(folder)
    check_formerly(folder)
