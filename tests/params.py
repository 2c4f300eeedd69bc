# Every check with each of its parameters at the ends of what checks.def allows, and
# beyond them: a bank's own rules never end the program, whatever they ask for.
import os
import re
import shutil
import subprocess
import tempfile

from lib.tap import report

EXAMC = os.environ["EXAMC"]
TABLE = re.sub(r"/\*.*?\*/", "", open("compiler/ruleset/checks.def", encoding="utf-8").read(), flags=re.S)
ROW = re.compile(r'CHECK\("([\w-]+)", \w+, ([\w| ]+),(.*?)(?=\n(?:BANK_)?CHECK\(|\Z)', re.S)
PARAM = re.compile(r'\{"([\w-]+)",\s*PARAM_(\w+),\s*"[^"]*",\s*([\d.e]+),\s*([\d.e]+)\}')


def rule(index, check, uses, name, value):
    needs = ""
    if "USES_IN" in uses:
        needs += "  in: stem\n"
    if "USES_PATTERN" in uses:
        needs += "  pattern: 'a'\n"
    if "USES_SWAP" in uses:
        needs += "  swap:\n  - {from: 'zorkmid', to: x}\n"
    with_ = f"  with: {{{name}: {value}}}\n" if name else ""
    return (f"- id: r{index}\n  check: {check}\n{needs}{with_}  severity: info\n  message: m\n  why: w\n"
            "  bad:\n  - {stem: 'a?', options: [a, b]}\n  ok:\n  - {stem: b}\n")


def values(kind, least, most):
    """What is tried of a parameter: (text, is it allowed)."""
    if kind == "WORDS":
        return [("[]", None), ("[a]", True)]
    if kind == "PATTERN":
        return [("'a'", True), ("'(?=a)'", True), ("''", None)]
    tried = [(least, True), (most, True), (1 if least <= 1 <= most else least, True), (0, least <= 0)]
    tried += [(int(most) + 1, False), (4294967296 if kind == "NUMBER" else 999999999, False)]
    if least >= 1:
        tried.append((int(least) - 1, False))
    return [(f"{v:g}" if v < 1e6 else str(int(v)), ok) for v, ok in tried]


def run(rules):
    """Exit code and output of a check of a small bank with these rules."""
    with tempfile.TemporaryDirectory() as tmp:
        bank = shutil.copytree("tests/runs/build/bank", os.path.join(tmp, "bank"))
        os.mkdir(os.path.join(bank, "rules"))
        with open(os.path.join(bank, "rules/own.yaml"), "w", encoding="utf-8") as f:
            f.write("pack: own\nengine: 1\nrules:\n" + rules)
        done = subprocess.run([EXAMC, "check", "--format", "short", bank], capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout + done.stderr


checks = ROW.findall(TABLE)
report(len(checks) > 25, "the checks are read from checks.def", len(checks))
for check, uses, rest in checks:
    tried = [("", "", True)]
    tried += [(n, v, ok) for n, kind, least, most in PARAM.findall(rest) for v, ok in values(kind, float(least), float(most))]
    bad = []
    for i, (name, value, allowed) in enumerate(tried):
        code, said = run(rule(i, check, uses, name, value))
        refused = "must be from" in said
        if code not in (0, 1, 2) or (allowed is not None and refused == allowed):
            bad.append(f"{name}: {value}: exit {code}, {'refused' if refused else 'taken'}: {said[:200]}")
    report(not bad, f"check {check} with each parameter at its ends", "\n".join(bad))
