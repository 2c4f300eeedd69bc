"""What the hostile tests share: runs with limits, TAP lines, what a run may say.

A part imports this with sys.path; it lies in a folder of its own because every
tests/hostile/*.py is a part.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor

EXAMC, SRC = os.environ["EXAMC"], os.environ["SRC"]
SAN = os.environ.get("SAN", "")
SLOWER = 10 if SAN else 1  # sanitizers take their time
WALL, RSS_MB = 2.0, 500
TODAY = "2026-11-23"


class Tap:
    """Counts and prints TAP lines; parts may call it from several threads."""

    def __init__(self):
        self.n, self.failed, self.lock = 0, 0, threading.Lock()

    def ok(self, good, name, why=()):
        with self.lock:
            self.n += 1
            self.failed += not good
            print("ok" if good else "not ok", self.n, "-", name)
            if not good:
                lines = why.splitlines() if isinstance(why, str) else [str(w) for w in why]
                for line in lines[:12]:
                    print("#", printable(line)[:400])
                if len(lines) > 12:
                    print(f"# … and {len(lines) - 12} more")
            sys.stdout.flush()

    def end(self):
        print(f"1..{self.n}")


def printable(s):
    """S with everything escaped that a terminal could take for a command."""
    return UNSAFE.sub(lambda m: f"<U+{ord(m[0]):04X}>", s.replace("\n", "\\n"))


def workspace(name):
    """A temporary folder, in memory where that is possible."""
    base = next((d for d in (os.environ.get("TMPDIR"), "/dev/shm", "/tmp")
                 if d and os.path.isdir(d) and os.access(d, os.W_OK)), None)
    return tempfile.mkdtemp(prefix=f"examc-{name}-", dir=base)


def in_parallel(work, jobs):
    """Results of WORK over JOBS, in order, on all processors."""
    with ThreadPoolExecutor(max(2, os.cpu_count() or 2)) as pool:
        return list(pool.map(work, jobs))


# Runs


class Run:
    """A finished run: status (negative: a signal), output, costs."""

    def __init__(self, args, rc, out, err, wall, usage, killed):
        self.args, self.rc, self.out, self.err, self.wall = args, rc, out, err, wall
        self.cpu = usage.ru_utime + usage.ru_stime
        self.rss = usage.ru_maxrss / 1024
        self.killed = killed

    def __str__(self):
        how = "did not end" if self.killed else f"signal {-self.rc}" if self.rc < 0 else f"exit {self.rc}"
        return (f"examc {' '.join(map(str, self.args))}: {how}, {self.wall:.2f} s, {self.rss:.0f} MB; "
                + printable(self.err[-300:].decode("utf-8", "backslashreplace")))


def environment(**more):
    env = {k: v for k, v in os.environ.items()
           if k not in ("SOURCE_DATE_EPOCH", "NO_COLOR", "CLICOLOR_FORCE", "GITHUB_ACTIONS")}
    return dict(env, LC_ALL="C", TERM="dumb", **more)


def run(args, cwd, stdin=None, limit=20.0, env=None, **popen):
    """Runs examc with ARGS; kills it after LIMIT seconds (30 more with
    sanitizers)."""
    start = time.monotonic()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as data:
        if isinstance(stdin, bytes):
            data.write(stdin)
            data.seek(0)
        source = data if stdin is None or isinstance(stdin, bytes) else stdin
        p = subprocess.Popen([EXAMC, *args], cwd=cwd, stdin=source, stdout=out, stderr=err,
                             env=environment(**(env or {})), **popen)
        late = threading.Event()

        def end():
            late.set()
            p.kill()

        timer = threading.Timer(limit + (30 if SAN else 0), end)
        timer.start()
        _, status, usage = os.wait4(p.pid, 0)
        timer.cancel()
        p.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        return Run(args, p.returncode, out.read(), err.read(), time.monotonic() - start, usage, late.is_set())


def check(paths, cwd, form="short", **how):
    return run(["check", "--today", TODAY, "--format", form, *paths], cwd, **how)


def too_slow(r):
    """Over the limit, and not only because the machine did something else."""
    return r.killed or (r.wall > WALL * SLOWER and r.cpu > WALL * SLOWER / 2)


def over_limits(r, again=None):
    """What R took too much of; a slow run gets a second chance."""
    faults = []
    if too_slow(r) and again:
        r = min(r, again(), key=lambda x: x.wall)
    if too_slow(r):
        faults.append(f"took {r.wall:.2f} s ({r.cpu:.2f} s of CPU), allowed are {WALL * SLOWER:g}")
    if not SAN and r.rss > RSS_MB:
        faults.append(f"took {r.rss:.0f} MB, allowed are {RSS_MB}")
    return faults


# What a run may say

UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
FINDING = re.compile(r"(.*?):([0-9]+):([0-9]+): (error|warning|info): (.*) \[([a-z0-9-]+/[a-z0-9-]+)\]")
LEFT_OUT = re.compile(r"[0-9]+ more findings are not shown \(.*\)")
SUMMARY = re.compile(r"[0-9]+ files?, [0-9]+ questions?: [0-9]+ errors?, [0-9]+ warnings?"
                     r"(, [0-9]+ hints?)? \([0-9]+\.[0-9]+ s\)")

# How libxml2, libyaml and PCRE2 talk to programmers.
RAW = ["Element '", "attribute '", "The attribute", "This element is not expected", "Expected is", "facet",
       "is not a valid value of", "atomic type", "simple type definition", "content model", "identity-constraint",
       "key-sequence", "No precomputed", "{http://", "xs:",
       "while parsing", "while scanning", "block mapping", "block sequence", "block collection", "flow sequence",
       "flow mapping", "did not find expected", "could not find expected", "simple key", "found character that",
       "found unexpected", "found undefined", "found duplicate", "mapping values are not allowed",
       "control characters are not allowed", "invalid leading UTF-8", "invalid trailing UTF-8",
       "invalid length of a UTF-8", "incomplete UTF-8", "<block end>", "<document start>", "document indicator",
       "node content", "undefined alias", "line folding", "URI-encoded",
       "PCRE2", "at offset", "pcre2_"]


class Finding:
    def __init__(self, path, line, col, severity, message, rule):
        self.path, self.line, self.col = path, int(line), int(col)
        self.severity, self.message, self.rule = severity, message, rule

    def __str__(self):
        return f"{self.path}:{self.line}:{self.col}: {self.severity}: {self.message} [{self.rule}]"


def dirt(data, what):
    """Bytes that may not reach a terminal or a CI log."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as e:
        return [f"{what} is not UTF-8: {data[max(0, e.start - 40):e.end + 20]!r}"]
    faults = []
    for line in text.split("\n"):
        bad = UNSAFE.search(line)
        if bad:
            near = line[max(0, bad.start() - 60):bad.end() + 20]
            faults.append(f"{what} has U+{ord(bad[0]):04X}: {printable(near)}")
        if line.startswith("::"):
            faults.append(f"{what} has a line that begins with '::': {line[:60]}")
    return faults


def parse_short(out):
    """The findings of --format short, and lines that are none."""
    findings, strange = [], []
    for line in out.decode("utf-8", "replace").split("\n")[:-1] if out else []:
        m = FINDING.fullmatch(line)
        if m:
            findings.append(Finding(*m.groups()))
        else:
            strange.append(f"not of the form path:line:col: severity: message [id]: {line[:200]}")
    if out and not out.endswith(b"\n"):
        strange.append("the output does not end with a line end")
    return findings, strange


def parse_json(out):
    try:
        top = json.loads(out)
    except ValueError as e:
        return [], [f"the output is not JSON: {e}"]
    return [Finding(f.get("path") or "", f.get("line", 0), f.get("column", 0), f["severity"], f["message"], f["rule"])
            for f in top["findings"]], []


class Places:
    """Which lines and columns the files under ROOT have."""

    def __init__(self, root, contents=None):
        self.root, self.contents, self.widths = root, contents or {}, {}

    def table(self, path):
        """Number of code points of each line of PATH (bytes that are not UTF-8
        count as one each, or as a part of what is before them)."""
        if path not in self.widths:
            data = self.contents.get(path)
            if data is None:
                try:
                    with open(os.path.join(self.root, path), "rb") as f:
                        data = f.read()
                except IsADirectoryError:
                    data = b""  # a finding about a folder stands at 1:1
                except OSError:
                    self.widths[path] = None
                    return None
            if data.startswith(b"\xef\xbb\xbf"):
                data = data[3:]
            self.widths[path] = [sum(b & 0xC0 != 0x80 for b in line) if not line.isascii() else len(line)
                                 for line in data.split(b"\n")]
        return self.widths[path]

    def fault(self, f):
        widths = self.table(f.path)
        if widths is None:
            return f"names a file that does not exist: {f}"
        if not 1 <= f.line <= len(widths):
            return f"line {f.line} of a file of {len(widths)} lines: {f}"
        if not 1 <= f.col <= widths[f.line - 1] + 1:
            return f"column {f.col} of a line of {widths[f.line - 1]} characters: {f}"
        return None


def raw_words(f, source):
    """A library's own words, unless the author wrote them."""
    for words in RAW:
        if words in f.message and words.encode() not in source:
            return f"a library's own words ('{words}'): {f}"
    return None


def wanted_exit(findings):
    """The status that section 4 of the design asks for."""
    errors = [f for f in findings if f.severity == "error"]
    if any(f.path.endswith(".yaml") for f in errors):
        return 2
    return 1 if errors else 0


def judge(r, places, read=None, form="short"):
    """Everything that is wrong with a run of check: (faults, findings). READ
    gives the bytes of a path, to tell an author's words from a library's."""
    findings, faults = (parse_json if form == "json" else parse_short)(r.out)
    if r.killed or r.rc < 0 or r.rc not in (0, 1, 2):
        return [str(r)], findings
    faults += dirt(r.err, "stderr")
    if form != "json":
        faults += dirt(r.out, "stdout")
    faults += [x for x in map(places.fault, findings) if x]
    for f in findings:
        words = raw_words(f, read(f.path) if read else b"")
        if words:
            faults.append(words)
    said = r.err.decode("utf-8", "replace").rstrip("\n").split("\n")
    if not any(LEFT_OUT.fullmatch(x) for x in said) and r.rc != wanted_exit(findings):
        faults.append(f"exit {r.rc}, the findings ask for {wanted_exit(findings)}")
    if not SUMMARY.fullmatch("\n".join(x for x in said if not LEFT_OUT.fullmatch(x))):
        faults.append(f"stderr is not one summary line: {printable(r.err.decode('utf-8', 'replace'))[:200]}")
    return faults, findings


def snapshot(root):
    """Names, sizes and times of all files: what 'nothing written' means."""
    found = {}
    for folder, names, files in os.walk(root):
        for name in names + files:
            path = os.path.join(folder, name)
            st = os.lstat(path)
            found[path] = (st.st_mode, st.st_size if not os.path.isdir(path) else 0, st.st_mtime_ns)
    return found


# A bank in which nothing is wrong

EXAM = """\
id: demo
title: Demo exam
form: {items: 4, minutes: 10, pass: 700, scale-min: 100, scale-max: 1000}
tolerance: 100
reference-hosts: [docs.aws.amazon.com]
domains:
  - id: one
    name: First domain
    weight: 100
    tasks:
      - {id: "1.1", name: Do things}
topics:
  - {id: alpha, name: Alpha, tasks: ["1.1"]}
decides:
  - {id: cost, name: Cost}
"""
SERVICES = """\
services:
  - {id: old-store, name: Old Store, scope: in, status: ended, ends: 2026-01-31}
  - {id: amazon-new-store, name: Amazon New Store, old-names: [Amazon Classic Store], scope: in, status: active}
"""
STEM = "A shop stores reports for a year and reads them twice.\n\nWhich storage class fits?\n"
OPTIONS = """\
- [ ] Standard storage
  > It costs more than two reads a year deserve.
- [x] Infrequent storage
  > It costs little for two reads a year.
- [ ] Archive storage
  > It makes the shop wait for hours.
"""


def front(id="alpha-one", kind="single", more=""):
    return (f"id: {id}\ntype: {kind}\ntopic: alpha\ntask: \"1.1\"\ndifficulty: easy\n"
            f"references: [https://docs.aws.amazon.com/{id}/]\nverified: {TODAY}\n{more}")


def question(id="alpha-one", kind="single", more="", stem=STEM, options=OPTIONS, body=None):
    return f"---\n{front(id, kind, more)}---\n\n" + (f"{stem}\n{options}" if body is None else body)


def write(root, path, data):
    full = os.path.join(root, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with open(full, "wb") as f:
        f.write(data if isinstance(data, bytes) else data.encode())


def make_bank(root, files=()):
    """A good bank in ROOT plus FILES (path to content)."""
    for path, data in dict({"exam.yaml": EXAM, "services.yaml": SERVICES}, **dict(files)).items():
        write(root, path, data)


def part(name, body):
    """Runs BODY(tap, folder) with a temporary folder that is removed."""
    tap, work = Tap(), workspace(name)
    try:
        body(tap, work)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    tap.end()
