# The seeds of each fuzz target, through the code that reads them, without libFuzzer:
# no crash, no exit, and what comes out is what it should be (tests/fuzz/lib/judge.c).
import glob
import os
import re
import subprocess
import sys
import tempfile

from lib.tap import report

sys.path.insert(0, "tests/fuzz/lib")
import seeds  # noqa: E402

REPLAY = os.path.join(os.environ["BUILD"], "replay")

# What the schemas call parts of a body, members of lists and roots: no author writes it.
NO_KEYS = set("""correct entry exam explanation extra item label pair pairs prompt quote rationale response review
    scenario step steps value wrong""".split())
with open("tests/fuzz/words.dict", encoding="utf-8") as f:
    words = f.read()
for name in ("exam", "question", "services", "forms", "review"):
    with open(f"schemas/{name}.xsd", encoding="utf-8") as f:
        keys = set(re.findall(r'<xs:(?:attribute|element) name="([^"]+)"', f.read())) - NO_KEYS
    report(keys, f"keys of {name}.xsd are found")
    missing = sorted(k for k in keys if not re.search(rf'(?m)^"[^\n]*(?<![\w-]){k}(?![\w-])', words))
    report(not missing, f"the dictionary has each key of {name}.xsd", missing)

with tempfile.TemporaryDirectory() as tmp:
    inputs = seeds.write(tmp)
    targets = {os.path.basename(p)[:-2] for p in glob.glob("tests/fuzz/*.c")}
    report(targets == set(inputs), "each target has seeds", targets ^ set(inputs))
    for target, paths in sorted(inputs.items()):
        done = subprocess.run([REPLAY, target, *paths], capture_output=True, timeout=600)
        said = done.stderr.decode("utf-8", "replace").splitlines()
        last = max((i for i, s in enumerate(said) if s.startswith("replay: ")), default=0)
        ok = done.returncode == 0 and done.stdout.strip() == str(len(paths)).encode()
        report(ok, f"{len(paths)} seeds of {target}", "\n".join([f"exit {done.returncode}", *said[last:]]))
        if not ok and said:
            with open(said[last].split(": ", 1)[1], "rb") as f:
                print("#", repr(f.read()[:300]))
