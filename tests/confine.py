# Every command gives up what it does not need before it reads content; a program
# that it starts then cannot read or write elsewhere; the browser is not confined.
import os
import re
import shutil
import subprocess
import sys
import tempfile

from lib.tap import report

EXAMC, SRC = os.environ["EXAMC"], os.environ["SRC"]
TODAY = ["--today", "2026-11-29"]


def put(path, text, mode=0o644):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    os.chmod(path, mode)


def run(args, cwd, before=(), stdin="", **env):
    """The finished process of examc with ARGS."""
    e = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    if before:  # two cannot trace one process
        e["ASAN_OPTIONS"] = e.get("ASAN_OPTIONS", "") + ":detect_leaks=0"
    return subprocess.run([*before, EXAMC, *args], cwd=cwd, input=stdin, env=dict(e, **env), capture_output=True, text=True)


def sh(script, cwd):
    subprocess.run(["sh", "-ec", script], cwd=cwd, check=True, capture_output=True,
                   env=dict(os.environ, GIT_CONFIG_GLOBAL="/dev/null", GIT_AUTHOR_NAME="a", GIT_AUTHOR_EMAIL="a@example.com",
                            GIT_COMMITTER_NAME="a", GIT_COMMITTER_EMAIL="a@example.com"))


# --- Before content is read ---

COMMANDS = [
    ["check", *TODAY, "bank"],
    ["check", *TODAY, "--output", "report.txt", "bank"],
    ["check", *TODAY, "--write-baseline", "bank"],
    ["check", *TODAY, "--path", "bank/q/new.md", "-"],
    ["lint", *TODAY, "bank"],
    ["lint", *TODAY, "--report", "bank"],
    ["build", *TODAY, "--fail-on", "off", "-o", "out", "bank"],
    ["coverage", *TODAY, "bank"],
    ["form", *TODAY, "--items", "4", "--write", "other", "bank"],
    ["fix", *TODAY, "bank"],
    ["fmt", "bank"],
    ["new", "single", "fresh"],
    ["dump", *TODAY, "--stage", "item", "bank/q/victim.md"],
    ["rules", "test", "bank"],
    ["rules", "score", "labels.jsonl"],
]


def check_order(root):
    for args in COMMANDS:
        log = root + "/trace"
        run(args, root + "/bank" if args[0] == "new" else root, before=["strace", "-f", "-qqq", "-o", log, "-e", "trace=landlock_restrict_self,openat,openat2,read"], stdin="x")
        with open(log, encoding="utf-8", errors="replace") as f:
            calls = f.read().splitlines()
        confined = [i for i, c in enumerate(calls) if re.search(r"landlock_restrict_self\(.* = 0$", c)]
        content = [i for i, c in enumerate(calls) if re.search(r'openat2?\([^,]*, "[^"]*(\.md|\.yaml|\.jsonl|\.baseline)", (?!\S*O_PATH)|read\(0,', c)]
        name = " ".join(a for a in args if a not in TODAY)
        report(len(confined) == 1 and content and confined[0] < content[0], f"{name}: confined before it reads",
               [confined, content[:1], *calls[:5]])


# --- A program that runs in the confinement ---

# Stands for git; each file that it could read or write it tells by making another.
GIT = """#!/bin/sh
try() {{ if "$@" 2>/dev/null; then echo "$*" >>"$told"; fi; }}
told=/dev/null
for t in {root}/told {root}/repo/told {root}/repo/bank/told {root}/bin/told /tmp/examc-told-{pid}; do
	if (true >>"$t") 2>/dev/null; then told=$t; break; fi
done
try cat {root}/secret
try cat /etc/passwd
try cat /proc/1/environ
try ls {root}
try mkdir {root}/folder
try rm {root}/victim
case $* in
*get-regexp*) exit 1 ;;
*diff*)
	cat {root}/repo/.git/HEAD >/dev/null && cat {root}/repo/bank/exam.yaml >/dev/null &&
	cat {root}/alternate/HEAD >/dev/null && printf 'q/victim.md\\0'
	exit ;;
esac
exit 0
"""


def check_escape(root):
    put(root + "/secret", "a token")
    put(root + "/victim", "")
    os.makedirs(root + "/repo")
    shutil.copytree(SRC + "/tests/fuzz/bank", root + "/repo/bank")
    sh("git init -q; git add -A; git commit -qm x; git clone -q --bare . ../alternate; "
       "echo ../../../alternate/objects >.git/objects/info/alternates", root + "/repo")
    # The objects alone are granted.
    put(root + "/alternate/objects/HEAD", "")
    git = GIT.replace("/alternate/HEAD", "/alternate/objects/HEAD").format(root=root, pid=os.getpid())
    put(root + "/bin/git", git, 0o755)
    told = [root + "/told", root + "/repo/told", root + "/repo/bank/told", f"/tmp/examc-told-{os.getpid()}", root + "/bin/told"]

    def escaped():
        found = [(p, open(p, encoding="utf-8").read()) for p in told if os.path.exists(p)]
        for p, _ in found:
            os.remove(p)
        return found
    path = root + "/bin:" + os.environ["PATH"]
    for args in (["check", "--format", "short"], ["lint", "--format", "short"], ["check", "--output", "../reports/r"]):
        os.makedirs(root + "/reports", exist_ok=True)
        r = run([*args, *TODAY, "--since", "HEAD", "bank"], root + "/repo", PATH=path)
        found = escaped()
        report(r.returncode in (0, 1) and not found and os.path.exists(root + "/victim") and not os.path.exists(root + "/folder"),
               f"{args[0]} {args[1]}: a program that it starts neither reads nor writes elsewhere", [r.returncode, r.stderr, found])
    subprocess.run([root + "/bin/git", "diff"], cwd=root + "/repo", capture_output=True)
    found = escaped()
    report(found and "secret" in found[0][1] and not os.path.exists(root + "/victim"), "which it does where nothing confines it", found)


def check_repository(root):
    """git itself, in all that a repository can be spread over."""
    os.makedirs(root + "/main/content")
    shutil.copytree(SRC + "/tests/fuzz/bank", root + "/main/content/bank")
    sh("git init -q --separate-git-dir=../apart; git add -A; git commit -qm x; git worktree add -q ../tree; "
       "git clone -q --shared . ../shared; git clone -q --shared ../shared ../twice", root + "/main")
    for name in ("main", "shared", "twice", "tree"):
        with open(f"{root}/{name}/content/bank/q/victim.md", "a", encoding="utf-8") as f:
            f.write("\n<b>\n")
        r = run(["check", *TODAY, "--format", "short", "--since", "HEAD", "content"], root + "/" + name)
        report("q/victim.md:" in r.stdout and r.returncode == 1, f"--since in a repository of several folders: {name}",
               r.stdout + r.stderr)
        r = run(["coverage", *TODAY, "--format", "markdown", "--since", "HEAD", "content"], root + "/" + name)
        report(r.returncode == 0 and "HEAD" in r.stdout, f"coverage --since: {name}", r.stdout + r.stderr)


# --- The browser ---

BROWSER = """#!/bin/sh
[ "$1" != --version ] || {{ echo "Chromium 156.0"; exit; }}
grep NoNewPrivs /proc/self/status >>{root}/browser
cat {root}/secret >>{root}/browser
ulimit -v >>{root}/browser
for a; do case $a in --print-to-pdf=*) cp {root}/any.pdf "${{a#*=}}" ;; esac; done
"""


def pdf():
    """The least that is one."""
    out, at = "%PDF-1.4\n", []
    for i, text in enumerate(("<</Pages 2 0 R /Dests 4 0 R>>", "<</Kids [3 0 R] /Count 1>>", "<</Type /Page>>", "<<>>"), 1):
        at.append(len(out))
        out += f"{i} 0 obj\n{text}\nendobj\n"
    table = "".join(f"{n:010} 00000 n \n" for n in at)
    return f"{out}xref\n0 5\n0000000000 65535 f \n{table}trailer\n<</Size 5 /Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"


def check_browser(root):
    put(root + "/browsers/chromium", BROWSER.format(root=root), 0o755)
    put(root + "/any.pdf", pdf())
    put(root + "/secret", "a token\n")
    log = root + "/trace"
    args = ["build", *TODAY, "--fail-on", "off", "--to", "json,pdf", "--documents", "sheet", "--paper", "a4", "-j", "1", "-o", "printed", "bank"]
    traced = ["strace", "-f", "-qqq", "-o", log, "-e", "trace=landlock_restrict_self,openat2,execve"]
    r = run(args, root, before=traced, EXAMC_BROWSER=root + "/browsers/chromium")
    seen = open(root + "/browser", encoding="utf-8").read().split() if os.path.exists(root + "/browser") else []
    report(r.returncode == 0 and seen == 2 * ["NoNewPrivs:", "0", "a", "token", "unlimited"], "the browser is not confined", [r.stderr, seen])
    report(sorted(os.listdir(root + "/printed")) == ["json", "pdf", "print"], "what it made is published", os.listdir(root + "/printed"))
    with open(log, encoding="utf-8", errors="replace") as f:
        calls = f.read().splitlines()
    readers = {c.split()[0] for c in calls if re.search(r'openat2\(.*\.(md|yaml)"', c)}
    confined = {c.split()[0] for c in calls if re.search(r"landlock_restrict_self\(.* = 0$", c)}
    started = {c.split()[0] for c in calls if "chromium" in c and "execve(" in c}
    report(len(confined) == 1 and readers == confined and started and not started & confined,
           "whoever reads content is confined, and starts no browser", [readers, confined, started])
    shutil.rmtree(root + "/printed")
    with open(root + "/bank/q/victim.md", "a", encoding="utf-8") as f:
        f.write("\n<b>\n")
    args[args.index("off")] = "warn"
    r = run(args, root, EXAMC_BROWSER=root + "/browsers/chromium")
    report(r.returncode == 1 and "nothing was published" in r.stderr and not os.path.exists(root + "/printed"),
           "findings end it before anything is printed, and no new folder stays", [r.returncode, r.stderr])


with tempfile.TemporaryDirectory() as top:
    top = os.path.realpath(top)
    version = run(["--version"], top).stdout
    report(re.search(r"^confinement: (Landlock ABI \d+, no-new-privs, limits|no-new-privs, limits \(no Landlock here\))$", version, re.M),
           "--version tells the confinement", version)
    if "Landlock ABI" not in version:
        print("ok 2 - confinement # SKIP this kernel has no Landlock")
        sys.exit(0)
    shutil.copytree(SRC + "/tests/fuzz/bank", top + "/bank")
    put(top + "/labels.jsonl", "")
    for test in (check_browser, check_escape, check_repository, check_order):
        folder = os.path.join(top, test.__name__)
        os.makedirs(folder)
        shutil.copytree(SRC + "/tests/fuzz/bank", folder + "/bank")
        put(folder + "/labels.jsonl", "")
        test(folder)
