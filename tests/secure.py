# Secure questions: in booklets, sheets, keys and released forms, and nowhere else.
# Every place where an author can write holds a canary; and site and JSON are those of
# the bank without its secure questions, byte by byte.
import os
import shutil
import struct
import tempfile
import zlib

from lib.bank import run, write
from lib.tap import report

EXAM = """id: demo
title: Demo
form: {items: 4, minutes: 10}
tolerance: 100
domains:
  - {id: one, name: First, weight: 100, tasks: [{id: "1.1", name: Do things}]}
topics:
  - {id: alpha, name: Alpha, minimum: 6}
"""
BODIES = {
    "single": "WORD which one is meant here?\n\nWORD ![WORD picture](img/ID.png)\n\n- [ ] WORD one\n  > WORD reason one.\n"
              "- [x] WORD two\n  > WORD reason two.\n- [ ] WORD three\n  > WORD reason three.\n",
    "multiple": "WORD which two are meant?\n\n- [x] WORD one\n  > WORD reason one.\n- [x] WORD two\n  > WORD reason two.\n"
                "- [ ] WORD three\n  > WORD reason three.\n\n## Explanation\n\nWORD explained.\n",
    "ordering": "WORD in which order?\n\n1. WORD first\n2. WORD second\n3. WORD third\n\n## Explanation\n\nWORD explained.\n",
    "matching": "WORD what fits?\n\n- WORD a -> WORD x\n- WORD b -> WORD y\n- WORD c -> WORD z\n- -> WORD extra\n\n## Explanation\n\nWORD explained.\n",
}


def png(shade):
    """A PNG of one pixel."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(bytes([0, shade]))) + chunk(b"IEND", b""))


def question(bank, name, kind, word, status, more=""):
    text = (f'---\nid: {name}\ntype: {kind}\ntopic: alpha\ntask: "1.1"\ndifficulty: easy\nstatus: {status}\n'
            f'title: {word} title\ntags: [{word}]\nskills: ["{word}"]\n'
            f'references: [{{url: "https://example.org/{word}", quote: {word}}}, {{text: "{word} book"}}]\n'
            f'verified: 2026-11-01\n{more}---\n\n' + BODIES[kind].replace("WORD", word).replace("ID", name))
    write(f"{bank}/q/{name}.md", text)
    if "img/" in text:
        write(f"{bank}/q/img/{name}.png", png(zlib.crc32(name.encode()) % 251))


def case(bank, name, word):
    write(f"{bank}/cases/{name}.md", f"---\nid: {name}\ntitle: {word} case\n---\n\n{word} scenario.\n")


def make(bank, secrets):
    """A bank; SECRETS: with its secure questions, and all that names them."""
    write(f"{bank}/exam.yaml", EXAM)
    relatives = "enemies: [canary-single]\nvariant-of: [canary-before]\n" if secrets else ""
    question(bank, "open-single", "single", "plain", "released", relatives + "formerly: [open-before]\ncase: shared\npart: 1\n")
    question(bank, "open-multiple", "multiple", "simple", "released")
    question(bank, "open-ordering", "ordering", "modest", "released")
    question(bank, "open-matching", "matching", "lowly", "released")
    question(bank, "open-draft", "single", "rough", "draft")
    case(bank, "shared", "common")
    if not secrets:
        return
    question(bank, "canary-single", "single", "canary", "secure", "formerly: [canary-before]\ncase: canary-case\npart: 1\n")
    question(bank, "canary-multiple", "multiple", "canary2", "secure", "case: shared\npart: 2\n")
    question(bank, "canary-ordering", "ordering", "canary3", "secure")
    question(bank, "canary-matching", "matching", "canary4", "secure")
    case(bank, "canary-case", "canary5")


def files(*roots):
    found = {}
    for root in roots:
        for folder, _, names in os.walk(root):
            for name in names:
                path = os.path.join(folder, name)
                if not name.startswith(".examc-"):
                    found[os.path.relpath(path, os.path.dirname(root))] = open(path, "rb").read()
    return found


def public(out):
    return files(f"{out}/site", f"{out}/json")


def told(found, pictures):
    """Which files have a canary in their name or bytes, or are a secret picture."""
    return [p for p, data in found.items() if b"canary" in data.lower() or "canary" in p or data in pictures]


def differing(a, b):
    return [p for p in sorted(set(a) | set(b)) if a.get(p) != b.get(p)]


def main(work):
    bank, without = f"{work}/bank", f"{work}/without"
    make(without, False)
    run("form", "--write", "open", "--items", "4", without)
    make(bank, True)
    shutil.copytree(f"{without}/forms", f"{bank}/forms")
    run("form", "--write", "mock", "--items", "4", bank)
    lock = open(f"{bank}/forms/mock.yaml").read()
    report("canary" in lock and "\nsecure: true\n" in lock, "a form of secure questions is released, and says so", lock)
    report("secure" not in open(f"{bank}/forms/open.yaml").read(), "a form of others does not")
    said = run("build", bank, "-o", f"{work}/out")
    report("forms/mock.yaml: in print alone" in said and "forms/open.yaml: in print" not in said,
           "the build says which form is in print alone", said)
    pictures = [open(f"{bank}/q/img/canary-single.png", "rb").read()]
    found = public(f"{work}/out")
    report(len(found) > 30 and not told(found, pictures), "no canary in the site and JSON", told(found, pictures))
    papers = {p: d.decode() for p, d in files(f"{work}/out/print").items() if p.endswith(".html")}
    report(all("canary" in papers[f"print/demo/{p}-mock-a4.html"] for p in ("booklet", "key"))
           and "print/demo/sheet-mock-a4.html" in papers, "booklet, key and sheet of the form are printed", sorted(papers))
    report("canary3 in which order" in papers["print/demo/booklet-a4.html"], "the bank's booklet has secure questions")
    report(any(d in pictures for d in files(f"{work}/out/print").values()), "their pictures are printed")
    run("build", without, "-o", f"{work}/out2")
    other = public(f"{work}/out2")
    report(not differing(found, other), "site and JSON are those of the bank without them", differing(found, other))
    run("build", bank, "-o", f"{work}/out3", "--drafts")
    drafts = public(f"{work}/out3")
    report("site/demo/q/open-draft.html" in drafts and not told(drafts, pictures), "--drafts shows none of them",
           told(drafts, pictures))
    said = run("coverage", bank)
    report("8 questions, 4 of them secure" in said and "canary" not in said, "coverage counts them, and names none", said)
    report("canary" not in run("coverage", "--format", "json", bank), "nor does its JSON")
    retire(work, bank, found, pictures)
    alone(work)


def retire(work, bank, before, pictures):
    """A secret that is given up does not come out with the form that had it."""
    for name in os.listdir(f"{bank}/q"):
        path = f"{bank}/q/{name}"
        if name.startswith("canary"):
            text = open(path).read()
            write(path, text.replace("status: secure", "status: retired"))
    said = run("build", bank, "-o", f"{work}/out4")
    after = public(f"{work}/out4")
    report("forms/mock.yaml: in print alone" in said and not [p for p in after if "mock" in p],
           "a form that had secure questions stays in print alone", said)


def alone(work):
    """A bank of secure questions alone."""
    bank = f"{work}/alone"
    write(f"{bank}/exam.yaml", EXAM)
    for i in range(4):
        question(bank, f"canary-{i}", "single", f"canary{i}", "secure")
    said = run("build", bank, "-o", f"{work}/out5", "--to", "site")
    report("all 4 questions are secure" in said, "whoever wants its site is told why it is empty", said)
    report(not told(public(f"{work}/out5"), []), "and the site has none of them")


with tempfile.TemporaryDirectory() as folder:
    main(folder)
