# No step grows faster than its input: what each series of growth/series.py costs at its
# smaller and at its larger size, beyond what a small bank costs.
#
#   python3 -B tests/growth.py [WORD…]         judges the series with such a word in their names
#   python3 -B tests/growth.py table [WORD…]   prints their figures
#
# CPU time is a quick judge, but one that another process on the machine misleads. What
# it calls too slow or too steep is run again under valgrind, which counts instructions,
# of libraries too, and gets the same count on any day: counts alone turn a series red.
import concurrent.futures
import math
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "growth"))

import series  # noqa: E402
from lib.bank import write_all  # noqa: E402
from lib.tap import report  # noqa: E402

EXAMC = os.environ["EXAMC"]
EXPONENT = 1.3
SUSPECT = 1.1  # from which on time is not believed
MOST = 1.0  # seconds that 64 KB may take, and the larger size of a series in proportion
FLOOR = 0.02  # seconds below which growth is of no interest
NOISE = 0.003  # seconds that the smaller size may have cost more than was measured
# Instructions that the program gets done in a second of CPU: `check` of the series of
# 64 KB and 1 MB did 1.5 to 10 thousand million on a virtual machine of 2026; few are
# counted as longer than they take.
RATE = 2.5e9
END = 30  # seconds of CPU after which the program is ended, which no load explains
MEGABYTES = 400
TRIES = 3  # times that what looks bad is timed


class Run:
    """The program over a bank, which is written when it is first needed."""

    def __init__(self, folder, files, args):
        self.root, self.out, self.log = (os.path.join(folder, name) for name in ("bank", "out", "log"))
        self.files, self.args = files, [self.out if a == "OUT" else a for a in args]
        self.seconds = []  # of CPU, of each time
        self.mb = self.code = 0

    def start(self, before=()):
        """Runs it, behind the command BEFORE; returns what it used."""
        if not os.path.isdir(self.root):
            write_all(self.root, series.bank(self.files()))
        p = subprocess.Popen([*before, EXAMC, *self.args, "."], cwd=self.root, stdin=subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if not before:
            resource.prlimit(p.pid, resource.RLIMIT_CPU, (END, END + 1))
        _, status, use = os.wait4(p.pid, 0)
        p.returncode = os.waitstatus_to_exitcode(status)
        self.code = self.code or p.returncode
        shutil.rmtree(self.out, ignore_errors=True)
        return use

    def time(self):
        use = self.start()
        self.seconds.append(use.ru_utime + use.ru_stime)
        self.mb = use.ru_maxrss / 1024

    def timed(self):
        """The least of its times; 0: not yet."""
        return min(self.seconds, default=0)

    def counted(self):
        """Its instructions, as the seconds that they take."""
        self.start(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", f"--log-file={self.log}"])
        with open(self.log, encoding="utf-8", errors="replace") as f:
            return sum(map(int, re.findall(r"Collected : (\d+)", f.read()))) / RATE


class Judge:
    """One of the series; BASE: the run over a small bank with the same arguments."""

    def __init__(self, folder, one, base):
        self.one, self.counts = one, None
        small, large = (Run(os.path.join(folder, str(n)), lambda n=n: one.make(n), one.args) for n in one.sizes)
        self.runs = [base, small, large]
        large.time()
        for _ in range(TRIES):
            if not self.too_much(self.times(), SUSPECT):
                return
            for run in self.runs:
                run.time()
        if self.too_much(self.times(), SUSPECT):
            self.counts = [run.counted() for run in self.runs]

    def times(self):
        return [run.timed() for run in self.runs]

    def exponent(self, costs):
        """Of the growth from the smaller size to the larger; 0: of no interest."""
        base, small, large = costs
        if large - base < FLOOR:
            return 0
        return math.log((large - base) / (max(small - base, 0) + NOISE)) / math.log(self.one.sizes[1] / self.one.sizes[0])

    def too_much(self, costs, exponent=EXPONENT):
        """What is wrong with COSTS, seconds of each run."""
        net, e, size = costs[-1] - costs[0], self.exponent(costs), self.one.sizes[1]
        most = MOST * (size / 64000 if size > 64000 else 3 if size <= 1000 else 1)
        return ([f"n^{e:.2f}, allowed is n^{exponent}"] if e > exponent else []) + (
            [f"{net:.2f} s, allowed are {most:g}"] if net > most else [])

    def faults(self):
        last = self.runs[-1]
        return [*(self.too_much(self.counts) if self.counts else []),
                *([f"{last.mb:.0f} MB, allowed are {MEGABYTES}"] if last.mb > MEGABYTES else []),
                *([f"exit {last.code}"] if last.code not in (0, 1, 2) else [])]

    def figures(self):
        def row(costs):
            return f"n^{self.exponent(costs):4.2f}" + "".join(f" {c * 1000:7.1f}" for c in costs) + " ms"

        return "  ".join([row(self.times()), f"{self.runs[-1].mb:4.0f} MB", *([row(self.counts) + " counted"] if self.counts else [])])


def judge_all(work, wanted):
    """Judges of the series, in order; their banks are gone behind them."""
    bases = {}

    def judge(one):
        folder = tempfile.mkdtemp(dir=work)
        try:
            return Judge(folder, one, bases[tuple(one.args)])
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    for one in wanted:
        if tuple(one.args) not in bases:
            base = bases[tuple(one.args)] = Run(tempfile.mkdtemp(dir=work), dict, one.args)
            for _ in range(TRIES):
                base.time()
    with concurrent.futures.ThreadPoolExecutor(min(os.cpu_count() or 1, 2)) as pool:
        yield from pool.map(judge, wanted)


def main(args):
    if os.environ.get("SAN"):
        print("ok 1 - growth # SKIP what sanitizers cost is no part of the program")
        return
    table, words = args[:1] == ["table"], [a for a in args if a != "table"]
    wanted = [s for s in series.series() if not words or any(w in s.name for w in words)]
    with tempfile.TemporaryDirectory(prefix="examc-growth-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as work:
        for judge in judge_all(work, wanted):
            faults = judge.faults()
            if table:
                print(judge.figures(), judge.one.name, *faults, sep="  ", flush=True)
            else:
                report(not faults, f"growth of {judge.one.name}", "\n".join([*faults, judge.figures()]))


main(sys.argv[1:])
