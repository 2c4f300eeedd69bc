"""Runs programs and says what each cost: wall time, CPU time, peak memory."""
import ctypes
import os
import statistics
import subprocess
import tempfile
import time
from collections import namedtuple

# Seconds, seconds of the process and of all it waited for, MB of the largest of these.
Cost = namedtuple("Cost", "wall cpu peak")

# A command to be measured. BEFORE, if any, is called before each run with its number,
# which also takes the place of {run} in the command.
Job = namedtuple("Job", "name argv cwd before", defaults=(None, None))

PR_SET_CHILD_SUBREAPER = 36
# Started by this program, a process has this program's memory as its least peak. The
# shell's memory is small, and a child that it leaves behind comes to this program.
SHELL = ["sh", "-c", '"$@" >/dev/null & echo $!', "sh"]


def finish(pid, start, argv):
    """Waits for a process; its cost. Ends the benchmark if it failed."""
    _, status, used = os.wait4(pid, 0)
    wall = time.perf_counter() - start
    if status:
        raise SystemExit(f"bench: exit {os.waitstatus_to_exitcode(status)} of: {' '.join(argv)[:400]}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def run(argv, cwd=None):
    """The cost of one run, whose peak is too high if it is below 20 MB."""
    start = time.perf_counter()
    process = subprocess.Popen(argv, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    process.returncode = 0  # it is waited for here
    return finish(process.pid, start, argv)


def run_small(argv, cwd=None, stderr=subprocess.DEVNULL):
    """The cost of one run with its true peak; its wall time is some ms too long."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    start = time.perf_counter()
    shell = subprocess.run([*SHELL, *argv], cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=stderr)
    return finish(int(shell.stdout), start, argv)


def run_loudly(argv):
    """The same, and what it wrote on standard error."""
    with tempfile.TemporaryFile("w+") as err:
        cost = run_small(argv, stderr=err)
        err.seek(0)
        return cost, err.read()


def medians(costs):
    return Cost(*(statistics.median(c) for c in zip(*costs)))


def start_of(job, number):
    """What to run for the job the NUMBERth time."""
    if job.before:
        job.before(number)
    return [a.replace("{run}", str(number)) for a in job.argv], job.cwd


def alternate(jobs, rounds):
    """Median costs by name of the jobs, each run once in every round, so that what
    else the machine does hits all alike; each round begins with another one. A round
    before these warms the disk's cache and tells the peaks."""
    peaks = {job.name: run_small(*start_of(job, rounds)).peak for job in jobs}
    costs = {job.name: [] for job in jobs}
    for number in range(rounds):
        first = number % len(jobs)
        for job in jobs[first:] + jobs[:first]:
            costs[job.name].append(run(*start_of(job, number)))
    return {name: medians(c)._replace(peak=peaks[name]) for name, c in costs.items()}
