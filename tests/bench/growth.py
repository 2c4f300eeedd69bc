# No step grows faster than its input: what each series of series.py costs,
# in CPU time beyond that of a small bank, between its smallest and largest size.
#
#   python3 -B tests/bench/growth.py table [WORD…]   prints the figures of the series with
#                                              such a word in their names
import math
import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import series  # noqa: E402
from lib.bank import write_all as write  # noqa: E402
from lib.tap import report  # noqa: E402

EXAMC = os.environ["EXAMC"]
SLOWER = 10 if os.environ.get("SAN") else 1
FLOOR = 0.04 * SLOWER  # seconds of CPU below which growth is not told from noise
NOISE = 0.003 * SLOWER  # what a smaller size may have cost more than was measured
EXPONENT = 1.3
MOST = 1.0 * SLOWER  # seconds that 64 KB may take, and the largest of a series in proportion
MEGABYTES = 400
AGAIN = 6  # times that what looks too slow is measured


class Cost:
    """The least of several runs: CPU seconds and peak memory of a command over a bank."""

    def __init__(self, root, args, program=EXAMC):
        self.root, self.args, self.program = root, args, program
        self.cpu, self.mb, self.code = math.inf, 0, None

    def measure(self, times=1):
        out = os.path.join(self.root, "..", "out")
        args = [out if a == "OUT" else a for a in self.args]
        for _ in range(times):
            p = subprocess.Popen([self.program, *args, "."], cwd=self.root, stdin=subprocess.DEVNULL,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            _, status, use = os.wait4(p.pid, 0)
            p.returncode = self.code = os.waitstatus_to_exitcode(status)
            self.cpu = min(self.cpu, use.ru_utime + use.ru_stime)
            self.mb = use.ru_maxrss / 1024
            shutil.rmtree(out, ignore_errors=True)
        return self


class Judge:
    """Growth of one series; BASE: what the command costs over a small bank."""

    def __init__(self, folder, one, base, program=EXAMC):
        self.one, self.base = one, base
        self.costs = []
        for size in one.sizes:
            root = write(os.path.join(folder, str(size), "bank"), series.bank(one.make(size)))
            self.costs.append(Cost(root, one.args, program))
        self.costs[-1].measure()
        if self.slow():
            self.costs[0].measure()
            for _ in range(AGAIN):
                if not self.faults():
                    break
                for c in self.costs:
                    c.measure()

    def net(self, i):
        return max(self.costs[i].cpu - self.base, 0)

    def slow(self):
        return self.costs[-1].cpu - self.base > FLOOR

    def exponent(self):
        """Between the smallest and the largest size, and, where it is more, behind the middle;
        None: too fast to tell."""
        sizes = self.one.sizes
        if not self.slow():
            return None
        return max(math.log(self.net(-1) / (self.net(i) + NOISE)) / math.log(sizes[-1] / sizes[i])
                   for i in range(len(sizes) - 1) if self.costs[i].cpu < math.inf)

    def faults(self):
        e, last = self.exponent(), self.costs[-1]
        sizes = self.one.sizes
        most = MOST * max(1, sizes[-1] / 64000 if sizes[-1] > 2000 else 3)
        found = [f"n^{e:.2f}, allowed is n^{EXPONENT}"] if e and e > EXPONENT else []
        if self.net(-1) > most:
            found.append(f"{self.net(-1):.2f} s of CPU, allowed are {most:g}")
        if last.mb > MEGABYTES and SLOWER == 1:
            found.append(f"{last.mb:.0f} MB, allowed are {MEGABYTES}")
        if last.code not in (0, 1, 2):
            found.append(f"exit {last.code}")
        return found

    def figures(self):
        e = self.exponent()
        times = " ".join(f"{(c.cpu - self.base) * 1000:7.1f}" if c.cpu < math.inf else "      -" for c in self.costs)
        return f"{'   -' if e is None else f'{e:4.2f}'} {times} ms {self.costs[-1].mb:4.0f} MB exit {self.costs[-1].code}"


def measure_all(work, wanted):
    """(series, judge) of each; banks are gone behind it."""
    bases = {}
    for one in wanted:
        folder = tempfile.mkdtemp(dir=work)
        key = tuple(one.args)
        if key not in bases:
            bases[key] = Cost(write(os.path.join(folder, "base", "bank"), series.bank({})), one.args).measure(3).cpu
        yield one, Judge(folder, one, bases[key])
        shutil.rmtree(folder)


def main(args):
    work = tempfile.mkdtemp(prefix="examc-growth-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
    try:
        every = list(series.series())
        if args[:1] == ["table"]:
            for one, judge in measure_all(work, [s for s in every if not args[1:] or any(w in s.name for w in args[1:])]):
                print(judge.figures(), one.name, *judge.faults(), sep="  ", flush=True)
            return
        for one, judge in measure_all(work, every):
            faults = judge.faults()
            report(not faults, f"growth of {one.name}", "\n".join([*faults, judge.figures()]))
    finally:
        shutil.rmtree(work, ignore_errors=True)


main(sys.argv[1:])
