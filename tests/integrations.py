# The files that users copy for their CI do what they promise, as far as that
# can be tried without the hosts: their scripts run, their patterns match.
import glob
import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as ET

import yaml

from lib.bank import write
from lib.runner import Job
from lib.tap import report

EXAMC, SRC = os.environ["EXAMC"], os.environ["SRC"]
HOME = os.path.join(SRC, "integrations")
with open(os.path.join(SRC, "VERSION"), encoding="utf-8") as version:
    VERSION = version.read().strip()


def load(path):
    with open(os.path.join(SRC, path), encoding="utf-8") as f:
        return yaml.safe_load(f)


def run(command, cwd, **env):
    """Runs a shell command with examc on the PATH."""
    all_of_it = {"PATH": os.path.dirname(EXAMC) + os.pathsep + os.environ["PATH"],
                 "MAKEFLAGS": "", "SAN": ""}
    return subprocess.run(["bash", "-c", command], cwd=cwd, capture_output=True, text=True,
                          env={**os.environ, **all_of_it, **env})


def matcher(bank):
    with open(os.path.join(HOME, "github/problem-matcher.json"), encoding="utf-8") as f:
        pattern = json.load(f)["problemMatcher"][0]["pattern"][0]
    lines = run("examc check --format short content", bank).stdout.splitlines()
    found = [re.match(pattern["regexp"], line) for line in lines]
    report(lines and all(found), "the problem matcher knows every line", "\n".join(lines))
    first = found[0]
    report(first and first[pattern["file"]] == "content/q/a.md" and first[pattern["line"]] == "15"
           and first[pattern["severity"]] == "error" and first[pattern["code"]] == "item/no-key",
           "and its groups are place, severity and rule", first and first.groups())


def release(folder):
    """A release of this version in FOLDER, with the program of today; the checksum of its archive."""
    name = f"examc-{VERSION}-linux-{os.uname().machine}"
    root = os.path.join(folder, "v" + VERSION)
    os.makedirs(os.path.join(root, name, "bin"))
    shutil.copy(EXAMC, os.path.join(root, name, "bin/examc"))
    subprocess.run(["tar", "-czf", name + ".tar.gz", name], cwd=root, check=True)
    shutil.rmtree(os.path.join(root, name))
    with open(os.path.join(root, name + ".tar.gz"), "rb") as f:
        checksum = hashlib.sha256(f.read()).hexdigest()
    write(os.path.join(root, "SHA256SUMS"), f"{'0' * 64}  examc-{VERSION}.tar.gz\n{checksum}  {name}.tar.gz\n")
    return checksum


def source(folder):
    """A checkout of the action in which 'make install' takes the program of today, and says so."""
    shutil.copytree(os.path.join(SRC, "integrations"), os.path.join(folder, "integrations"))
    shutil.copytree(os.path.join(SRC, "schemas"), os.path.join(folder, "schemas"))
    shutil.copy(os.path.join(SRC, "VERSION"), folder)
    write(os.path.join(folder, "compiler/setup/deps.sh"), "echo deps >>\"$HOME/made\"\n")
    write(os.path.join(folder, "Makefile"), f"install:\n\tinstall -D {EXAMC} $(DESTDIR)/bin/examc\n\techo built >>$(HOME)/made\n")
    return folder


def fresh(bank, name):
    """A foreign checkout with the bank in content/, and a folder of its runner's own."""
    work = os.path.join(os.path.dirname(bank), name)
    shutil.copytree(os.path.join(bank, "content"), os.path.join(work, "checkout/content"))
    return os.path.join(work, "checkout"), work


def mend(checkout):
    """A young bank in the place of the other one: its coverage has warnings, and no error."""
    shutil.rmtree(os.path.join(checkout, "content"))
    shutil.copytree(os.path.join(SRC, "tests/runs/small-bank/bank"), os.path.join(checkout, "content"))


def check_install(bank):
    """Where the action takes examc from, and what it trusts."""
    releases = os.path.join(os.path.dirname(bank), "releases")
    checksum = release(releases)
    env = {"EXAMC_RELEASES": "file://" + releases}
    tag, commit = "v" + VERSION, "0" * 39 + "1"
    home = source(os.path.join(os.path.dirname(bank), "action"))

    def use(name, ref, given=None, **more):
        checkout, work = fresh(bank, name)
        job = Job(checkout, work, home=home, **{**env, **more})
        return job.action(ref, given or {}), job

    def built(job):
        path = os.path.join(job.env["HOME"], "made")
        return open(path, encoding="utf-8").read().split() if os.path.exists(path) else []

    code, job = use("by-tag", tag)
    report(code == 1 and not built(job) and "::error file=content/q/a.md" in job.log, "by the tag, the action takes the program of the release", job.log)
    after, _ = job.shell("examc --version && command -v examc")
    report(after == 0 and job.env["RUNNER_TEMP"] in job.log.splitlines()[-1], "the steps that follow have examc on their PATH", job.log)
    code, job = use("by-checksum", commit, {"sha256": checksum})
    report(code == 1 and not built(job) and "q/a.md" in job.log, "by a commit with a checksum, too", job.log)
    code, job = use("other-checksum", tag, {"sha256": "f" * 64})
    report(code == 3 and "another checksum" in job.log and not built(job) and "q/a.md" not in job.log, "a program with another checksum is not run", job.log)
    code, job = use("by-commit", commit)
    report(code == 1 and built(job) == ["deps", "built"] and "q/a.md" in job.log, "by a commit alone, the source behind it is built", job.log)
    again = Job(fresh(bank, "by-commit-again")[0], os.path.join(os.path.dirname(bank), "by-commit-again"), home=home, cache=job.cache, **env)
    again.env["RUNNER_TEMP"] = job.env["RUNNER_TEMP"]
    shutil.rmtree(os.path.join(job.env["RUNNER_TEMP"], "examc-" + VERSION))
    code = again.action(commit, {})
    report(code == 1 and not built(again) and "cache hit" in again.ran and "q/a.md" in again.log, "and the next time it comes from the cache", again.log)
    code, job = use("no-release", tag, EXAMC_RELEASES="file:///nowhere")
    report(code == 1 and built(job) == ["deps", "built"], "where no release is, the source is built", job.log)
    code, job = use("other-version", tag, {"version": "9.9.9", "sha256": checksum})
    report(code == 3 and not built(job) and "9.9.9" in job.log, "another version that is not there ends it", job.log)
    code, job = use("no-version", tag, {"version": "../../x"})
    report(code == 3 and "no version" in job.log, "a version is figures and points", job.log)


def check_action(bank):
    """Inputs, summary, reports and what is built."""
    spec = load("integrations/github/action.yml")
    used = set(re.findall(r"inputs\.([\w-]+)", json.dumps(spec["runs"])))
    report(used == set(spec["inputs"]), "the action hands on each of its inputs", used ^ set(spec["inputs"]))
    uses = [s["uses"] for s in spec["runs"]["steps"] if "uses" in s]
    report(uses and all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", u) for u in uses), "and names other actions by commits", uses)
    here = os.path.dirname(EXAMC) + ":/usr/bin:/bin"

    def use(name, given, prepare=None):
        checkout, work = fresh(bank, name)
        if prepare:
            prepare(checkout)
        job = Job(checkout, work, PATH=here)
        return job.action("main", given), job, checkout

    code, job, checkout = use("all", {"sarif": "examc.sarif", "output": "output"})
    report(code == 1 and "::error file=content/q/a.md,line=15" in job.log and job.outputs == {"status": "1"},
           "the action annotates, fails, and gives its status on", job.log)
    report("3 errors" in job.summary and "### Blueprint of" in job.summary, "its summary has the counts, and the blueprint with findings, too", job.summary)
    with open(os.path.join(checkout, "examc.sarif"), encoding="utf-8") as f:
        report(len(json.load(f)["runs"][0]["results"]) == 3, "it writes SARIF")
    report(not os.path.exists(os.path.join(checkout, "output")), "what did not pass is not built")
    code, job, checkout = use("clean", {"output": "output"}, mend)
    report(code == 0 and glob.glob(os.path.join(checkout, "output/site/*/index.html")), "what passed is built", job.log)
    left = sorted(os.listdir(job.env["RUNNER_TEMP"]))
    report(re.search(r"questions: 0 errors.*\n\Z", job.log) and left == ["GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY"],
           "and nothing is left over, nor said", [job.log, left])
    code, job, checkout = use("young", {"fail-on": "warn"}, mend)
    report(code in (1, 2) and "### Blueprint of" in job.summary, "fail-on decides what fails; the blueprint is shown all the same", [code, job.log])
    code, job, checkout = use("one-file", {"paths": "content/q/b.md"})
    report(code == 1 and "b.md" in job.log and "file=content/q/a.md" not in job.log, "paths says what is checked", job.log)

    def commit(checkout):
        mend(checkout)
        subprocess.run("git init -q . && git add . && git -c user.name=a -c user.email=a@b.c commit -qm base", shell=True, cwd=checkout, check=True)
        shutil.rmtree(os.path.join(checkout, "content"))
        shutil.copytree(os.path.join(bank, "content"), os.path.join(checkout, "content"))

    code, job, checkout = use("since", {"since": "HEAD"}, commit)
    report(code == 1 and "q/a.md" in job.log, "since shows what came after it", job.log)

    # A branch may hold anything at the names of reports and outputs.
    def links(checkout):
        mend(checkout)
        write(os.path.join(checkout, "victim/site/mine"), "mine\n")
        os.symlink(os.path.join(checkout, "victim/site/mine"), os.path.join(checkout, "examc.sarif"))
        os.symlink("victim", os.path.join(checkout, "output"))

    for given in ({"sarif": "examc.sarif"}, {"output": "output"}):
        code, job, checkout = use("link-" + next(iter(given)), given, links)
        with open(os.path.join(checkout, "victim/site/mine"), encoding="utf-8") as f:
            report(code not in (0, 1) and f.read() == "mine\n" and os.listdir(os.path.join(checkout, "victim/site")) == ["mine"],
                   f"{next(iter(given))}: through no link, and not silently", job.log)

    # With a fault in exam.yaml the step fails as that.
    def fault(checkout):
        with open(os.path.join(checkout, "content/exam.yaml"), "a", encoding="utf-8") as f:
            f.write("unknown: 1\n")

    code, job, checkout = use("fault", {}, fault)
    report(code == 2 and job.outputs == {"status": "2"}, "a faulty exam.yaml stops the step", job.log)

    # Nothing that a pull request brings is run, whatever it is called.
    def trap(checkout):
        mend(checkout)
        for name in "examc", "curl", "tar", "make", "git", "bash", ".bashrc", ".bash_profile", "install.sh", "check.sh", "compiler/setup/deps.sh":
            path = os.path.join(checkout, name)
            write(path, "#!/bin/sh\necho ran >>\"$HOME/trap\"\n")
            os.chmod(path, 0o755)
        write(os.path.join(checkout, "Makefile"), "all install:\n\techo ran >>$(HOME)/trap\n")
        write(os.path.join(checkout, ".curlrc"), "url = file:///etc/passwd\n")
        write(os.path.join(checkout, "VERSION"), "9.9.9\n")
        write(os.path.join(checkout, "content/$(echo ran >>$HOME)/x.md"), "---\n")

    home = os.path.join(os.path.dirname(bank), "action")
    for ref in "v" + VERSION, "0" * 40:
        checkout, work = fresh(bank, "trap-" + ref)
        trap(checkout)
        job = Job(checkout, work, home=home, EXAMC_RELEASES="file://" + os.path.join(os.path.dirname(bank), "releases"))
        job.action(ref, {"output": "output"})
        report("Checked" in job.log or "files, " in job.log, f"a checkout full of traps is checked ({ref[:6]})", job.log)
        report(not os.path.exists(os.path.join(work, "trap")), f"and nothing of it was run ({ref[:6]})", job.log)


def gitlab(bank):
    file = load("integrations/gitlab/examc.gitlab-ci.yml")
    base, job = file[".examc"], file["examc"]
    report(job["extends"] == ".examc", "the GitLab job is one of the hidden one's kind")
    env = {k: v for k, v in {**base["variables"], **job["variables"]}.items() if k.startswith("EXAMC_")}
    script = "set -eo pipefail\n" + "\n".join(base["before_script"] + job["script"])
    done = run(script, bank, **env)
    report(done.returncode == 1, "the GitLab job fails on findings", done.stdout + done.stderr)
    reports = job["artifacts"]["reports"]
    with open(os.path.join(bank, reports["codequality"]), encoding="utf-8") as f:
        found = json.load(f)
    keys = {"description", "check_name", "fingerprint", "severity", "location"}
    report(len(found) == 3 and all(keys <= set(x) for x in found)
           and len({x["fingerprint"] for x in found}) == 3, "its code quality report", found)
    os.symlink("/dev/null", os.path.join(bank, "gl.link"))
    os.rename(os.path.join(bank, "gl.link"), os.path.join(bank, reports["codequality"]))
    done = run(script, bank, **env)
    report(done.returncode not in (0, 1), "a link at a report's name ends the job", done.stderr)
    os.remove(os.path.join(bank, reports["codequality"]))
    root = ET.parse(os.path.join(bank, reports["junit"])).getroot()
    report(len(root.findall(".//failure")) == 3, "its JUnit report")
    # Where no examc is, it comes from the release.
    work = os.path.dirname(bank)
    tools = os.path.join(work, "tools")
    write(os.path.join(tools, "apt-get"), "#!/bin/sh\n")
    os.chmod(os.path.join(tools, "apt-get"), 0o755)
    env["EXAMC_RELEASES"] = "file://" + os.path.join(work, "releases")
    for name, checksum, good in ("as the release says", "", True), ("another checksum", "f" * 64, False):
        prefix = os.path.join(work, "prefix-" + str(good))
        os.makedirs(prefix)
        done = run(script, bank, **{**env, "EXAMC_PREFIX": prefix, "EXAMC_SHA256": checksum,
                                    "PATH": f"{prefix}/bin:{tools}:/usr/bin:/bin"})
        report((done.returncode == 1 and "q/a.md" in done.stdout) if good else ("q/a.md" not in done.stdout and not os.listdir(prefix)),
               f"GitLab: {name}", done.stdout + done.stderr)


def pre_commit(bank):
    hook = load(".pre-commit-hooks.yaml")[0]
    entry = os.path.join(SRC, hook["entry"])
    report(os.access(entry, os.X_OK) and re.search(hook["files"], "content/q/b.md"), "the hook is there")
    done = run(f"{entry} content/q/b.md", bank)
    report(done.returncode == 1 and "q/b.md" in done.stdout and "q/a.md" not in done.stdout,
           "the hook shows what it was asked about", done.stdout + done.stderr)
    done = run(f"{entry} content/x.png content/q/c.yml", bank)
    report(done.returncode == 0, "pictures and .yml files do not fail it", done.stdout + done.stderr)
    done = run(f"{entry} --only=zzz.md content/q/b.md", bank)
    report(done.returncode == 2, "a file's name is no option", done.stdout + done.stderr)
    done = run(f"{entry} content/q/b.md", bank, PATH="/usr/bin:/bin")
    report(done.returncode == 1 and "q/b.md" in done.stdout, "the hook builds examc where none is installed",
           done.stderr)


def without_qr():
    """The released program has no libqrencode: its half of qr.c is compiled by nothing else."""
    done = subprocess.run(["cc", "-std=c11", "-D_GNU_SOURCE", "-DEXAMC_WITHOUT_QR", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-Icompiler",
                           "compiler/emit/qr.c"], cwd=SRC, capture_output=True, text=True)
    report(done.returncode == 0, "QR codes can be left out of a static program", done.stderr)


without_qr()
with tempfile.TemporaryDirectory() as work:
    shutil.copytree(os.path.join(SRC, "tests/runs/human/bank"), os.path.join(work, "bank/content"))
    for part in (matcher, check_install, check_action, gitlab, pre_commit):
        part(os.path.join(work, "bank"))
