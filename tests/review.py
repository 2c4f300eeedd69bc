# review: lint --report ranks questions and tells what changed; rules keep their old
# names; --min-confidence leaves out what is less sure.
import json
import os
import shutil
import subprocess
import tempfile

from lib.tap import report

EXAMC, SRC = os.environ["EXAMC"], os.environ["SRC"]
top = tempfile.mkdtemp()
bank = os.path.join(top, "bank")
shutil.copytree(os.path.join(SRC, "tests/runs/baseline/bank"), bank)
os.mkdir(os.path.join(top, "tmp"))
ENV = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
ENV.update(GIT_CONFIG_GLOBAL="/dev/null", TMPDIR=os.path.join(top, "tmp"), **{f"GIT_{x}_{y}": "a@example.com" for x in ("AUTHOR", "COMMITTER") for y in ("NAME", "EMAIL")})


def examc(*args):
    # (the day: the bank's facts are fresh then)
    return subprocess.run([EXAMC, *args, *(["--today", "2026-11-23"] if args[0] != "explain" else [])],
                          cwd=top, env=ENV, capture_output=True, text=True)


def path(*names):
    return os.path.join(bank, *names)


def edit(name, old, new):
    with open(path(name), encoding="utf-8") as f:
        text = f.read()
    assert old in text, (name, old)
    with open(path(name), "w", encoding="utf-8") as f:
        f.write(text.replace(old, new, 1))


def pack(rule, was=""):
    os.makedirs(path("rules"), exist_ok=True)
    with open(path("rules", "house.yaml"), "w", encoding="utf-8") as f:
        f.write(f"""pack: house
engine: 1
rules:
- id: {rule}{was}
  check: match
  in: stem
  pattern: '(?i)\\bwhich\\b'
  severity: warn
  measured: {{right: 3, wrong: 1}}
  message: "'{{match}}' again"
  why: a rule that everything breaks
  bad: [{{stem: "Which one is it?"}}]
  ok: [{{stem: "What is it?"}}]
""")


def git(command):
    subprocess.run(["sh", "-ec", command], cwd=top, env=ENV, check=True, stdout=subprocess.DEVNULL)


# --- old names ---
WAS = "\n  was: [house/first, house/second]"
pack("first")
n = examc("check", "bank", "--format", "short", "--only", "house").stdout.count("[house/first]")
report(n > 1, "a rule under its first name", n)
examc("check", "bank", "--write-baseline")
pack("third", WAS)
said = examc("check", "bank", "--format", "short", "--fail-on", "info")
report("house/" not in said.stdout and "stale" not in said.stdout, "lint.baseline knows it by an old name", said.stdout + said.stderr)
os.remove(path("lint.baseline"))
for name in ("house/first", "house/second", "house/third", "house"):
    said = examc("check", "bank", "--format", "short", "--only", name)
    report(said.stdout.count("[house/third]") == n, f"--only {name}", said.stdout + said.stderr)
said = subprocess.run([EXAMC, "explain", "house/second"], cwd=bank, env=ENV, capture_output=True, text=True)
report(said.returncode == 0 and "'house/second' is now called 'house/third'" in said.stdout
       and "right in 3/4" in said.stdout, "explain an old name", said.stdout + said.stderr)
edit("q/a.md", "\ntype:", "\nlint:\n  allow:\n    - {rule: house/first, why: we like it}\ntype:")
said = examc("check", "bank", "--format", "short", "--only", "house,lint")
report(said.stdout.count("[house/third]") == n - 1 and "lint/" not in said.stdout, "allow an old name", said.stdout)
with open(path("rules", "house.yaml"), "a", encoding="utf-8") as f:
    f.write("change:\n- {rule: house/second, severity: info, why: less loud}\n")
said = examc("check", "bank", "--format", "short", "--only", "house")
report(said.stdout.count(": info:") == n - 1, "change a rule by an old name", said.stdout)

# --- confidence ---
sure = {c: examc("check", "bank", "--format", "short", "--only", "house", "--min-confidence", c).stdout.count("house/third")
        for c in ("low", "medium", "high", "exact")}
report(sure == {"low": n - 1, "medium": n - 1, "high": 0, "exact": 0}, "three of four right is medium", sure)
said = examc("check", "bank", "--min-confidence", "most")
report(said.returncode == 2 and "low, medium, high and exact" in said.stderr, "another word is none", said.stderr)
listed = {r["id"]: r for r in json.loads(examc("rules", "list", "bank", "--format", "json").stdout)}
rule = listed["house/third"]
report((rule["confidence"], rule["right"], rule["wrong"], rule["was"]) == ("medium", 3, 1, ["house/first", "house/second"])
       and abs(rule["low"] - 0.3006) < 1e-3, "rules list tells it", rule)
report("medium  3/4 0.30-0.95" in examc("rules", "list", "bank").stdout, "as a table, too")

# --- the report ---
if subprocess.run(["git", "--version"], capture_output=True).returncode == 0:
    git("git init -q -b main; git add -A; git commit -qm base")
    edit("q/a.md", "we like it", "we still like it")
    edit("q/b.md", "hich", "hich of these is NOT right: which")
    now = json.loads(examc("lint", "--report", "--format", "json", "--since", "HEAD", "bank").stdout)[0]
    ranks = [(x["errors"], x["warnings"], x["infos"]) for x in now["worst"]]
    report(len(ranks) > 1 and ranks == sorted(ranks, reverse=True), "the worst is first", now["worst"])
    report(all("[" in x["why"] and x["name"] for x in now["worst"]), "each has its reason")
    report(sum(r["findings"] for r in now["rules"]) == sum(map(sum, ranks)), "rules and questions have the same sum", now["rules"])
    new = [(x["name"], x["rule"]) for x in now["since"]["new"]]
    report(now["since"]["revision"] == "HEAD" and ("beta-one", "iwf/negative-lead") in new and {x[0] for x in new} == {"beta-one"},
           "what is new is told of the question that changed", now["since"])
    git("git commit -qam more")
    edit("q/b.md", "hich of these is NOT right: which", "hich")
    text = examc("lint", "--report", "--since", "HEAD", "bank").stdout
    report("Since HEAD: 0 new, " in text and "\n  - " in text, "what is gone is told", text[:1500])
    text = examc("lint", "--report", "--since", "HEAD", "--format", "markdown", "bank").stdout
    report("### Worst first" in text and "### Since HEAD: 0 new" in text and "| gone |" in text, "as Markdown", text[:1500])
    said = examc("lint", "--report", "--since", "nope", "bank")
    report(said.returncode == 2, "an unknown revision", said.stderr)
    git("git commit -qam same")
    text = examc("lint", "--report", "--since", "HEAD", "--format", "markdown", "bank").stdout
    report("### Since HEAD: 0 new, 0 gone\n\n###" in text, "no table where nothing changed", text[:1500])
    left = os.listdir(ENV["TMPDIR"])
    report(not left, "no copy stays", left)
text = examc("lint", "--report", "--min-confidence", "exact", "bank").stdout
report("house/third" not in text and "No findings" in text, "--min-confidence holds for the report", text[:800])
report("Only findings of rules of confidence exact\n" in text, "and says so", text[:800])
text = examc("lint", "--report", "--only", "item/look-alike", "--min-confidence", "high", "bank").stdout
report("\nNo findings\n  Only findings of item/look-alike; rules of confidence high and above\n" in text and "severity" not in text and "Worst first" not in text,
       "what was not looked for is not said to be fine", text[:800])
text = examc("lint", "--report", "--only", "item/look-alike", "--format", "markdown", "bank").stdout
report("### No findings\n\nOnly findings of item/look-alike\n" in text and "|---" not in text and "By rule" not in text,
       "no empty tables", text[:800])
said = examc("lint", "--report", "--format", "sarif", "bank")
report(said.returncode == 2 and "human, json and markdown" in said.stderr, "other formats are refused", said.stderr)
shutil.rmtree(top)
