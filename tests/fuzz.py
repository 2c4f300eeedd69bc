# The seeds of each fuzz target, through the code that reads them, without libFuzzer:
# no crash, no exit, and what comes out is what it should be (tests/fuzz/lib/judge.c).
import glob
import os
import subprocess
import sys
import tempfile

from lib.tap import report

sys.path.insert(0, "tests/fuzz/lib")
import seeds  # noqa: E402

REPLAY = os.path.join(os.environ["BUILD"], "replay")

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
