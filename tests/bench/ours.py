"""The commands of examc that are measured."""
import functools
import os
import re
import shutil
import subprocess

from measure import Job, run, run_loudly, run_small

TODAY = ["--today", "2026-11-24"]
FORMATS = ["site", "json", "print"]


@functools.cache
def takes(examc, command, option):
    """Does the command have the option? Older programs are measured, too."""
    text = subprocess.run([examc, command, "--help"], capture_output=True, text=True).stdout
    return re.search(rf"^\s+{option}\b", text, re.M) is not None


class Commands:
    """Command lines; CACHE: a folder of the benchmark's own, None: no cache."""

    def __init__(self, examc):
        self.examc = examc

    def command(self, name, path, *more, cache=None):
        wanted = ["--cache", cache] if cache else ["--no-cache"]
        return [self.examc, name, *TODAY, *(wanted if takes(self.examc, name, wanted[0]) else []), *more, path]

    def check(self, path, jobs, *more, cache=None):
        return self.command("check", path, "-j", str(jobs), *more, cache=cache)

    def build(self, bank, out, jobs, *more, cache=None, to="site,json"):
        return self.command("build", bank, "-j", str(jobs), "--to", to, "-o", out, *more, cache=cache)


def editor(path):
    """What changes the text of the question at PATH, another way each time."""
    with open(path) as file:
        head, stem = file.read().split("\n---\n\n", 1)

    def edit(number):
        with open(f"{path}.new", "w") as file:
            file.write(f"{head}\n---\n\nEdition {number + 2} of a text begins so. {stem}")
        os.rename(f"{path}.new", path)
    return edit


def jobs(work, cores):
    """All commands over the work's bank; those that need an earlier run have it."""
    c, top, bank = Commands(work.examc), work.top, work.bank
    names = work.questions
    middle = names[len(names) // 2]
    copy = f"{top}/edited"
    saved = f"{top}/saved"
    shutil.copytree(bank, copy)
    shutil.copytree(bank, saved)
    run(c.build(bank, f"{top}/same", cores, cache=f"{top}/same.cache"))
    run(c.build(copy, f"{top}/edited.out", cores, cache=f"{top}/edited.cache"))
    run(c.check(saved, cores, cache=f"{top}/saved.cache"))
    return [
        Job("check -j1", c.check(bank, 1)),
        Job("check", c.check(bank, cores)),
        Job("check FILE", c.check(f"{saved}/{middle}", cores, cache=f"{top}/saved.cache"),
            before=editor(f"{saved}/{middle}")),
        Job("build", c.build(bank, f"{top}/out-{{run}}", cores)),
        Job("nothing changed", c.build(bank, f"{top}/same", cores, cache=f"{top}/same.cache")),
        Job("one changed", c.build(copy, f"{top}/edited.out", cores, cache=f"{top}/edited.cache"),
            before=editor(f"{copy}/{middle}")),
    ]


def stages_of(text):
    """CPU milliseconds by stage, as --timings prints them."""
    return {m[1]: float(m[2]) for m in re.finditer(r"^(\w[\w /-]*?) +([\d.]+) ms\b", text, re.M)}


def stages(work):
    """(stage, CPU seconds) of a check, and of what a build adds for each format; and
    (command, cost) of all commands that were run for this."""
    c, found, costs = Commands(work.examc), {}, {}
    costs["check"], text = run_loudly(c.check(work.bank, 1, "--timings"))
    checked = stages_of(text)
    found.update(checked)
    for to in FORMATS:
        name = f"build --to {to}"
        argv = c.build(work.bank, f"{work.top}/stage-{to}", 1, "--timings", to=to)
        costs[name], text = run_loudly(argv)
        shutil.rmtree(f"{work.top}/stage-{to}")
        for stage, ms in stages_of(text).items():
            if stage == "output" or stage not in checked:
                found[f"{to}: {stage}"] = ms
    for name, more in (("coverage", []), ("lint", ["--report"]), ("form", ["--seed", "1"])):
        costs[name] = run_small(c.command(name, work.bank, *more))
    return found, costs
