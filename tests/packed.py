# What a cache keeps is whole: each member of what stays of an item is named by the
# functions that write and read it.
import os
import re

from lib.tap import report

SRC = os.environ["SRC"]

# What is the caller's to set, is found again by ids, or is not needed any more.
LEFT_OUT = {
    "item": {"arena", "src", "allows", "nallows", "stimulus", "stored", "plain", "sum"},
    "record": {"src", "item", "task", "domain", "topic", "decides", "diags", "lint", "more"},
    "rich": {"prose", "runs", "nruns", "marks", "nmarks"},
    "diag": {"next"},
    "note": {"next"},
    "fix": {"next"},
}
STRUCTS = [
    ("model/item.h", "item", ["model/pack.c"]),
    ("model/item.h", "option", ["model/pack.c"]),
    ("model/item.h", "step", ["model/pack.c"]),
    ("model/item.h", "pair", ["model/pack.c"]),
    ("model/item.h", "reference", ["model/pack.c"]),
    ("model/rich.h", "rich", ["model/pack.c"]),
    ("model/bank.h", "record", ["model/pack_record.c"]),
    ("model/bank.h", "record_more", ["model/pack_record.c"]),
    ("model/diag.h", "diag", ["model/pack_record.c"]),
    ("model/diag.h", "note", ["model/pack_record.c"]),
    ("model/diag.h", "fix", ["model/pack_record.c"]),
    ("lint/kept.h", "lint_record", ["lint/pack.c"]),
    ("lint/kept.h", "kept_match", ["lint/pack.c"]),
    ("lint/kept.h", "kept_allow", ["lint/pack.c"]),
    ("lint/kept.h", "kept_option", ["lint/pack.c"]),
]


def read(name):
    with open(os.path.join(SRC, "compiler", name), encoding="utf-8") as f:
        return re.sub(r"/\*.*?\*/", "", f.read(), flags=re.S)


def members(text, struct):
    """The names of the members of STRUCT, which has no struct inside."""
    body = re.search(r"struct %s \{(.*?)\n\}" % struct, text, flags=re.S).group(1)
    names = []
    for line in body.split(";"):
        parts = line.strip().split(",")
        for part in parts:
            found = re.search(r"(\w+)\s*(\[\w+\])?\s*(:\s*\d+)?$", part.strip())
            if found:
                names.append(found.group(1))
    return names


for header, struct, files in STRUCTS:
    text = "".join(read(f) for f in files)
    names = members(read(header), struct)
    missing = [n for n in names if n not in LEFT_OUT.get(struct, ())
               and not re.search(r"(->|\.)%s\b" % n, text)]
    unknown = [n for n in LEFT_OUT.get(struct, ()) if n not in names]
    report(names and not missing and not unknown, f"all of struct {struct} is kept",
           [f"not packed: {missing}", f"no such member: {unknown}"])
