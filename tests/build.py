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


def check_json(out):
    try:
        import jsonschema
    except ImportError:
        print("ok 0 - JSON schema # SKIP no python3-jsonschema")
        return
    with open(os.path.join(SRC, "schemas/bank.schema.json")) as f:
        schema = json.load(f)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    files = sorted(p for p in tree(out) if p.startswith("json/") and p.endswith(".json"))
    report(len(files) > 1, "JSON files are there", files)
    for path in files:
        with open(os.path.join(out, path)) as f:
            errors = list(validator.iter_errors(json.load(f)))
        report(not errors, f"{path} follows the schema", errors[:2])
    # The schema itself must be able to fail.
    with open(os.path.join(out, "json/mla-c01.json")) as f:
        bank = json.load(f)
    single = next(i for i in bank["items"] if i["type"] == "single")
    for o in single["options"]:
        o["correct"] = True
    report(bool(list(validator.iter_errors(bank))), "a bank with four keys breaks the schema")


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
    report(p.returncode == 0 and moved and all(name in f or f.endswith(".json") or "/print" in "/" + f or "/data/" in f for f in moved),
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
            check_json(out)
            check_pages(out)
            check_leaks(out)
            check_reproducible(work, out)
            check_rebuild(work, out)
    finally:
        shutil.rmtree(work)


main()
sys.exit(0)
