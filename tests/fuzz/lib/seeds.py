"""The first inputs of each fuzz target: what the tests hold, and small files made
here. seeds.write(FOLDER) puts them into FOLDER/<target>/.
"""
import glob
import json
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SRC = os.path.join(HERE, "..", "..", "..")
BANK = os.path.join(SRC, "tests/fuzz/bank")
sys.path.insert(0, os.path.join(SRC, "tests/hostile/lib"))
import markdown  # noqa: E402
import strings  # noqa: E402
import yamls  # noqa: E402

SMALL = 4096  # bytes of a hostile document that is taken


def read(path):
    with open(path, "rb") as f:
        return f.read()


def files(*patterns):
    return [read(p) for pattern in patterns for p in sorted(glob.glob(os.path.join(SRC, pattern), recursive=True))]


def small(documents):
    return [d for d in documents.values() if len(d) <= SMALL]


def fronts(questions):
    found = [re.match(rb"---\r?\n(.*?\n)---\r?\n", q, re.S) for q in questions]
    return [m[1] for m in found if m]


def rules():
    """The rules of the packs, each with its pack's head."""
    for pack in files("compiler/rules/*.yaml"):
        head, *each = re.split(rb"(?m)^- id:", pack)
        yield from (head + b"- id:" + rule for rule in each)


def exams():
    """The bank's exam.yaml with each key that it does without, right and wrong."""
    exam = own("exam.yaml").decode()
    for key in ("options: {min: 2, max: 26}", "options: {max: 2, min: 9}", "options: {min: 1}", "rationales: key",
                "rationales: explanation", "rationales: none", "rationales: some", "case-text: 64", "case-text: 65",
                "reference-hosts: [docs.example.org, münchen.example]", "reference-hosts: ['https://a/b', '']",
                "vendor: [Acme, 'Acme Corp.']", "vendor: ['', '(?i)x*']", "language: de",
                "site: {name: N, footer: F, license: CC BY 4.0, imprint: {title: I, url: 'https://example.org/i'}}",
                "site:\n  base-url: https://example.org/learn\n  report-url: https://example.org/new",
                "base-url: https://example.org/learn\nreport-url: https://example.org/new\nsite:\n  name: N",
                "base-url: https://example.org\nsite: {name: N}", "site: {imprint: {title: I}}", "site: []"):
        yield (exam + key + "\n").encode()
        yield (key + "\r\n" + exam).encode()


def secret(question):
    """QUESTION with each key of its life."""
    for key in ("status: secure", "formerly: [old-id, older]", "formerly: [victim]", "shuffle: false", "shuffle: no",
                "tags: [a, 'b c']", "references: [{text: A book}, {url: 'https://example.org', text: B}]"):
        yield question.replace(b"\n", b"\n" + key.encode() + b"\n", 1)


def labels():
    one = {"id": "q1", "stem": "Which class fits?", "options": ["A", "All of the above"], "key": "B",
           "labels": {"iwf/all-of-the-above": 1, "iwf/k-type": 0}}
    for change in ({}, {"key": ["A", "B"]}, {"key": "AB"}, {"key": "Z"}, {"key": ""}, {"labels": {}}, {"stem": ""},
                   {"labels": {"iwf/k-type": None, "x/y": True}}, {"labels": {"a\b\u202e/\x1b[2J": 1}}, {"labels": {"::error/a": 1}},
                   {"options": []}, {"stem": "é \U0001f600 \u202e `a` **b**"},
                   {"options": ["a"] * 40}, {"id": ""}, {"more": [1, {"a": 1e400}]}):
        yield (json.dumps({**one, **change}) + "\n").encode()
    text = json.dumps(one)
    yield (text + "\n\n" + text.replace("q1", "q2") + "\r\n").encode()
    yield from (text[:n].encode() for n in range(3, len(text), 17))


def manifests():
    line = "%s %d %s\n"
    some, other = "d" * 32, "0123456789abcdef" * 2
    yield line % (some, 3, "demo.json")
    yield line % (some, 3, "demo.json") + line % (other, 9, "demo/a.json") + line % (some, 0, "b/c/d.html")
    for path in ("../x", "/x", "a/../b", ".", "a//b", "", ".examc-manifest", "other/id", "a\tb", "x" * 300, "é.html"):
        yield line % (some, 3, path)
    for text in ("", "\n", "x", some, f"{some} ", f"{some} -1 a\n", f"{some} 99999999999999999999 a\n",
                 f"{some.upper()} 1 a\n",
                 f"{some}  1 a\n", f"{some} 1 a", f"{some} 1 a\n" * 2):
        yield text


def pdf(objects, head="%PDF-1.4\n"):
    out, places = head, []
    for i, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{i} 0 obj\n{text}\nendobj\n"
    table = "".join(f"{p:010d} 00000 n \n" for p in places)
    return (f"{out}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<</Size {len(objects) + 1}"
            f"/Root 1 0 R/Info 2 0 R>>\nstartxref\n{len(out)}\n%%EOF\n")


def pdfs():
    info = "<</CreationDate (D:20260101010203+00'00')/ModDate (D:20260101)>>"
    page = "<</Type/Page/Parent 3 0 R/ID (node00000042)>>"
    yield pdf(["<</Pages 3 0 R/Dests 5 0 R>>", info, "<</Kids [4 0 R]/Count 1>>", page,
               "<</q-one [4 0 R/XYZ 0 1 0]/b [1 0 R]>>"])
    yield pdf(["<</Dests <</q-one [4 0 R/Fit]>>/Pages 3 0 R>>", info, "<</Kids [4 0 R 5 0 R 4 0 R]>>", page,
               "<</Kids [4 0 R]>>"])
    yield pdf(["<</Pages 3 0 R>>", info, "<</Kids [3 0 R]>>"])
    yield pdf(["<</A (\\)(b))/B <41>/C [<<>>]/Pages 3 0 R>>", info, page], head="%PDF-1.7\n%\x7f\n")
    yield pdf(["<</Pages 9 0 R>>", "<<>>"]).replace("startxref", "startxref\n7\nstartxref")
    yield "%PDF-1.4\nxref\n0 1\n"
    yield "%PDF-1.4\nstartxref\n9\n"


def caches():
    """Changes of the index and of the records: none, here and there a byte, a cut."""
    yield b""
    for which in (0, 1):
        yield bytes([which])
        for at in range(0, 6000, 61):
            yield bytes([which, at >> 8, at & 255, at * 37 & 255])
            yield bytes([which, at >> 8, at & 255, 255, at + 1 >> 8, at + 1 & 255, 0])
        for cut in (1, 2, 33, 34, 255):
            yield bytes([which, 255, 255, cut])


def nears():
    """Changes of the file for one question: none, and here and there some bytes, mostly of its head."""
    for question in range(4):
        yield bytes([question])
        for at in (*range(0, 256, 5), *range(4096, 16 * 4096, 331)):
            place = at.to_bytes(3, "big")
            yield bytes([question]) + place + bytes([at * 37 & 255])
            yield bytes([question]) + place + b"\xff" + (at + 1).to_bytes(3, "big") + b"\xff"


def pictures():
    png = read(os.path.join(BANK, "q/dot.png"))
    yield from (png, png[:8], png[:7], b"\xff\xd8\xff\xe0", b"GIF89a\1\0\1\0", b"GIF87a", b"RIFF\x10\0\0\0WEBPVP8 ",
                b"<svg/>", b"", b"RIFF")
    yield from files("tests/runs/images/**/*.png")


def own(name):
    return read(os.path.join(BANK, name))


def seeds():
    """Target -> inputs."""
    questions = files("tests/fuzz/bank/q/*.md", "tests/stages/*.md", "tests/edits/*.md", "tests/runs/*/**/*.md",
                      "content/mla-c01/[e-m]*/*.md")
    yaml = [d for group in yamls.documents().values() for d in small(group)][::7]
    victim = own("q/victim.md")
    return {
        "question": questions + small(markdown.documents()) + [victim.replace(b"\n", b"\r\n"),
                b"\xef\xbb\xbf" + victim, *secret(victim)],
        "front": fronts(questions) + yaml,
        "case": files("tests/fuzz/bank/cases/*.md", "tests/runs/*/**/cases/*.md", "content/*/cases/*.md"),
        "exam": files("tests/fuzz/bank/exam.yaml", "tests/runs/*/**/exam.yaml") + list(exams()) + yaml,
        "services": files("tests/fuzz/bank/services.yaml", "tests/runs/*/**/services.yaml") + yaml[::4]
        # A fault in the last line, which has no end and no key.
        + [b"k:\n - a\n - 'a'b"],
        "rules": files("tests/fuzz/bank/rules/*.yaml", "tests/runs/*/**/rules/*.yaml") + list(rules()) + yaml[::4],
        "forms": [own("forms/mock.yaml"), own("forms/mock.yaml").replace(b"victim", b"gone")] + yaml[::4],
        "review": [own("review.yaml"),
                   *(read(p)[:2000] for p in glob.glob(SRC + "/content/*/review.yaml"))] + yaml[::4],
        "baseline": [own("lint.baseline"), b"# old\na b 0123456789abcdef\n\nx\n", b"a b c d\n",
                     b"a  0123456789abcdef\r\n"],
        "image": list(pictures()),
        "cache": list(caches()),
        "near": list(nears()),
        # A last line of blanks has no end.
        "labels": list(labels()) + [b'{"id": "q"}\n \t', b" "],
        "manifest": [m.encode() for m in manifests()],
        "pdf": [p.encode("latin-1") for p in pdfs()],
        "escape": [s.encode() for s in strings.lines()[::3]] + [b"\x80\xff", b"\x80" * 300, b"a\n::error::b", b":", b"\xe2\x80",
                b"##[error]a", b"]]>"],
    }


def write(folder):
    """Returns target -> paths."""
    found = {}
    for target, inputs in seeds().items():
        os.makedirs(os.path.join(folder, target), exist_ok=True)
        for i, data in enumerate(dict.fromkeys(inputs)):
            path = os.path.join(folder, target, f"{i:04d}")
            with open(path, "wb") as f:
                f.write(data)
            found.setdefault(target, []).append(path)
    return found
