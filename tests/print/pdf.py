# The PDF files of a bank, measured: what they say of themselves, where questions
# break, whether page numbers are true, whether the booklet gives anything away.
# usage: EXAMC=build/examc python3 tests/print/pdf.py BANK WORK [--big]
import glob
import html
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import time
import xml.etree.ElementTree as ET

EXAMC = os.path.abspath(os.environ.get("EXAMC", "build/examc"))
BROWSER = os.environ.get("EXAMC_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
count = failed = 0


def report(ok, name, why=""):
    global count, failed
    count += 1
    failed += not ok
    print("ok" if ok else "not ok", count, "-", name, flush=True)
    if not ok:
        for line in str(why).splitlines()[:12]:
            print("#", line)


def say(*args):
    return subprocess.run(args, capture_output=True, text=True, check=False)


def build(bank, out, *args):
    start = time.monotonic()
    r = say(EXAMC, "build", "--today", "2026-11-23", "--fail-on", "off", "--drafts", "-o", out, *args, bank)
    if r.returncode:
        raise SystemExit(r.stderr)
    return time.monotonic() - start


# --- What a file says of itself ---

def check_file(pdf):
    name = os.path.basename(pdf)
    r = say("qpdf", "--check", pdf)
    report(r.returncode == 0, f"{name}: qpdf finds nothing", r.stdout + r.stderr)
    rows = [line.split() for line in say("pdffonts", pdf).stdout.splitlines()[2:]]
    bad = [row for row in rows if row[-5:-2] != ["yes", "yes", "yes"] or "Type 3" in " ".join(row)]
    report(rows and not bad, f"{name}: {len(rows)} fonts, embedded, subset, with ToUnicode", bad)
    info = say("pdfinfo", pdf).stdout
    report("Tagged:          yes" in info and re.search(r"Title: +\S", info), f"{name}: tagged, has a title", info)
    report(b"/Lang" in open(pdf, "rb").read(), f"{name}: has a language")
    tags = say("pdfinfo", "-struct", pdf).stdout
    wanted = {"pack": ["H1", "H2", "H3", "L", "LI", "Table", "TH", "Figure"],
              "booklet": ["H1", "H3", "L", "Table", "TH"], "key": ["H1", "H2", "H3", "L", "Table", "TH"],
              "sheet": ["H1"], "review": ["H1", "H3", "H4", "L", "Table", "TH"]}[re.match(r"\w+", name)[0]]
    missing = [t for t in wanted if not re.search(rf"^\s*{t}\b", tags, re.M)]
    report(not missing, f"{name}: structure has {' '.join(wanted)}", missing)


# --- Places of words ---

def pages_of(pdf):
    """A list a page: its words, as (x, y, x end, y end, text), in order."""
    xml = say("pdftotext", "-bbox", pdf, "-").stdout
    xml = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", xml)
    ns = "{http://www.w3.org/1999/xhtml}"
    pages = []
    for page in ET.fromstring(xml).iter(ns + "page"):
        words = [tuple(float(w.get(k)) for k in ("xMin", "yMin", "xMax", "yMax")) + (w.text or "",)
                 for w in page.iter(ns + "word")]
        pages.append((float(page.get("width")), float(page.get("height")), words))
    return pages


MARGIN = 42  # points of a page's head and foot, where running lines stand


def columns_of(page, two):
    """The lines of each column, from the top: (y, y end, text)."""
    width, height, words = page
    body = [w for w in words if MARGIN < w[1] < height - MARGIN]
    halves = ([[w for w in body if w[0] < width / 2], [w for w in body if w[0] >= width / 2]] if two else [body])
    out = []
    for half in halves:
        lines = []
        for w in sorted(half, key=lambda w: w[1] + w[3]):
            if lines and (w[1] + w[3]) / 2 < lines[-1][0][3]:
                lines[-1].append(w)
            else:
                lines.append([w])
        lines = [(min(w[1] for w in line), max(w[3] for w in line),
                  " ".join(w[4] for w in sorted(line))) for line in lines]
        out.append(lines)
    return out


def find_breaks(pages, two, questions):
    """Pages that begin inside a question, headings that are a last line, empty shares of height."""
    split, stranded, begun, empty = [], [], False, []
    for n, page in enumerate(pages, 1):
        text = " ".join(w[4] for w in page[2])
        # Covers, contents, charts, key tables, the index hold no question; a
        # booklet has nothing but questions from the first one on.
        if not re.search(r"\bQuestion \d+\b", text) and not (questions and begun):
            continue
        for lines in columns_of(page, two):
            if not lines:
                continue
            if re.match(r"Question \d+|Case:", lines[0][2]):
                begun = True
            elif questions and begun:
                split.append((n, lines[0][2]))
            if re.match(r"Question \d+(: [A-F1-9]|$| (Single|Multiple|Ordering|Matching))|Reasons", lines[-1][2]):
                stranded.append((n, lines[-1][2]))
            empty.append((page[1] - MARGIN - lines[-1][1]) / (page[1] - 2 * MARGIN))
    return split, stranded, empty


def check_breaks(pdf, two, questions):
    """No page begins inside a question; nowhere a heading is the last line."""
    name = os.path.basename(pdf)
    pages = pages_of(pdf)
    split, stranded, empty = find_breaks(pages, two, questions)
    if questions:
        report(not split, f"{name}: of {len(pages)} pages, none begins inside a question", split)
    report(not stranded, f"{name}: no heading is the last line", stranded)
    return len(pages), 100 * statistics.mean(empty[:-1] or [0])


def check_numbers(pdf, source):
    """Each printed page number is that of the destination it stands for."""
    name = os.path.basename(pdf)
    anchors = re.findall(r'class="at" data-at="#([^"]+)"', open(source, encoding="utf-8").read())
    dests = {}
    for line in say("pdfinfo", "-dests", pdf).stdout.splitlines()[1:]:
        m = re.match(r"\s*(\d+) .*\"(.*)\"", line)
        if m:
            dests[m[2]] = int(m[1])
    text = say("pdftotext", "-raw", pdf, "-").stdout
    printed = [int(n) for n in re.findall(r"p\.\s+(\d+)", text)]
    wanted = [dests.get(a) for a in anchors]
    wrong = [(a, w, p) for a, w, p in zip(anchors, wanted, printed) if w != p]
    if sorted(printed) == sorted(w for w in wanted if w) and len(printed) == len(wanted):
        wrong = []
    report(len(printed) == len(wanted) and not wrong,
           f"{name}: {len(wanted)} page numbers are those of their destinations",
           f"{len(printed)} printed, {len(wanted)} wanted, {wrong[:5]}")


def check_outline(pdf):
    text = open(pdf, "rb").read()
    n = len(re.findall(rb"/Title \(", text))
    report(n > 3, f"{os.path.basename(pdf)}: {n - 1} bookmarks")


# --- Nothing given away ---

def turn_keys(bank, out):
    """The same bank with the mark of the key on another option, other reasons, orders and pairs. Without its
    released forms: a question whose key is no longer that of a form is in no output."""
    shutil.copytree(bank, out, ignore=shutil.ignore_patterns("forms"))
    for path in glob.glob(out + "/**/*.md", recursive=True):
        text = open(path, encoding="utf-8").read()
        marks = re.findall(r"^- \[([ x])\]", text, re.M)
        it = iter(marks[1:] + marks[:1])
        text = re.sub(r"^- \[[ x]\]", lambda _: f"- [{next(it)}]", text, flags=re.M)
        text = re.sub(r"^  > .*$", "  > This is another reason, which tells nothing of what is right or wrong in it.", text, flags=re.M)
        open(path, "w", encoding="utf-8").write(text)
    return out


def check_leaks(bank, pdf, work):
    text = " ".join(say("pdftotext", pdf, "-").stdout.split())
    subprocess.run(["qpdf", "--qdf", "--object-streams=disable", pdf, work + "/flat.pdf"], check=False)
    flat = open(work + "/flat.pdf", "rb").read().decode("latin-1")
    found = []
    for path in glob.glob(bank + "/*/*.md"):
        for reason in re.findall(r"^  > (.*)$", open(path, encoding="utf-8").read(), re.M):
            piece = " ".join(re.sub(r"[`*]", "", reason).split())[:40]
            if piece in text or piece in flat:
                found.append(piece)
    report(not found, "no reason stands in the booklet, its text or its inflated objects", found)
    report(not re.search(r"Question \d+: [A-F]\b|\bRight\.", text), "no key stands in the booklet")


def check_tester(bank, work):
    """With a style sheet that forbids no break, breaks are found: the checks can fail."""
    build(bank, work + "/loose", "--to", "print", "--documents", "booklet,key", "--paper", "a4")
    folder = glob.glob(work + "/loose/print/*")[0]
    css = open(folder + "/print.css", encoding="utf-8").read()
    os.remove(folder + "/print.css")
    with open(folder + "/print.css", "w", encoding="utf-8") as f:
        f.write(re.sub(r"break-(inside|after|before): avoid;?", "", css))
    for name in ("booklet", "key"):
        plain_print(f"{folder}/{name}-a4.html", f"{work}/{name}-loose.pdf", work + "/profile")
        split, stranded = find_breaks(pages_of(f"{work}/{name}-loose.pdf"), False, name == "booklet")[:2]
        report(split if name == "booklet" else stranded, f"without rules for breaks, the check of {name} complains")


# --- Time ---

def plain_print(source, pdf, profile):
    shutil.rmtree(profile, ignore_errors=True)
    start = time.monotonic()
    subprocess.run([BROWSER, "--headless", "--no-pdf-header-footer", "--generate-pdf-document-outline",
                    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                    "--disable-component-update", "--disable-sync", "--user-data-dir=" + profile,
                    *(["--no-sandbox"] if os.geteuid() == 0 else []), "--print-to-pdf=" + pdf,
                    "file://" + os.path.abspath(source)], capture_output=True, check=True)
    return time.monotonic() - start


def check_time(bank, work, what, runs):
    plain, ours = [], []
    args = ["--documents", "pack", "--paper", "a4", "--split-above", "100000"]
    build(bank, work + "/time", "--to", "print", *args)
    source = glob.glob(work + "/time/print/*/pack-a4.html")[0]
    for _ in range(runs):
        plain.append(plain_print(source, work + "/plain.pdf", work + "/profile"))
        without = build(bank, work + "/time", "--to", "print", *args)
        ours.append(build(bank, work + "/time", "--to", "pdf", *args) - without)
    a, b = statistics.median(plain), statistics.median(ours)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"# {what}: one plain print {a:.1f} s, examc's passes {b:.1f} s: {b / a:.2f} times; "
          f"largest process {peak:.0f} MB")
    return b / a


def main():
    bank, work = sys.argv[1], os.path.abspath(sys.argv[2])
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    build(bank, work + "/out", "--to", "pdf")
    total = 0
    for pdf in sorted(glob.glob(work + "/out/pdf/*/*.pdf")):
        name = os.path.basename(pdf)
        source = f"{work}/out/print/" + "/".join(pdf.split("/")[-2:]).replace(".pdf", ".html")
        check_file(pdf)
        check_outline(pdf) if not name.startswith("sheet") else None
        check_numbers(pdf, source)
        if not re.match("sheet|review", name):
            total += check_breaks(pdf, False, name.startswith("booklet"))[0]
    for args in (["--columns", "2"], ["--large-print"], ["--compact"]):
        build(bank, work + "/more", "--to", "pdf", "--documents", "booklet,key", *args)
        for pdf in sorted(glob.glob(work + "/more/pdf/*/*.pdf")):
            two = args[0] == "--columns"
            pages, empty = check_breaks(pdf, two, "booklet" in os.path.basename(pdf))
            total += pages
            check_file(pdf)
            if args == ["--compact"]:
                report(empty < 15, f"{os.path.basename(pdf)}: {empty:.1f} % of the pages' height is empty")
    print(f"# {total} pages were looked at for breaks")
    booklet = glob.glob(work + "/out/pdf/*/booklet-a4.pdf")[0]
    check_leaks(bank, booklet, work)
    other = turn_keys(bank, work + "/turned")
    build(other, work + "/blind", "--to", "pdf", "--documents", "booklet", "--paper", "a4")
    report(open(glob.glob(work + "/blind/pdf/*/booklet-a4.pdf")[0], "rb").read() == open(booklet, "rb").read(),
           "a bank with other keys and reasons has the same booklet, byte for byte")
    build(bank, work + "/again", "--to", "pdf")
    again = {p.rsplit("/", 1)[1]: open(p, "rb").read() for p in glob.glob(work + "/again/pdf/*/*.pdf")}
    first = {p.rsplit("/", 1)[1]: open(p, "rb").read() for p in glob.glob(work + "/out/pdf/*/*.pdf")}
    report(again == first, f"two builds of {len(first)} files are the same bytes",
           [n for n in first if again.get(n) != first[n]])
    check_tester(bank, work)
    check_time(bank, work, "this bank", 3)
    print(f"{count - failed} passed, {failed} failed, 0 skipped")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
