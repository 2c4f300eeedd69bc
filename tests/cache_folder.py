# Where the cache lies, and who may have a say in it: made for its owner alone; what others
# may write to, or what is no folder, is left alone, with a line that says so; and whatever
# is wrong with it, a run finds and publishes what it does without one.
import fcntl
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "cache"))

import changes  # noqa: E402
from lib.bank import write_all  # noqa: E402
from lib.tap import report  # noqa: E402

EXAMC = os.environ["EXAMC"]
CHECK = ["check", "--today", "2026-11-29", "--format", "json"]
BUILD = ["build", "--today", "2026-11-29", "--to", "site,json", "--fail-on", "off", "-o", "out"]
NOTE = re.compile(rb"the cache in [^\n]* is not used: [^\n]*\n")


def run(args, before=(), **env):
    """Exit status, stdout, stderr but for the time."""
    done = subprocess.run([*before, EXAMC, *args, "bank"], capture_output=True, env={**os.environ, **env}, umask=0)
    return done.returncode, done.stdout, re.sub(rb"\(\d+\.\d\d s\)", b"", done.stderr)


def published():
    return {p: changes.read(p) for p in glob.glob("out/**", recursive=True, include_hidden=True) if os.path.isfile(p)}


def mode(path):
    return os.stat(path).st_mode & 0o777


def same(name, notes=0, before=(), base="cache"):
    """A check and a build with the cache say and make what they do without; NOTES times they say that it is not used."""
    faults = []
    for args in (CHECK, BUILD):
        shutil.rmtree("out", ignore_errors=True)
        code, out, err = run([*args, "--cache", base], before)
        files = published()
        if len(NOTE.findall(err)) != notes:
            faults.append(f"{args[0]} says: {err}")
        if (code, out, NOTE.sub(b"", err)) != WANTED[args[0]]:
            faults.append(f"{args[0]}: exit {code}: {err}")
        if args is BUILD and files != PAGES:
            faults.append("other files")
    report(not faults, name, "\n".join(faults))


def folder():
    """The folder of the bank in the cache, new."""
    shutil.rmtree("cache", ignore_errors=True)
    run([*CHECK, "--cache", "cache"])
    return glob.glob("cache/*")[0]


def made():
    report(mode("cache") == 0o700 and mode(folder()) == 0o700, "folders are made for their owner alone")
    loose = [p for p in glob.glob("cache/*/*") if mode(p) & 0o022 or (os.path.basename(p) != "lock" and mode(p) & 0o077)]
    report(not loose and glob.glob("cache/*/index"), "so are the files in them", loose)
    same("it is written and read by a confined run")
    for name, env, where in (("XDG_CACHE_HOME", {"XDG_CACHE_HOME": os.path.abspath("xdg")}, "xdg/examc"),
                             ("~/.cache", {"XDG_CACHE_HOME": "", "HOME": os.path.abspath("home")}, "home/.cache/examc"),
                             ("not in a relative folder", {"XDG_CACHE_HOME": "relative", "HOME": os.path.abspath("other")}, "other/.cache/examc")):
        code, _, err = run(CHECK, **env)
        report(code == WANTED["check"][0] and glob.glob(f"{where}/*/index") and not os.path.exists("relative"),
               f"without --cache it lies in {name}", err)
    run([*CHECK, "--no-cache"], XDG_CACHE_HOME=os.path.abspath("never"))
    report(not os.path.exists("never"), "--no-cache makes nothing")


def others():
    """Folders that others have a hand in."""
    for name, change in (("others may write to the folder", lambda f: os.chmod(f, 0o722)), ("the group may read the folder", lambda f: os.chmod(f, 0o750)),
                         ("others may write above it", lambda f: os.chmod("cache", 0o777)),
                         ("a file in its place", lambda f: (shutil.rmtree(f), changes.put(f, "x"))),
                         ("a link in its place", lambda f: (os.rename(f, "kept"), os.symlink("../kept", f))),
                         ("a link above it", lambda f: (os.rename("cache", "kept"), os.symlink("kept", "cache")))):
        change(folder())
        was = {p: changes.read(p) for p in glob.glob("kept/**", recursive=True) if os.path.isfile(p)}
        same(name, notes=1)
        report(all(changes.read(p) == text for p, text in was.items()), f"{name}: nothing is written there")
        shutil.rmtree("kept", ignore_errors=True)
        changes.forget("cache")
    if os.geteuid() == 0:
        os.chown(folder(), 12345, -1)
        same("another's folder", notes=1)
        shutil.rmtree("cache")
    os.symlink("nowhere", "cache")
    same("a link to nowhere", base="cache/deep")
    os.remove("cache")
    changes.put("cache", "x")
    same("a file above it")
    os.remove("cache")


def hindered():
    """Runs that cannot write."""
    path = folder()
    index = changes.read(f"{path}/index")
    changes.put("bank/a/first.md", changes.choice("first", picture="../img/plan.png"))
    with open(f"{path}/lock", "rb+") as f:
        fcntl.flock(f, fcntl.LOCK_EX)
        expect()
        same("another run has it")
        report(changes.read(f"{path}/index") == index, "another run has it: nothing is written")
    same("no other run has it any more")
    report(changes.read(f"{path}/index") != index, "no other run has it any more: it is written")
    if os.environ.get("SAN") or not shutil.which("strace"):
        return
    for name, call in (("a full disk", "pwrite64:error=ENOSPC"), ("a disk that gets full", "pwrite64:error=ENOSPC:when=3+"),
                       ("a disk that cannot lock", "flock:error=ENOLCK")):
        only = ["-P", os.path.join(os.path.realpath(folder()), "lock" if call.startswith("flock") else "records")]
        changes.put("bank/a/first.md", changes.choice("first", more="decides: cost\n"))
        expect()
        same(name, before=["strace", "-f", "-qqq", "-o", "trace", "-e", f"inject={call}", *only])
        with open("trace", encoding="utf-8", errors="replace") as f:
            report("INJECTED" in f.read(), f"{name}: it was")
        same(f"{name}: and then it is well again")


def for_reading():
    """A cache that its owner cannot write."""
    path, nobody = folder(), 65534 if os.geteuid() == 0 else None
    changes.put("bank/a/first.md", changes.choice("first"))
    expect()
    os.chmod(".", 0o755)
    for p in glob.glob("cache/**", recursive=True):
        os.chown(p, nobody or -1, -1)
        os.chmod(p, 0o500 if os.path.isdir(p) else 0o400)
    args = [EXAMC, *CHECK, "--cache", "cache", "bank"]
    try:
        done = subprocess.run(args, capture_output=True, user=nobody)
    except PermissionError:
        print("ok 0 - a cache for reading alone # SKIP nobody else can run the program")
        return
    report(done.stdout == WANTED["check"][1] and done.returncode == WANTED["check"][0] and not os.path.exists(f"{path}/index.new"),
           "a cache for reading alone", done.stderr)
    shutil.rmtree("cache")


def at_once():
    """Runs beside each other."""
    folder()
    runs = [subprocess.Popen([EXAMC, *CHECK, "--cache", "cache", "bank"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) for _ in range(6)]
    said = [r.communicate()[0] for r in runs]
    report(all(s == WANTED["check"][1] for s in said), "six runs at once say the same")
    same("and then another")


WANTED, PAGES = {}, {}


def expect():
    """Notes what runs without a cache say and make."""
    shutil.rmtree("out", ignore_errors=True)
    WANTED.update({args[0]: run([*args, "--no-cache"]) for args in (CHECK, BUILD)})
    PAGES.clear()
    PAGES.update(published())


with tempfile.TemporaryDirectory(prefix="examc-cache-") as work:
    os.chdir(work)
    write_all("bank", changes.bank())
    expect()
    report(len(PAGES) > 30 and WANTED["build"][0] == 0, "a bank without a cache", WANTED)
    run([*CHECK, "--cache", "cache"])
    made()
    others()
    hindered()
    for_reading()
    at_once()
    os.chdir("/")
