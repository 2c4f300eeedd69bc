# The cache is a shortcut and nothing else: random sequences of changes to a bank, to the
# cache and to what was built, and after each of them the same command with the cache and
# without one. Both say the same, end the same and publish the same bytes.
#
#   python3 -B tests/cache.py [all | SEED…]    25 sequences, 500, or those of these seeds
#
# At the end it tells how many of the runs that strace looked at read no file of the bank
# (they repeat what an earlier one said) and how many did not read all questions: a test
# that never takes the fast ways proves nothing.
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "cache"))

import changes  # noqa: E402
import saves  # noqa: E402
from lib.bank import write_all  # noqa: E402
from lib.tap import report  # noqa: E402

EXAMC, BUILD, SAN = os.environ["EXAMC"], os.environ["BUILD"], os.environ.get("SAN")
ALL = "all" in sys.argv[1:]
SEEDS = [int(a) for a in sys.argv[1:] if a.isdigit()] or range(500 if ALL else 25)
STEPS = 12 if ALL or len(SEEDS) < 25 else 5
TODAY = ("2026-11-29", "2026-11-29", "2026-11-29", "2027-12-01")
# A step of the clock: an entry is believed when it is two seconds older than the run.
LATER = 10
UNUSED = re.compile(rb"the cache in .* is not used: others than you may write to it, or it is no folder\n")
TIME = re.compile(rb"\(\d+\.\d\d s\)")


def command(rng, place):
    """A command line without its paths, and the path; as they come in practice, now and then another."""
    rest = ["--today", rng.choice(TODAY), *rng.choice([[]] * 5 + [["--drafts"]]), *rng.choice([[]] * 3 + [["-j", "1"], ["-j", "3"]])]
    if rng.random() < .45:
        formats = rng.choice([["--to", "site,json"]] * 3 + [["--to", "json"]] * 2 + [["--to", "site"]] + [
            ["--to", "site,json,print", "--documents", "sheet", "--paper", "a4"], ["--to", "print", "--documents", "key", "--paper", "letter"]])
        return ["build", *formats, *rng.choice([["--fail-on", "off"]] * 4 + [[]]), "-o", "out", *rest], "../bank"
    some = place.questions()
    paths = ["../bank"] * 5 + [place.bank, "../bank/a"] + ([os.path.join("../bank", os.path.relpath(rng.choice(some), place.bank))] if some else [])
    args = rng.choice([["check"]] * 4 + [["lint"]])
    return [*args, *rng.choice([["--format", "json"]] * 2 + [["--format", "short"], ["--format", "sarif"], []]), *rest], rng.choice(paths)


class Sequence:
    """Changes and runs, drawn by the number SEED."""

    def __init__(self, root, seed):
        self.rng, self.seed = random.Random(seed), seed
        self.place = changes.Place(root, self.undisturbed)
        self.watch = random.Random(seed)  # when strace looks
        self.later, self.told, self.code = 0, [], 0
        self.hurried = seed % 5 == 4  # no time passes between its runs
        self.traced = {"replays": 0, "one": 0, "entries": 0, "all": 0}
        write_all(self.place.bank, changes.bank())
        for out in self.place.outs:
            os.makedirs(os.path.dirname(out))
        self.undisturbed("form", "--items", "4", "--write", "mock", "bank")

    def undisturbed(self, *args):
        subprocess.run([EXAMC, *args], cwd=self.place.root, capture_output=True, check=False)

    def run(self, side, args, before=()):
        """Exit status, stdout, stderr but for the time."""
        env = {**os.environ, "LATER": str(self.later)}
        if not SAN:
            env["LD_PRELOAD"] = os.path.join(BUILD, "later.so")
        done = subprocess.run([*before, EXAMC, *args], cwd=os.path.join(self.place.root, side), env=env, capture_output=True, timeout=120)
        return done.returncode, done.stdout, TIME.sub(b"", UNUSED.sub(b"", done.stderr))

    def with_cache(self, args, path):
        """run() on the side of the cache; now and then strace looks which files it opens."""
        args = [*args, "--cache", "../cache", path]
        if SAN or self.watch.random() < .7:
            return self.run("cached", args)
        log = os.path.join(self.place.root, "trace")
        result = self.run("cached", args, ["strace", "-f", "-qqq", "--seccomp-bpf", "-e", "trace=open,openat,openat2", "-o", log])
        with open(log, encoding="utf-8", errors="replace") as f:
            opened = set(re.findall(r'"([^"]*)", [^"]* = \d+$', f.read(), re.M))
        unread = [p for p in self.place.questions() if os.path.relpath(p, self.place.bank) not in opened]
        if "near" in opened and "index" not in opened:
            self.traced["one"] += 1
        elif any(name.endswith("exam.yaml") for name in opened):
            self.traced["entries" if unread and "records" in opened else "all"] += 1
        elif any(name.startswith("memo-") for name in opened) and result[0] in (0, 1):
            self.traced["replays"] += 1
        return result

    def fault(self, args, path):
        """What is wrong with the run of ARGS; None: nothing."""
        got, wanted = self.with_cache(args, path), self.run("plain", [*args, "--no-cache", path])
        self.code = got[0]
        for name, one, other in zip(("exit code", "stdout", "stderr"), got, wanted):
            if one != other:
                return f"{name}: {one!r:.1500}\nwithout a cache: {other!r:.1500}"
        trees = [tree(out) for out in self.place.outs]
        wrong = sorted(p for p in {*trees[0], *trees[1]} if trees[0].get(p) != trees[1].get(p))
        if not wrong and args[0] == "build" and got[0] == 0:
            wrong = unlisted(trees[0], args[args.index("--to") + 1].split(","))
        return f"other bytes, or in no manifest: {wrong}" if wrong else None

    def step(self, last):
        change = self.rng.choice(changes.CHANGES) if len(self.place.questions()) > 1 else changes.mend
        if not self.hurried:
            time.sleep(.012)  # so that what is changed now has another time
            self.later += LATER
        said = change(self.place, self.rng)
        args, path = last if last and self.rng.random() < .6 else command(self.rng, self.place)
        self.told.append(f"{said}; {' '.join([*args, path])}")
        return args, path, self.fault(args, path)

    def again(self, args, path):
        """The same is asked twice more, and nothing happens between: the last time there is nothing to read."""
        for _ in range(2):
            self.later += LATER
            self.told.append("the same again")
            found = self.fault(args, path)
            if found:
                return found
        return None

    def saves(self):
        """An editor asks for one file at every save; now and then something else happened."""
        rng, path = self.rng, self.rng.choice(self.place.questions())
        args = ["check", "--format", rng.choice(["json", "short"]), "--today", TODAY[0]]
        if rng.random() < .2:  # then one question alone is told so
            changes.forget(os.path.join(self.place.bank, "services.yaml"))
            self.told.append("no services.yaml")
        for i in range(4):
            if not os.path.isfile(path):
                return None
            said = [saves.save(self.place, rng, path)] if i else []
            if rng.random() < .15:
                said.append(rng.choice(changes.CHANGES)(self.place, rng))
            if not self.hurried:
                time.sleep(.012)
                self.later += LATER
            if not os.path.isfile(path):
                return None
            asked = os.path.join("../bank", os.path.relpath(path, self.place.bank))
            self.told.append(f"{said}; {' '.join([*args, asked])}")
            found = self.fault(args, asked)
            if found:
                return found
        return None

    def last(self):
        """What a first build makes of the bank is there in the end."""
        args = ["build", "--to", "site,json", "--today", TODAY[0], "--fail-on", "off", "-o", "out"]
        found = self.fault(args, "../bank")
        if found or self.code != 0:  # an output whose list of files is damaged is refused
            return found
        shutil.rmtree(os.path.join(self.place.root, "plain"))
        os.mkdir(os.path.join(self.place.root, "plain"))
        self.run("plain", [*args, "--no-cache", "../bank"])
        now, fresh = (tree(out) for out in self.place.outs)
        # Lists of files and of exams name another exam that was built before.
        wrong = sorted(p for p in fresh if now.get(p) != fresh[p] and not p.endswith((".examc-manifest", "site/index.html")))
        return f"not what a first build makes: {wrong}" if wrong else None


def tree(root):
    """What each path of a folder is."""
    found = {}
    for folder, names, files in os.walk(root):
        for name in (*names, *files):
            path = os.path.join(folder, name)
            found[os.path.relpath(path, root)] = (os.readlink(path) if os.path.islink(path) else None if os.path.isdir(path)
                                                  else changes.read(path))
    return found


def unlisted(files, formats):
    """The files of FORMATS that their manifests do not name, but for strangers."""
    found = []
    for f in formats:
        listed = {f"{f}/{path}" for path in re.findall(r"(?m)^\w+ \d+ (.+)$", files[f"{f}/.examc-manifest"].decode())}
        found += [p for p, text in files.items() if p.startswith(f"{f}/") and text is not None and p not in listed
                  and os.path.basename(p) not in ("stranger", ".examc-manifest")]
    return sorted(found)


def play(seed):
    """What is wrong in the sequence SEED; how its runs went."""
    root = tempfile.mkdtemp(dir=WORK)
    s, last = Sequence(root, seed), None
    found = None
    for _ in range(STEPS):
        *last, found = s.step(last)
        if not found and s.rng.random() < .2:
            found = s.again(*last)
        if not found and len(s.place.questions()) > 1 and s.rng.random() < .4:
            found = s.saves()
        if found:
            break
    if not found and (ALL or seed % 5 == 0):
        s.later += LATER
        found = s.last()
        s.told.append("the end")
    if found and os.environ.get("KEEP"):
        print("#", root)
    else:
        shutil.rmtree(root, ignore_errors=True)
    return (seed, "\n".join([*s.told, found]) if found else None, s.traced)


WORK = tempfile.mkdtemp(prefix="examc-cache-")
try:
    with ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        results = []
        for result in pool.map(play, SEEDS):
            results.append(result)
            if result[1]:
                report(False, f"sequence {result[0]}", result[1])
                sys.stdout.flush()
    bad = [seed for seed, found, _ in results if found]
    report(not bad, f"{len(results)} sequences of {STEPS} changes: the same with the cache and without", bad)
    if not SAN and len(results) >= 25:
        traced = {k: sum(t[k] for _, _, t in results) for k in ("replays", "one", "entries", "all")}
        # How often depends on how long the steps take: what is young is read again.
        report(traced["replays"] >= 2 and traced["entries"] >= 4 and traced["one"] >= 4,
               f"of {sum(traced.values())} runs that were looked at {traced['replays']} read no file of the bank, "
               f"{traced['one']} the one that was asked for, {traced['entries']} not all questions", traced)
finally:
    if not os.environ.get("KEEP"):
        shutil.rmtree(WORK, ignore_errors=True)
