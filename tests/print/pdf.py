# The PDF files of a bank, measured: what they say of themselves, where questions
# break, whether page numbers are true, whether the booklet gives anything away.
# usage: EXAMC=build/examc python3 tests/print/pdf.py BANK WORK [BANK…]
# The first bank is printed in all documents and compared with itself; in all layouts
# and papers it and the others are. Without more banks, that of stress.py is one.
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

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

from lib.tap import report, summed_up  # noqa: E402

EXAMC = os.path.abspath(os.environ.get("EXAMC", "build/examc"))
BROWSER = os.environ.get("EXAMC_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")


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
    wanted = {"pack": ["H1", "H2", "H3", "L", "LI", "Table", "TH"],
              "booklet": ["H1", "H2", "L", "Table", "TH"], "key": ["H1", "H2", "H3", "L", "Table", "TH"],
              "sheet": ["H1"], "review": ["H1", "H2", "H3", "L", "Table", "TH"]}[re.match(r"\w+", name)[0]]
    missing = [t for t in wanted if not re.search(rf"^\s*{t}\b", tags, re.M)]
    report(not missing, f"{name}: structure has {' '.join(wanted)}", missing)
    levels = [int(n) for n in re.findall(r"^\s*H(\d)\b", tags, re.M)]
    gaps = [(a, b) for a, b in zip([0] + levels, levels) if b > a + 1]
    report(not gaps, f"{name}: {len(levels)} headings, no level is left out", gaps)
    if not name.startswith("sheet"):
        bare = re.findall(r"^( *)LI \(block\)\n(?!\1  (?:Lbl|LBody))", tags, re.M)
        report(not bare, f"{name}: {tags.count('LI (block)')} items of lists have labels or bodies", len(bare))
    check_objects(pdf, name)


def check_objects(pdf, name):
    """What the file says in objects: metadata, links, no trace of the gauge."""
    text = open(pdf, "rb").read().decode("latin-1")
    links = [o for o in re.findall(r"obj\n(<<.*?)endobj", text, re.S) if "/Subtype /Link" in o and "/Dest /gauge" not in o]
    silent = [o[:200] for o in links if "/Contents" not in o]
    report(not silent, f"{name}: {len(links)} links say where they lead", silent[:2])
    meta = say("pdfinfo", "-meta", pdf).stdout
    report(re.search(r"<dc:title>.*x-default.*</dc:title>", meta) and "<xmp:CreatorTool>examc" in meta,
           f"{name}: XMP has title and program", meta)
    report("HeadlessChrome" not in text, f"{name}: the browser does not name itself")
    refs = re.findall(r"/Annots \[([^]]*)\]", text)
    gauge = re.search(r"^(\d+) 0 obj\n<<[^>]*?/Dest /gauge", text, re.M)
    report(gauge and not any(re.search(rf"\b{gauge[1]} 0 R", r) for r in refs), f"{name}: no page has the gauge")


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


HEAD = re.compile(r"Question \d+(: [A-Z1-9][^a-z]*)?($| (Single|Multiple|Ordering|Matching)\b| [A-Z])|Case: ")


def find_breaks(pages, two, questions):
    """Pages that begin inside a question that had room on one, headings that are a last line, empty shares of
    height."""
    split, stranded, begun, long, empty = [], [], False, False, []
    for n, page in enumerate(pages, 1):
        text = " ".join(w[4] for w in page[2])
        # Covers, contents, charts, key tables, the index hold no question; a
        # booklet has nothing but questions from the first one on.
        if not re.search(r"\bQuestion \d+\b", text) and not (questions and begun):
            continue
        for lines in columns_of(page, two):
            if not lines:
                continue
            heads = [i for i, line in enumerate(lines) if HEAD.match(line[2])]
            if HEAD.match(lines[0][2]):
                begun = True
            elif questions and begun and not long:
                split.append((n, lines[0][2]))
            # What began a column and did not end in it fills more than one, a case may; what follows a case
            # need not stand below it.
            long = not heads and long or heads == [0] or bool(heads) and lines[heads[-1]][2].startswith("Case: ")
            if HEAD.match(lines[-1][2]) or lines[-1][2] == "Reasons":
                stranded.append((n, lines[-1][2]))
            empty.append((page[1] - MARGIN - lines[-1][1]) / (page[1] - 2 * MARGIN))
    return split, stranded, empty


SIZES = {"": 10.5, "-2col": 9.5, "-compact": 9, "-2col-compact": 9, "-large": 18}
TALL = 1.107  # how high a word of the serif type is, in its size


def find_shrunk(pages, size):
    """Pages whose text is smaller than SIZE though they have words of none other, and words beyond the margins."""
    shrunk, cut = [], []
    heights = [round(w[3] - w[1], 1) for page in pages for w in page[2]]
    most = statistics.mode(heights)
    if abs(most / (size * TALL) - 1) > 0.02:
        shrunk.append((most, size * TALL))
    for n, (width, _, words) in enumerate(pages, 1):
        cut += [(n, w[4]) for w in words if w[0] < 40 or w[2] > width - 40]
    return shrunk, cut


def find_ownerless(pages, review):
    """Pages without a running head or without their number; in a review pack, without a question's id."""
    bad = []
    for n, (_, height, words) in enumerate(pages, 1):
        top = " ".join(w[4] for w in words if w[1] < 62)
        foot = " ".join(w[4] for w in words if w[1] > height - 62)
        if f"page {n} of {len(pages)}" not in foot or n > 2 and not top \
                or review and n > 1 and not re.search(r"[0-9a-f]{16}", top):
            bad.append((n, top, foot))
    return bad


def letters_a_line(pages, two):
    """How many letters full lines of questions have."""
    widths = []
    for page in pages:
        for lines in columns_of(page, two):
            widths += [len(line[2]) for line in lines if not HEAD.match(line[2])]
    widths.sort()
    return statistics.mean(widths[-len(widths) // 5:])


def check_breaks(pdf, two, questions):
    """No page begins inside a question, is shrunk or nobody's; nowhere a heading is the last line."""
    name = os.path.basename(pdf)
    pages = pages_of(pdf)
    layout = re.search(r"((?:-2col)?(?:-large)?(?:-compact)?)-(?:a4|letter)\.pdf$", name)[1]
    review = name.startswith("review")
    split, stranded, empty = find_breaks(pages, two, questions)
    if questions:
        report(not split, f"{name}: of {len(pages)} pages, none begins inside a question", split)
    report(not stranded, f"{name}: no heading is the last line", stranded)
    shrunk, cut = find_shrunk(pages, SIZES[layout] * (0.9 if review else 1))
    report(not shrunk, f"{name}: no page is shrunk", shrunk)
    report(not cut, f"{name}: no word is outside of the margins", cut)
    bad = find_ownerless(pages, review)
    report(not bad, f"{name}: each page says whose it is", bad)
    if not review:
        check_heads(pdf, pages)
    if name.startswith(("pack", "booklet")):
        measure = letters_a_line(pages, two)
        report(50 <= measure <= 92, f"{name}: {measure:.0f} letters a full line", measure)
    return len(pages), 100 * statistics.mean(empty[:-1] or [0])


def check_cases(pdf, source):
    """Each question of a case names the case and where it is."""
    page = open(source, encoding="utf-8").read()
    titles = re.findall(r'<section class="case[^>]*>.*?<span>Case: (.*?)</span>\s*<span class="small"> \((.*?)\)', page, re.S)
    missing = []
    for title, which in titles:
        numbers = [int(n) for n in re.findall(r"\d+", which)]
        for n in range(numbers[0] + 1, numbers[-1] + 1):
            article = page[page.index(f'id="q{n}"'):][:900]
            if title not in article or 'data-at="#case' not in article:
                missing.append((title, n))
    report(not missing, f"{os.path.basename(pdf)}: later questions of {len(titles)} cases name them", missing)


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


def check_heads(pdf, pages):
    """The head of each page names the questions that begin on it, and the one that goes on from the page before."""
    name, wrong, named, last = os.path.basename(pdf), [], 0, 0
    ends = {m[2]: int(m[1]) for m in re.finditer(r"^ *(\d+) .*\"end-(.*)\"$", say("pdfinfo", "-dests", pdf).stdout, re.M)}
    for n, (_, _, words) in enumerate(pages, 1):
        top = " ".join(w[4] for w in words if w[1] < MARGIN)
        begun = [int(k) for k in re.findall(r"(?:^| )Question (\d+)\b", " ".join(w[4] for w in words if w[1] > MARGIN))]
        said = re.search(r"\b(Questions?|Reasons) (\d+)(?:–(\d+))?\b", top)
        first, to = (int(said[2]), int(said[3] or said[2])) if said else (0, 0)
        kind = "q" if said and said[1].startswith("Q") else "r"
        named += bool(said)
        goes_on = said and ends.get(f"{kind}{first}", 0) >= n
        # A case may stand alone on the page before its first question's.
        if said and not begun:
            right = first == to and (goes_on or first == last + 1)
        elif begun:
            right = said and to == max(begun) and (first == min(begun) or first == min(begun) - 1 and goes_on)
        else:
            right = True
        wrong += [] if right else [(n, top, begun)]
        last = max(begun, default=last)
    report(named and not wrong, f"{name}: the heads of {named} pages name their questions", wrong[:5])


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


LAYOUTS = ([], ["--columns", "2"], ["--compact"], ["--columns", "2", "--compact"], ["--large-print"])
REFUSED = (["--large-print", "--columns", "2"], ["--large-print", "--compact"])


def check_layouts(bank, work, documents, papers):
    """All layouts and combinations: pages are whole, or the build says no."""
    total, name = 0, os.path.basename(bank)
    for args in LAYOUTS:
        shutil.rmtree(work + "/more", ignore_errors=True)
        build(bank, work + "/more", "--to", "pdf", "--documents", documents, "--paper", papers, *args)
        for pdf in sorted(glob.glob(work + "/more/pdf/*/*.pdf")):
            two = "--columns" in args or "--compact" in args
            pages, empty = check_breaks(pdf, two, "booklet" in os.path.basename(pdf))
            total += pages
            print(f"# {name} {os.path.basename(pdf)}: {pages} pages, {empty:.1f} % of their height is empty")
            check_cases(pdf, f"{work}/more/print/" + "/".join(pdf.split("/")[-2:]).replace(".pdf", ".html"))
    for args in REFUSED:
        r = say(EXAMC, "build", "--to", "print", "--fail-on", "off", "--drafts", "-o", work + "/no", *args, bank)
        report(r.returncode == 2, f"{' '.join(args)} is refused", r.stderr)
    return total


def check_documents(bank, work):
    """Each document of the bank as it is handed out; returns the number of pages."""
    total = 0
    build(bank, work + "/out", "--to", "pdf")
    for pdf in sorted(glob.glob(work + "/out/pdf/*/*.pdf")):
        name = os.path.basename(pdf)
        source = f"{work}/out/print/" + "/".join(pdf.split("/")[-2:]).replace(".pdf", ".html")
        check_file(pdf)
        check_outline(pdf) if not name.startswith("sheet") else None
        check_numbers(pdf, source)
        if not name.startswith("sheet"):
            pages, empty = check_breaks(pdf, False, name.startswith("booklet"))
            total += pages
            if name.startswith("pack"):
                report(empty < 12, f"{name}: {empty:.1f} % of the pages' height is empty")
    return total


def check_same(bank, work):
    """No answer is told, and the same content is the same bytes."""
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


def main():
    bank, work, others = sys.argv[1], os.path.abspath(sys.argv[2]), sys.argv[3:]
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    if not others:
        others = [work + "/stress"]
        subprocess.run([sys.executable, os.path.dirname(os.path.abspath(__file__)) + "/stress.py", others[0]], check=True)
    total = check_documents(bank, work)
    for one in (bank, *others):
        total += check_layouts(one, work, "booklet,key", "a4")
    total += check_layouts(others[0], work, "booklet", "letter")
    print(f"# {total} pages were looked at")
    check_same(bank, work)
    check_tester(bank, work)
    check_time(bank, work, "this bank", 3)
    return summed_up()


if __name__ == "__main__":
    sys.exit(main())
