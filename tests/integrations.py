# The files that users copy for their CI do what they promise, as far as that
# can be tried without the hosts: their scripts run, their patterns match.
import json
import os
import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as ET

import yaml

from lib.tap import report

EXAMC, SRC = os.environ["EXAMC"], os.environ["SRC"]
HOME = os.path.join(SRC, "integrations")


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


def action(bank):
    spec = load("integrations/github/action.yml")
    step = spec["runs"]["steps"][0]
    names = {re.search(r"inputs\.(\w+)", v)[1]: k for k, v in step["env"].items()}
    report(set(names) == set(spec["inputs"]), "the action hands on each of its inputs", names)
    env = {names[k]: v["default"] for k, v in spec["inputs"].items()}
    env[names["sarif"]] = "examc.sarif"
    done = run(step["run"], bank, GITHUB_ACTION_PATH=os.path.join(HOME, "github"),
               GITHUB_OUTPUT=os.path.join(bank, "out"), GITHUB_STEP_SUMMARY=os.path.join(bank, "sum"), **env)
    report(done.returncode == 1 and "::error file=content/q/a.md,line=15" in done.stdout,
           "the action annotates and fails", done.stdout + done.stderr)
    with open(os.path.join(bank, "out"), encoding="utf-8") as f:
        report(f.read() == "status=1\n", "the action gives its status on")
    with open(os.path.join(bank, "sum"), encoding="utf-8") as f:
        text = f.read()
    report("3 errors" in text, "the action's summary has the counts", text)
    report("### Blueprint of" in text, "and the blueprint", text)
    with open(os.path.join(bank, "examc.sarif"), encoding="utf-8") as f:
        report(len(json.load(f)["runs"][0]["results"]) == 3, "the action writes SARIF")
    # A branch may hold anything at that name.
    victim = os.path.join(bank, "victim.sh")
    with open(victim, "w", encoding="utf-8") as f:
        f.write("mine\n")
    os.remove(os.path.join(bank, "examc.sarif"))
    os.symlink(victim, os.path.join(bank, "examc.sarif"))
    done = run(step["run"], bank, GITHUB_ACTION_PATH=os.path.join(HOME, "github"), **env)
    with open(victim, encoding="utf-8") as f:
        report(done.returncode == 2 and f.read() == "mine\n", "through no link, and not silently", done.stderr)
    os.remove(os.path.join(bank, "examc.sarif"))
    # With a fault in exam.yaml the step fails as that, and the blueprint is shown all the same.
    exam = os.path.join(bank, "content/exam.yaml")
    with open(exam, encoding="utf-8") as f:
        text = f.read()
    with open(exam, "w", encoding="utf-8") as f:
        f.write(text + "unknown: 1\n")
    done = run(step["run"], bank, GITHUB_ACTION_PATH=os.path.join(HOME, "github"), **env)
    report(done.returncode == 2, "a faulty exam.yaml stops the step", done.stdout + done.stderr)
    with open(exam, "w", encoding="utf-8") as f:
        f.write(text)


def gitlab(bank):
    job = load("integrations/gitlab/examc.gitlab-ci.yml")["examc"]
    done = run("set -e\n" + "\n".join(job["script"]), bank,
               **{k: v for k, v in job["variables"].items() if k.startswith("EXAMC_")})
    report(done.returncode == 1, "the GitLab job fails on findings", done.stdout + done.stderr)
    reports = job["artifacts"]["reports"]
    with open(os.path.join(bank, reports["codequality"]), encoding="utf-8") as f:
        found = json.load(f)
    keys = {"description", "check_name", "fingerprint", "severity", "location"}
    report(len(found) == 3 and all(keys <= set(x) for x in found)
           and len({x["fingerprint"] for x in found}) == 3, "its code quality report", found)
    os.symlink("/dev/null", os.path.join(bank, "gl.link"))
    os.rename(os.path.join(bank, "gl.link"), os.path.join(bank, reports["codequality"]))
    done = run("set -e\n" + "\n".join(job["script"]), bank,
               **{k: v for k, v in job["variables"].items() if k.startswith("EXAMC_")})
    report(done.returncode not in (0, 1), "a link at a report's name ends the job", done.stderr)
    os.remove(os.path.join(bank, reports["codequality"]))
    root = ET.parse(os.path.join(bank, reports["junit"])).getroot()
    report(len(root.findall(".//failure")) == 3, "its JUnit report")


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


with tempfile.TemporaryDirectory() as work:
    shutil.copytree(os.path.join(SRC, "tests/runs/human/bank"), os.path.join(work, "content"))
    for part in (matcher, action, gitlab, pre_commit):
        part(work)
