# examc form against an integer-programming solver (CBC): the objective of a
# hundred random banks is the optimum, or within one per cent of it.
import collections
import itertools
import json
import os
import random
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor

EXAMC = os.environ["EXAMC"]
if not shutil.which("cbc"):
    print("ok 1 - forms against an integer program # SKIP no cbc")
    raise SystemExit
POOLS = 100
TYPES = ("single", "multiple", "ordering", "matching")
DIFFICULTIES = ("easy", "medium", "hard")


def apportion(weights, n):
    """Largest remainder; ties to the first (as exact fractions of whole weights)."""
    total = sum(weights)
    parts = [n * w // total for w in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(n * weights[i] % total), i))
    for i in order[:n - sum(parts)]:
        parts[i] += 1
    return parts


def question(x):
    front = (f"---\nid: {x['id']}\ntype: {x['type']}\ntopic: t{x['domain']}\ntask: \"{x['domain'] + 1}.1\"\n"
             f"difficulty: {x['difficulty']}\nreferences: [https://docs.aws.amazon.com/{x['id']}/]\nverified: 2026-11-23\n")
    if x["case"] is not None:
        front += f"case: k{x['case']}\npart: {x['part']}\n"
    if x["enemies"]:
        front += f"enemies: [{', '.join(x['enemies'])}]\n"
    name = " ".join(x["id"])
    body = f"---\n\nAbout {name} and {x['id']} there is a question of {x['salt']}.\n\nWhich one?\n\n"
    if x["type"] == "ordering":
        return front + body + "1. Aa\n2. Bb\n3. Cc\n\n## Explanation\n\nSo it is.\n"
    if x["type"] == "matching":
        return front + body + "- aa -> bb\n- cc -> dd\n- ee -> ff\n\n## Explanation\n\nSo it is.\n"
    keys = set(x["keys"][:2 if x["type"] == "multiple" else 1])
    return front + body + "".join(f"- [{'x' if i in keys else ' '}] {w}\n  > So.\n"
                                  for i, w in enumerate(("Aa", "Bb", "Cc", "Dd", "Ee")))


def pool(rng):
    """Questions, and the exam; kinds depend on each other, so that wishes collide."""
    domains = rng.randrange(2, 5)
    cuts = sorted(rng.sample(range(15, 86), domains - 1))
    weights = [b - a for a, b in zip([0] + cuts, cuts + [100])]
    types = [70, 16, 8, 6]
    difficulties = rng.choice(([25, 50, 25], [20, 50, 30], [40, 40, 20]))
    n, forms = rng.randrange(8, 31), rng.randrange(1, 6)
    want = apportion(weights, n)
    items = []
    for d in range(domains):
        for i in range(want[d] * forms + rng.randrange(0, 6)):
            kind = rng.choices(TYPES, [rng.choice((70, 30)), 16, rng.choice((8, 0)), 6])[0]
            level = rng.choices(DIFFICULTIES, [60, 30, 10] if kind == "ordering" else [10, 40, rng.choice((20, 60))])[0]
            items.append({"id": f"q{d}x{i}", "domain": d, "type": kind, "difficulty": level, "case": None, "part": 0,
                          "enemies": [], "keys": rng.sample(range(5), 2), "salt": "".join(rng.choices("bcdfgklmnprst", k=12))})
    loose = [x for x in items]
    rng.shuffle(loose)
    for k in range(rng.randrange(0, 3)):
        for part in range(1, 3):
            x = loose.pop()
            x["case"], x["part"] = k, part
    for a, b in zip(loose[:6:2], loose[1:6:2]):
        a["enemies"], b["enemies"] = [b["id"]], [a["id"]]
    exam = {"domains": weights, "types": types, "difficulties": difficulties, "n": n}
    return exam, items, forms


def write(root, exam, items):
    with open(os.path.join(root, "exam.yaml"), "w", encoding="utf-8") as f:
        f.write(f"id: demo\ntitle: Demo\nform: {{items: {exam['n']}}}\ntolerance: 100\ndomains:\n")
        for d, w in enumerate(exam["domains"]):
            f.write(f"  - {{id: d{d}, name: D{d}, weight: {w}, tasks: [{{id: \"{d + 1}.1\", name: T}}]}}\n")
        f.write("types:\n" + "".join(f"  - {{id: {t}, share: {s}}}\n" for t, s in zip(TYPES, exam["types"])))
        f.write("difficulties:\n" + "".join(f"  - {{id: {t}, share: {s}}}\n" for t, s in zip(DIFFICULTIES, exam["difficulties"])))
        f.write("topics:\n" + "".join(f"  - {{id: t{d}, name: T{d}, tasks: [\"{d + 1}.1\"]}}\n" for d in range(len(exam["domains"]))))
    for x in items:
        with open(os.path.join(root, x["id"] + ".md"), "w", encoding="utf-8") as f:
            f.write(question(x))
    os.makedirs(os.path.join(root, "cases"))
    for k in {x["case"] for x in items} - {None}:
        with open(os.path.join(root, "cases", f"k{k}.md"), "w", encoding="utf-8") as f:
            f.write(f"---\nid: k{k}\ntitle: Case {k}\n---\n\nA scenario.\n")


def program(exam, items, forms):
    """The same task as an integer program in the LP format."""
    units = collections.defaultdict(list)
    for x in items:
        units[f"k{x['case']}" if x["case"] is not None else x["id"]].append(x)
    names = sorted(units)
    rows, devs = [], []

    def total(f, test):
        return " + ".join(f"{sum(map(test, units[u]))} x{i}_{f}" for i, u in enumerate(names) if any(map(test, units[u])))

    for f in range(forms):
        for d, w in enumerate(apportion(exam["domains"], exam["n"])):
            rows.append(f"{total(f, lambda x: x['domain'] == d)} = {w}")
        for field, kinds, shares in (("type", TYPES, exam["types"]), ("difficulty", DIFFICULTIES, exam["difficulties"])):
            for j, (kind, w) in enumerate(zip(kinds, apportion(shares, exam["n"]))):
                over, under = f"o{field[0]}{j}_{f}", f"u{field[0]}{j}_{f}"
                devs += [over, under]
                terms = total(f, lambda x: x[field] == kind)
                rows.append(f"{terms + ' ' if terms else ''}- {over} + {under} = {w}")
    for i, u in enumerate(names):
        rows.append(" + ".join(f"x{i}_{f}" for f in range(forms)) + " <= 1")
        for x in units[u]:
            for e in x["enemies"]:
                k = names.index(next(v for v in names if any(y["id"] == e for y in units[v])))
                if k > i:
                    rows += [f"x{i}_{f} + x{k}_{f} <= 1" for f in range(forms)]
    return ("Minimize\n obj: " + " + ".join(devs) + "\nSubject To\n" + "".join(f" r{i}: {r}\n" for i, r in enumerate(rows)) +
            "Binaries\n" + "".join(f" x{i}_{f}\n" for i, f in itertools.product(range(len(names)), range(forms))) + "End\n")


def optimum(work, lp):
    path = os.path.join(work, "p.lp")
    with open(path, "w", encoding="utf-8") as f:
        f.write(lp)
    out = os.path.join(work, "solution")
    subprocess.run(["cbc", path, "sec", "120", "solve", "solu", out], capture_output=True, check=True)
    with open(out, encoding="utf-8") as f:
        head = f.readline()
    if head.startswith("Infeasible") or "infeasible" in head:
        return None
    return round(float(head.split("value")[1])) if head.startswith("Optimal") else head.strip()


def one(seed):
    exam, items, forms = pool(random.Random(seed))
    with tempfile.TemporaryDirectory() as work:
        bank = os.path.join(work, "bank")
        os.makedirs(bank)
        write(bank, exam, items)
        done = subprocess.run([EXAMC, "form", "--count", str(forms), "--format", "json", "--today", "2026-11-23", bank],
                              capture_output=True, text=True)
        if not done.stdout:
            return seed, "no answer: " + done.stderr[-300:], None, None
        result = json.loads(done.stdout)
        return seed, result.get("objective"), result.get("bound"), optimum(work, program(exam, items, forms))


with ThreadPoolExecutor(os.cpu_count()) as workers:
    results = list(workers.map(one, range(POOLS)))
bad = [r for r in results if not (r[1] == r[3] or (isinstance(r[1], int) and isinstance(r[3], int) and r[3] <= r[1] <= 1.01 * r[3]))]
above = [r for r in results if isinstance(r[2], int) and isinstance(r[3], int) and r[2] > r[3]]
proven = sum(r[1] == r[2] for r in results if r[1] is not None)
possible = sum(r[1] is not None for r in results)
print("ok" if not bad else "not ok", "1 -", f"{POOLS} banks: the optimum of an integer program, or within 1 %")
for r in bad[:20]:
    print("# bank %d: objective %s, bound %s, optimum %s" % r)
print("ok" if not above else "not ok", "2 -", "no bound is above the optimum")
print("ok" if proven * 2 > possible else "not ok", "3 -", f"the bound proves the optimum of most ({proven} of {possible})")
