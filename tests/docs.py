# What authors are told of their files: no key without its sentence; pages and schemas
# for editors that are of today; figures in the sentences that are those of the schema;
# presets that are those of the program; and the JSON Schemas judge as the XSDs do.
import concurrent.futures
import copy
import datetime
import glob
import json
import os
import re
import subprocess
import tempfile
import xml.etree.ElementTree as ET

import jsonschema
import yaml

from lib.bank import EXAM, run, write, write_all
from lib.tap import report

EXAMC, SRC = os.environ["EXAMC"], os.environ["SRC"]
XS = "{http://www.w3.org/2001/XMLSchema}"
SOURCES = ["exam", "services", "question", "case", "rules", "forms", "review"]


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


# --- Pages and schemas are of today ---

def check_printed():
    p = subprocess.run([EXAMC, "--docs", "?"], capture_output=True, text=True)
    names = re.split(r", | and ", p.stderr.split("it takes ")[-1].strip())
    report(set(names) == {"format.md", "messages.md", "examc.5"} | {f"{s}.schema.json" for s in SOURCES},
           "what --docs prints", p.stderr)
    for name in names:
        text = run("--docs", name)
        if name.endswith(".5"):
            report(text.startswith(".TH EXAMC 5 ") and text.count(".SH ") == 4 + len(SOURCES) - 1, "examc(5) has a section a file", text)
            continue
        path = ("docs/" if name.endswith(".md") else "schemas/") + name
        report(os.path.exists(path) and read(path) == text, f"{path} is of today: 'make docs' renews it")
    listed = set(re.findall(r"^\| \[[^]]*\]\(([^/)]+)\)", read("docs/README.md"), re.M))
    there = {os.path.basename(p) for p in glob.glob("docs/*.md")} - {"README.md"}
    report(listed == there, "docs/README.md lists the pages of docs/", listed ^ there)
    messages = read("docs/messages.md")
    ids = [line.split()[0] for line in run("explain").splitlines() if "/" in line.split()[0]]
    report(len(ids) > 60 and all(f"| `{x}` |" in messages for x in ids), "docs/messages.md has each finding", ids)
    bad = [line for line in messages.splitlines() if line.startswith("| `") and not re.fullmatch(r"\| `[a-z0-9/-]+` \| \w+ \| .+ \| .+\. \|", line)]
    report(not bad, "each finding has its sentence", "\n".join(bad))


# --- Sentences ---

def scalars_and_groups(schema, path=""):
    """(path, schema) of each property, those below it, too."""
    for name, sub in schema.get("properties", {}).items():
        here = f"{path}{name}"
        yield here, sub
        for s in [sub, *sub.get("anyOf", [])]:
            yield from scalars_and_groups(s, here + ".")
            items = s.get("items", {})
            for member in [items, *items.get("anyOf", [])]:
                yield from scalars_and_groups(member, here + "[].")


def check_sentences(schemas):
    page = {}
    for section in read("docs/format.md").split("\n## ")[1:]:
        name, text = section.split("\n", 1)
        page[name.split(".")[0]] = re.findall(r"^\| `([^`]+)`(.*?) \| (.*?) \|$", text, re.M)
    report(set(page) == set(SOURCES), "a section a file", page.keys())
    for source, schema in schemas.items():
        rows, keys = page[source], dict(scalars_and_groups(schema))
        mute = [k for k, _, text in rows if not re.match(r"[A-Z].*?[^.:]\.( |$)", text)]
        report(rows and not mute, f"{source}: no key without its sentence", mute)
        mute = [k for k, s in keys.items() if not re.match(r"[A-Z].+\.", s.get("description", ""))]
        report(keys and not mute, f"{source}: editors show one, too", mute)
        told = {k for k, _, _ in rows}
        # What has the keys of another one is told there.
        like = [(k, re.search(r"Below it are the keys of `([^`]+)`", text)) for k, _, text in rows]
        like = [(k, m[1]) for k, m in like if m]
        untold = [k for k in keys if k not in told and not any(k.startswith((a + ".", a + "[].")) for a, _ in like)]
        report(not untold and all(b in told for _, b in like), f"{source}: the page has each key", untold)
        needed = {k for k, mark, _ in rows if mark == " *"}
        top = set(schema["required"])
        report(top == {k for k in needed if k in schema["properties"]}, f"{source}: what must be there is marked", needed)
        for key in told:
            said = run("explain", f"{'exam.yaml' if source == 'exam' else source}:{key}")
            if not said.startswith(key):
                report(False, f"examc explain {source}:{key}", said)


def check_explain():
    """What examc explain takes, and what it says of what it does not know."""
    report(run("explain", "exam") == run("explain", "exam.yaml"), "a page without its ending")
    said = run("explain", "rules:with").split("\n\n")
    report([x.split("\n")[0] for x in said] == ["rules[].with", "change[].with"], "a key by its last name", said)
    said = run("explain", "exam.yaml:domains[].tasks")
    report(re.findall(r"^[a-z].*", said, re.M) == ["domains[].tasks *", "domains[].tasks[].id *", "domains[].tasks[].name *"],
           "a key with those below it", said)
    report(said == run("explain", "exam.yaml:domains.tasks"), "a path without brackets")
    for word, answer in (("exam.yaml:wieght", "exam.yaml has no key 'wieght'; did you mean 'weight'?"),
                         ("exam.yaml:strange", "exam.yaml has no key 'strange'; examc explain exam.yaml lists them"),
                         ("exam.yaml:", "exam.yaml has no key ''; examc explain exam.yaml lists them"),
                         ("exam.yml", "no rule 'exam.yml'; did you mean 'exam.yaml'?")):
        said = run("explain", word, code=2)
        report(answer in said, f"examc explain {word}", said)


def values_of(xsd):
    """(name, words, facets) of the simple types of an XSD."""
    for t in ET.parse(xsd).getroot().iter(XS + "simpleType"):
        r = t.find(XS + "restriction")
        words = " ".join(t.find(f"{XS}annotation/{XS}documentation").text.split())
        facets = {}
        for f in r if r is not None else []:
            facets.setdefault(f.tag[len(XS):], []).append(f.get("value"))
        yield t.get("name"), words, facets


def check_words():
    """The figures and the names in the words of a value are those that it is held to."""
    figures = 0
    for xsd in sorted(glob.glob("schemas/*.xsd")):
        wrong = []
        for name, words, facets in values_of(xsd):
            takes = [re.compile(x.replace(r"\p{Cc}", r"\x00-\x1f")) for x in facets.get("pattern", []) if "-[" not in x]
            def fits(s):
                return not takes or any(t.fullmatch(s) for t in takes)
            m = re.search(r"(?:from )?(\d+) to (\d+)(?! char)", words)
            if m:
                figures += 1
                least, most = int(m[1]), int(m[2])
                if not fits(str(least)) or not fits(str(most)) or fits(str(least - 1)) or fits(str(most + 1)):
                    wrong.append(f"{name}: {words}")
            m = re.search(r"at most (?:(\d+) KiB|(\d+)(?: characters|$|,))|to (\d+) characters", words)
            if m:
                figures += 1
                most = int(m[1]) * 1024 if m[1] else int(m[2] or m[3])
                if facets.get("maxLength") != [str(most)]:
                    wrong.append(f"{name}: {words}")
            if any(x not in words for x in facets.get("enumeration", [])):
                wrong.append(f"{name}: {words}")
            m = re.search(r"such as '?([\w-]+(?:/[\w-]+)?)'?(?: or '?([\w-]+)'?)?$", words)
            if m and takes and not all(fits(x) for x in m.groups() if x):
                wrong.append(f"{name}: {words}")
        report(not wrong, f"{xsd}: words say what the schema holds to", "\n".join(wrong))
    report(figures > 25, "figures were found", figures)


# --- Verdicts ---

# What an XSD refuses, by the ids of findings, and why a file is not judged by one at all.
REFUSED = {"schema/unknown-key", "schema/missing-key", "schema/bad-value", "schema/wrong-shape", "schema/structure",
           "item/unknown-type", "item/duplicate-tag"}
UNREAD = "yaml/", "file/"


def end_of_text(validator, pattern, instance, schema):
    """'pattern' as editors take it, whose $ is the end of a text and no line end before it."""
    if isinstance(instance, str) and not re.search(pattern[:-1] + r"\Z", instance):
        yield jsonschema.ValidationError(f"{instance!r} is not {pattern}")


JUDGE = jsonschema.validators.extend(jsonschema.Draft7Validator, {"pattern": end_of_text})


def judge_of(schema):
    JUDGE.check_schema(schema)
    return JUDGE(schema, format_checker=jsonschema.FormatChecker(["date"]))


class AsEditors(yaml.SafeLoader):
    """Numbers and truths as YAML 1.2 has them; dates are texts."""


AsEditors.yaml_implicit_resolvers = {}
for tag, pattern, first in (("bool", r"true|false", "tf"), ("int", r"[-+]?[0-9]+", "-+0123456789"),
                            ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789")):
    AsEditors.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first))


def source_of(path):
    """Which of the kinds of files PATH is; None: none of them."""
    folder, name = os.path.split(path)
    if name in ("exam.yaml", "services.yaml", "review.yaml"):
        return name.split(".")[0]
    kind = os.path.basename(folder)
    if name.endswith(".yaml"):
        return kind if kind in ("rules", "forms") else None
    if name.endswith(".md") and name != "README.md":
        return "case" if kind == "cases" else "question"
    return None


def yaml_of(path):
    """The YAML of a file, as text; None: it has none that can be read."""
    with open(path, encoding="utf-8", errors="replace") as f:
        text = f.read().lstrip("\ufeff")
    if path.endswith(".md"):
        m = re.match(r"---[ \t]*\r?\n(.*?)^---[ \t]*$", text, re.M | re.S)
        text = m[1] if m else None
    return text


def beyond(doc):
    """Has the document what a JSON Schema cannot judge as examc does? Blanks around a date are none
    to an XSD; months beyond 12, and addresses with letters that no address has, are months and
    addresses to a JSON Schema; a source needs an address or a text, which no XSD can say. (That
    members of a list differ in a key is said by ids of their own.)"""
    text = json.dumps(doc, ensure_ascii=False)
    lone = any(isinstance(r, dict) and not r.keys() & {"url", "text"} for r in doc.get("references", []) if isinstance(doc.get("references"), list))
    return lone or bool(re.search(r'"\s+\d{4}-\d\d-\d\d"|"\d{4}-\d\d-\d\d\s+"|"\d{4}-(1[3-9]|[2-9]\d|00)"|https?://\S*[\u2028\ue000]', text))


def verdicts(banks):
    """Of the files of the banks, by path: True for those that examc takes; those that are not
    read at all are left out."""
    p = subprocess.run([EXAMC, "check", "--no-cache", "-j1", "--today", "2026-11-23", "--format", "json", "--only", "schema,item,yaml,file",
                        *banks], capture_output=True, text=True)
    if p.returncode not in (0, 1, 2):
        report(False, "examc check", p.stderr)
        return {}
    findings = [(x["path"], x["rule"]) for x in json.loads(p.stdout)["findings"]]
    refused = {path for path, rule in findings if rule in REFUSED}
    unread = {path for path, rule in findings if rule.startswith(UNREAD)}
    found = {}
    for bank in banks:
        for folder, _, names in os.walk(bank):
            if "exam.yaml" in names or folder != bank and not os.path.exists(f"{folder}/exam.yaml"):
                for path in (os.path.join(folder, n) for n in names):
                    if source_of(path) and path not in unread:
                        found[path] = path not in refused
    return found


def check_repository(schemas):
    """Each YAML of the repository, and each front matter."""
    banks = sorted({os.path.dirname(p) for p in glob.glob("content/*/exam.yaml") + glob.glob("tests/**/exam.yaml", recursive=True)})
    judges = {s: judge_of(x) for s, x in schemas.items()}
    differ, stiff, judged, refused = [], [], {}, 0
    for path, taken in verdicts(banks).items():
        source, text = source_of(path), yaml_of(path)
        try:
            doc = yaml.load(text, yaml.BaseLoader) if text is not None else None
        except yaml.YAMLError:
            continue
        if not isinstance(doc, dict) or beyond(doc):
            continue
        judged[source] = judged.get(source, 0) + 1
        refused += not taken
        if judges[source].is_valid(doc) != taken:
            differ.append(f"{path}: examc {'takes' if taken else 'refuses'} it")
        if taken and not judges[source].is_valid(yaml.load(text, AsEditors)):
            stiff.append(path)
    report(set(judged) == set(schemas) and refused >= 30, "files of each kind were judged, bad ones, too", (judged, refused))
    report(not differ, "XSD and JSON Schema agree on each file of the repository", "\n".join(differ))
    report(not stiff, "editors find nothing in files that examc takes", "\n".join(stiff))
    packs = [p for p in glob.glob("compiler/rules/*.yaml") for x in (yaml.BaseLoader, AsEditors) if not judges["rules"].is_valid(yaml.load(read(p), x))]
    report(not packs, "nor in the packs that examc brings", packs)


VALUES = ["", "x", "X", "0", "1", "2", "7", "8", "26", "27", "64", "65", "99", "100", "100.0001", "99.9995", "101", "200", "201", "-1", "1.5",
          "99999", "100000", "18446744073709551615", "true", "yes", "en", "pt-BR", "in", "single", "easy", "A", "AD", "é", "a b", " a", "a ", "a\nb",
          "a-b", "a--b", "a/b", "2026-11-23", "2026-02-30", "2026-11", "2026-11-23 ", "https://e.org/", "https://e.org/a b", "ftp://e.org", "e.org",
          "0123456789abcdef", "01234567", "01234567-2", *("y" * n for n in (32, 33, 40, 41, 64, 65, 80, 81, 100, 101, 200, 201, 253, 254, 300, 301, 500,
          501, 1024, 1025, 2000, 2001, 8192, 8193))]


def example_of(schema):
    """A document with every key, each with the value of its example."""
    m = re.search(r"^Example: (.*)$", schema.get("description", ""), re.M)
    kinds = [schema, *schema.get("anyOf", [])]
    group = next((s for s in kinds if s.get("properties")), None)
    many = next((s for s in kinds if s.get("type") == "array"), None)
    if group:
        return {k: example_of(s) for k, s in group["properties"].items() if s is not False}
    if many:
        members = [many["items"], *many["items"].get("anyOf", [])]
        if any(s.get("properties") for s in members):
            return [example_of(next(s for s in members if s.get("properties")))]
    return yaml.load(m[1], yaml.BaseLoader) if m else "x"


def places(doc, path=()):
    """The path of each value of a document."""
    for k, v in doc.items() if isinstance(doc, dict) else enumerate(doc):
        yield path + (k,)
        if isinstance(v, (dict, list)):
            yield from places(v, path + (k,))


def at(doc, path):
    for k in path:
        doc = doc[k]
    return doc


def changed(doc, path, change):
    new = copy.deepcopy(doc)
    change(at(new, path[:-1]), path[-1])
    return new


def put(value):
    def change(up, k):
        up[k] = value
    return change


def drop(up, k):
    del up[k]


def repeat(up, k):
    up[k] = up[k] * 40


def kind_at(schema, path):
    """The schema of a value, as text, without what is told of it."""
    for k in path:
        for s in [schema, *schema.get("anyOf", [])]:
            below = s.get("items") if isinstance(k, int) else s.get("properties", {}).get(k)
            if below:
                break
        schema = below or {}
    return json.dumps({k: v for k, v in schema.items() if k not in ("description", "default", "deprecated")})


def variants(doc, schema):
    """The document, and what slips make of it, one each. All values are tried once a kind."""
    yield "as it is", doc
    yield "a key too many", {**doc, "strange": "x"}
    tried = set()
    for path in places(doc):
        old, name, kind = at(doc, path), ".".join(map(str, path)), kind_at(schema, path)
        all_values = isinstance(old, str) and kind not in tried
        tried.add(kind)
        for value in VALUES if all_values else [""]:
            yield f"{name} = {value[:40]!r}", changed(doc, path, put(value))
        for value in (["x"], [{"x": "y"}], {"x": "y"}, [], [["x"]])[:5 if all_values or not isinstance(old, str) else 1]:
            yield f"{name} = {value!r}", changed(doc, path, put(value))
        yield f"without {name}", changed(doc, path, drop)
        if isinstance(old, dict):
            yield f"{name}.strange", changed(doc, path + ("strange",), put("x"))
        if isinstance(old, list):
            yield f"40 times {name}", changed(doc, path, repeat)


QUESTION_BODY = {"single": "- [x] One\n  > Yes.\n- [ ] Two\n  > No.\n- [ ] Three\n  > No.\n", "matching": "- a -> b\n- c -> d\n- e -> f\n\n## Explanation\n\nSo.\n"}


def write_variant(root, n, source, doc):
    """Writes the document where a bank has such files; returns the path."""
    text = json.dumps(doc, ensure_ascii=False) + "\n"
    bank = f"{root}/{source}-{n if source in ('exam', 'services', 'review') else n // 400}"
    path = {"exam": "exam.yaml", "services": "services.yaml", "review": "review.yaml", "rules": f"rules/r{n}.yaml", "forms": f"forms/f{n}.yaml",
            "question": f"q/q{n}.md", "case": f"cases/c{n}.md"}[source]
    if source in ("question", "case"):
        body = "A text." if source == "case" else "What is it?\n\n" + QUESTION_BODY["matching" if doc.get("type") == "matching" else "single"]
        text = f"---\n{text}---\n\n{body}\n"
    if source != "exam":
        write(f"{bank}/exam.yaml", EXAM)
    write(f"{bank}/{path}", text)
    return f"{bank}/{path}"


def check_variants(schemas):
    for source, schema in schemas.items():
        judge, doc = judge_of(schema), example_of(schema)
        report(judge.is_valid(doc), f"{source}: the examples are right", next(judge.iter_errors(doc), ""))
        with tempfile.TemporaryDirectory() as root:
            made = {}
            docs = [doc] if source != "question" else [{k: v for k, v in doc.items() if k != "shuffle" or t == "single"} | {"type": t} for t in ("single", "matching")]
            for d in docs:
                for what, variant in variants(d, schema):
                    made[write_variant(root, len(made), source, variant)] = (what, variant)
            if source == "question":
                variant = {**docs[1], "shuffle": "false"}
                made[write_variant(root, len(made), source, variant)] = ("shuffle of a matching", variant)
            banks = sorted({os.path.join(root, x) for x in os.listdir(root)})
            lots = [banks[i:i + 100] for i in range(0, len(banks), 100)]
            with concurrent.futures.ThreadPoolExecutor(2) as pool:
                found = {k: v for part in pool.map(verdicts, lots) for k, v in part.items()}
            # An empty list and an empty group are one to examc.
            differ = [f"{what}: examc {'takes' if found[path] else 'refuses'} it" for path, (what, variant) in made.items()
                      if path in found and not beyond(variant) and judge.is_valid(variant) != found[path]
                      and not (found[path] and what.endswith(" = []"))]
            report(len([p for p in made if p in found]) > 0.8 * len(made), f"{source}: {len(made)} slips are judged")
            report(not differ, f"{source}: XSD and JSON Schema agree on each slip", "\n".join(differ))


# --- Presets ---

TWO = """id: demo
title: Demo
form: {items: 5}
HOLEdomains:
  - {id: one, name: One, weight: 50, tasks: [{id: "1.1", name: Do}]}
  - {id: two, name: Two, weight: 50, tasks: [{id: "2.1", name: Do}]}
topics: [{id: alpha, name: Alpha, tasks: ["1.1"]HOLE2}]
"""
BARE = TWO.replace("HOLE2", "").replace("HOLE", "")
FRONT = "---\nid: first\ntype: single\ntopic: alpha\ntask: \"1.1\"\ndifficulty: easy\nHOLE---\n\nWhat does `zebra` mean here?\n\n"
OPTIONS = "".join(f"- [{'x' if i == 0 else ' '}] Option of {x}\n  > The reason of {x}.\n" for i, x in enumerate("ash birch cedar".split()))
MANY = "".join(f"- [{'x' if i == 0 else ' '}] Option of {x}\n  > The reason of {x}.\n" for i, x in enumerate("abcdefghijk"))
PACK = "pack: mine\nengine: 1\nrules:\n- {id: r, severity: warn, message: found, why: We test., RULE}\n"


def exam_row(other, body=OPTIONS, key=None, more=None):
    """A row of a key of exam.yaml: what it is changed to, and the question that shows it."""
    return {"exam.yaml": TWO, "q/first.md": FRONT.replace("HOLE", "") + body, **(more or {})}, key, other


def pack_row(rule, other):
    return {"exam.yaml": BARE, "q/first.md": FRONT.replace("HOLE", "") + OPTIONS, "rules/mine.yaml": PACK.replace("RULE", rule)}, None, other


# A key with a preset (file, type, name): files in which HOLE is where the key goes, how it is written, and another value.
PRESETS = {
    ("exam", "exam", "tolerance"): exam_row("100", more={"q/second.md": FRONT.replace("HOLE", "").replace("first", "second").replace("zebra", "horse") + OPTIONS}),
    ("exam", "exam", "rationales"): exam_row("none", re.sub(r"  > .*\n", "", OPTIONS)),
    ("exam", "exam", "case-text"): exam_row("16", more={"cases/k.md": "---\nid: k\ntitle: K\n---\n\n" + "A long text. " * 700 + "\n"}),
    ("exam", "option-bounds", "min"): exam_row("2", OPTIONS.split("- [ ] Option of cedar")[0], "options: {{min: {}}}\n"),
    ("exam", "option-bounds", "max"): exam_row("11", MANY, "options: {{max: {}}}\n"),
    ("exam", "topic", "minimum"): ({"exam.yaml": TWO.replace("HOLE2", "HOLE").replace("}\nHOLE", "}\n"), "q/first.md": FRONT.replace("HOLE", "") + OPTIONS}, ", minimum: {}", "5"),
    ("question", "@front-matter", "status"): ({"exam.yaml": BARE, "q/first.md": FRONT + OPTIONS}, None, "draft"),
    ("question", "single", "shuffle"): ({"exam.yaml": BARE, "q/first.md": FRONT + OPTIONS}, None, "false"),
    ("question", "multiple", "shuffle"): ({"exam.yaml": BARE, "q/first.md": FRONT.replace("single", "multiple") + OPTIONS.replace("- [ ] Option of birch", "- [x] Option of birch")}, None, "false"),
    ("rules", "rule", "view"): pack_row("check: match, in: stem, pattern: zebra, HOLE bad: [{stem: A zebra}], ok: [{stem: A horse}]", "code"),
    ("rules", "@sample", "stem"): pack_row("check: match, in: stem, pattern: '^Which one is right\\?$', bad: [{HOLE topic: alpha}], ok: [{stem: A horse}]", "A horse"),
    ("rules", "question", "repeat"): pack_row("check: guessable, bad: [{bank: [{QUESTION, repeat: 30}]}], ok: [{bank: [{HOLE QUESTION}]}]".replace(
        "QUESTION", "stem: Which metal is it?, options: [Tin, Lead, Zinc, Copper in a long wire], key: D"), "30"),
    ("rules", "example", "today"): pack_row("check: stale, with: {days: 40}, bad: [{HOLE verified: 2025-11-21}], ok: [{HOLE verified: 2025-11-22}]", "2026-01-02"),
    ("rules", "example", "todo"): pack_row("check: match, in: stem, pattern: zebra, bad: [{HOLE stem: A horse}, {stem: A zebra}], ok: [{stem: A horse}]", "true"),
    ("rules", "service", "status"): pack_row("check: service-key, with: {status: sunset}, bad: [{options: [Acme Queue, b, c], services: [{name: Acme Queue, status: sunset}]}], "
                                             "ok: [{options: [Acme Queue, b, c], services: [{HOLE name: Acme Queue}]}]", "sunset"),
    ("rules", "service", "scope"): pack_row("check: service-scope, bad: [{options: [Acme Queue, b, c], services: [{name: Acme Queue, scope: out}]}], "
                                            "ok: [{options: [Acme Queue, b, c], services: [{HOLE name: Acme Queue}]}]", "out"),
    ("forms", "form", "secure"): (None, None, "true"),
}


def outcome(files, hole):
    """All that examc says of the bank and makes of it."""
    with tempfile.TemporaryDirectory() as root:
        write_all(root, {p: t.replace("HOLE2", "").replace("HOLE", hole) for p, t in files.items()})
        said = [subprocess.run([EXAMC, *args, "--today", "2026-11-23", "--no-cache", "bank"], cwd=root, capture_output=True, text=True).stdout
                for args in (("check", "--format", "json"), ("build", "--format", "json", "--to", "json,site", "-o", "out"))]
        for folder, names, files in sorted(os.walk(root + "/out")):
            names.sort()
            said += [f"{folder[len(root):]}/{n}\n" + open(f"{folder}/{n}", "rb").read().hex() for n in sorted(files)]
        return "\n".join(said)


def formed():
    """The files of a bank with a released form; HOLE is where a key of the form goes."""
    files = {"bank/exam.yaml": EXAM.replace("items: 5", "items: 1"), "bank/q/first.md": FRONT.replace("HOLE", "") + OPTIONS}
    with tempfile.TemporaryDirectory() as root:
        write_all(root, files)
        subprocess.run([EXAMC, "form", "--write", "mock", "--today", "2026-11-23", root + "/bank"], capture_output=True, check=True)
        return {**files, "bank/forms/mock.yaml": read(root + "/bank/forms/mock.yaml").replace("seed:", "HOLEseed:")}


def presets():
    """(file, type, name): preset, of all XSDs."""
    for path in sorted(glob.glob("schemas/*.xsd")):
        for t in ET.parse(path).getroot():
            for a in t.iter(XS + "attribute"):
                if a.get("default") is not None:
                    mark = "@" if t.tag == XS + "attributeGroup" else ""
                    yield (os.path.basename(path)[:-4], mark + t.get("name"), a.get("name")), a.get("default")


def check_presets():
    found = dict(presets())
    report(set(found) == set(PRESETS), "each preset is tried", set(found) ^ set(PRESETS))
    for key, preset in found.items():
        files, how, other = PRESETS[key]
        if files:
            files = {"bank/" + p: t for p, t in files.items()}
        else:
            files = formed()
        how = how or (f"{key[2]}: {{}}, " if key[0] == "rules" else f"{key[2]}: {{}}\n")
        none, same, another = (outcome(files, hole) for hole in ("", how.format(preset), how.format(other)))
        report(none != another, f"{key}: '{other}' makes a difference")
        # Places move with the key.
        plain = [re.sub(r'"(?:line|column|endLine|endColumn|offset|length)": \d+', "", x) for x in (none, same)]
        report(plain[0] == plain[1], f"{key}: '{preset}' makes none")


def main():
    os.chdir(SRC)
    schemas = {s: json.loads(read(f"schemas/{s}.schema.json")) for s in SOURCES}
    check_printed()
    check_sentences(schemas)
    check_explain()
    check_words()
    check_presets()
    check_repository(schemas)
    check_variants(schemas)


if __name__ == "__main__":
    main()
