# Nothing is asked of authors for nobody: each key that a schema allows is read by
# the code that gets that file's tree (or carries the mark by which authors are told
# that it is not), and each member in which the model keeps one is read by somebody.
import concurrent.futures
import glob
import os
import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as ET

from lib.tap import report

XS = "{http://www.w3.org/2001/XMLSchema}"
# What gets the tree of each kind of file. Roots, and the members of lists, are named
# where the trees are made.
MAKERS = ["load/config.c", "read/yaml.c"]
READERS = {
    "exam": ["model/*.c"],
    "services": ["model/*.c"],
    "question": ["model/*.c", "model/item.def", "read/*.c"],
    "forms": ["model/lock.c"],
    "review": ["blueprint/reviews.c"],
    "rules": ["ruleset/*.c", "model/fill_exam.c"],  # an example's services are filled as a bank's are
}


def code(patterns):
    """The text of the files, without comments."""
    text = ""
    for path in sorted(p for x in patterns for p in glob.glob("compiler/" + x)):
        with open(path, encoding="utf-8") as f:
            text += re.sub(r"/\*.*?\*/", "", f.read(), flags=re.S)
    return text


def says_nothing(schema, attribute):
    """A required attribute of one possible value: the schema has read it."""
    kind = schema.find(f"{XS}simpleType[@name='{attribute.get('type')}']")
    return attribute.get("use") == "required" and len(kind.findall(f".//{XS}enumeration")) == 1


def check_keys():
    schemas = sorted(glob.glob("schemas/*.xsd"))
    report({os.path.basename(s)[:-4] for s in schemas} == set(READERS), "each schema has its readers", schemas)
    for path in schemas:
        schema = ET.parse(path).getroot()
        text = code(MAKERS + READERS[os.path.basename(path)[:-4]])
        unread, told = set(), set()
        for n in schema.iter():
            name = n.get("name")
            if n.tag not in (XS + "attribute", XS + "element") or not name:
                continue
            is_read = f'"{name}"' in text or f"TYPE({name}," in text
            if n.find(f".//{XS}appinfo") is not None:
                if is_read:
                    told.add(name)
            elif not is_read and not (n.tag == XS + "attribute" and says_nothing(schema, n)):
                unread.add(name)
        report(not unread, f"{path}: each key is read", ", ".join(sorted(unread)))
        report(not told, f"{path}: what is said to be unread is unread", ", ".join(sorted(told)))


MEMBER = re.compile(r"^\t+(?=[a-z])(?!return\b)[^()={}]*[\w\]];", re.M)


def mark(header, to):
    """Copies a header with all members of structs deprecated: the compiler then
    tells each place that touches one. Returns {(line, name)}."""
    with open(header, encoding="utf-8") as f:
        text = re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m[0]), f.read(), flags=re.S)
    members, lines = set(), text.split("\n")
    for i, line in enumerate(lines):
        if MEMBER.match(line.rstrip()):
            lines[i] = re.sub(r"^\t+", "\t__attribute__((deprecated)) ", line)
            members |= {(i + 1, name) for name in re.findall(r"(\w+)(?:\[[^\]]*\])*(?:\s*:\s*\d+)?(?=[,;])", line)}
    with open(to, "w", encoding="utf-8") as f:
        f.write("\n".join(lines))
    return members


def uses(path, work, flags):
    """{(header, line, name)}: members that the file does more with than fill them."""
    p = subprocess.run(["cc", "-fsyntax-only", "-std=c11", "-D_GNU_SOURCE", '-DEXAMC_VERSION="0"', "-I" + work,
                        "-Icompiler", *flags, path], capture_output=True, text=True, env=dict(os.environ, LC_ALL="C"))
    if p.returncode:
        raise RuntimeError(p.stderr)
    with open(path, encoding="utf-8") as f:
        lines = f.read().split("\n")
    found = set()
    for m in re.finditer(r"^(\S+):(\d+):\d+: warning: '(\w+)' is deprecated.*?^\S*?/(\w+\.h):(\d+):\d+: note:",
                         p.stderr, re.M | re.S):
        reads = re.findall(rf"(?:->|\.){m[3]}\b(?!\s*=[^=])", lines[int(m[2]) - 1] if m[1] == path else "")
        if reads:
            found.add((m[4], int(m[5]), m[3]))
    return found


def check_members():
    work = tempfile.mkdtemp(prefix="examc-unread-")
    try:
        os.mkdir(work + "/model")
        members = {(os.path.basename(h), line, name) for h in glob.glob("compiler/model/*.h")
                   for line, name in mark(h, work + "/model/" + os.path.basename(h))}
        flags = subprocess.run(["pkg-config", "--cflags", "libxml-2.0", "freetype2"], capture_output=True,
                               text=True).stdout.split()
        files = sorted(glob.glob("compiler/*/*.c") + glob.glob("compiler/*/*/*.c"))
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            used = set().union(*pool.map(lambda f: uses(f, work, flags), files))
        report(len(members) > 100 and len(used) > 100, "members and their uses were found", (len(members), len(used)))
        dead = sorted(f"model/{h}:{line} {name}" for h, line, name in members - used)
        report(not dead, "each member of the model is read", "\n".join(dead))
    finally:
        shutil.rmtree(work)


check_keys()
check_members()
