"""What examc is compared with: other programs over the same questions."""
import os
import shutil
import subprocess

from measure import Job

HERE = os.path.dirname(os.path.abspath(__file__))
# One process, or few, for as many files as the system lets a command have.
MANY = ["xargs", "-s", "1500000", "-a"]


def write_list(path, names):
    with open(path, "w") as out:
        out.writelines(f"{n}\n" for n in names)


def questions(bank):
    return sorted(f"{d}/{f}" for d in os.listdir(bank) if d.startswith("topic-") for f in os.listdir(f"{bank}/{d}"))


def make_xml(examc, bank, listed, to):
    """The questions as ready-made XML, a file each; returns how many."""
    os.mkdir(to)
    dump = subprocess.Popen([*MANY, listed, examc, "dump", "--stage", "xml"], cwd=bank, stdout=subprocess.PIPE)
    count, out = 0, None
    for line in dump.stdout:
        if line.startswith(b"<?xml "):
            if out:
                out.close()
            out = open(f"{to}/{count}.xml", "wb")
            count += 1
        out.write(line)
    out.close()
    if dump.wait():
        raise SystemExit("bench: examc dump failed")
    return count


def cat(work):
    return Job("cat", [*MANY, f"{work.top}/list", "cat"], work.bank)


def cmark(work):
    return Job("cmark", [*MANY, f"{work.top}/list", "cmark"], work.bank) if shutil.which("cmark") else None


def xmllint(work):
    if not shutil.which("xmllint"):
        return None
    count = make_xml(work.examc, work.bank, f"{work.top}/list", f"{work.top}/xml")
    write_list(f"{work.top}/xml.list", (f"{i}.xml" for i in range(count)))
    schema = f"{HERE}/../../schemas/question.xsd"
    return Job("xmllint", [*MANY, f"{work.top}/xml.list", "xmllint", "--nonet", "--noout", "--schema", schema],
               f"{work.top}/xml")


def hugo(work):
    """Hugo reads the same files; with no cache of earlier runs, into an empty folder."""
    if not shutil.which("hugo"):
        return None
    site = f"{work.top}/hugo"
    shutil.copytree(f"{HERE}/hugo", site)
    return Job("hugo", ["hugo", "--quiet", "--noBuildLock", "--source", site, "--contentDir", work.bank,
                        "--destination", f"{work.top}/hugo-{{run}}", "--cacheDir", f"{work.top}/hugo-cache-{{run}}"])


VERSIONS = {
    "cmark": ["cmark", "--version"],
    "xmllint": ["xmllint", "--version"],
    "hugo": ["hugo", "version"],
}


def version(name):
    """The first line in which a peer tells its version."""
    if not shutil.which(name):
        return f"{name} is not installed"
    done = subprocess.run(VERSIONS[name], capture_output=True, text=True)
    return (done.stdout or done.stderr).splitlines()[0].strip()
