# A small bank, and what may happen to it, to the cache and to what was built of it
# between two runs. Each change takes a Place and chance; it returns what it did.
import glob
import os
import re
import shutil
import struct
import zlib

EXAM = """id: demo
title: Demo exam
form: {items: 6, minutes: 10, pass: 700, scale-min: 100, scale-max: 1000}
tolerance: 100
domains:
  - {id: one, name: First domain, weight: 60, tasks: [{id: "1.1", name: Do things}]}
  - {id: two, name: Second domain, weight: 40, tasks: [{id: "2.1", name: Do other things}]}
topics:
  - {id: alpha, name: Alpha, tasks: ["1.1"], minimum: 3}
  - {id: beta, name: Beta, tasks: ["2.1"]}
decides:
  - {id: cost, name: Cost}
site: {name: Demo, footer: Not affiliated.}
"""
SERVICES = """services:
  - {id: old-store, name: Old Store, scope: in, status: ended, ends: 2026-01-31}
  - {id: new-store, name: New Store, old-names: [Classic Store], scope: in, status: active}
"""
RULES = """pack: own
engine: 1
rules:
  - id: word
    check: match
    in: [stem, option, rationale, explanation]
    pattern: '\\bphotos?\\b'
    severity: info
    message: "'{match}' in {part}"
    why: A word of the bank.
    bad: [{stem: "Which photo is it?"}]
    ok: [{stem: "Which one is it?"}]
"""
CHOICE = """A clerk keeps %s files for a year and reads them twice in that time.

Which storage fits the %s files?

- [ ] Standard storage near the desk
  > It costs more than two reads deserve.
- [x] Infrequent storage in the cellar
  > It costs little for two reads a year.
- [ ] Archive storage beyond the river
  > It makes the clerk wait for hours.
"""
MULTIPLE = """A team keeps two copies of each map and deletes them after 30 days.

Which TWO steps keep the maps? (Select TWO.)

- [x] Copy the maps to a second region
  > A copy survives a region.
- [ ] Compress the maps before they are sent
  > Size is no copy.
- [x] Lock the maps against removal
  > A lock survives a mistake.
- [ ] Rename the maps by their day
  > A name is no copy.
"""
ORDERING = """A clerk sends a parcel to a shop.

In which order are the steps taken?

1. Pack the parcel
2. Weigh the parcel
3. Send the parcel

## Explanation

What is not packed cannot be weighed, and only what is weighed is sent.
"""
MATCHING = """A library lends things for a time.

Which time fits which thing?

- A novel -> Four weeks
- A film -> One week
- A reference book -> One day
- -> One year

## Explanation

The longer a thing takes, the longer it is lent.
"""
PICTURE = "\n![a plan of the depot](%s)\n"


def png(shade):
    """A PNG of one pixel."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(bytes([0, shade]), 0)) + chunk(b"IEND", b""))


def question(name, kind, topic, body, more=""):
    task = "1.1" if topic == "alpha" else "2.1"
    return (f'---\nid: {name}\ntype: {kind}\ntopic: {topic}\ntask: "{task}"\ndifficulty: easy\n'
            f"references: [https://docs.aws.amazon.com/{name}/]\nverified: 2026-11-23\n{more}---\n\n{body}")


def choice(name, topic="alpha", more="", picture=""):
    body = CHOICE % (name, name)
    return question(name, "single", topic, body.replace("\n\nWhich", f"\n{picture and PICTURE % picture}\nWhich", 1), more)


def bank():
    """Texts by their paths."""
    return {
        "exam.yaml": EXAM,
        "services.yaml": SERVICES,
        "rules/own.yaml": RULES,
        "cases/depot.md": "---\nid: depot\ntitle: The depot\n---\n\nA depot has **files**, and few readers.\n",
        "img/plan.png": png(7),
        "a/first.md": choice("first", more="services: [new-store]\ndecides: cost\n"),
        "a/shown.md": choice("shown", picture="../img/plan.png"),
        "a/part-one.md": choice("part-one", more="case: depot\npart: 1\n"),
        "a/part-two.md": choice("part-two", more="case: depot\npart: 2\n", picture="../img/plan.png"),
        "a/variant.md": choice("variant", more="variant-of: [first]\ntags: [cost]\n"),
        "a/secure.md": choice("secure", more="status: secure\n"),
        "b/multiple.md": question("multiple", "multiple", "beta", MULTIPLE, "formerly: [old-multiple]\n"),
        "b/ordering.md": question("ordering", "ordering", "beta", ORDERING),
        "b/matching.md": question("matching", "matching", "beta", MATCHING),
        "b/draft.md": choice("draft", "beta", "status: draft\n"),
        "b/deep/lone.md": choice("lone", "beta", "enemies: [first]\n"),
    }


class Place:
    """The folders of a sequence of changes."""

    def __init__(self, root, examc):
        self.root, self.examc = root, examc  # EXAMC(ARG…): runs it there without a cache
        self.bank, self.cache = os.path.join(root, "bank"), os.path.join(root, "cache")
        self.outs = [os.path.join(root, side, "out") for side in ("cached", "plain")]
        self.gone = {}  # what was deleted, by its path
        self.older = {}  # what files of the cache held before
        self.added = 0

    def path(self, rel):
        return os.path.join(self.bank, rel)

    def questions(self):
        return sorted(p for p in glob.glob(self.path("[a-c]/**/*.md"), recursive=True) if os.path.isfile(p))


def read(path):
    with open(path, "rb") as f:
        return f.read()


def put(path, data):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "wb") as f:
        f.write(data.encode() if isinstance(data, str) else data)


def forget(path):
    """Removes what is there, if anything is."""
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    elif os.path.lexists(path):
        os.remove(path)


# --- Questions ---


def _edit(place, rng, pattern, new, count=1):
    """Replaces a PATTERN in one question that has it."""
    paths = place.questions()
    rng.shuffle(paths)
    for path in paths:
        text = read(path).decode("utf-8", "replace")
        changed = re.sub(pattern, new, text, count=count)
        if changed != text:
            put(path, changed)
            return f"{os.path.relpath(path, place.bank)}: {pattern!r} is {new!r}"
    return "nothing"


def stem(place, rng):
    return _edit(place, rng, r"\b(clerk|team|library|archivist|photo)\b", rng.choice(["clerk", "team", "library", "archivist", "photo"]))


def option(place, rng):
    return _edit(place, rng, r"(?m)^(- \[.\] \w+) .*$", rf"\1 {rng.choice(['storage in a shed', 'maps in a photo', 'all of the above'])}")


def key(place, rng):
    return _edit(place, rng, r"- \[x\](.*\n.*\n)- \[ \]", r"- [ ]\1- [x]")


def same_size(place, rng):
    """In place: the name, the size and the number of the file stay."""
    return _edit(place, rng, r"(?<=for )hours|weeks|years", rng.choice(["hours", "weeks", "years"]))


def front(place, rng):
    old, new = rng.choice([
        ("difficulty: \\w+", f"difficulty: {rng.choice(['easy', 'medium', 'hard'])}"), ("status: (\\w+)", "status: released"),
        ("status: released", "status: secure"), ("status: (secure|released)", "status: draft"), ("\n---\n\n", "\nstatus: retired\n---\n\n"),
        ("verified: .*", f"verified: 2026-{rng.randint(1, 12):02}-01"), ("services: .*", "services: [old-store]"),
        ("\n---\n\n", "\nservices: [new-store]\n---\n\n"), ("variant-of: .*", "variant-of: [lone]"), ("formerly: .*", "formerly: [older]"),
        ("\n---\n\n", "\nformerly: [first]\n---\n\n"), ("part: \\d", f"part: {rng.randint(1, 3)}"), ("id: first", "id: foremost"),
        ("id: \\w+", "id: lone"), ("\n---\n\n", '\nlint: {allow: [{rule: own/word, why: "it is a word", until: 2027-01}]}\n---\n\n'),
        ("topic: alpha\ntask: \"1.1\"", "topic: beta\ntask: \"2.1\""), ("case: depot", "case: nowhere"),
        ("references: .*", f"references: [{{url: 'https://docs.aws.amazon.com/x/', text: {rng.choice(['A title', 'Another title'])}}}]"), ("enemies: .*", "enemies: [multiple]")])
    return _edit(place, rng, old, new)


def spoil(place, rng):
    old, new = rng.choice([("- \\[x\\]", "- [y]"), ("type: ", "typ: "), ("\n---\n\n", "\n--\n\n"), ("files", "fil\0es"), ("files", "![](gone.png)"),
                           ("> It", "It"), ("clerk", "__clerk_"), ("files", "`files"), ("Which", "Is it"), ("clerk", "<script>")])
    return _edit(place, rng, old, new)


def mend(place, rng):
    """A question is what it was at first."""
    rel, text = rng.choice([x for x in sorted(bank().items()) if x[0].endswith(".md")])
    forget(place.path(rel))
    if any(os.path.islink(d) or os.path.isfile(d) for d in (place.path("a"), place.path("b"))):
        return "nothing"
    put(place.path(rel), text)
    return f"{rel} is mended"


def add(place, rng):
    place.added += 1
    name = f"more-{place.added}"
    put(place.path(f"{rng.choice('abc')}/{name}.md"), choice(name, rng.choice(["alpha", "beta"]), picture=rng.choice(["", "../img/plan.png"])))
    return f"{name} is added"


def rename(place, rng):
    old = rng.choice(place.questions())
    new = os.path.join(os.path.dirname(old), rng.choice(["zz.md", "0.md", "README.md", ".hidden.md", "x.MD", "first.md"]))
    os.replace(old, new)
    return f"{old} is called {os.path.basename(new)}"


def exchange(place, rng):
    """Two questions take each other's name."""
    one, two = rng.sample(place.questions(), 2)
    os.rename(one, one + "~")
    os.rename(two, one)
    os.rename(one + "~", two)
    return f"{one} and {two} are exchanged"


def delete(place, rng):
    path = rng.choice(place.questions())
    place.gone[path] = read(path)
    os.remove(path)
    return f"{path} is deleted"


def restore(place, rng):
    if not place.gone:
        return "nothing"
    path = rng.choice(sorted(place.gone))
    if os.path.isdir(os.path.dirname(path)) and not os.path.isdir(path):
        put(path, place.gone.pop(path))
    return f"{path} is restored"


def move(place, rng):
    old, new = rng.choice([("b/deep", "a/deep"), ("a/deep", "b/deep"), ("b", "c"), ("c", "b"), ("cases", "a/cases"), ("a/cases", "cases")])
    if not os.path.isdir(place.path(old)) or os.path.lexists(place.path(new)) or not os.path.isdir(os.path.dirname(place.path(new))):
        return "nothing"
    os.rename(place.path(old), place.path(new))
    return f"{old} is {new}"


def become_bank(place, rng):
    """A folder becomes a bank of its own, or is none any more."""
    path = place.path("b/deep/exam.yaml")
    if os.path.exists(path):
        os.remove(path)
    elif os.path.isdir(os.path.dirname(path)):
        put(path, EXAM.replace("id: demo", "id: deep"))
    return "b/deep is a bank, or none"


def old_time(place, rng):
    """Other bytes of the same size with the old time."""
    path = rng.choice(place.questions())
    was, text = os.stat(path), read(path)
    put(path, text.replace(b"clerk", b"guard").replace(b"maps", b"spam"))
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    return f"{path} is changed and has its old time"


def touch(place, rng):
    path = rng.choice(place.questions())
    os.utime(path, (rng.randint(0, 2 ** 31), rng.randint(0, 2 ** 31)))
    return f"{path} is touched"


def rewrite(place, rng):
    """The same bytes in another file."""
    path = rng.choice(place.questions())
    put(path + "~", read(path))
    os.replace(path + "~", path)
    return f"{path} is written again"


def mode(place, rng):
    os.chmod(rng.choice(place.questions()), 0o444)
    return "a mode"


def case(place, rng):
    path = place.path("cases/depot.md")
    if not os.path.isdir(os.path.dirname(path)):
        return "nothing"
    if rng.random() < .3 and os.path.exists(path):
        os.remove(path)
        return "the case is gone"
    word = rng.choice(["files", "maps", "photos", "many " * 40])
    put(path, f"---\nid: {rng.choice(['depot', 'depot', 'shed'])}\ntitle: The depot\n---\n\nA depot has **{word}**, and few readers.\n")
    return "the case is another"


# --- What questions show and are judged by ---


def picture(place, rng):
    path = place.path("img/plan.png")
    if os.path.islink(os.path.dirname(path)):
        os.remove(os.path.dirname(path))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    forget(path)
    what = rng.choice(["other", "same size", "gone", "no picture", "a link", "a folder", "back"])
    if what == "a link":
        os.symlink("../exam.yaml", path)
    elif what == "a folder":
        os.mkdir(path)
    elif what != "gone":
        put(path, {"other": png(rng.randint(0, 200)) + b"x", "same size": png(rng.randint(0, 200)), "no picture": b"text",
                   "back": png(7)}[what])
    return f"the picture: {what}"


def pictures(place, rng):
    """The way to a picture."""
    path = place.path("img")
    forget(path)
    what = rng.choice(["gone", "a link to nowhere", "a link", "back", "back"])
    if what == "a link":
        put(os.path.join(place.root, "elsewhere/plan.png"), png(7))
        os.symlink("../elsewhere", path)
    elif what == "a link to nowhere":
        os.symlink("../nowhere", path)
    elif what == "back":
        put(os.path.join(path, "plan.png"), png(7))
    return f"the folder of pictures: {what}"


def _text(place, rng, rel, first, others):
    """REL is its text at FIRST with one of OTHERS, or gone."""
    path, (old, new) = place.path(rel), rng.choice(others)
    forget(path)
    if old is not None:
        put(path, first.replace(old, new))
    return f"{rel}: {new if old is not None else 'gone'}"


def exam(place, rng):
    return _text(place, rng, "exam.yaml", EXAM, [
        ("weight: 60", "weight: 60"), ("weight: 40", "weight: 41"), ("60,", "50,"), ("name: Alpha", "name: Aleph"), ("name: Demo,", "name: Other,"),
        ("title: Demo exam", "title: Demo exam\nlanguage: de"), ("minimum: 3", "minimum: 30"), ("decides:", "vendor: [Acme]\ndecides:"),
        ("items: 6", "items: 5"), ("decides:", "options: {min: 2, max: 14}\ndecides:"), ("decides:", "reference-hosts: [example.org]\ndecides:"),
        ("id: beta", "id: gamma"), ("id: demo", "id: other"), ("decides:", "rationales: key\ndecides:"), ("domains:", "domain:")])


def services(place, rng):
    return _text(place, rng, "services.yaml", SERVICES, [
        ("status: active", "status: active"), ("status: active", "status: ended, ends: 2026-02-01"), ("id: new-store", "id: newer-store"),
        ("Classic Store", "Standard storage"), ("- {id: old", "- {is: old"), (None, "")])


def rules(place, rng):
    return _text(place, rng, "rules/own.yaml", RULES, [
        ("photos?", "photos?"), ("photos?", "clerks?"), ("severity: info", "severity: error"), ("id: word", "id: name"),
        ("Which photo", "Which one"), (None, "")])


def forms(place, rng):
    path = place.path("forms/mock.yaml")
    what = rng.choice(["made", "made", "another title", "another hash", "gone"])
    if what == "made" and not os.path.exists(path):
        place.examc("form", "--items", "4", "--write", "mock", "bank")
    elif what == "gone":
        forget(path)
    elif os.path.exists(path):
        old, new = (b"id: mock\n", b"id: mock\ntitle: Mock\n") if what == "another title" else (b"seed: 0", b"seed: 1")
        put(path, read(path).replace(old, new))
    return f"the form: {what}"


def review(place, rng):
    path = place.path("review.yaml")
    if rng.random() < .3:
        forget(path)
        return "reviews are gone"
    put(path, "reviews:\n  - {id: %s, content: \"%016x\", method: fact-check, date: 2026-11-28, verdict: agrees}\n"
        % (rng.choice(["first", "lone", "nobody"]), rng.randint(0, 2 ** 60)))
    return "reviews are others"


def baseline(place, rng):
    path = place.path("lint.baseline")
    what = rng.choice(["written", "gone", "a line less", "a line more"])
    if what == "written":
        place.examc("check", "--write-baseline", "--today", "2026-11-29", "bank")
    elif what == "gone":
        forget(path)
    elif os.path.exists(path):
        put(path, b"\n".join(read(path).split(b"\n")[1:]) if what == "a line less" else read(path) + b"own/word first 0123456789abcdef\n")
    return f"the baseline: {what}"


def extra(place, rng):
    name = rng.choice(["CNAME", "robots.txt", "robots.txt", "notice.txt", "x.html"])
    path = place.path(f"site-extra/{name}")
    if os.path.exists(path) and rng.random() < .5:
        forget(path)
        return f"site-extra/{name}: gone"
    put(path, f"{rng.randint(1, 3)}.example.org\n")
    return f"site-extra/{name}: written"


def nothing(place, rng):
    return "nothing"


# --- The cache ---


def cache(place, rng):
    """A file of it is damaged."""
    files = sorted(p for p in glob.glob(os.path.join(place.cache, "*/*")) if os.path.isfile(p))
    if not files:
        return "nothing"
    path = rng.choice(files)
    data = bytearray(read(path))
    older = place.older.get(path, data)
    place.older[path] = bytes(data)
    what = rng.choice(["cut", "flipped", "flipped", "gone", "empty", "longer", "a folder", "a link", "another's", "older", "older"])
    if what == "flipped" and data:
        for _ in range(rng.choice([1, 1, 40])):
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    if what in ("gone", "a folder", "a link"):
        os.remove(path)
        if what != "gone":
            os.mkdir(path) if what == "a folder" else os.symlink(place.path("exam.yaml"), path)
    else:
        put(path, {"cut": data[:rng.randrange(len(data) + 1)], "empty": b"", "longer": bytes(data) + b"x" * 50,
                   "another's": read(rng.choice(files)), "older": older}.get(what, bytes(data)))
    return f"{os.path.basename(path)} of the cache: {what}"


def cache_folder(place, rng):
    """All of it is."""
    folders = glob.glob(os.path.join(place.cache, "*"))
    what = rng.choice(["gone", "readable", "a file", "a link", "all gone", "kept"])
    if what == "all gone" or not folders:
        forget(place.cache)
    elif what == "readable":
        os.chmod(folders[0], 0o755)
    else:
        kept = folders[0] + "-kept"
        if what == "kept" and os.path.isdir(kept):  # what another time has left comes back
            forget(folders[0])
            os.rename(kept, folders[0])
        elif what == "gone":
            forget(folders[0])
        elif not folders[0].endswith("-kept") and not os.path.lexists(kept):
            os.rename(folders[0], kept)
            os.symlink(kept, folders[0]) if what == "a link" else put(folders[0], "x") if what == "a file" else None
    return f"the cache: {what}"


# --- What was built ---


def output(place, rng):
    """The same damage to both sides."""
    files = sorted(os.path.relpath(os.path.join(d, n), place.outs[0]) for d, _, names in os.walk(place.outs[0]) for n in names)
    if not files:
        return "nothing"
    rel, what = rng.choice(files), rng.choice(["gone", "changed", "another size", "a stranger", "a link", "a folder gone", "all gone", "exchanged", "old time", "old time"])
    other = rng.choice(files)
    for out in place.outs:
        path = os.path.join(out, rel)
        if what == "a stranger":
            put(os.path.join(os.path.dirname(path), "stranger"), "x")
        elif what == "a folder gone":
            forget(os.path.dirname(path))
        elif what == "all gone":
            forget(out)
        elif what == "exchanged":
            if all(os.path.isfile(p) and not os.path.islink(p) for p in (path, os.path.join(out, other))) and other != rel:
                os.rename(path, path + "~")
                os.rename(os.path.join(out, other), path)
                os.rename(path + "~", os.path.join(out, other))
        elif not os.path.lexists(path) or os.path.islink(path):
            pass
        elif what in ("gone", "a link"):
            os.remove(path)
            if what == "a link":
                os.symlink("/dev/null", path)
        else:
            was, data = os.stat(path), read(path)
            put(path, data + b"x" if what == "another size" else bytes(reversed(data)))
            if what == "old time":
                os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    return f"{rel} of the output: {what}"


CHANGES = [nothing] * 12 + [
    stem, stem, stem, option, option, key, same_size, same_size, front, front, front, front, spoil, spoil, mend, mend, mend, add, rename, exchange, delete, restore, move,
    become_bank, old_time, touch, rewrite, mode, case, case, picture, picture, pictures, exam, exam, services, services, rules, forms, forms,
    review, baseline, extra, extra, cache, cache, cache, cache_folder, output, output, output]
