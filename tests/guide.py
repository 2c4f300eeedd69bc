# The pages of docs/ that people wrote: what they tell to type works. Blocks "sh" are run
# in their order, in a folder with the bank of docs/start.md; a block with a file's name
# is that file; workflows and jobs are run as their hosts run them (lib/runner.py). And
# the version stands in VERSION, and wherever else it is named it is that one.
import glob
import os
import re
import shutil
import subprocess
import tempfile
from html.parser import HTMLParser

import yaml

from lib.bank import write
from lib.runner import Job
from lib.tap import report

EXAMC, SRC = os.environ["EXAMC"], os.environ["SRC"]
CHESS = ["--title", "Chess, level 2", "--code", "CH-200", "--language", "en", "--domains", "Openings=60, Endgames=40", "--items", "20"]
BLOCK = re.compile(r"^( *)```(\S*)(?: (\S+))?\n(.*?)^\1```$", re.M | re.S)
PAGES = ["README.md", "integrations/README.md", *sorted("docs/" + os.path.basename(p) for p in glob.glob(SRC + "/docs/*.md"))]
PRINTED = ("docs/format.md", "docs/messages.md")


def read(path):
    with open(os.path.join(SRC, path), encoding="utf-8") as f:
        return f.read()


def environment(work):
    """A machine with examc, and an ssh that runs the command here, in www/."""
    tools = os.path.join(work, "tools")
    if not os.path.exists(tools):
        write(os.path.join(tools, "ssh"), f'#!/bin/sh\nshift\nexec "$1" "$2" "{work}/www$3" "$4" "$5"\n')
        os.chmod(os.path.join(tools, "ssh"), 0o755)
        os.symlink(EXAMC, os.path.join(tools, "examc"))
    return {**os.environ, "PATH": f"{tools}:/usr/bin:/bin", "HOME": work, "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org",
            "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org", "XDG_CACHE_HOME": os.path.join(work, "cache")}


def bank(work, name):
    """A folder with the bank that docs/start.md begins, under git."""
    folder = os.path.join(work, name)
    os.makedirs(folder)
    subprocess.run([EXAMC, "init", *CHESS], cwd=folder, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    subprocess.run("git init -q && git add . && git commit -q -m begin", shell=True, cwd=folder, check=True, env=environment(work))
    return folder


def run_page(work, page):
    """Does what a page says, in a folder of its own; returns that folder."""
    blocks = BLOCK.findall(read(page))
    folder = os.path.join(work, os.path.basename(page))
    if page == "docs/start.md":
        os.makedirs(folder)
    elif any(kind == "sh" or name for _, kind, name, _ in blocks):
        bank(work, os.path.basename(page))
    for _, kind, name, text in blocks:
        if name:
            path = os.path.join(folder, name)
            old = read(path) if os.path.exists(path) and name == ".gitlab-ci.yml" else ""
            write(path, old + text)
        elif kind == "sh":
            done = subprocess.run(["bash", "-euo", "pipefail", "-c", text], cwd=folder, capture_output=True, text=True,
                                  env=environment(work), stdin=subprocess.DEVNULL)
            report(done.returncode == 0, f"{page}: {text.splitlines()[0]}", done.stdout + done.stderr)
    return folder


def check_pages(work):
    tried = 0
    for page in PAGES:
        text = read(page)
        for target in re.findall(r"\]\((?!https?:)([^)#]+)?(?:#([^)]*))?\)", text):
            path = os.path.normpath(os.path.join(os.path.dirname(page), target[0] or os.path.basename(page)))
            there = os.path.exists(os.path.join(SRC, path))
            heads = [re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in re.findall(r"^#+ (.*)$", read(path), re.M)] if there and target[1] else []
            report(there and (not target[1] or target[1] in heads), f"{page}: link to {target[0]}#{target[1]}", heads)
        if page not in PRINTED:
            run_page(work, page)
            tried += len(re.findall(r"^```sh$", text, re.M))
        fences = [f for f in re.findall(r"^```(.*)$", text, re.M) if f]
        report(page in PRINTED or all(re.fullmatch(r"sh|yaml \S+", f) for f in fences), f"{page}: each block says what it is", fences)
    report(tried >= 15, "commands were tried", tried)


# --- Recipes ---

class Links(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found += [v for k, v in attrs if k in ("href", "src") and v]


def check_site(folder, name):
    """All links of the site in FOLDER stay in it, wherever a host shows it."""
    pages = glob.glob(folder + "/**/*.html", recursive=True)
    bad = []
    for page in pages:
        with open(page, encoding="utf-8") as f:
            for link in Links(f.read()).found:
                path = link.split("#")[0].split("?")[0]
                if re.match(r"[a-z]+:", path) or not path:
                    continue
                to = os.path.normpath(os.path.join(os.path.dirname(page), path))
                if path.startswith("/") or not to.startswith(folder) or not os.path.exists(to):
                    bad.append((page, link))
    report(len(pages) > 5 and os.path.exists(folder + "/index.html") and not bad, f"{name}: a whole site, under any path", bad or pages)


def check_github(work):
    folder = os.path.join(work, "publish.md")
    temp = os.path.join(work, "runner")
    for page, name in (("publish.md", "site.yml"), ("ci.md", "questions.yml")):
        workflow = yaml.load(read(os.path.join(work, page, ".github/workflows", name)), yaml.BaseLoader)
        shutil.rmtree(folder + "/output", ignore_errors=True)
        uploaded = None
        for title, job in workflow["jobs"].items():
            runner = Job(os.path.join(work, page), temp, PATH=environment(work)["PATH"])
            code = runner.steps(job["steps"], {})
            report(code == 0, f"docs/{page}: the job {title} of {name}", runner.log)
            uploaded = runner.uploaded or uploaded
        if name == "site.yml":
            check_site(uploaded, "GitHub Pages")
            write_access = [t for t, j in workflow["jobs"].items() if "permissions" in j]
            report(workflow["permissions"] == {"contents": "read"} and write_access == ["deploy"] and len(workflow["jobs"]["deploy"]["steps"]) == 1,
                   "only the job that publishes may, and it runs nothing else", workflow)
    # What init writes is the page's, but for how much it fails on.
    page = yaml.safe_load(read(os.path.join(work, "ci.md/.github/workflows/questions.yml")))
    made = yaml.safe_load(read(os.path.join(bank(work, "made"), ".github/workflows/questions.yml")))
    del page["jobs"]["questions"]["steps"][1]["with"]["fail-on"]
    report(page == made, "init writes the workflow of docs/ci.md", [page, made])


def check_gitlab(work):
    folder = os.path.join(work, "publish.md")
    file = yaml.safe_load(read(os.path.join(folder, ".gitlab-ci.yml")))
    report(file["pages"]["extends"] in file, "the job extends one of the file that init writes", list(file))
    script = "\n".join(file[file["pages"]["extends"]]["before_script"] + file["pages"]["script"])
    done = subprocess.run(["bash", "-eo", "pipefail", "-c", script], cwd=folder, capture_output=True, text=True, env=environment(work))
    report(done.returncode == 0, "the job of GitLab Pages", done.stdout + done.stderr)
    check_site(os.path.join(folder, *file["pages"]["artifacts"]["paths"]), "GitLab Pages")


# --- The version ---

def check_version():
    version = read("VERSION").strip()
    report(re.fullmatch(r"\d+\.\d+\.\d+", version), "VERSION is a version", version)
    said = subprocess.run([EXAMC, "--version"], capture_output=True, text=True).stdout.splitlines()[0]
    report(said == "examc " + version, "the program says it", said)
    for page in ("--man",), ("--docs", "examc.5"):
        text = subprocess.run([EXAMC, *page], capture_output=True, text=True).stdout
        report(f'"examc {version}"' in text.splitlines()[0], f"so does {page[-1]}", text.splitlines()[0])
    newest = re.search(r"^## (\S+) - \d{4}-\d{2}-\d{2}$", read("CHANGELOG.md"), re.M)
    report(newest and newest[1] == version, "CHANGELOG.md begins with it", newest)
    notes = subprocess.run(["sh", SRC + "/release/notes.sh", version], capture_output=True, text=True).stdout
    report(notes.strip(), "the notes of a release are its section", notes)
    long = [line for line in read("CHANGELOG.md").splitlines() if line.startswith(("- ", "  ")) and len(line) > 78]
    report(not long, "lines of CHANGELOG.md fit into Debian's", long)
    named = {}
    for path in [*PAGES, "integrations/gitlab/examc.gitlab-ci.yml"]:
        for found in re.findall(r"(?:[^/\w]@v|github@v|rev: v|EXAMC_VERSION: |examc[-_])(\d+(?:\.\d+)+)", read(path)):
            named.setdefault(found, []).append(path)
    report(set(named) == {version}, "pages that name a version name this one: 'make docs' renews them", named)
    makefile = read("Makefile")
    report(version not in makefile and version not in read("compiler/base/version.h"), "no other file decides it")


# --- Workflows ---

def check_workflows():
    files = glob.glob(SRC + "/.github/workflows/*.yml") + [SRC + "/integrations/github/action.yml"]
    report(len(files) >= 3, "there are workflows", files)
    for path in files:
        text = read(path)
        uses = re.findall(r"uses: (\S+)(.*)", text)
        report(all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", u) and re.match(r" # v\d", c) for u, c in uses),
               f"{os.path.basename(path)}: actions are named by commits", uses)
        if path.endswith("action.yml"):
            continue
        workflow = yaml.load(text, yaml.BaseLoader)
        report(workflow["permissions"] == {"contents": "read"}, f"{os.path.basename(path)} may read", workflow["permissions"])
        writers = {n: j for n, j in workflow["jobs"].items() if "permissions" in j}
        ran = [s for j in writers.values() for s in j["steps"] if "checkout" in s.get("uses", "")]
        report(set(writers) <= {"publish"} and not ran, f"{os.path.basename(path)}: what may write has no checkout", ran)
        for name, job in workflow["jobs"].items():
            for step in job["steps"]:
                if "checkout" in step.get("uses", ""):
                    report(step["with"].get("persist-credentials") == "false", f"{os.path.basename(path)}: {name} keeps no credentials", step)
                script = step.get("run", "")
                report("${{" not in script and subprocess.run(["bash", "-n"], input=script, text=True).returncode == 0,
                       f"{os.path.basename(path)}: a script of {name} is a script", script)
    for path in glob.glob(SRC + "/release/*.sh"):
        done = subprocess.run(["sh", "-n", path], capture_output=True, text=True)
        report(done.returncode == 0 and os.access(path, os.X_OK), f"{os.path.basename(path)} is a script", done.stderr)


with tempfile.TemporaryDirectory() as scratch:
    scratch = os.path.realpath(scratch)
    os.makedirs(scratch + "/www/var/www/learn")
    check_pages(scratch)
    check_github(scratch)
    check_gitlab(scratch)
    check_site(scratch + "/www/var/www/learn", "any static host")
    check_version()
    check_workflows()
