# The program while the machine fails it: each system call of a recorded trace fails,
# or is its last; allocations fail; reads and writes do little. It ends with exit 4
# and one line, or with the right result; nothing is half, nothing is left behind.
#
# A run of the suite takes a sample; `make torture` all that is here.
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zlib
from concurrent.futures import ThreadPoolExecutor

from lib.tap import report

EXAMC, BUILD, SRC = os.environ["EXAMC"], os.environ["BUILD"], os.environ["SRC"]
ALL = "all" in sys.argv[1:]
TODAY = "2026-11-29"
PRELOAD = os.path.join(BUILD, "torture.so")
ERRORS = ("EIO", "ENOSPC", "EINTR", "ENOMEM", "EACCES", "EMFILE")
# Never fail, or are not ours to survive.
PASSED_OVER = {"exit_group", "brk", "futex", "rt_sigaction", "rt_sigprocmask", "umask", "getpid", "set_robust_list",
               "rseq", "prlimit64", "arch_prctl", "set_tid_address", "restart_syscall", "rt_sigreturn"}
# A signal may interrupt these anywhere: they must be called again.
REPEATED = {"openat", "openat2", "read", "write", "pread64", "close", "flock", "fsync", "fdatasync", "syncfs", "ftruncate",
            "copy_file_range"}
MEMORY = {"mmap", "munmap", "mremap", "mprotect"}
PACED = {"utimensat", "clock_nanosleep"}  # a build waits until the file system's clock has gone on
TEMPORARY = re.compile(r"(^|/)[^/]*examc-[^/]*($|/)")


# --- Banks and what is done to them ---


def small_bank(root):
    """Four questions, all kinds of files; nothing to complain about."""
    shutil.copytree(os.path.join(SRC, "tests/fuzz/bank"), os.path.join(root, "bank"))


def loose_bank(root):
    """The same with repairs to make in two files."""
    small_bank(root)
    for name in ("victim", "multiple"):
        path = os.path.join(root, "bank/q", name + ".md")
        with open(path, encoding="utf-8") as f:
            text = re.sub(r"lint:\n.*?\n---", "---", f.read(), flags=re.S)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text.replace("each photo", "each photo copy"))


def large_bank(root):
    """Twenty questions of the bank that is published."""
    bank = os.path.join(root, "bank")
    shutil.copytree(os.path.join(SRC, "content/mla-c01"), bank)
    os.remove(os.path.join(bank, "review.yaml"))
    kept = 0
    for folder, names, files in sorted(os.walk(bank)):
        for name in sorted(files):
            if folder != bank and name.endswith(".md") and os.path.basename(folder) != "cases":
                kept += 1
                if kept > 20:
                    os.remove(os.path.join(folder, name))


def published(make):
    """That bank, beside what was built of it before a question changed."""
    def prepare(root):
        make(root)
        bank = os.path.join(root, "bank")
        victim = next(os.path.join(d, n) for d, _, names in sorted(os.walk(bank)) for n in sorted(names)
                      if n.endswith(".md") and d != bank and not d.endswith("cases"))
        with open(victim, "rb") as f:
            text = f.read()
        with open(victim, "ab") as f:
            f.write(b"\nMore is said.\n" if b"## Explanation" in text else b"\n## Explanation\n\nMore is said.\n")
        run(BUILDING, root)
        with open(victim, "wb") as f:
            f.write(text)
    return prepare


def knowing(args):
    """The cache in ROOT knows the bank as it was before two questions changed; some of it stays true."""
    def warm(root):
        old = {}
        for name in ("victim", "multiple"):
            path = os.path.join(root, "bank/q", name + ".md")
            with open(path, "rb") as f:
                old[path] = f.read()
            with open(path, "wb") as f:
                f.write(old[path].replace(b"keeps", b"holds").replace(b"stores", b"keeps"))
        run(["elsewhere" if a == "out" else a for a in args], root)
        if not glob.glob(os.path.join(root, "cache/*/index")):
            report(False, "the cache knows the bank")
        shutil.rmtree(os.path.join(root, "elsewhere"), ignore_errors=True)
        for path, text in old.items():
            with open(path, "wb") as f:
                f.write(text)
    return warm


def bank_without_forms(root):
    small_bank(root)
    shutil.rmtree(os.path.join(root, "bank/forms"))


def content_bank(root):
    small_bank(root)
    os.mkdir(os.path.join(root, "content"))
    os.rename(os.path.join(root, "bank"), os.path.join(root, "content/bank"))


CHECK = ["check", "--today", TODAY, "--format", "short", "-j", "1", "bank"]
BUILDING = ["build", "--today", TODAY, "--fail-on", "off", "--to", "site,json", "-j", "1", "-o", "out", "bank"]
CACHED_CHECK, CACHED_BUILD = ([*args[:-1], "--cache", "cache", "bank"] for args in (CHECK, BUILDING))
PRINTING = ["build", "--today", TODAY, "--fail-on", "off", "--to", "print", "--documents", "sheet", "--paper", "a4",
            "-o", "out", "bank"]


class Scenario:
    """A command, the folder that it starts from, and what it makes of that. WARM is done to each copy of the
    folder, which has a cache of its own: that knows where a bank lies."""

    def __init__(self, name, prepare, args, warm=lambda root: None):
        self.name, self.args, self.warm = name, args, warm
        self.root = os.path.join(WORK, name.replace(" ", "-"))
        os.makedirs(os.path.join(self.root, "start"))
        prepare(os.path.join(self.root, "start"))
        self.old = tree(os.path.join(self.root, "start"))
        self.dir = self.fresh("reference")
        self.code, self.out, self.err = run(args, self.dir)
        self.new = tree(self.dir)

    def fresh(self, name):
        """A new copy of the folder at the start."""
        root = os.path.join(self.root, name)
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(os.path.join(self.root, "start"), root, symlinks=True)
        self.warm(root)
        return root

    def faults(self, root, code, out, err, killed=False, interrupted=False):
        """What is wrong with the end of a run in ROOT."""
        found, now = [], tree(root)
        units = {}  # a format is old or new as a whole, a file of an author is
        for path in {*self.old, *self.new, *now}:
            left = TEMPORARY.search(path) and path not in self.old and path not in self.new
            if left and not killed:
                found.append(f"{path} is left behind")
            if not left:
                parts = path.split("/")
                unit = "/".join(parts[:2]) if parts[0] == "out" else path
                units.setdefault(unit, []).append((now.get(path), self.old.get(path), self.new.get(path)))
        is_old = {u for u, files in units.items() if all(n == o for n, o, _ in files)}
        is_new = {u for u, files in units.items() if all(n == x for n, _, x in files)}
        found += [f"{u} is neither old nor new" for u in sorted(set(units) - is_old - is_new)]
        if killed:
            return found
        said = err.decode("utf-8", "replace")
        if code == self.code:
            found += [f"exit {code}, but {u} is old" for u in sorted(set(units) - is_new)]
            found += ["another output"] if out != self.out else []
        elif code == 4 or (code == 2 and "examc: " in said):
            if not said.split("\n")[-2].startswith("examc: ") or not said.endswith("\n"):
                found.append(f"no line that says why: {said[-200:]}")
            # Files of an author are replaced one by one; a build publishes all or nothing.
            if "is published" not in said:
                found += [f"exit {code}, but {u} is new" for u in sorted(set(units) - is_old) if u.startswith("out/")]
            if interrupted:
                found.append("EINTR is not repeated")
        else:
            found.append(f"exit {code}: {said[:200]}")
        return found

    def again(self, root):
        """What is wrong after one more run, undisturbed."""
        if self.args[0] == "form":  # is there already, or is not
            shutil.rmtree(os.path.join(root, "bank/forms"), ignore_errors=True)
        if self.args[0] == "init":
            shutil.rmtree(os.path.join(root, "fresh"), ignore_errors=True)
        if self.args[0] == "new":
            shutil.rmtree(os.path.join(root, "content/bank/alpha"), ignore_errors=True)
        code, out, err = run(self.args, root)
        now = tree(root)
        found = [f"the next run: exit {code}: {err[-200:]!r}"] if code != self.code else []
        # A build removes what a killed one left; beside an author's files it stays.
        return found + [f"the next run leaves {p} wrong" for p in sorted({*now, *self.new})
                        if now.get(p) != self.new.get(p) and not (TEMPORARY.search(p) and p.startswith("bank/"))]


def tree(root):
    """Path -> bytes of all files, None of folders; but for the cache, which nobody but the program reads."""
    found = {}
    for folder, names, files in os.walk(root):
        if folder == root and "cache" in names:
            names.remove("cache")
        for name in names:
            found[os.path.relpath(os.path.join(folder, name), root)] = None
        for name in files:
            path = os.path.join(folder, name)
            with open(path, "rb") as f:
                found[os.path.relpath(path, root)] = f.read()
    return found


def run(args, root, env=None, before=(), timeout=120):
    """Exit status, stdout and stderr of examc in the folder ROOT; TIMEOUT is in seconds."""
    done = subprocess.run([*before, EXAMC, *args], cwd=root, capture_output=True, timeout=timeout,
                          env=dict(os.environ, **(env or {})))
    return done.returncode, done.stdout, done.stderr


# --- System calls ---


def record(s):
    """[(name, which of that name, its first argument)] behind the loading of libraries."""
    root, log = s.fresh("record"), os.path.join(s.root, "trace")
    run(s.args, root, before=["strace", "-f", "-qqq", "-o", log])
    counts, calls, last = {}, [], 0
    with open(log, encoding="utf-8", errors="replace") as f:
        for line in f:
            m = re.match(r"\d+ +(\w+)\(([^,)]*)", line)
            if not m:
                continue
            counts[m[1]] = counts.get(m[1], 0) + 1
            calls.append((m[1], counts[m[1]], m[2]))
            if re.search(r'"[^"]*\.so[."]|ld\.so\.cache', line):
                last = len(calls)
    # The loader's own last calls: protecting what it mapped, dropping its cache.
    while last < len(calls) and calls[last][0] != "munmap":
        last += 1
    return [c for c in calls[last + 1:] if c[0] not in PASSED_OVER]


def injected(s, worker, call, fault):
    """What is wrong when CALL suffers FAULT."""
    name, when, first = call
    root, log = s.fresh(f"worker{worker}"), os.path.join(s.root, f"trace{worker}")
    how = "signal=KILL" if fault == "KILL" else f"error={fault}"
    fast = [] if fault == "KILL" else ["--seccomp-bpf"]
    code, out, err = run(s.args, root, before=[
        "strace", "-f", "-qqq", *fast, "-o", log, "-e", f"trace={name}", "-e", f"inject={name}:{how}:when={when}"])
    if fault == "KILL":
        if code not in (-9, 137):
            return [] if name in PACED and (code, out) == (s.code, s.out) else [f"exit {code}, not killed"]
        return s.faults(root, code, out, err, killed=True) + s.again(root)
    with open(log, encoding="utf-8", errors="replace") as f:
        suffers = next((line for line in f if "(INJECTED)" in line), None)
    # How often the C library asks for memory depends on where its memory lies.
    if not suffers and (name not in MEMORY | PACED or (code, out) != (s.code, s.out)):
        return ["nothing was injected"]
    suffers = suffers or ""
    # What the C library writes to its own streams is not repeated, but told.
    repeated = name in REPEATED and not (name == "write" and first in "12")
    found = s.faults(root, code, out, err, interrupted=fault == "EINTR" and repeated)
    # Who has no lock may not remove its file: it may be another's. An empty lock that
    # cannot be removed holds nobody up.
    stays = b"cannot lock" in err or (name == "unlinkat" and ".examc-lock" in suffers)
    return [x for x in found if not (stays and x == "out/.examc-lock is left behind")]


def on_both(work, points):
    """The results of WORK(worker, point) for POINTS, on all processors."""
    workers = os.cpu_count() or 2
    with ThreadPoolExecutor(workers) as pool:
        parts = [pool.submit(lambda w: [(p, work(w, p)) for p in points[w::workers]], w) for w in range(workers)]
        return [r for part in parts for r in part.result()]


def sample(points):
    """Of each fault of each kind of call one, from anywhere in the run."""
    kinds = {}
    for call, fault in points:
        kinds.setdefault((call[0], fault), []).append((call, fault))
    return [all_[zlib.crc32(f"{name} {fault}".encode()) % len(all_)] for (name, fault), all_ in kinds.items()
            if name not in MEMORY or fault == "ENOMEM"]


def torture_calls(s):
    calls = record(s)
    points = [(c, f) for c in calls for f in (*ERRORS, "KILL")]
    if s.name == "check":
        points = [p for p in points if p[1] != "KILL"]  # it writes nothing
    points = points if ALL else sample(points)
    results = on_both(lambda w, p: injected(s, w, *p), points)
    bad = [f"{f} of {name} {when}: {'; '.join(found)}" for ((name, when, _), f), found in results if found]
    report(not bad and len(points) > 5, f"{s.name}: {len(points)} faults of {len(calls)} system calls",
           "\n".join([f"{len(bad)} bad", *bad]))


def torture_between(s):
    """Killed between two formats: a reader can tell that, and the next build tells and mends it."""
    root, calls = s.fresh("between"), [c for c in record(s) if c[0] == "renameat2"]
    inject = [f"inject=renameat2:signal=KILL:when={calls[1][1]}"] if len(calls) > 1 else []
    run(s.args, root, before=["strace", "-f", "-qqq", "-o", os.devnull, "-e", "trace=renameat2", "-e", *(inject or ["trace=none"])])
    now = tree(root)
    new = {u for u in ("json", "site") for p in now if p.startswith(f"out/{u}/") and s.new.get(p) == now[p] != s.old.get(p)}
    marks = sorted(p for p in now if p.endswith(".examc-unfinished"))
    report(len(new) == 1 and marks == [f"out/.{u}.demo.examc-unfinished" for u in ("json", "site")],
           f"{s.name}: killed between two formats, a mark names each", [new, marks])
    # One of them alone mends that one, and the other's mark stays.
    code, out, err = run([a if a != "site,json" else "json" for a in s.args], root)
    marks = sorted(p for p in tree(root) if p.endswith(".examc-unfinished"))
    report(code == 0 and b"a build was ended before" in err and marks == ["out/.site.demo.examc-unfinished"],
           f"{s.name}: a build of one format keeps the mark of the other", [code, err, marks])
    code, out, err = run(s.args, root)
    now = tree(root)
    report(code == 0 and err.count(b"a build was ended before") == 1 and now == s.new,
           f"{s.name}: the next build says so and mends it", [code, err, sorted({*now} ^ {*s.new})])
    code, out, err = run(s.args, root)
    report(code == 0 and b"a build was ended" not in err, f"{s.name}: and then there is nothing to be said", err)


def torture_short(s):
    root = s.fresh("short")
    code, out, err = run(s.args, root, env={"LD_PRELOAD": PRELOAD, "TORTURE": "short"})
    found = s.faults(root, code, out, err)
    report(not found and code == s.code, f"{s.name}: short and interrupted reads and writes", [code, err[-200:], *found])


# --- Allocations ---


def count_allocations(s, **env):
    log = os.path.join(s.root, "count")
    run(s.args, s.fresh("count-run"), env={"LD_PRELOAD": PRELOAD, "TORTURE": "count", "TORTURE_LOG": log, **env})
    with open(log, encoding="utf-8") as f:
        return int(f.read())


def torture_check(s, share):
    """A child at one of SHARE allocations of one run, in which it fails."""
    total, log = count_allocations(s), os.path.join(s.root, "each")
    root = s.fresh("each-run")
    workers = os.cpu_count() or 2
    step = share * workers
    with ThreadPoolExecutor(workers) as pool:
        runs = [pool.submit(run, s.args, root, {
            "LD_PRELOAD": PRELOAD, "TORTURE": f"each:{1 + w * share}:{step}", "TORTURE_LOG": f"{log}{w}"},
            timeout=4 * 3600) for w in range(workers)]
        ends = [r.result() for r in runs]
    bad = [f"the parent: exit {e[0]}: {e[2][-200:]!r}" for e in ends if (e[0], e[1]) != (s.code, s.out)]
    right = 0
    for w in range(workers):
        data = b""
        if os.path.exists(f"{log}{w}"):
            with open(f"{log}{w}", "rb") as f:
                data = f.read()
        while data:
            head, data = data.split(b"\n", 1)
            k, status, n, more = map(int, head.split())
            out, err, data = data[:n], data[n:n + more], data[n + more:]
            if status == s.code and out != s.out:
                # Some of it was written before the child began: a run of its own tells.
                status, out, err = run(s.args, root, env={
                    "LD_PRELOAD": PRELOAD, "TORTURE": f"fail:{k}{'+' if k // step % 2 else ''}"})
            if status == s.code and out == s.out:
                right += 1
            else:
                bad.append(f"allocation {k}: exit {status}, {err[:200]!r}")
    bad += ["the folder changed"] if tree(root) != s.old else []
    report(not bad and total > 1000, f"{s.name}: {total // share} of {total} allocations fail ({right} times it does not matter)",
           "\n".join([f"{len(bad)} bad", *bad]))


def torture_build(s, points):
    total = count_allocations(s)
    step = max(1, total // points)

    def one(worker, k):
        root = s.fresh(f"worker{worker}")
        code, out, err = run(s.args, root, env={"LD_PRELOAD": PRELOAD, "TORTURE": f"fail:{k}{'+' if k // step % 2 else ''}"})
        return s.faults(root, code, out, err)
    tried = list(range(1 + step // 3, total, step))[:points]
    bad = [f"allocation {k}: {'; '.join(found)}" for k, found in on_both(one, tried) if found]
    report(not bad and tried, f"{s.name}: {len(tried)} of {total} allocations fail", "\n".join([f"{len(bad)} bad", *bad]))


def torture_codes(s):
    """Every allocation of libqrencode, which takes no allocators of ours."""
    inside = {"TORTURE_IN": "libqrencode"}
    total = count_allocations(s, **inside)

    def one(worker, point):
        root = s.fresh(f"worker{worker}")
        code, out, err = run(s.args, root, env={"LD_PRELOAD": PRELOAD, "TORTURE": f"fail:{point}", **inside})
        found = s.faults(root, code, out, err)
        return found + ([] if code in (s.code, 4) else [f"exit {code}"]) + ([code] if code == s.code else [])
    results = on_both(one, [f"{k}{more}" for k in range(1, total + 1) for more in ("", "+")])
    bad = [f"allocation {k}: {found}" for k, found in results if [x for x in found if x != s.code]]
    same = [k for k, found in results if found == [s.code]]
    report(not bad and total > 50 and len(same) < total / 10,
           f"{s.name}: each of {total} allocations of libqrencode fails ({len(same)} times it does not matter)",
           "\n".join([f"{len(bad)} bad of {total}", *bad]))


# --- All of it ---

WORK = tempfile.mkdtemp(prefix="examc-torture-", dir=os.environ.get("TMPDIR") or (
    "/dev/shm" if os.access("/dev/shm", os.W_OK) else None))
try:
    if os.environ.get("SAN"):
        print("ok 1 - the machine fails # SKIP sanitizers work neither under strace nor with another malloc")
        sys.exit(0)
    small = [
        Scenario("check", small_bank, CHECK),
        Scenario("build", published(small_bank), BUILDING),
        Scenario("check with a cache", small_bank, CACHED_CHECK, knowing(CACHED_CHECK)),
        Scenario("build with a cache", published(small_bank), CACHED_BUILD, knowing(CACHED_BUILD)),
        Scenario("fix", loose_bank, ["fix", "--today", TODAY, "bank"]),
        Scenario("fmt", small_bank, ["fmt", "bank"]),
        Scenario("init", lambda root: None, ["init", "fresh", "--title", "T", "--code", "c", "--language", "en", "--domains", "A=100", "--items", "9"]),
        Scenario("new", content_bank, ["new", "single", "fresh", "--topic", "alpha"]),
        Scenario("form --write", bank_without_forms, ["form", "--items", "4", "--write", "other", "bank"]),
        Scenario("check --write-baseline", loose_bank, [*CHECK[:-1], "--write-baseline", "bank"]),
    ]
    wanted = [a for a in sys.argv[1:] if a != "all"]
    for s in small:
        if wanted and s.name.split()[0] not in wanted:
            continue
        changes = [p for p in s.new if s.new[p] != s.old.get(p)]
        report(s.code == (0 if s.args[0] != "check" else s.code) and bool(changes) == (s.args[0] != "check" or "--write-baseline" in s.args),
               f"{s.name}: undisturbed", [s.code, s.err, changes])
        torture_short(s)
        torture_calls(s)
        if s.name == "build":
            torture_between(s)
    if not wanted or "codes" in wanted:
        torture_codes(Scenario("build of codes", small_bank, PRINTING))
    if not wanted or "malloc" in wanted:
        torture_check(Scenario("check of 20", large_bank, CHECK), 1 if ALL else 199)
        torture_build(Scenario("build of 20", published(large_bank), BUILDING), 2000 if ALL else 60)
finally:
    shutil.rmtree(WORK, ignore_errors=True)
