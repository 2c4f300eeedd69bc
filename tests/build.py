# The published bank: JSON against its schema, the same bytes from anywhere, links
# that lead somewhere, a booklet that gives nothing away, an old tree that stays.
import hashlib
import html.parser
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

from lib.tap import report

EXAMC, SRC = os.environ["EXAMC"], os.environ["SRC"]
BANK = "content/mla-c01"


def build(out, cwd=SRC, bank=BANK, env=None, umask=0o022, args=()):
    """Builds with the given surroundings; returns the finished process."""
    e = dict(os.environ, **(env or {}))
    return subprocess.run([EXAMC, "build", "--today", "2026-11-23", "-o", out, *args, bank],
                          cwd=cwd, env=e, capture_output=True, text=True,
                          preexec_fn=lambda: os.umask(umask))


def tree(root):
    """Relative path -> content hash, of all published files."""
    found = {}
    for folder, _, names in os.walk(root):
        for name in names:
            if name == ".examc-lock":
                continue
            path = os.path.join(folder, name)
            with open(path, "rb") as f:
                found[os.path.relpath(path, root)] = hashlib.sha256(f.read()).hexdigest()
    return found


def load(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f)


def closed(schema):
    """The schema for our own eyes: no key that it does not name, the types and the
    numbers of parts that examc has today."""
    def close(x):
        if isinstance(x, dict):
            if x.get("type") == "object" and "properties" in x:
                x["additionalProperties"] = False
            for y in x.values():
                close(y)
        elif isinstance(x, list):
            for y in x:
                close(y)

    schema = json.loads(json.dumps(schema))
    close(schema)
    with open(os.path.join(SRC, "compiler/model/item.def"), encoding="utf-8") as f:
        types = re.findall(r"^TYPE\((\w+),", f.read(), re.M)
    schema["$defs"]["type"] = {"enum": types}
    item = schema["$defs"]["item"]
    for name, least, most in (("options", 3, 10), ("steps", 3, 6), ("pairs", 3, 7)):
        item["properties"][name].update(minItems=least, maxItems=most)
    for rule in item["allOf"]:
        if rule["if"]["properties"]["type"]["const"] == "multiple":
            rule["then"]["properties"]["options"]["minContains"] = 2
    known = [rule["if"]["properties"]["type"]["const"] for rule in item["allOf"]]
    report(known == types, "the schema knows each type", (known, types))
    return schema


def released_form(work):
    """A build of the bank with a released form."""
    bank, out = os.path.join(work, "formed"), os.path.join(work, "formed-out")
    shutil.copytree(os.path.join(SRC, BANK), bank)
    subprocess.run([EXAMC, "form", "--write", "mock", "--today", "2026-11-23", bank], check=True, capture_output=True)
    p = build(out, bank=bank, args=("--to", "json"))
    report(p.returncode == 0, "the bank builds with a form", p.stderr)
    return os.path.join(out, "json/mla-c01/forms")


def check_json(work, out):
    try:
        import jsonschema
    except ImportError:
        print("ok 0 - JSON schema # SKIP no python3-jsonschema")
        return
    schema = load(os.path.join(SRC, "schemas/bank.schema.json"))
    frozen = load(os.path.join(SRC, "tests/frozen/bank-2.schema.json"))
    make = jsonschema.Draft202012Validator
    make.check_schema(schema)
    validators = {"the schema": make(schema), "the schema, closed": make(closed(schema)), "schema 2 as it was": make(frozen)}
    files = [os.path.join(out, p) for p in sorted(tree(out)) if p.startswith("json/") and p.endswith(".json")]
    report(len(files) > 1, "JSON files are there", files)
    forms = released_form(work)
    files += [os.path.join(forms, "mock.json"), os.path.join(forms, "mock-key.json")]
    for path in files:
        document = load(path)
        for name, v in validators.items():
            errors = list(v.iter_errors(document))
            report(not errors, f"{os.path.basename(path)} follows {name}", errors[:2])
    # The schema itself must be able to fail.
    bank = load(os.path.join(out, "json/mla-c01.json"))
    single = next(i for i in bank["items"] if i["type"] == "single")
    for o in single["options"]:
        o["correct"] = True
    report(bool(list(validators["the schema"].iter_errors(bank))), "a bank with four keys breaks the schema")
    check_old_reader(work, validators["schema 2 as it was"], load(os.path.join(os.path.dirname(forms), "../mla-c01.json")), forms)


def grown(x):
    """The document as a later examc may write it: a key more in each object."""
    if isinstance(x, dict):
        # "reasons" is no object of keys but a map from ids of options.
        return {**{k: v if k == "reasons" else grown(v) for k, v in x.items()}, "addedLater": [1, {"as": "it likes"}]}
    return [grown(y) for y in x] if isinstance(x, list) else x


def read_as_then(folder):
    """What a reader written for schema 2 makes of the JSON of the bank in FOLDER."""
    p = subprocess.run([sys.executable, "-B", os.path.join(SRC, "tests/frozen/reader-2.py"), folder, "mla-c01"],
                       capture_output=True, text=True)
    return p.returncode, p.stdout, p.stderr


def in_folder(work, bank, asked, right):
    """A folder like json/ with these three documents."""
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(os.path.join(work, "mla-c01/forms"))
    for path, document in (("mla-c01.json", bank), ("mla-c01/forms/mock.json", asked), ("mla-c01/forms/mock-key.json", right)):
        with open(os.path.join(work, path), "w", encoding="utf-8") as f:
            json.dump(document, f)
    return work


def check_old_reader(work, then, bank, forms):
    """Schema 2 as it was, and a reader of then, take what may be added to it."""
    asked, right = load(os.path.join(forms, "mock.json")), load(os.path.join(forms, "mock-key.json"))
    later = [grown(d) for d in (bank, asked, right)]
    new = {"type": "hot-spot", "id": "added-later", "areas": ["new"]}
    parts = ("options", "steps", "pairs", "extras", "prompts", "right")
    for d in later:
        of = {k: v for k, v in d["items"][0].items() if k not in parts}
        number = {"number": len(d["items"]) + 1} if "number" in of else {}
        d["items"].insert(1, {**of, **new, **number})
    for name, d in zip(("bank", "form", "key"), later):
        errors = list(then.iter_errors(d))
        report(not errors, f"schema 2 as it was takes a {name} with a new key and a new type", errors[:2])
    today = read_as_then(os.path.dirname(os.path.dirname(forms)))
    counted = [len(re.findall(pattern, today[1], re.M)) for pattern in ("^item ", "^asked ")]
    report(today[0] == 0 and counted == [len(bank["items"]), len(asked["items"])], "a reader of then reads all of today's output", [today[2], counted])
    later = read_as_then(in_folder(os.path.join(work, "later"), *later))
    report(later == today, "and the same from what may be added", later[2])
    torn = json.loads(json.dumps(right))
    del next(i for i in torn["items"] if "right" in i)["right"]
    report(read_as_then(in_folder(os.path.join(work, "later"), bank, asked, torn))[0] != 0, "a key less is more than it takes")
    less, other = json.loads(json.dumps(bank)), json.loads(json.dumps(bank))
    del less["items"][0]["topic"]
    other["items"][0]["verified"] = 20261123
    report(bool(list(then.iter_errors(less))), "a key less breaks schema 2")
    report(bool(list(then.iter_errors(other))), "a key of another type breaks schema 2")


class Page(html.parser.HTMLParser):
    """Collects ids, links and unbalanced tags of a page."""
    VOID = {"meta", "link", "input", "br", "hr", "img"}

    def __init__(self, text):
        super().__init__()
        self.stack, self.ids, self.links, self.faults = [], [], [], []
        self.feed(text)
        if self.stack:
            self.faults.append(f"open: {self.stack}")

    def handle_starttag(self, tag, attrs):
        if tag not in self.VOID:
            self.stack.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value)
            elif name in ("href", "src"):
                self.links.append(value)
            elif name.startswith("on") or name == "style":
                self.faults.append(f"attribute {name}")

    def handle_endtag(self, tag):
        if not self.stack or self.stack.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")


def check_pages(out):
    pages = {}
    for path in tree(out):
        if path.endswith(".html"):
            with open(os.path.join(out, path), encoding="utf-8") as f:
                pages[path] = f.read()
    parsed = {p: Page(t) for p, t in pages.items()}
    for path, page in sorted(parsed.items()):
        faults = list(page.faults)
        if len(page.ids) != len(set(page.ids)):
            faults.append("an id twice")
        if "Content-Security-Policy" not in pages[path]:
            faults.append("no CSP")
        if "{{" in pages[path]:
            faults.append("an open slot")
        for link in page.links:
            if re.match(r"[a-z]+:", link):
                continue
            target, _, anchor = link.partition("#")
            file = os.path.normpath(os.path.join(os.path.dirname(path), target)) if target else path
            if not os.path.exists(os.path.join(out, file)):
                faults.append(f"dead link {link}")
            elif re.fullmatch(r"(start|mode|topic)=[a-z0-9-]+", anchor) and file.endswith("/practice.html"):
                pass  # what the player shall do: tests/browser
            elif anchor and file in parsed and anchor not in parsed[file].ids:
                faults.append(f"dead anchor {link}")
        report(not faults, f"page {path}", "\n".join(faults))


def check_leaks(out):
    with open(os.path.join(out, "json/mla-c01.json")) as f:
        bank = json.load(f)
    for doc in ("booklet", "sheet"):
        for paper in ("a4", "letter"):
            with open(os.path.join(out, f"print/mla-c01/{doc}-{paper}.html")) as f:
                text = f.read()
            report(not re.search(r"penalt|guess", text), f"{doc}-{paper} says nothing of how the exam is scored")
            leaks = []
            for item in bank["items"]:
                for o in item.get("options", []):
                    if o["rationale"] and o["rationale"]["html"].strip() in text:
                        leaks.append(item["id"])
                if item["explanation"] and item["explanation"]["html"].strip() in text:
                    leaks.append(item["id"])
                for r in item["references"]:
                    if r["url"] in text:
                        leaks.append(r["url"])
            if re.search(r"data-right|class=\"right|correct=|Facts checked", text):
                leaks.append("marker")
            report(not leaks, f"{doc}-{paper} gives nothing away", leaks)
    with open(os.path.join(out, "print/mla-c01/key-a4.html")) as f:
        key = f.read()
    missing = [i["id"] for i in bank["items"] for o in i.get("options", [])
               if o["rationale"]["html"].strip()[3:40] not in key]
    report(not missing, "the key has every rationale", missing)


def check_reproducible(work, first):
    want = tree(first)
    copy = os.path.join(work, "elsewhere", "deep")
    shutil.copytree(os.path.join(SRC, "content"), os.path.join(copy, "content"))
    variants = {
        "another folder": dict(cwd=copy),
        "one thread": dict(args=("-j1",)),
        "eight threads": dict(args=("-j8",)),
        "another locale and zone": dict(env={"LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Kathmandu", "LANG": "de_DE.UTF-8"}),
        "another umask": dict(umask=0o077),
        "an absolute path": dict(bank=os.path.join(SRC, BANK)),
        "from inside the bank": dict(cwd=os.path.join(copy, BANK), bank="."),
    }
    for name, how in variants.items():
        out = os.path.join(work, "out-" + name.replace(" ", "-"))
        p = build(out, **how)
        got = tree(out)
        differ = [f for f in set(want) | set(got) if want.get(f) != got.get(f)]
        report(p.returncode == 0 and not differ, f"same bytes: {name}", p.stderr + "\n".join(differ[:5]))


def stats(root):
    return {p: (os.stat(os.path.join(root, p)).st_ino, os.stat(os.path.join(root, p)).st_mtime_ns) for p in tree(root)}


def check_rebuild(work, out):
    before = stats(out)
    p = build(out)
    report(p.returncode == 0 and stats(out) == before, "a second build touches nothing", p.stderr)
    bank = os.path.join(work, "bank")
    shutil.copytree(os.path.join(SRC, BANK), bank)
    changed = os.path.join(work, "changed")
    build(changed, bank=bank)
    before, was = stats(changed), tree(changed)
    def is_published(path):
        with open(path, encoding="utf-8") as f:
            return "\nstatus: draft\n" not in f.read()

    victim = next(os.path.join(d, f) for d, _, fs in sorted(os.walk(bank)) for f in sorted(fs)
                  if f.endswith(".md") and f != "README.md" and "cases" not in d and is_published(os.path.join(d, f)))
    with open(victim) as f:
        text = f.read()
    with open(victim, "w") as f:
        f.write(text.replace("  > ", "  > Indeed: ", 1) if "  > " in text else text + "\n\nMore.\n")
    p = build(changed, bank=bank)
    now = stats(changed)
    moved = [f for f in now if before.get(f) != now[f] and not f.endswith(".examc-manifest")]
    name = os.path.basename(victim)[:-3]
    data = sorted(os.path.basename(f)[:2] for f in moved if "/data/" in f)
    rest = [f for f in moved if not (name in f or f.endswith((".json", "/mla-c01/index.html", "/practice.html")) or "/print" in "/" + f or "/data/" in f)]
    report(p.returncode == 0 and moved and not rest and data in (["in", "k-"], ["in", "k-", "q-"]),
           "one edit rewrites its own files", moved)
    with open(victim, "w") as f:
        f.write(text.replace("- [x]", "- [ ]").replace("1. ", "- "))
    was = tree(changed)
    p = build(changed, bank=bank)
    report(p.returncode == 1 and tree(changed) == was and "nothing was published" in p.stderr,
           "a broken bank leaves the old tree byte for byte", p.stderr)


def main():
    work = tempfile.mkdtemp(prefix="examc-build-")
    try:
        out = os.path.join(work, "out")
        p = build(out)
        report(p.returncode == 0, "the bank builds", p.stderr + p.stdout)
        if p.returncode == 0:
            check_json(work, out)
            check_pages(out)
            check_leaks(out)
            check_reproducible(work, out)
            check_rebuild(work, out)
    finally:
        shutil.rmtree(work)


main()
sys.exit(0)
