# The player's data in shards: how large they are, what is in them, what their names
# say, which of them a change touches, and what the worker keeps.
import ctypes
import ctypes.util
import glob
import json
import os
import re
import tempfile

from lib import site
from lib.bank import EXAM, run, write
from lib.tap import report

MOST = 400 * 1000
TOPICS = EXAM[:EXAM.index("topics:")] + """topics:
  - {id: alpha, name: Alpha}
  - {id: beta, name: Beta}
  - {id: empty, name: Empty}
"""


SMALL = 60  # questions of a domain that share their shards


def question(bank, name, topic="alpha", more="", size=0, reason="Because.", body=""):
    filler = " ".join(f"Line {k} of {name} says little." for k in range(size // 30))
    write(f"{bank}/q/{name}.md", f'---\nid: {name}\ntype: single\ntopic: {topic}\ntask: "1.1"\ndifficulty: easy\n{more}---\n\n'
          f"{filler}\n\nWhich of {name} is it?\n\n- [ ] One {body}\n  > {reason}\n- [x] Two\n  > {reason}\n- [ ] Three\n  > {reason}\n")


def build(bank, out):
    run("build", bank, "-o", out, "--to", "site", "--fail-on", "off")
    return f"{out}/site/demo"


def names(exam):
    return sorted(os.listdir(f"{exam}/data"))


def content(path):
    with open(path, "rb") as f:
        return f.read()


def tree(exam):
    return {os.path.relpath(p, exam): content(p) for p in glob.glob(f"{exam}/**", recursive=True) if os.path.isfile(p)}


def is_whole(what, exam, wanted):
    """Every question of WANTED is in one shard, its key in the shard's other script; names and sizes are right."""
    index, found = site.index(exam), {}
    for number, pair in enumerate(index["shards"]):
        q, k = (site.calls(f"{exam}/data/{name}", f) for name, f in zip(pair, ("question", "key")))
        scenarios = site.calls(f"{exam}/data/{pair[0]}", "scenario")
        report(list(q) == list(k) and q, f"{what}: shard {number} has the keys of its questions", pair)
        report(not re.search(rb"\bwhy\b|examc\.key", content(f"{exam}/data/{pair[0]}")), f"{what}: and nothing of them beside its questions", pair)
        for name in q:
            report(name not in found, f"{what}: {name} is in one shard")
            found[name] = number
        cases = {row[8].get("case") for row in index["items"] if row[7] == number} - {None}
        report(set(scenarios) == cases, f"{what}: shard {number} has the scenarios that it needs and no other", (set(scenarios), cases))
    report({row[0]: row[7] for row in index["items"]} == found and set(found) == set(wanted), f"{what}: the index says where each is", found)
    large = {n: os.path.getsize(f"{exam}/data/{n}") for n in names(exam) if n[:2] in ("q-", "k-") and os.path.getsize(f"{exam}/data/{n}") > MOST}
    report(not large, f"{what}: no shard is too large", large)
    stray = set(names(exam)) - {n for pair in index["shards"] for n in pair}
    report(len(stray) == 1 and stray.pop().startswith("index-"), f"{what}: the index names all", stray)
    return index


class Hash(ctypes.Structure):
    _fields_ = [("low", ctypes.c_uint64), ("high", ctypes.c_uint64)]


def hash_of(path):
    """The first digits of XXH3's 128 bits, by the library itself."""
    function = ctypes.CDLL(ctypes.util.find_library("xxhash") or "libxxhash.so.0").XXH3_128bits
    function.restype, function.argtypes = Hash, [ctypes.c_char_p, ctypes.c_size_t]
    return f"{function(content(path), os.path.getsize(path)).high:016x}"


def many(bank, topic, n=SMALL):
    """With as many questions the domain is not small any more."""
    for k in range(n):
        question(bank, f"{topic}-{k}", topic)


def check_names(work):
    """A name says what is in the file, and the same content has the same name."""
    bank, seen = f"{work}/names", {}
    write(f"{bank}/exam.yaml", TOPICS)
    many(bank, "beta")
    for k in range(6):
        question(bank, "a", reason=f"Because {k % 3}.")
        question(bank, "b", "beta", body=str(k // 3))
        exam = build(bank, f"{work}/names-out")
        for name in names(exam):
            text = content(f"{exam}/data/{name}")
            report(re.fullmatch(r"(index|[qk]-(alpha|beta))-[0-9a-f]{16}\.js", name) is not None, f"{name} is a name with a hash")
            report(seen.setdefault(name, text) == text, f"{name} always has the same bytes")
    report(len(set(seen.values())) == len(seen) == 6 + 1 + 3 + 2 + 2, "other bytes have another name", sorted(seen))
    report(all(name.endswith(f"-{hash_of(f'{exam}/data/{name}')}.js") for name in names(exam)), "the hash is that of the bytes", names(exam))


def kinds_of(index):
    return [re.sub(r"-[0-9a-f]{16}\.js", "", pair[0]) for pair in index["shards"]]


def check_cases(work):
    for many_of, wanted in ((0, ["q-one", "q-retired"]), (SMALL, ["q-alpha", "q-beta", "q-retired"])):
        bank = f"{work}/cases-{many_of}"
        write(f"{bank}/exam.yaml", TOPICS)
        write(f"{bank}/cases/depot.md", "---\nid: depot\ntitle: A depot\n---\n\nA depot keeps tapes.\n")
        many(bank, "beta", many_of)
        for part, topic in ((1, "alpha"), (2, "alpha"), (3, "beta")):
            question(bank, f"c{part}", topic, f"case: depot\npart: {part}\n")
        question(bank, "old")
        run("form", "--write", "mock", "--items", str(4 + many_of), bank)
        question(bank, "old", more="status: retired\n")
        ids = ["c1", "c2", "c3", "old"] + [f"beta-{k}" for k in range(many_of)]
        index = is_whole(f"a case in two topics, a retired question, {many_of} more", build(bank, f"{bank}-out"), ids)
        report(kinds_of(index) == wanted, "retired questions have a shard of their own, empty topics none", kinds_of(index))
        report([row[0] for row in index["items"] if row[8].get("retired")] == ["old"], "and the index says so", index["items"])


def check_domains(work):
    """The questions of a small domain share a shard; those of a large one are by topic."""
    bank, out = f"{work}/domains", f"{work}/domains-out"
    two = TOPICS.replace('weight: 100, tasks: [{id: "1.1", name: Do}]}]', 'weight: 50, tasks: [{id: "1.1", name: Do}]}, '
                         '{id: two, name: Two, weight: 50, tasks: [{id: "2.1", name: More}]}]')
    write(f"{bank}/exam.yaml", two)
    for k in range(SMALL):
        question(bank, f"n{k}", "beta" if k % 2 else "alpha")
    write(f"{bank}/q/second.md", content(f"{bank}/q/n1.md").decode().replace("id: n1", "id: second").replace("of n1 ", "of the second ").replace('"1.1"', '"2.1"'))
    wanted = [f"n{k}" for k in range(SMALL)] + ["second"]
    index = is_whole("two small domains", build(bank, out), wanted)
    report(kinds_of(index) == ["q-one", "q-two"], "a small domain has one shard", kinds_of(index))
    question(bank, "more")
    index = is_whole("a domain that has grown", build(bank, out), wanted + ["more"])
    report(kinds_of(index) == ["q-two", "q-alpha", "q-beta"], "a large one has one a topic", kinds_of(index))


def check_large(work):
    """A topic that needs many shards; the questions of a case stay together."""
    bank, out = f"{work}/large", f"{work}/large-out"
    write(f"{bank}/exam.yaml", TOPICS)
    wanted = [f"n{k:03}" for k in range(330)]
    for k, name in enumerate(wanted):
        question(bank, name, size=4000 if k % 2 else 500, reason="Because of this. " * (10 if k % 2 else 80))
    for k in range(12):
        write(f"{bank}/cases/case-{k}.md", f"---\nid: case-{k}\ntitle: Case {k}\n---\n\n{'It is so. ' * 400}\n")
        for part in range(1, 7):
            wanted.append(f"case-{k}-part-{part}")
            question(bank, wanted[-1], more=f"case: case-{k}\npart: {part}\n", size=4000)
    question(bank, "other", "beta")
    wanted.append("other")
    exam = build(bank, out)
    index = is_whole("a large topic", exam, wanted)
    report(len(index["shards"]) >= 6, "a large topic is split", index["shards"])
    spread = {}
    for row in index["items"]:
        if row[8].get("case"):
            spread.setdefault(row[8]["case"], set()).add(row[7])
    report(len(spread) == 12 and all(len(x) == 1 for x in spread.values()), "the questions of a case stay together", spread)
    report([row[7] for row in index["items"]] == sorted(row[7] for row in index["items"]), "in reading order")
    shard = {row[0]: index["shards"][row[7]] for row in index["items"]}
    for name, more, kinds in (("n101", {"body": "changed"}, "kq"), ("n102", {"reason": "Because of this. " * 79 + "Now."}, "k")):
        before = tree(exam)
        k = int(name[1:])
        question(bank, name, **{"size": 4000 if k % 2 else 500, "reason": "Because of this. " * (10 if k % 2 else 80), **more})
        build(bank, out)
        after = tree(exam)
        gone = {os.path.basename(p) for p in before if p not in after}
        old_index = {n for n in gone if n.startswith("index-")}
        report(gone - old_index == {n for n in shard[name] if n[0] in kinds} and len(old_index) == 1,
               f"a change of {name} changes {kinds} of its shard alone", gone)
        changed = {p for p in after if p in before and before[p] != after[p]}
        listed = {"t/alpha.html", "report/index.html"} if "q" in kinds else set()
        report(changed == {"index.html", "practice.html", "files.json", f"q/{name}.html"} | listed,
               "and the pages that name the index, or it, or have it", changed)
        shard = {row[0]: site.index(exam)["shards"][row[7]] for row in site.index(exam)["items"]}


def check_oversize(work):
    """A case that is larger than a shard is split; each part of it has the scenario."""
    bank = f"{work}/oversize"
    write(f"{bank}/exam.yaml", TOPICS + "options: {min: 3, max: 26}\n")
    write(f"{bank}/cases/much.md", f"---\nid: much\ntitle: Much\n---\n\n{'It is so. ' * 700}\n")
    wanted = [f"p{k:02}" for k in range(1, 61)]
    for k, name in enumerate(wanted, 1):
        question(bank, name, more=f"case: much\npart: {k}\n", size=7000)
    index = is_whole("a large case", build(bank, f"{work}/oversize-out"), wanted)
    report(len(index["shards"]) >= 2, "a case that no shard can hold is split", index["shards"])


def check_worker(work):
    """What the worker keeps: a small bank whole, of a large one the first pages."""
    for n, whole in ((299, True), (300, False)):
        bank = f"{work}/worker-{n}"
        write(f"{bank}/exam.yaml", TOPICS)
        for k in range(n):
            question(bank, f"n{k}", "beta" if k % 2 else "alpha")
        exam = build(bank, f"{bank}-out")
        files = json.loads(content(f"{exam}/files.json"))
        first, later = set(files["first"]), set(files["later"])
        report(files["whole"] is whole, f"a bank of {n} is kept whole: {whole}")
        wrong = {p: h for p, h in files["first"].items() if hash_of(f"{exam}/{p}") != h}
        report(not wrong, "the list has the hash of each file", wrong)
        every = {p for p in tree(exam) if not p.startswith("report/") and p != "files.json"}
        report(first == every and not later if whole else first | later < every, "a small bank has all its pages in it", every - first)
        if not whole:
            report(not [p for p in first if p[:2] in ("q/", "t/")] and sorted(later) == [f"data/{x}" for x in names(exam) if x[0] in "qk"],
                   "of a large one the first pages are there, and the names of the rest of the data", (first, later))
        needed = set()
        for page in ("index.html", "practice.html", "blueprint.html"):
            needed |= {page} | set(re.findall(r'(?:src|href)="((?:assets|data)/[^"]+)"', content(f"{exam}/{page}").decode()))
        report(needed <= first, "all that the first pages load is there", needed - first)
        hashed = [p for p in tree(exam) if re.match(r"(assets|data)/.*(js|css)$", p)]
        odd = [p for p in hashed if not p.rsplit(".", 1)[0].endswith(hash_of(f"{exam}/{p}"))]
        report(len(hashed) > 15 and not odd, "scripts, styles and data have the hash of their bytes in their names", odd)


with tempfile.TemporaryDirectory() as folder:
    check_names(folder)
    check_cases(folder)
    check_domains(folder)
    check_large(folder)
    check_oversize(folder)
    check_worker(folder)
