# What a site says of itself, and how questions are found again: footer, references,
# ids that questions had before, keys of exam.yaml that moved.
import gzip
import json
import os
import re
import subprocess
import tempfile
import zlib
from xml.etree import ElementTree

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
    report('<a href="https://de.wikipedia.org/wiki/Gr%C3%B6%C3%9Fe" rel="noreferrer">Größe</a>' in page,
           "an IRI is called by the end of its path, as typed")
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
    links = re.findall(r'<a[^>]* href="([^"]*)"', pages[0])
    wanted = [f"{name}/{page}" for name in ("one", "two") for page in ("index.html", "practice.html#start=ten", "practice.html#mode=mock")]
    report(links == ["#main"] + wanted, "the first page of two exams has both, and how to begin", links)
    names = re.findall(r"<h2><a[^>]*>([^<]*)</a>", pages[0])
    report(names == ["Exam one &amp; &lt;more&gt;", "Exam two &amp; &lt;more&gt;"], "by their titles", names)
    report(len(set(pages)) == 1, "whichever was built last", pages)
    report(not os.path.exists(f"{out}/site/sitemap.xml"), "without an address there is no list for search engines")
    for name in ("one", "two"):
        write(f"{work}/exams/{name}/exam.yaml", read(f"{work}/exams/{name}/exam.yaml") + "site: {base-url: 'https://example.org/größe'}\n")
        run("build", f"{work}/exams/{name}", "-o", out, "--to", "site")
        maps = [u.text for u in ElementTree.parse(f"{out}/site/sitemap.xml").iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
        home = "https://example.org/gr%C3%B6%C3%9Fe"
        report(maps == [f"{home}/{x}/sitemap.xml" for x in ("one", "two") if x <= name], f"the root's list names those of exams with an address, up to {name}", maps)
    report('<meta name="description" content="Exam one' in read(f"{out}/site/index.html") and 'rel="icon" href="one/assets/icon.svg"' in read(f"{out}/site/index.html"),
           "the first page says what it is about, and has a mark")
    report(pages[0].count("1 practice questions, each with a reason for every option.") == 2, "and what each has", pages[0])
    assets = re.findall(r'(?:src|href)="([^"/]*-[0-9a-f]{16}\.(?:js|css))"', pages[0])
    report(len(assets) == 5 and all(os.path.isfile(f"{out}/site/{a}") for a in assets), "it has style and scripts", assets)
    worker = read(f"{out}/site/sw.js")
    report(all(a in worker.split(";")[0] for a in assets), "which the worker keeps, too", worker[:300])


def check_extras(work):
    """Files of site-extra/ get into the root, unless browsers run them, and go with their exam."""
    out, one, two = f"{work}/extra-out", f"{work}/extra/one", f"{work}/extra/two"
    for name in ("one", "two"):
        write(f"{work}/extra/{name}/exam.yaml", EXAM.replace("id: demo", f"id: {name}"))
        question(f"{work}/extra/{name}", "a")
    write(f"{one}/site-extra/CNAME", "learn.example.org\n")
    write(f"{one}/site-extra/notes.md", "not a question\n")
    os.rename(f"{one}/site-extra/notes.md", f"{one}/site-extra/notes.txt")
    run("build", one, "-o", out, "--to", "site")
    report(read(f"{out}/site/CNAME") == "learn.example.org\n" and os.path.isfile(f"{out}/site/notes.txt"), "what an owner adds is in the root")
    run("build", two, "-o", out, "--to", "site")
    report(os.path.isfile(f"{out}/site/CNAME"), "and stays there while another exam is built")
    os.remove(f"{one}/site-extra/CNAME")
    run("build", one, "-o", out, "--to", "site")
    run("build", two, "-o", out, "--to", "site")
    report(not os.path.exists(f"{out}/site/CNAME") and os.path.isfile(f"{out}/site/notes.txt"), "it goes with its original")
    before = bytes_of(f"{out}/site/index.html"), sorted(os.listdir(f"{out}/site"))
    for name in ("imprint.html", "x.js", "x.svg", "x.xhtml", "x.xml", "x.css", "x.htm", "x", "sw.js", "index.html", "404.html", "two", "X.HTML",
                 "site-0123456789abcdef.css", "a b.txt", "-x.txt"):
        write(f"{one}/site-extra/{name}", "<script>alert(1)</script>")
        said = run("build", one, "-o", out, "--to", "site", code=1)
        report(said.count("[site/extra]") == 1 and (bytes_of(f"{out}/site/index.html"), sorted(os.listdir(f"{out}/site"))) == before,
               f"a file {name} is refused, and nothing published", said)
        trusted = name in ("imprint.html", "x.js", "x.svg", "x.xhtml", "x.xml", "x.css", "x.htm", "X.HTML")
        said = run("build", one, "-o", f"{work}/extra-trusted", "--to", "site", "--trust-extra", code=0 if trusted else 1)
        report(not trusted or os.path.isfile(f"{work}/extra-trusted/site/{name}"), f"with --trust-extra it is published: {trusted}", said)
        os.remove(f"{one}/site-extra/{name}")
    os.mkdir(f"{one}/site-extra/folder")
    said = run("build", one, "-o", out, "--to", "site", code=1)
    report("[site/extra]" in said, "a folder is refused", said)
    os.rmdir(f"{one}/site-extra/folder")
    os.symlink("/etc/hostname", f"{one}/site-extra/host.txt")
    said = run("build", one, "-o", out, "--to", "site", code=1)
    report("[site/extra]" in said, "a link is refused", said)
    os.remove(f"{one}/site-extra/host.txt")
    os.rename(f"{one}/site-extra", f"{work}/elsewhere")
    os.symlink(f"{work}/elsewhere", f"{one}/site-extra")
    said = run("build", one, "-o", out, "--to", "site", code=1)
    report("[file/refused]" in said, "and so is a folder that is a link", said)


def pixels(path):
    """The side of a square PNG, and its pixels by its palette, read by zlib."""
    data, at, parts = bytes_of(path), 8, {}
    while at < len(data):
        n, name = int.from_bytes(data[at:at + 4]), data[at + 4:at + 8]
        body = data[at + 8:at + 8 + n]
        if int.from_bytes(data[at + 8 + n:at + 12 + n]) != zlib.crc32(name + body):
            return 0, []
        parts[name.decode()] = body
        at += 12 + n
    side, rows, last = int.from_bytes(parts["IHDR"][:4]), zlib.decompress(parts["IDAT"]), None
    out = []
    for y in range(side):
        row = rows[y * (side + 1):(y + 1) * (side + 1)]
        last = [(v + (last[x] if last else 0)) % 256 for x, v in enumerate(row[1:])] if row[0] == 2 else None
        out.append([(*parts["PLTE"][3 * v:3 * v + 3], parts["tRNS"][v]) for v in last])
    return side, out


def check_world(work):
    """What search engines, those who share a page, and systems that install it see."""
    bank, out = f"{work}/world", f"{work}/world-out"
    write(f"{bank}/exam.yaml", EXAM + "site: {name: Demo, base-url: 'https://example.org/größe'}\n")
    question(bank, "a", "verified: 2026-11-01\n")
    run("build", bank, "-o", out, "--to", "site")
    home, at = "https://example.org/gr%C3%B6%C3%9Fe", f"{out}/site/demo"
    for rel in ("index.html", "practice.html", "blueprint.html", "t/alpha.html", "q/a.html"):
        page = read(f"{at}/{rel}")
        for what in (f'<link rel="canonical" href="{home}/demo/{rel}">', f'<meta property="og:url" content="{home}/demo/{rel}">',
                     f'<meta property="og:image" content="{home}/demo/assets/icon-512.png">', '<meta name="description" content="',
                     '<meta property="og:title" content="', '<meta property="og:description" content="', "theme-color", "apple-touch-icon"):
            report(what in page, f"{rel} has {what}", page)
        report("noindex" not in page and re.search(r"<title>[^<]+</title>", page), f"{rel} may be found")
    report('content="Which of a is it?"' in read(f"{at}/q/a.html"), "a question is described by what it asks")
    report('<meta name="robots" content="noindex">' in read(f"{at}/report/index.html") and "canonical" not in read(f"{at}/report/index.html"),
           "the report is not to be found")
    urls = [u.text for u in ElementTree.parse(f"{at}/sitemap.xml").iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    report(urls == [f"{home}/demo/{rel}" for rel in ("index.html", "practice.html", "blueprint.html", "t/alpha.html", "q/a.html")],
           "all pages are in the list for search engines", urls)
    missing = read(f"{out}/site/404.html")
    report(f'<a href="{home}/index.html">' in missing and f'href="{home}/site-' in missing and "<script" not in missing,
           "the page for what is missing leads back from any depth", missing)
    write(f"{bank}/exam.yaml", EXAM)
    run("build", bank, "-o", f"{work}/nowhere-out", "--to", "site")
    missing = read(f"{work}/nowhere-out/site/404.html")
    report("href=" not in missing and "src=" not in missing and "first page" in missing, "without an address it has nothing that a depth could break", missing)
    manifest = json.loads(read(f"{at}/manifest.webmanifest"))
    for icon in manifest["icons"]:
        report(os.path.isfile(f"{at}/{icon['src']}"), f"the manifest's {icon['src']} is there", icon)
    for side in (180, 192, 512):
        n, rows = pixels(f"{at}/assets/icon-{side}.png")
        corner, middle, tick = rows[0][0], rows[side // 2][side // 8], rows[side * 45 // 64][side * 28 // 64]
        report(n == side and middle == (0x2b, 0x4a, 0xcb, 255) and tick == (255, 255, 255, 255) and corner[3] == (0 if side == 192 else 255),
               f"the icon of {side} pixels is a PNG of the mark", (n, corner, middle, tick))


def check_looks(work):
    """Colours and logo of exam.yaml."""
    bank, out = f"{work}/looks", f"{work}/looks-out"
    question(bank, "a")
    for light, dark, wrong in (("#0b6b4f", "#7fd6a4", 0), ("#000000", "#ffffff", 0), ("#8fa2f0", "#94abff", 1), ("#2b4acb", "#2b4acb", 1),
                               ("#767676", "#ffffff", 1), ("#ffffff", "#000000", 2)):
        write(f"{bank}/exam.yaml", EXAM + f'site: {{colors: {{light: "{light}", dark: "{dark}"}}}}\n')
        said = run("check", bank, code=2 if wrong else 0)
        report(said.count("[exam/contrast]") == wrong, f"{light} and {dark}: {wrong} cannot be read", said)
    report(f"exam.yaml:{EXAM.count(chr(10)) + 1}:25: error: #ffffff has a contrast of" in said, "which is said at their place", said)
    write(f"{bank}/exam.yaml", EXAM + 'site: {colors: {light: blue, dark: "#fff"}}\n')
    report(run("check", bank, code=2).count("a colour such as") == 2, "other colours than #rrggbb are refused")
    write(f"{bank}/exam.yaml", EXAM + 'site: {logo: img/logo.png, colors: {light: "#0b6b4f", dark: "#7fd6a4"}}\n')
    report("[exam/logo]" in run("check", bank, code=2), "a logo that is not there is missed")
    for data, said in ((b"<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "is SVG, which can hold programs"),
                       (b"GIF89a", "is not PNG")):
        write(f"{bank}/img/logo.png", data)
        report(said in run("check", bank, code=2), f"one that is not PNG is refused, whatever its name: it {said}")
    write(f"{bank}/img/logo.png", bytes_of(f"{work}/world-out/site/demo/assets/icon-192.png"))
    run("build", bank, "-o", out, "--to", "site")
    page = read(f"{out}/site/demo/q/a.html")
    logo, theme = re.search(r'<img class="logo" src="../(assets/logo-[0-9a-f]{16}\.png)" alt="">', page), re.search(r'href="../(assets/theme-[0-9a-f]{16}\.css)"', page)
    report(logo and bytes_of(f"{out}/site/demo/{logo[1]}") == bytes_of(f"{bank}/img/logo.png"), "the logo is at the head of pages", page)
    report(theme and "light-dark(#0b6b4f, #7fd6a4)" in read(f"{out}/site/demo/{theme[1]}"), "and the colours in a style of their own", page)
    report('fill="#0b6b4f"' in read(f"{out}/site/demo/assets/icon.svg"), "the icon has them, too")


def rows_of(page, section):
    """The texts of the cells of a table of the authors' page."""
    part = re.search(rf'id="{section}".*?</section>', page, re.S)
    return [re.findall(r"<t[hd][^>]*>(?:<a[^>]*>)?([^<]*)", row) for row in re.findall(r"<tr>(.*?)</tr>", part[0], re.S)[1:]] if part else None


def check_report(work):
    """The authors' page lists questions with findings, the worst first, and none that the site does not have."""
    bank, out, old = f"{work}/report", f"{work}/report-out", "verified: 2020-01-01\n"
    source = "references: [{text: Smith}]\n"
    write(f"{bank}/exam.yaml", EXAM)
    question(bank, "fine", source + "verified: 2026-11-01\n")
    run("build", bank, "-o", out, "--to", "site", "--today", "2026-11-30")
    report('id="worst"' not in read(f"{out}/site/demo/report/index.html"), "a bank without findings about questions has no list of the worst")
    for name, more in (("one", ""), ("two", old), ("three", old), ("hidden", old + "status: secure\n")):
        question(bank, name, more)
    write(f"{bank}/q/three.md", read(f"{bank}/q/three.md").replace("] Three", "] None of the above"))
    run("build", bank, "-o", out, "--to", "site", "--today", "2026-11-30", "--fail-on", "off")
    part = re.search(r'id="worst".*?</section>', read(f"{out}/site/demo/report/index.html"), re.S)[0]
    rows = re.findall(r'<a href="../q/([^"]+).html">([^<]+)</a></th>\s*<td>([^<]*)</td>\s*<td>([^<]*)</td>', part)
    report([r[:3] for r in rows] == [(n, n, f"{k} warning{'s' if k > 1 else ''}") for n, k in (("three", 3), ("two", 2), ("one", 1))],
           "the worst is first; a question without findings is not there, and no secure one", rows)
    report("checked on 2020-01-01" in rows[0][3] and rows[0][3].endswith("[item/stale-facts]; also item/no-reference, iwf/none-of-the-above"),
           "the first finding is told in words, the others by their names", rows[0])
    for k in range(30):
        question(bank, f"more{k}")
    run("build", bank, "-o", out, "--to", "site", "--today", "2026-11-30", "--fail-on", "off")
    part = re.search(r'id="worst".*?</section>', read(f"{out}/site/demo/report/index.html"), re.S)[0]
    report(part.count('scope="row"') == 20 and part.index("three.html") < part.index("two.html") < part.index("more0.html"), "at most twenty are listed", part[:300])


def check_packs(work):
    """Packs are in the site where they are printed, without what only reviewers may have."""
    bank, out = f"{work}/packs", f"{work}/packs-out"
    write(f"{bank}/exam.yaml", EXAM)
    question(bank, "a")
    for to, wanted in (("site", False), ("site,print", True)):
        run("build", bank, "-o", out, "--to", to)
        front = read(f"{out}/site/demo/index.html")
        links = re.findall(r'href="(print/[^"]+)"', front)
        report(bool(links) == wanted == os.path.isdir(f"{out}/site/demo/print"), f"built to {to}, the front page has packs: {wanted}", links)
        report(all(os.path.isfile(f"{out}/site/demo/{x}") for x in links), "all of which are there", links)
    report(len(links) == 8 and not os.path.exists(f"{out}/site/demo/print/review-a4.html"), "packs, booklets, keys, sheets, no review packs", links)
    for name in ("pack-a4.html", "print.css", "key-letter.html"):
        report(bytes_of(f"{out}/site/demo/print/{name}") == bytes_of(f"{out}/print/demo/{name}"), f"{name} is that of print/")


def check_sizes(work):
    """The front page grows with topics, not with questions; each topic has a page with all of its questions."""
    bank, out = f"{work}/sizes", f"{work}/sizes-out"
    topics = "".join(f"  - {{id: t{k}, name: Topic number {k}}}\n" for k in range(200))
    write(f"{bank}/exam.yaml", EXAM[:EXAM.index("topics:")] + "topics:\n" + topics)
    for k in range(1000):
        question(bank, f"n{k:04}")
        write(f"{bank}/q/n{k:04}.md", read(f"{bank}/q/n{k:04}.md").replace("topic: alpha", f"topic: t{k % 200}"))
    run("build", bank, "-o", out, "--to", "site", "--fail-on", "off")
    front = bytes_of(f"{out}/site/demo/index.html")
    report(len(gzip.compress(front)) < 30000, "with 1,000 questions of 200 topics it has less than 30 kB", len(gzip.compress(front)))
    rows = re.findall(r'href="t/t(\d+)\.html" data-at="0 (\d+)"><span class="name">[^<]*</span><span class="score">(\d+)</span>', front.decode())
    report(rows == [(str(k), str(k), "5") for k in range(200)], "each topic is there with its number of questions", rows[:3])
    listed = [re.findall(r'href="../q/(n\d+)\.html"', read(f"{out}/site/demo/t/t{k}.html")) for k in range(200)]
    report(listed == [[f"n{i:04}" for i in range(k, 1000, 200)] for k in range(200)], "and has a page with them")
    report('href="../practice.html#topic=t7"' in read(f"{out}/site/demo/t/t7.html"), "which leads to their practice")
    write(f"{bank}/exam.yaml", read(f"{bank}/exam.yaml").replace('{id: "1.1", name: Do things}', '{id: "1.1", name: Do things}, {id: "1.2", name: Do more}'))
    for k in range(3, 1000, 400):
        write(f"{bank}/q/n{k:04}.md", read(f"{bank}/q/n{k:04}.md").replace('task: "1.1"', 'task: "1.2"'))
    run("build", bank, "-o", out, "--to", "site", "--fail-on", "off")
    rows = re.findall(r'data-at="0 3"><span class="name">[^<]*</span><span class="score">(\d+)</span>', read(f"{out}/site/demo/index.html"))
    report(rows == ["5"], "a topic with questions of two tasks is there once", rows)


with tempfile.TemporaryDirectory() as folder:
    check_exams(folder)
    check_index(folder)
    check_reasons(folder)
    check_footer(folder)
    check_words(folder)
    check_moved(folder)
    check_references(folder)
    check_formerly(folder)
    check_extras(folder)
    check_world(folder)
    check_looks(folder)
    check_report(folder)
    check_packs(folder)
    check_sizes(folder)
