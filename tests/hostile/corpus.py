"""Every hostile document (lib/markdown.py, lib/yamls.py) in every role of a bank,
every hostile line (lib/strings.py, lib/scripts.py) in every field: refused or
taken, with a place, in time, and with nothing written.
"""
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
import hostile as h  # noqa: E402
import markdown  # noqa: E402
import scripts  # noqa: E402
import strings  # noqa: E402
import yamls  # noqa: E402

CHUNK = 40  # files a run: 20 findings each stay below what short prints
BYTES = 500000  # of content a run
LINES = 500  # questions a run; json prints all findings
FRONT_MAX, BODY_MAX = 15000, 60000  # what fits below the limits of a file


def cut(data, most):
    """The first MOST bytes, without half a character at the end."""
    data = data[:most]
    return data.decode("utf-8", "ignore").encode() if most <= len(data) else data


def fenced(data, before=b""):
    return b"---\n" + before + data + b"\n---\n\n" + f"{h.STEM}\n{h.OPTIONS}".encode()


def role_question(n, data):
    return {f"q/{n}.md": data}


def role_front(n, data):
    return {f"q/{n}.md": fenced(data)}


def role_front_end(n, data):
    return {f"q/{n}.md": fenced(cut(data, FRONT_MAX - 500), h.front(f"q-{n}").encode())}


def role_body(n, data):
    return {f"q/{n}.md": f"---\n{h.front(f'q-{n}')}---\n\n".encode() + data}


def role_body_start(n, data):
    return {f"q/{n}.md": f"---\n{h.front(f'q-{n}')}---\n\n".encode() + cut(data, BODY_MAX)}


def role_stem(n, data):
    text = cut(data, BODY_MAX) + f"\n\nWhich?\n\n{h.OPTIONS}".encode()
    return {f"q/{n}.md": f"---\n{h.front(f'q-{n}')}---\n\n".encode() + text}


def role_case(n, data):
    return {f"cases/{n}.md": data}


def role_exam(n, data):
    return {f"{n}/exam.yaml": data, f"{n}/services.yaml": h.SERVICES, f"{n}/q/a.md": h.question()}


def role_services(n, data):
    return {f"{n}/exam.yaml": h.EXAM, f"{n}/services.yaml": data, f"{n}/q/a.md": h.question()}


def role_rules(n, data):
    return {f"{n}/exam.yaml": h.EXAM, f"{n}/rules/own.yaml": data, f"{n}/q/a.md": h.question()}


# Role: how files are made, may the file be right, the victim's path.
ROLES = {
    "question": (role_question, False, "q/{}.md"),
    "front matter": (role_front, False, "q/{}.md"),
    "end of the front matter": (role_front_end, True, "q/{}.md"),
    "body": (role_body, False, "q/{}.md"),
    "start of the body": (role_body_start, False, "q/{}.md"),
    "stem": (role_stem, True, "q/{}.md"),
    "case": (role_case, False, "cases/{}.md"),
    "exam.yaml": (role_exam, False, "{}/exam.yaml"),
    "services.yaml": (role_services, False, "{}/services.yaml"),
    "rules/own.yaml": (role_rules, False, "{}/rules/own.yaml"),
}


class Batch:
    """Names with the files they make; run in one process, halved on a fault."""

    def __init__(self, work, victims, one_bank, must_fail, forms):
        self.work, self.victims, self.one_bank = work, victims, one_bank
        self.must_fail, self.forms = must_fail, forms

    def make(self, victims):
        root = h.workspace("corpus") if not self.work else os.path.join(self.work, f"{id(victims)}-{len(victims)}")
        os.makedirs(root, exist_ok=True)
        files = {}
        for _, made, _ in victims:
            files.update(made)
        if self.one_bank:
            h.make_bank(root, files)
        else:
            for path, data in files.items():
                h.write(root, path, data)
        return root, files

    def examine(self, victims):
        """[(name, fault)] of the victims."""
        root, files = self.make(victims)
        before = h.snapshot(root)
        places = h.Places(root, {p: d if isinstance(d, bytes) else d.encode() for p, d in files.items()})
        faults, found = [], []
        for form in self.forms:
            r = h.check(["."], root, form)
            faults += [f"{form}: {x}" for x in h.over_limits(r, lambda f=form: h.check(["."], root, f))]
            if form == "human":
                faults += [str(r)] if r.rc not in (0, 1, 2) else h.dirt(r.out, "stdout") + h.dirt(r.err, "stderr")
                continue
            more, found = h.judge(r, places, lambda p: places.contents.get(p, b""), form)
            faults += more
        if h.snapshot(root) != before:
            faults.append("something was written beside the content")
        h.shutil.rmtree(root)
        if faults and len(victims) > 1:
            half = len(victims) // 2
            deeper = self.examine(victims[:half]) + self.examine(victims[half:])
            if deeper:
                return deeper
            return [(victims[0][0], f"(only together with {len(victims) - 1} others) {x}") for x in faults]
        hit = {f.path for f in found if f.severity == "error"}
        out = [(victims[0][0], x) for x in faults]
        if self.must_fail:
            out += [(name, f"no error for {path}") for name, _, path in victims if path not in hit]
        return out

    def run(self):
        return self.examine(self.victims)


def chunks(items, n):
    return [items[i:i + n] for i in range(0, len(items), n)]


def weight(victim):
    return sum(map(len, victim[1].values()))


def portions(victims):
    """Lists of at most CHUNK victims and BYTES bytes; what is larger runs alone."""
    out, size = [[]], 0
    for v in victims:
        if out[-1] and (len(out[-1]) == CHUNK or size + weight(v) > BYTES):
            out.append([])
            size = 0
        out[-1].append(v)
        size += weight(v)
    return out


def documents():
    """(class, name, content) of the hostile documents."""
    classes = {"Markdown": markdown.documents(), **yamls.documents()}
    return [(group, f"{group}: {name}", data) for group, made in classes.items() for name, data in made.items()]


def batches_of(work, role, files):
    make, may_be_right, where = ROLES[role]
    ready = [(name, make(i, data), where.format(i)) for i, (_, name, data) in enumerate(files)]
    one_bank = where.startswith(("q/", "cases/"))
    return [Batch(work, c, one_bank, not may_be_right, ("human", "short")) for c in portions(ready)]


def check_files(tap, work):
    files = documents()
    jobs = [(role, b) for role in ROLES for b in batches_of(work, role, files)]
    results = h.in_parallel(lambda j: (j[0], j[1].run()), jobs)
    group_of = {name: group for group, name, _ in files}
    faults = {(group, role): [] for group in group_of.values() for role in ROLES}
    for role, found in results:
        for name, fault in found:
            faults[group_of[name], role].append(f"{name} as {role}: {fault}")
    for (group, role), found in faults.items():
        many = sum(1 for g in group_of.values() if g == group)
        tap.ok(not found, f"{group}: {many} documents as {role}", found)


# Lines as fields


def line_stem(n, s):
    return h.question(f"q-{n}", stem=f"{s}\n\nWhich one?\n")


def line_only_stem(n, s):
    return h.question(f"q-{n}", stem=f"{s}\n")


def line_option(n, s):
    return h.question(f"q-{n}", options=f"- [ ] {s}\n  > Why not.\n" + h.OPTIONS.split("\n", 2)[2])


def line_rationale(n, s):
    return h.question(f"q-{n}", options=h.OPTIONS.replace("It costs little", s, 1))


def line_title(n, s):
    return h.question(f"q-{n}", more=f"title: {s}\n")


def line_quoted_title(n, s):
    return h.question(f"q-{n}", more=f"title: {json.dumps(s, ensure_ascii=False)}\n")


def line_id(n, s):
    return h.question(f"q-{n}").replace(f"id: q-{n}\n", f"id: {s}\n", 1)


def line_quoted_id(n, s):
    return h.question(f"q-{n}").replace(f"id: q-{n}\n", f"id: {json.dumps(s, ensure_ascii=False)}\n", 1)


FIELDS = {"stem": line_stem, "whole stem": line_only_stem, "option": line_option, "rationale": line_rationale,
          "title": line_title, "quoted title": line_quoted_title, "id": line_id, "quoted id": line_quoted_id}


def check_lines(tap, work):
    jobs = []
    for title, all_lines in (("odd strings", strings.lines()), ("scripts", scripts.payloads())):
        for field, make in FIELDS.items():
            # Front matter has one shape of answer for most scripts.
            every = 3 if title == "scripts" and ("title" in field or "id" in field) else 1
            few = all_lines[::every * (3 if h.SAN else 1)]
            ready = [(repr(s), {f"q/{n}.md": make(n, s)}, f"q/{n}.md") for n, s in enumerate(few)]
            jobs += [(title, field, len(few), Batch(work, c, True, False, ("human", "json")))
                     for c in chunks(ready, LINES)]
    results = h.in_parallel(lambda j: j[3].run(), jobs)
    faults, sizes = {}, {}
    for (title, field, many, _), found in zip(jobs, results):
        faults.setdefault((title, field), []).extend(f"{s}: {fault}" for s, fault in found)
        sizes[title, field] = many
    for (title, field), found in faults.items():
        tap.ok(not found, f"{sizes[title, field]} {title} as {field}", found)


# Other commands on the same files


def check_commands(tap, work):
    """dump, coverage and rules neither crash nor print what a terminal obeys."""
    files = documents()
    files = files[::len(files) // 20]
    stages = ("source", "node", "xml", "item", "lint", "html", "json")
    root = os.path.join(work, "commands")
    jobs = []
    for i, (_, path, data) in enumerate(files):
        for name, made in (("file", data), ("front", fenced(cut(data, FRONT_MAX))),
                           ("body", role_stem(i, data)[f"q/{i}.md"])):
            h.write(root, f"{i}/{name}.md", made)
            jobs += [(path, ["dump", "--stage", s, f"{i}/{name}.md"]) for s in stages]
        for n, (place, make) in enumerate((("exam.yaml", role_exam), ("rules", role_rules))):
            for p, d in make(f"bank{i}-{n}", data).items():
                h.write(root, p, d)
            jobs += [(path, ["coverage", f"bank{i}-{n}"]), (path, ["rules", "test", f"bank{i}-{n}"]),
                     (path, ["rules", "list", f"bank{i}-{n}"])]
    results = h.in_parallel(lambda j: h.run(j[1], root, limit=5), jobs)
    faults = {}
    for (path, args), r in zip(jobs, results):
        found = [] if r.rc in (0, 1, 2) else [str(r)]
        found += [f"{r}: {x}" for x in h.over_limits(r, lambda a=args: h.run(a, root, limit=5)) +
                  h.dirt(r.out, "stdout") + h.dirt(r.err, "stderr")]
        faults.setdefault(args[0] + (f" --stage {args[2]}" if args[0] == "dump" else ""), []).extend(
            f"{path}: {x}" for x in found)
    for command, found in faults.items():
        tap.ok(not found, f"{command} on {len(files)} of the documents", found)


# Made by hand: what no generator has

PARTS = ("stem", "options", "steps", "pairs", "explanation", "scenario", "rationale", "correct", "wrong", "step",
         "pair", "extra", "prompt", "response", "item", "entry", "list", "value", "text", "label", "single")
SHAPES = ("x", "[a]", "[[a]]", "[{text: x}]", "{text: x}", "{text: x, label: A, id: '00000000'}",
          "{item: {value: x}}", "{correct: {text: a, label: A, id: '00000000', rationale: {text: x}}}")
BODIES = (f"{h.STEM}\n{h.OPTIONS}", h.OPTIONS, h.STEM, "")


def forge(work, files, path, line):
    """What is wrong with the answer to FILES: an error at LINE of PATH is due."""
    root = h.tempfile.mkdtemp(dir=work)
    h.make_bank(root, files)
    r = h.check(["."], root)
    faults, findings = h.judge(r, h.Places(root))
    h.shutil.rmtree(root)
    if not faults and not any(f.severity == "error" and (f.path, f.line) == (path, line) for f in findings):
        faults = [f"exit {r.rc} and no error at {path}:{line}, where the key is"]
    return faults


def check_forged_parts(tap, work):
    """Keys that are named like parts of the body must never become them."""
    jobs = [(key, shape, body) for key in PARTS for shape in SHAPES for body in BODIES]
    results = h.in_parallel(lambda j: forge(work, {"q/a.md": h.question(more=f"{j[0]}: {j[1]}\n", body=j[2])},
                                            "q/a.md", 9), jobs)
    found = [f"{key}: {shape} above a body of {len(body)} bytes: {x}"
             for (key, shape, body), faults in zip(jobs, results) for x in faults]
    tap.ok(not found, f"{len(jobs)} front matters that forge a part of the body", found)
    results = h.in_parallel(lambda shape: forge(work, {
        "cases/c.md": f"---\nid: c\ntitle: C\nscenario: {shape}\n---\n",
        "q/a.md": h.question(more="case: c\npart: 1\n")}, "cases/c.md", 4), SHAPES)
    found = [f"scenario: {shape}: {x}" for shape, faults in zip(SHAPES, results) for x in faults]
    tap.ok(not found, "cases that forge their scenario", found)


def one(work, files, args=("check", "--today", h.TODAY, "--format", "short", "."), limit=10):
    """A run over a bank of FILES, and what is wrong with it."""
    root = os.path.join(work, "one")
    h.shutil.rmtree(root, ignore_errors=True)
    h.make_bank(root, files)
    r = h.run(list(args), root, limit=limit)
    faults = [] if r.rc in (0, 1, 2) else [str(r)]
    if args[0] == "check" and not faults:
        faults = h.judge(r, h.Places(root))[0]
    faults += h.dirt(r.out, "stdout") + h.dirt(r.err, "stderr")
    return r, faults + h.over_limits(r, lambda: h.run(list(args), root, limit=limit))


# Control characters that an author can write without typing one.
ESCAPES = ("\\x80", "\\x9b31m", "\\u009f", "\\x7f", "\\N", "\\L", "\\P", "\\u200e", "\\ufeff", "\\uffff", "\\0")
ENTITIES = ("&#127;", "&#x80;", "&#x9b;", "&#x9f;", "&#x85;", "&#x2028;", "&#x2029;", "&#x202e;", "&#xfeff;", "&#1;",
            "&#xfffe;", "&#xffff;", "&rlm;", "&lrm;")


def check_control_characters(tap, work):
    for name, make in (("title", lambda s: h.question(more=f'title: "a{s}b"\n')),
                       ("skill", lambda s: h.question(more=f'skills: ["a{s}b"]\n'))):
        found = []
        for escape in ESCAPES:
            r, faults = one(work, {"q/a.md": make(escape)})
            found += [f"{escape}: {x}" for x in faults + [f"exit {r.rc}, it is taken"] * (r.rc != 1)]
        tap.ok(not found, f"YAML escapes make no control character in a {name}", found)
    found = []
    for entity in ENTITIES:
        for text in (f"a {entity}b", f"`a` **x{entity}**", f"[a](https://a.b/ \"x{entity}\")",
                     f"[a](https://a.b/{entity})"):
            r, faults = one(work, {"q/a.md": h.question(stem=f"Which {text} one?\n")})
            found += [f"{text}: {x}" for x in faults + [f"exit {r.rc}, it is taken"] * (r.rc != 1)]
    tap.ok(not found, "entities make no control character in a stem", found)
    rule = ('pack: own\nengine: 1\nrules:\n  - {id: a, check: match, in: stem, pattern: shop, severity: warn, '
            'message: "x\\x9b31m", why: w}\n')
    for args in (("rules", "list", "."), ("rules", "test", "."), ("check", "--format", "short", ".")):
        _, faults = one(work, {"rules/own.yaml": rule, "q/a.md": h.question()}, args)
        tap.ok(not faults, f"a rule's message is no command for a terminal: {args[0]} {args[1]}", faults)


def check_hand_made(tap, work):
    for weight in ("0", "0.000"):
        exam = h.EXAM.replace("weight: 100", f"weight: {weight}")
        _, faults = one(work, {"exam.yaml": exam, "q/a.md": h.question()}, ("coverage", "."))
        tap.ok(not faults, f"coverage of a domain that weighs {weight} ends", faults)
    r, faults = one(work, {"q/a.md": h.question(stem="日" * 4000 + "\n\nWhich?\n")})
    tap.ok(not faults and b"rules/limit" not in r.out, "12 KB of three-byte characters are too long, no rule's fault",
           faults + [r.out.decode()[:300]])
    picture = b"\x89PNG\r\n\x1a\n" + bytes(5 * 1024 * 1024 - 8)
    _, faults = one(work, {"q/p.png": picture, "q/a.md": h.question(stem="![a](p.png)" * 4000 + "\n\nWhich?\n")})
    tap.ok(not faults, "an image of 5 MB named 4,000 times", faults)
    rule = ('rules:\n  - {id: a, check: match, in: stem, pattern: zork, severity: warn, message: m, why: w}\n')
    _, faults = one(work, {"rules/own.yaml": "pack: own\nengine: 1\ndefine:\n" + "".join(
        f"  k{i}: w{i}\n" for i in range(60000)) + rule})
    tap.ok(not faults, "60,000 words that a pack defines", faults)
    _, faults = one(work, {"q/a.md": h.question(), "services.yaml": "services:\n" + "".join(
        f"  - {{id: s{i}, name: Amazon Thing {i}, scope: in, status: active}}\n" for i in range(15000))})
    tap.ok(not faults, "15,000 services whose names begin alike", faults)
    _, faults = one(work, {f"q/{i}.md": h.question(f"q-{i}", more=f"enemies: [x-{i}, y-{i}]\n", stem=f"Which {i}?\n")
                           for i in range(3000)})
    tap.ok(not faults, "3,000 questions that name 6,000 others which do not exist", faults)
    _, faults = one(work, {"/".join("d" * 70) + "/a.md": h.question()})
    tap.ok(not faults, "70 folders in each other", faults)


def main(tap, work):
    check_forged_parts(tap, work)
    check_control_characters(tap, work)
    check_hand_made(tap, work)
    check_files(tap, work)
    check_lines(tap, work)
    check_commands(tap, work)


h.part("corpus", main)
