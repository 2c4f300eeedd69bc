# From print HTML to PDF, with an engine that the test is: how it is found and
# refused, passes until page numbers are true, dates, what is left when it fails.
import glob
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile

from lib.tap import report

EXAMC, SRC = os.environ["EXAMC"], os.environ["SRC"]

# A browser that makes a page an anchor, in an order that PLAN says a pass.
ENGINE = r"""#!{python}
import os, re, sys
here = os.path.dirname(os.path.abspath(__file__))
if "--version" in sys.argv:
    print(open(here + "/version").read())
    sys.exit()
mode = open(here + "/mode").read()
arg = {{a.split("=")[0]: a.split("=", 1)[1] for a in sys.argv if "=" in a}}
from urllib.parse import unquote
path = unquote(sys.argv[-1][len("file://"):])
page = open(path, encoding="utf-8").read()
name = os.path.basename(path)
with open(here + "/log", "a") as log:
    log.write(name + " " + " ".join(re.findall("p\.\u00a0(\d+)", page)[:3]) + "\n")
if mode == "fail":
    print("no such display")
    sys.exit(1)
if mode == "silent":
    sys.exit(0)
anchors = sorted(set(re.findall(r'data-at="#([^"]+)"', page)))
wide = "p.\u00a0000" in page
# While the places of the numbers are as wide as can be, everything stands a page later.
late = 1 if mode == "moves" and wide else 0
objects = ["<</Type /Catalog /Pages 2 0 R /Dests 3 0 R>>"]
n = max(len(anchors) + 2, 40)
first = 5
kids = " ".join("%d 0 R" % (first + i) for i in range(n))
objects.append("<</Type /Pages /Count %d /Kids [%s]>>" % (n, kids))
dests = "".join("/%s [%d 0 R /XYZ 0 0 0]\n" % (a, first + i + late) for i, a in enumerate(anchors)
                if not (mode == "loses" and i == 1))
objects.append("<<%s>>" % dests)
objects.append("<</Title (a \\(x\\) >> /CreationDate) /CreationDate (D:20260101010101+00'00') "
               "/ModDate (D:20260101010101+00'00')>>")
objects += ["<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /ID (node%08d)>>" % (os.getpid() * 7 + i) for i in range(n)]
# Questions and reasons stand in fours, 180 points apart and 170 high.
for i, (end, kind, number) in enumerate(re.findall(r'<a href="#(end-)?([qr])(\d+)"></a>', page)):
    if kind + number not in anchors or end:
        dests += "/%s%s%s [%d 0 R /XYZ 0 %d 0]\n" % (
            end, kind, number, first + int(number) // 4, 842 - 180 * (int(number) % 4) - (170 if end else 0))
objects[2] = "<<%s>>" % dests
css = os.path.splitext(path)[0] + ".css"
if os.path.exists(css):
    open(here + "/last.css", "w").write(open(css, encoding="utf-8").read())
if mode == "shrunk":
    objects.append("<</Type /Annot /Subtype /Link /Rect [48 0 246.45 1] /Dest /gauge>>")
out, at = b"%PDF-1.4\n", []
for i, text in enumerate(objects, 1):
    at.append(len(out))
    out += b"%d 0 obj\n%s\nendobj\n" % (i, text.encode())
xref = len(out)
out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
out += b"".join(b"%010d 00000 n \n" % a for a in at)
out += b"trailer\n<</Size %d /Root 1 0 R /Info 4 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, xref)
if mode == "torn":
    out = out[:len(out) // 2]
open(arg["--print-to-pdf"], "wb").write(out)
"""


def put(path, text, mode=0o644):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    os.chmod(path, mode)


def slurp(path):
    with open(path, "rb") as f:
        return f.read()


class Bench:
    """A bank, an engine, an output folder whose name needs care in a URL."""

    def __init__(self, root, mode="still", version="Chromium 156.0.8078.79 built on x"):
        self.root, self.bin = root, root + "/bin"
        self.out = root + "/out put #1 %41"
        shutil.copytree(SRC + "/content/mla-c01", root + "/bank")
        put(self.bin + "/chromium", ENGINE.format(python=sys.executable), 0o755)
        put(self.bin + "/mode", mode)
        put(self.bin + "/version", version)
        put(self.bin + "/log", "")

    def mode(self, mode):
        put(self.bin + "/mode", mode)
        put(self.bin + "/log", "")

    def build(self, *args, path=None, **env):
        e = {k: v for k, v in os.environ.items() if k not in ("EXAMC_BROWSER", "SOURCE_DATE_EPOCH")}
        e["PATH"] = path if path is not None else self.bin
        e.update(env)
        return subprocess.run([EXAMC, "build", "--today", "2026-11-23", "--drafts", "--fail-on", "off", "-o", self.out,
                               "--to", "pdf", *args, self.root + "/bank"], env=e, capture_output=True, text=True)

    def names(self, unit):
        folder = f"{self.out}/{unit}/mla-c01"
        return sorted(n for n in os.listdir(folder) if n.endswith((".pdf", ".html"))) if os.path.isdir(folder) else []

    def pdf(self, name):
        return slurp(f"{self.out}/pdf/mla-c01/{name}")

    def log(self):
        return slurp(self.bin + "/log").decode().splitlines()


def check_all(b):
    r = b.build()
    kinds = ["booklet", "key", "pack", "review", "sheet"]
    report(r.returncode == 0, "all packs are printed", r.stderr)
    report(b.names("pdf") == [f"{k}-{p}.pdf" for k in kinds for p in ("a4", "letter")], "a PDF for each document and paper",
           b.names("pdf"))
    report(not os.path.exists(b.out + "/examc-work"), "nothing is left of the work")
    report(os.listdir(b.out).sort() == ["pdf", "print"].sort(), "the HTML is there, too")
    passes = {}
    for line in b.log():
        passes[line.split(".")[0]] = passes.get(line.split(".")[0], 0) + 1
    report(passes["sheet-a4"] == 1, "what has neither questions nor references is printed once", passes)
    report(all(passes[k + "-a4"] == 2 for k in ("pack", "booklet", "key", "review")),
           "all else is printed twice", passes)
    first = b.pdf("pack-a4.pdf")
    newest = max(re.findall(r"^verified: ([\d-]+)$", "".join(slurp(p).decode() for p in glob.glob(b.root + "/bank/*/*.md")), re.M))
    day = newest.replace("-", "").encode()
    report(b"CreationDate (D:%s000000+00'00')" % day in first and b"ModDate (D:%s000000" % day in first,
           "it bears the day of the newest check of facts", re.findall(rb"\(D:.{20}", first))
    report(b"/Title (a \\(x\\) >> /CreationDate) /Creation" in first, "its title is untouched")
    report(b"<xmp:CreateDate>" in first and b"<xmp:CreatorTool>examc" in first and b"/Creator <FEFF0065" in first,
           "it has metadata", first[-2000:])
    r = b.build("--documents", "sheet", "--timings")
    report(re.search(r"^browser +[\d.]+ ms$", r.stderr, re.M), "--timings has the browser", r.stderr[-600:])
    ids = [int(n) for n in re.findall(rb"\(node(\d{8})\)", first)]
    report(ids == list(range(1, len(ids) + 1)), "elements are numbered in order, from 1", ids[:5])
    b.build()
    report(b.pdf("pack-a4.pdf") == first, "a second build has the same bytes")
    b.build("--documents", "key", "--paper", "a4", SOURCE_DATE_EPOCH="86400")
    report(b.names("pdf") == ["key-a4.pdf"], "--documents and --paper choose", b.names("pdf"))
    report(b"(D:19700102000000" in b.pdf("key-a4.pdf"), "SOURCE_DATE_EPOCH is the date")


def numbers(line):
    return [int(n) for n in line.split()[1:]]


def check_passes(b):
    b.mode("moves")
    r = b.build("--documents", "pack", "--paper", "a4")
    log = b.log()
    report(r.returncode == 0 and len(log) == 3, "when numbers move the pages, a third pass makes them true", log + [r.stderr])
    if len(log) == 3:
        report(numbers(log[0]) == [0, 0, 0] and numbers(log[2]) == [n - 1 for n in numbers(log[1])],
               "the last pass has the pages of the pass before", log)
    b.mode("loses")
    r = b.build("--documents", "pack", "--paper", "a4")
    report(r.returncode == 4 and "nothing is at #" in r.stderr, "a reference that leads nowhere is an error", r.stderr)


def check_spread(b):
    """The second pass has a style sheet of what the first one told."""
    b.mode("still")
    r = b.build("--documents", "booklet", "--paper", "a4", "--select", "deployment")
    report("a build was ended" not in r.stderr, "a second PDF into the same folder takes its own marks for nobody's", r.stderr)
    css = slurp(b.bin + "/last.css").decode()
    n = slurp(f"{b.out}/print/mla-c01/booklet-deployment-a4.html").decode().count('class="item"')
    heads = re.search(r"@counter-style heads {{ system: fixed; symbols:(.*); }}".replace("{{", "{").replace("}}", "}"), css)
    report(heads and heads[1].startswith(' "Questions 1–3" "Questions 4–7" "Questions 8–11" '), "heads name the questions of each page", css)
    report(heads and heads[1].count('"') == 2 * 40 and heads[1].count('""') == 40 - n // 4 - 1, "pages without questions name none", css)
    last = n - n % 4
    gaps = ", ".join(f"#q{i}" for i in range(last, n)) + " { margin-bottom: calc(var(--between) + "
    wanted = [] if n % 4 in (0, 3) else [gaps + "36.0pt); }"]
    report(n % 4 in (1, 2) and [line for line in css.splitlines() if line.startswith("#q")] == wanted,
           "room is shared by gaps, up to half an inch each, on the page that has any", css)


def check_failures(b):
    b.mode("still")
    b.build("--documents", "sheet", "--paper", "a4")
    before = b.pdf("sheet-a4.pdf")
    for mode, what in (("fail", "no such display"), ("silent", "does not print"), ("torn", "is no PDF")):
        b.mode(mode)
        r = b.build("--documents", "sheet", "--paper", "letter")
        report(r.returncode == 4 and what in r.stderr, f"an engine that fails ({mode}) is quoted", r.stderr)
        report(b.names("pdf") == ["sheet-a4.pdf"] and b.pdf("sheet-a4.pdf") == before, f"{mode}: the old PDF stays")
        report(b.names("print") == ["sheet-letter.html"], f"{mode}: the new HTML is there", b.names("print"))
        report(not os.path.exists(b.out + "/examc-work"), f"{mode}: nothing is left of the work")
    b.mode("shrunk")
    r = b.build("--documents", "sheet", "--paper", "letter")
    report(r.returncode == 4 and "shrank them all to 70%" in r.stderr and b.names("pdf") == ["sheet-a4.pdf"],
           "pages that the engine shrank are not published", r.stderr)
    b.mode("still")
    os.makedirs(b.out + "/examc-work/old")
    report(b.build("--documents", "sheet").returncode == 0 and not os.path.exists(b.out + "/examc-work"),
           "what a killed build left is removed")


def check_search(b, root):
    b.mode("still")
    r = b.build("--documents", "sheet", path="/nowhere")
    report(r.returncode == 3 and "apt-get install chromium" in r.stderr and "weasyprint" in r.stderr,
           "without an engine: exit 3 and the line that installs one", r.stderr)
    report(b.names("print") == ["sheet-a4.html", "sheet-letter.html"], "without an engine: the HTML is there")
    put(b.bin + "/version", "Chromium 112.0.5615.49 snap")
    r = b.build("--documents", "sheet")
    report(r.returncode == 3 and "version 112, and 131 is needed" in r.stderr, "an old browser is named and refused", r.stderr)
    put(b.bin + "/version", "Chromium 156.1")
    r = b.build("--documents", "sheet", path="/nowhere", EXAMC_BROWSER=b.bin + "/chromium")
    report(r.returncode == 0, "EXAMC_BROWSER names the browser", r.stderr)
    r = b.build("--documents", "sheet", path="/nowhere", EXAMC_BROWSER="/no/such/browser")
    report(r.returncode == 3 and "/no/such/browser" in r.stderr, "a wrong EXAMC_BROWSER is said", r.stderr)
    r = b.build("--documents", "sheet", EXAMC_BROWSER="/no/such/browser")
    report(r.returncode == 3 and "/no/such/browser" in r.stderr, "and no other is taken instead", r.stderr)
    r = b.build("--engine", "weasyprint")
    report(r.returncode == 3 and "install weasyprint" in r.stderr, "a wanted engine that is missing", r.stderr)
    r = b.build("--engine", "wkhtmltopdf")
    report(r.returncode == 2 and "chromium and weasyprint" in r.stderr, "an unknown engine", r.stderr)


def check_selection(b):
    r = b.build("--select", "deployment,mme-mce+endpoint-types", "--documents", "pack,booklet", "--paper", "letter")
    report(b.names("pdf") == ["booklet-deployment-letter.pdf", "booklet-mme-mce+endpoint-types-letter.pdf",
                              "pack-deployment-letter.pdf", "pack-mme-mce+endpoint-types-letter.pdf"],
           "--select makes packs of domains and topics", b.names("pdf") + [r.stderr])
    page = slurp(f"{b.out}/print/mla-c01/booklet-mme-mce+endpoint-types-letter.html").decode()
    report("Endpoint types" in page and "Experiment" not in page, "a selection has its questions alone")
    r = b.build("--select", "deploment")
    report(r.returncode == 2 and "'deploment'" in r.stderr, "an id that is none", r.stderr)
    b.build("--split-above", "100", "--documents", "pack", "--paper", "a4")
    report(b.names("pdf") == [f"pack-{d}-a4.pdf" for d in ("data-preparation", "deployment", "model-development", "operations")],
           "above --split-above a pack for each domain", b.names("pdf"))
    b.build("--columns", "2", "--compact", "--documents", "pack", "--paper", "a4")
    report(b.names("pdf") == ["pack-2col-compact-a4.pdf"], "layouts are in the name", b.names("pdf"))
    page = slurp(f"{b.out}/print/mla-c01/pack-2col-compact-a4.html").decode()
    report(re.search(r'<body class="pack [^"]*two-columns compact"', page), "layouts are classes of the body")
    for other in (["--columns", "2"], ["--compact"]):
        r = b.build("--large-print", *other)
        report(r.returncode == 2 and "one column" in r.stderr, f"--large-print with {other[0]} is refused", r.stderr)
    b.build("--documents", "sheet", "--paper", "a4")
    page = slurp(f"{b.out}/print/mla-c01/sheet-a4.html").decode()
    codes = re.findall(r'<svg class="qr"[^>]*><path d="(M4 4h7[^"]*)', page)
    report(len(codes) == page.count("sheet-grid") > 1 and len(set(codes)) == len(codes),
           "each page of the answer sheet has a code of its own", page[:600])
    for args in (["--documents", "poster"], ["--paper", "a5"], ["--columns", "3"]):
        report(b.build(*args).returncode == 2, " ".join(args) + " is refused")


def check_site(b):
    """The site has a PDF if it is made of nothing but what the site itself has."""
    b.mode("still")
    folder, page = f"{b.out}/site/mla-c01", f"{b.out}/site/mla-c01/index.html"
    both = ["--to", "site,pdf", "--documents", "pack,sheet,review"]
    r = b.build(*both)
    names = ["pack-a4.pdf", "pack-letter.pdf", "sheet-a4.pdf", "sheet-letter.pdf"]
    links = re.findall(r'href="print/([^"]+\.pdf)"', slurp(page).decode())
    report(r.returncode == 0 and links == names, "the site links its PDF, no review packs", links + [r.stderr])
    report(all(slurp(f"{folder}/print/{n}") == b.pdf(n) for n in names), "which it has itself")
    report("sheet-a4.pdf" not in slurp(folder + "/files.json").decode(), "and which nobody gets for use without a network")
    report("PDF" in re.search(r'href="print/pack-a4.pdf">([^<]*)<', slurp(page).decode())[1], "their links say so")
    tree = lambda: {p: slurp(p) for p in glob.glob(b.out + "/site/**", recursive=True) if os.path.isfile(p)}
    clean, put_back = tree(), slurp(b.root + "/bank/exam.yaml").decode()
    put(b.root + "/bank/exam.yaml", re.sub("(?m)^title: .*$", "title: Another", put_back))
    r = b.build(*both)
    report(r.returncode == 0 and "was ended before" not in r.stderr, "a second build takes its own marks for no other's", r.stderr)
    report(not [n for n in os.listdir(b.out) if "unfinished" in n], "and leaves none", os.listdir(b.out))
    changed = tree()
    b.mode("fail")
    put(b.root + "/bank/exam.yaml", put_back)
    r = b.build(*both)
    links = re.findall(r'href="print/([^"]+)"', slurp(page).decode())
    report(r.returncode == 4 and links and not any(n.endswith(".pdf") for n in links) and not glob.glob(folder + "/print/*.pdf"),
           "when the engine fails, the new site is there without PDF", links + [r.stderr])
    r = b.build(*both, path="/nowhere")
    report(r.returncode == 3 and os.path.isfile(page) and not glob.glob(folder + "/print/*.pdf"), "and so it is without an engine", r.stderr)
    b.mode("still")
    b.build(*both)
    report(tree() == clean and changed != clean, "a build after others has the same bytes as the first")
    path = sorted(glob.glob(b.root + "/bank/*/*.md"))[0]
    text = slurp(path).decode()
    put(path, text.replace("\ntype:", "\nstatus: secure\ntype:", 1))
    r = b.build(*both)
    links = re.findall(r'href="print/([^"]+)"', slurp(page).decode())
    report(r.returncode == 0 and "pack-a4.html" in links and not any(n.endswith(".pdf") for n in links) and not glob.glob(folder + "/print/*.pdf"),
           "PDF of secure questions are not in the site", links + [r.stderr])
    put(path, text)
    b.build("--to", "site")
    report(not glob.glob(folder + "/print/*.pdf") and ".pdf" not in slurp(page).decode(), "who asks for no PDF gets none")


def check_fonts(b):
    fonts = f"{b.out}/print/mla-c01/fonts"
    b.build("--documents", "sheet")
    names = sorted(os.listdir(fonts))
    report(len(names) == 10 and "LICENSE.txt" in names, "fonts and their licence are in the output", names)
    css = slurp(f"{b.out}/print/mla-c01/fonts.css").decode()
    report(sorted(re.findall(r'url\("fonts/([^"]+)', css)) == names[1:], "each is named by the style sheet", css)
    css = slurp(f"{b.out}/print/mla-c01/print.css").decode()
    report(css.count('content: "page " counter(page) " of " counter(pages);') == 2
           and 'content: "p.\u00a0" target-counter(attr(data-at), page);' in css and "{{" not in css,
           "words stand beside page numbers", re.findall("content: .*", css))
    b.build("--documents", "sheet", EXAMC_FONTS="/nowhere")
    report(not os.path.exists(fonts) and slurp(f"{b.out}/print/mla-c01/fonts.css") == b"",
           "without fonts the packs use the reader's")


def check_glyphs(b):
    """Letters that no font has stop a build of booklets; in reasons they do not."""
    put(b.root + "/k/exam.yaml", "id: k\ntitle: K\nlanguage: en\nform: {items: 1, minutes: 1}\ntolerance: 100\n"
        "domains: [{id: d, name: D, weight: 100, tasks: [{id: '1.1', name: T.}]}]\ntopics: [{id: t, name: T}]\n")
    text = ("---\nid: q\ntype: single\ntopic: t\ntask: '1.1'\ndifficulty: easy\n---\n\nA sign says %s. What is it?\n\n"
            "- [x] A\n  > It is %s.\n- [ ] B\n  > It is not.\n- [ ] C\n  > It is not.\n")
    for asked, why, args, error in (("한국 한", "ไ", [], True), ("so", "한국", [], False), ("한국", "so", ["key"], False)):
        put(b.root + "/k/q/q.md", text % (asked, why))
        r = subprocess.run([EXAMC, "build", "--to", "print", "-o", b.root + "/k-out", b.root + "/k",
                            *(["--documents"] + args if args else [])], capture_output=True, text=True)
        kind = "error" if error else "warning"
        report(r.returncode == error and (r.stdout + r.stderr).count(f"{kind}: the fonts of printed packs lack Hangul characters") == 1,
               f"missing letters are named by script, once: {kind}", r.stdout + r.stderr)


with tempfile.TemporaryDirectory() as top:
    bench = Bench(top)
    check_all(bench)
    check_passes(bench)
    check_failures(bench)
    check_search(bench, top)
    check_selection(bench)
    check_site(bench)
    check_fonts(bench)
    check_glyphs(bench)
