"""examc init and examc new: from an empty folder to a bank that is checked and
built; and how far long runs show that they are.
"""
import glob
import json
import os
import pty
import re
import select
import shutil
import subprocess
import tempfile
import time
import xml.etree.ElementTree as ET

import jsonschema
import yaml

from lib.tap import report

EXAMC, SRC = os.environ["EXAMC"], os.environ["SRC"]
SAN = bool(os.environ.get("SAN"))
CHESS = ["--title", "Chess, level 2", "--code", "CH-200", "--language", "en", "--domains", "Openings=60, Endgames=40", "--items", "20"]


def run(*args, cwd, **env):
    return subprocess.run([EXAMC, *args], cwd=cwd, capture_output=True, text=True, stdin=subprocess.DEVNULL, env=dict(os.environ, **env))


def files(root):
    found = {}
    for d, _, names in os.walk(root):
        for n in names:
            p = os.path.join(d, n)
            with open(p, "rb") as f:
                found[os.path.relpath(p, root)] = f.read()
    return found


def folder(work, name):
    path = os.path.join(work, name)
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)
    return path


def terminal(args, cwd, answers=(), **env):
    """Runs examc on a terminal, types the answers; exit code, what was shown."""
    pid, fd = pty.fork()
    if pid == 0:
        try:
            os.chdir(cwd)
            e = {k: v for k, v in os.environ.items() if k not in ("CI", "NO_COLOR")}
            e.update({"TERM": "xterm", **env})
            os.execve(EXAMC, [EXAMC, *args], {k: v for k, v in e.items() if v is not None})
        finally:
            os._exit(127)
    shown, answers, end = b"", list(answers), time.time() + 120
    while time.time() < end:
        if not select.select([fd], [], [], 1)[0]:
            continue
        try:
            data = os.read(fd, 65536)
        except OSError:
            break
        if not data:
            break
        shown += data
        if answers and re.search(rb": $", shown):
            os.write(fd, answers.pop(0).encode() + b"\n")
    os.close(fd)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown.decode()


# --- init ---

def check_start(work):
    root = folder(work, "start")
    r = run("init", *CHESS, cwd=root)
    made = files(root)
    report(r.returncode == 0 and r.stdout.splitlines() and sorted(r.stdout.splitlines()) == sorted(made), "init prints the names of the files that it writes",
           [r.stdout, r.stderr, list(made)])
    wanted = {"content/ch-200/exam.yaml", "content/ch-200/exam.schema.json", "content/ch-200/README.md", ".gitignore", ".github/workflows/questions.yml", ".gitlab-ci.yml"}
    questions = [p for p in made if p.endswith(".md") and "README" not in p]
    types = sorted(re.search(rb"(?m)^type: (\w+)", made[p])[1].decode() for p in questions)
    report(wanted | set(questions) == set(made) and types == ["matching", "multiple", "ordering", "single"]
           and all(b"\nstatus: released" in made[p] for p in questions), "a blueprint, a question of each type, what git and CI hosts read", [types, list(made)])
    with open(SRC + "/integrations/gitlab/examc.gitlab-ci.yml", "rb") as f:
        report(made[".gitlab-ci.yml"] == f.read(), "GitLab gets the project's own file")
    report(b"uses: examc/examc/integrations/github@" in made[".github/workflows/questions.yml"] and b"\non: pull_request #" in made[".github/workflows/questions.yml"],
           "GitHub gets the project's own action", made[".github/workflows/questions.yml"])
    r = run("check", "--no-cache", "--fail-on", "info", cwd=root)
    report(r.returncode == 0 and not r.stdout and "4 questions: 0 errors, 0 warnings" in r.stderr, "the bank passes its own check without a finding", r.stdout + r.stderr)
    r = run("fmt", "--check", cwd=root)
    report(r.returncode == 0 and not r.stdout, "its files are written in the one way", r.stdout + r.stderr)
    r = run("build", "--no-cache", cwd=root)
    report(r.returncode == 0 and os.path.exists(root + "/output/site/ch-200/index.html"), "the bank is built", r.stderr)
    ignored = subprocess.run("git init -q . && git status --porcelain --ignored output", shell=True, cwd=root, capture_output=True, text=True)
    report(ignored.stdout == "!! output/\n", "git leaves out what was built", ignored)
    r = run("coverage", cwd=root)
    report(r.returncode == 0 and "+0" in r.stdout, "its domains have their shares", r.stdout)


def check_keys(work):
    """Each key of the XSDs stands in what init writes, there or behind a #."""
    root = folder(work, "keys")
    run("init", *CHESS, "--services", "--rules", cwd=root)
    made = files(root)
    report({"content/ch-200/services.yaml", "content/ch-200/rules/house.yaml"} <= set(made), "services.yaml and rules come when they are asked for", list(made))
    for path in (p for p in made if p.endswith(".yaml") and "content" in p):
        named = re.match(rb"# yaml-language-server: \$schema=(\S+)\n", made[path])
        schema = made.get(os.path.normpath(os.path.join(os.path.dirname(path), named[1].decode()))) if named else None
        faults = [e.message for e in jsonschema.Draft7Validator(json.loads(schema)).iter_errors(yaml.safe_load(made[path]))] if schema else ["none is named"]
        broken = schema and list(jsonschema.Draft7Validator(json.loads(schema)).iter_errors({"nonsense": "1"}))
        report(schema and not faults and broken, f"{path} names its schema for editors, which is there and takes it", faults)
    xs = "{http://www.w3.org/2001/XMLSchema}"
    for name, old in ("exam", {"article"}), ("services", set()):
        tree = ET.parse(f"{SRC}/schemas/{name}.xsd").getroot()
        keys = {n.get("name") for n in tree.iter() if n.get("name") and (n.tag == xs + "attribute" or (n.tag == xs + "element" and n not in list(tree)))}
        text = made[f"content/ch-200/{name}.yaml"].decode()
        missing = {k for k in keys - {"value", "entry", "item"} - old if not re.search(rf"(?m)(^|[ {{#]){k}: ", text + " ") and not re.search(rf"(?m)^[ #-]*{k}:$", text)}
        report(not missing, f"each key of {name}.yaml is shown", missing)
    text = made["content/ch-200/exam.yaml"].decode()
    bare = [m[1] for m in re.finditer(r"(?m)^(?<!#)([a-z-]+):", text) if not re.search(rf"#[^\n]*\n(#[^\n]*\n|[a-z-]+: [^\n]*\n)*{m[1]}:", text) and m[1] != "difficulties"]
    report(not bare, "each key of exam.yaml has a comment", bare)
    # The keys that may be left out work when the # is taken away; the first line is for editors.
    lines = text.splitlines()
    open_keys = [re.sub(r"^( *)# (?=[a-z-]+:|  (- \{|[a-z-]+:))", r"\1", s) for s in lines[1:]]
    with open(root + "/content/ch-200/exam.yaml", "w", encoding="utf-8") as f:
        f.write("\n".join(open_keys) + "\n")
    os.mkdir(root + "/content/ch-200/img")
    shutil.copy(f"{SRC}/tests/cases/dup-image-alt/q/c.png", root + "/content/ch-200/img/logo.png")
    r = run("check", "--no-cache", "--fail-on", "info", "--only", "schema,yaml,exam", cwd=root)
    report("\nrationales: every\n" in "\n".join(open_keys) and r.returncode == 0, "keys that may be left out work as they are shown", r.stdout + r.stderr)
    r = run("rules", "test", "content/ch-200", cwd=root)
    report(r.returncode == 0, "the rule that comes with it keeps its word", r.stdout + r.stderr)


def check_flags(work):
    for i in range(0, len(CHESS), 2):
        root = folder(work, "flags")
        r = run("init", *CHESS[:i], *CHESS[i + 2:], cwd=root)
        report(r.returncode == 2 and CHESS[i] in r.stderr and not files(root), f"without a terminal {CHESS[i]} is needed", [r.returncode, r.stderr])
    r = run("init", "--language", "en", cwd=folder(work, "flags"))
    report(r.returncode == 2 and "--title, --code, --domains, --items" in r.stderr, "what is needed is said at once", r.stderr)
    for name, domains, names, weights in (
            ("signs for per cent", "Openings=60%, Endgames = 40 %", ["openings", "endgames"], ["60", "40"]),
            ("letters with marks", "Ärztliche Hilfe=60, Größe=40", ["arztliche-hilfe", "grosse"], ["60", "40"]),
            ("names that differ in a sign", "C=30, C++=30, C#=40", ["c", "c-2", "c-3"], ["30", "30", "40"]),
            ("other scripts", "日本=50, 中国=50", ["domain-1", "domain-2"], ["50", "50"])):
        root = folder(work, "flags")
        r = run("init", *CHESS, "--domains", domains, cwd=root)
        text = files(root).get("content/ch-200/exam.yaml", b"").decode()
        c = run("check", "--no-cache", "--fail-on", "info", cwd=root)
        report(re.findall(r"(?m)^  - id: (\S+)", text) == names and re.findall(r"(?m)^    weight: (\S+)", text) == weights and c.returncode == 0,
               f"domains with {name}", [r.stderr, text, c.stdout])
    root = folder(work, "a b's")
    r = run("init", "a b's", *CHESS, cwd=work)
    cd = re.search(r"  (cd .*)\n", r.stderr)
    there = subprocess.run(["sh", "-c", cd[1] + " && ls content"], cwd=work, capture_output=True, text=True) if cd else r
    report(there.stdout == "ch-200\n", "the line that leads into the folder can be pasted", r.stderr)
    for name, args, said in (
            ("weights of 90", ["--domains", "A=50,B=40"], "sum to 90"), ("a domain without weight", ["--domains", "A"], "'A' has no weight"),
            ("two domains of a name", ["--domains", "A=50,A=50"], "domain 'A' is there twice"), ("no language", ["--language", "de_DE"], "language 'de_DE' must be"),
            ("a title of two lines", ["--title", "a\nb"], "must be one line"), ("33 domains", ["--domains", ",".join(f"D {i}=1" for i in range(33))], "32"),
            ("a title that is no text", ["--title", b"\xff"], "UTF-8"), ("no number", ["--items", "0"], "--items")):
        root = folder(work, "flags")
        r = subprocess.run([EXAMC, "init", *CHESS, *args], cwd=root, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        report(r.returncode == 2 and said in r.stderr and not files(root), f"{name}: exit 2", [r.returncode, r.stderr])
    for title, code, domains in (("T: \"x\" #1", "2026", "A=100"), ("yes", "No", "no=50,true=50"), ("Ünï \\ 'x'", "Ö", "Ä=33.3, Ö=33.3, Ü: x=33.4"), ("a", "-", ",".join(f"D {i}=4" for i in range(25)))):
        root = folder(work, "flags")
        r = run("init", "sub/dir", "--title", title, "--code", code, "--language", "en", "--domains", domains, "--items", "65", cwd=root)
        c = run("check", "--no-cache", "--fail-on", "info", cwd=root + "/sub/dir") if r.returncode == 0 else r
        f = run("fmt", "--check", cwd=root + "/sub/dir") if r.returncode == 0 else r
        report(c.returncode == 0 and f.returncode == 0, f"title {title}, code {code}, {domains[:20]}: a bank", [c.stdout, c.stderr, f.stdout])


def check_never_overwrites(work):
    root = folder(work, "full")
    r = run("init", *CHESS, cwd=root)
    written = r.stdout.splitlines()
    shared = {".gitignore", ".github/workflows/questions.yml", ".gitlab-ci.yml"}
    for path in shared:
        root = folder(work, "full")
        os.makedirs(os.path.dirname(os.path.join(root, path)), exist_ok=True)
        with open(os.path.join(root, path), "w", encoding="utf-8") as f:
            f.write("mine\n")
        r = run("init", *CHESS, cwd=root)
        report(r.returncode == 0 and f"'{path}' is there already, and stays as it is" in r.stderr and set(r.stdout.splitlines()) == set(written) - {path}
               and files(root)[path] == b"mine\n" and files(root).keys() == set(written), f"a repository keeps its own {path}", [r.stdout, r.stderr])
    for path in set(written) - shared:
        root = folder(work, "full")
        os.makedirs(os.path.dirname(os.path.join(root, path)), exist_ok=True)
        with open(os.path.join(root, path), "w", encoding="utf-8") as f:
            f.write("mine\n")
        before = files(root)
        r = run("init", *CHESS, cwd=root)
        report(r.returncode == 2 and "is there already; nothing was written" in r.stderr and files(root) == before, f"{path} is not overwritten", [r.stderr, list(files(root))])
    root = folder(work, "full")
    os.symlink(folder(work, "elsewhere"), root + "/content")
    r = run("init", *CHESS, cwd=root)
    report(r.returncode == 2 and not files(work + "/elsewhere") and files(root) == {}, "a link on the way is not followed", r.stderr)
    os.remove(root + "/content")
    with open(root + "/content", "w", encoding="utf-8"):
        pass
    r = run("init", *CHESS, cwd=root)
    report(r.returncode == 2 and list(files(root)) == ["content"], "a file in the place of a folder stays", r.stderr)
    root = folder(work, "full")
    r = run("init", *CHESS, cwd=root)
    before = files(root)
    r = run("init", *CHESS[:2], "--code", "CH-300", *CHESS[4:], cwd=root)
    after = files(root)
    report(r.returncode == 0 and {p: after[p] for p in before} == before and "content/ch-300/exam.yaml" in after, "a second bank is begun beside the first one, whose files stay", r.stderr)
    before = after
    r = run("init", *CHESS, cwd=root)
    report(r.returncode == 2 and "'content/ch-200' is there already; nothing was written" in r.stderr and files(root) == before, "but not the same once more", r.stderr)
    if os.geteuid() != 0:
        root = folder(work, "full")
        os.makedirs(root + "/.github")
        os.chmod(root + "/.github", 0o500)
        r = run("init", *CHESS, cwd=root)
        os.chmod(root + "/.github", 0o700)
        report(r.returncode == 4 and not files(root) and os.listdir(root) == [".github"], "what cannot be completed is taken back", [r.stderr, os.listdir(root)])


def check_asked(work):
    root = folder(work, "asked")
    code, shown = terminal(["init"], root, ["", "Chess, level 2", "CH-200", "de_DE", "", "Openings=60", "Openings=60, Endgames=40", "many", ""])
    plain = shown.replace("\r", "")
    report(code == 0 and "it is needed" in plain and "must be a language tag" in plain and "sum to 60, not to 100" in plain and "whole number" in plain,
           "on a terminal all is asked, and again where the answer will not do", shown)
    one = files(root)
    root = folder(work, "asked")
    run("init", *CHESS, cwd=root)
    report(one == files(root) and one, "answers and options make the same files", list(one))
    root = folder(work, "asked")
    code, shown = terminal(["init", *CHESS[:-2]], root, ["5"])
    report(code == 0 and shown.count("]: ") == 1 and "items: 5" in files(root)["content/ch-200/exam.yaml"].decode(), "what options say is not asked", shown)
    root = folder(work, "asked")
    code, shown = terminal(["init"], root, ["Chess", "\x04"])
    report(code == 2 and "nothing was written" in shown and not files(root), "an end instead of an answer writes nothing", shown)


# --- new ---

def check_new(work):
    root = folder(work, "new")
    run("init", *CHESS, cwd=root)
    for kind in ("single", "multiple", "ordering", "matching"):
        r = run("new", kind, "my-" + kind, cwd=root)
        path = r.stdout.strip()
        with open(os.path.join(root, path), encoding="utf-8") as f:
            text = f.read()
        report(r.returncode == 0 and f"id: my-{kind}\ntype: {kind}\n" in text and "\nstatus: draft\n" in text, f"new {kind} writes a draft and prints its path", [r, text])
    r = run("fmt", "--check", cwd=root)
    report(r.returncode == 0 and not r.stdout, "drafts are written in the one way", r.stdout)
    r = run("check", "--no-cache", cwd=root)
    report(r.returncode == 0 and "0 errors, 0 warnings" in r.stderr, "drafts pass the check", r.stdout)
    # Of a form of 20 the openings lack 10 less two, then the endgames more.
    run("new", "single", "more-1", "--topic", "openings", cwd=root)
    for i in range(2, 6):
        run("new", "single", f"more-{i}", "--topic", "openings", cwd=root)
    r = run("new", "single", "wanted", cwd=root)
    report(r.stdout == "content/ch-200/endgames/wanted.md\n", "topic and task are those that lack most, drafts counted", r.stdout + r.stderr)
    before = files(root)
    for name, args, said in (
            ("an id that exists", ["single", "wanted"], "id 'wanted' is taken"), ("an id of an example", ["single", "options-alone"], "id 'options-alone' is taken"),
            ("capitals", ["single", "Wanted"], "id 'Wanted' must be lower-case letters and digits, with single hyphens between them, at most 64"),
            ("a path", ["single", "../x"], "id '../x' must be lower-case"), ("a mapping", ["single", "a: b"], "id 'a: b' must be"),
            ("a line break", ["single", "a\nb"], "must be lower-case"), ("no type", ["singel", "x"], "did you mean 'single'?"),
            ("no topic of the bank", ["single", "x", "--topic", "opening"], "exam.yaml has no topic 'opening'; did you mean 'openings'?"),
            ("no task of the bank", ["single", "x", "--task", "9.9"], "exam.yaml has no task '9.9'; its tasks are 1.1, 2.1"),
            ("no id", ["single"], "a type (single, multiple, ordering or matching) and an id")):
        r = run("new", *args, cwd=root)
        report(r.returncode == 2 and said in r.stderr and files(root) == before, f"{name}: exit 2, in the words of check", [r.stdout, r.stderr])
    with open(root + "/content/ch-200/openings/bad.md", "w", encoding="utf-8") as f:
        f.write(before["content/ch-200/endgames/wanted.md"].decode().replace("id: wanted", "id: Wanted"))
    said = run("check", "--no-cache", "--format", "short", cwd=root).stdout
    report("id 'Wanted' must be lower-case letters and digits, with single hyphens between them, at most 64" in said, "check has these words", said)
    os.remove(root + "/content/ch-200/openings/bad.md")
    r = run("new", "single", "x", "--task", "2.1", cwd=root + "/content/ch-200/openings")
    report(r.returncode == 0 and r.stdout == "../endgames/x.md\n", "inside the bank the path leads from the current folder", [r.stdout, r.stderr])
    r = run("new", "single", "x", cwd=folder(work, "none"))
    report(r.returncode == 2 and "examc init" in r.stderr, "where there is no bank, init is named", r.stderr)
    for command in "check", "build", "fmt", "coverage":
        r = run(command, cwd=folder(work, "none"))
        report(r.returncode == 2 and "no bank is here; 'examc init' begins one" in r.stderr, f"by {command}, too", r.stderr)
    r = run("check", "content", cwd=folder(work, "none"))
    report(r.returncode == 2 and "'content' does not exist" in r.stderr, "a folder that was named is missed by its name", r.stderr)
    shutil.copytree(root + "/content/ch-200", root + "/content/other")
    r = run("new", "single", "y", cwd=root)
    report(r.returncode == 2 and "2 banks" in r.stderr, "of two banks none is chosen", r.stderr)


# --- Progress ---

def check_progress(work):
    bank = work + "/many"
    n = 2000 if SAN else 12000
    subprocess.run(["perl", SRC + "/tests/bench/generate.pl", bank, str(n)], check=True, capture_output=True)
    # Finished steps of the machine, however quick it is: one hand, no cache.
    args = ["check", "--no-cache", "-j1", "--only", "yaml", bank]
    code, shown = terminal(args, work)
    lines = re.findall(r"\r([^\r\n]*)\x1b\[K", shown)
    counts = [int(x) for x in re.findall(rf"checking (\d+) of {n}", shown)]
    report(code == 0 and counts and counts == sorted(counts) and counts[0] > 0, "a long check shows on a terminal how far it is", shown[-900:])
    report(lines and lines[-1] == "" and shown.rstrip().endswith("s)"), "the line is cleared at the end", lines[-3:])
    report(len(lines) < 60 * 10, "it is drawn now and then", len(lines))
    code, shown = terminal(["build", "--no-cache", "--to", "site", "-o", work + "/out", bank], work)
    report(code == 0 and re.search(r"\rwriting \d+ of \d+\x1b\[K", shown) and "\r\x1b[K" + work + "/out: " in shown, "so does a build", shown[-900:])
    for name, env in ("a dumb terminal", {"TERM": "dumb"}), ("no TERM", {"TERM": None}), ("CI", {"CI": "true"}):
        code, shown = terminal(args, work, **env)
        report(code == 0 and "checking" not in shown and "\x1b[K" not in shown, f"{name}: no progress", shown[-300:])
    r = run(*args, cwd=work, TERM="xterm")
    report(r.returncode == 0 and "checking" not in r.stderr + r.stdout and "\x1b" not in r.stderr, "none in a log", r.stderr)
    code, shown = terminal(["check", "--no-cache", SRC + "/tests/runs/build/bank"], work)
    report("checking" not in shown, "none for what takes no time", shown[-300:])


WORK = tempfile.mkdtemp(prefix="examc-init-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
try:
    check_start(WORK)
    check_keys(WORK)
    check_flags(WORK)
    check_never_overwrites(WORK)
    check_asked(WORK)
    check_new(WORK)
    check_progress(WORK)
finally:
    shutil.rmtree(WORK, ignore_errors=True)
