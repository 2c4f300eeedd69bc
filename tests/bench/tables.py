"""The tables that a run prints, in Markdown, with the targets they are held to."""
from collections import namedtuple

UNITS = {"wall": (1000, "ms"), "cpu": (1000, "ms CPU"), "peak": (1, "MB")}
AT_MOST, AT_LEAST = "≤", "≥"

# Our command and the other one, each with what of its cost is compared. AT_MOST: ours
# divided by the other's may be so much; AT_LEAST: the other's divided by ours must be.
# Without another one, what ours may cost, in the unit of UNITS.
Row = namedtuple("Row", "ours of other sense target stretch")
ROWS = [
    Row("check", "wall", "cat", AT_MOST, 3, 2),
    Row("check", "wall", "check -j1", AT_LEAST, 1.8, 1.9),
    Row("check -j1", "cpu", "xmllint", AT_MOST, 1.5, 1.2),
    Row("check -j1", "cpu", "cmark", AT_MOST, None, None),
    Row("check FILE", "wall", None, AT_MOST, 15, 8),
    Row("check", "peak", None, AT_MOST, 24, None),
    Row("build", "wall", "hugo", AT_LEAST, 8, 12),
    Row("build", "cpu", "cmark", AT_MOST, 1.6, 1.2),
    Row("build", "peak", "hugo", AT_LEAST, None, None),
    Row("build", "peak", None, AT_MOST, 100, 31),
    Row("nothing changed", "wall", "build", AT_LEAST, 15, 30),
    Row("one changed", "wall", "build", AT_LEAST, 6, 10),
]
GROWTH = 1.1     # of the time a question takes, from one size to the next
NOISE = 2, 20    # ms at the smaller and at the larger size below which nothing is told
FOLLOW = 10000   # questions that the targets are for


def table(head, rows):
    """A Markdown table, wide enough to be read as it is; numbers to the right."""
    widths = [max(len(r[i]) for r in [head, *rows]) for i in range(len(head))]

    def line(cells):
        first, *rest = zip(cells, widths)
        return "| " + " | ".join([first[0].ljust(first[1]), *(c.rjust(w) for c, w in rest)]) + " |"
    rule = "|".join(["", "-" * (widths[0] + 2), *("-" * (w + 1) + ":" for w in widths[1:]), ""])
    return "\n".join([line(head), rule, *map(line, rows)]) + "\n"


def figure(x):
    return f"{x:,.0f}" if x >= 100 else f"{x:.1f}" if x >= 10 else f"{x:.2f}"


def verdict(row, value):
    def within(limit):
        return limit is not None and (value <= limit if row.sense == AT_MOST else value >= limit)
    if row.target is None:
        return ""
    return "stretch" if within(row.stretch) else "reached" if within(row.target) else "NO"


def comparison(costs):
    """Ours against others, each with its target."""
    lines = []
    for row in ROWS:
        if row.ours not in costs or (row.other and row.other not in costs):
            lines.append([f"{row.ours} / {row.other}", *[""] * 6, "not measured"])
            continue
        scale, unit = UNITS[row.of]
        ours = getattr(costs[row.ours], row.of)
        other = getattr(costs[row.other], row.of) if row.other else None
        value = ours * scale if other is None else ours / other if row.sense == AT_MOST else other / ours
        name = row.ours if other is None else \
            f"{row.ours} / {row.other}" if row.sense == AT_MOST else f"{row.other} / {row.ours}"
        lines.append([name, unit, figure(ours * scale), "" if other is None else figure(other * scale),
                      figure(value), *(f"{row.sense} {t:g}" if t else "" for t in (row.target, row.stretch)),
                      verdict(row, value)])
    return table(["what", "in", "ours", "other", "value", "target", "stretch", ""], lines)


def all_costs(costs):
    return table(["command", "wall, ms", "CPU, ms", "peak, MB"],
                 [[name, *(figure(getattr(c, f) * UNITS[f][0]) for f in c._fields)] for name, c in costs.items()])


def grown(values, sizes):
    """How the time of a question grew from each size to the next; "" where it is noise."""
    steps = []
    for (a, b), (n, m) in zip(zip(values, values[1:]), zip(sizes, sizes[1:])):
        ratio = (b / m) / (a / n) if a else 0
        told = a >= NOISE[0] and b >= NOISE[1]
        steps.append(f"{ratio:.2f}" + " NO" * (ratio > GROWTH) if told else "")
    return steps


def stage_growth(found, sizes):
    """CPU time of each stage by size, and how it grows."""
    names = list(dict.fromkeys(name for stages in found for name in stages))
    head = ["stage", *(f"{n:,}, ms" for n in sizes), *(f"to {n:,}" for n in sizes[1:])]
    return table(head, [[name, *(figure(v) for v in values), *grown(values, sizes)]
                        for name in names for values in [[stages.get(name, 0) for stages in found]]])


def cost_growth(found, sizes):
    """Cost of the commands by size: CPU, peak memory, and what a question adds to it."""
    head = ["command", *(f"{n:,}, CPU ms" for n in sizes), *(f"to {n:,}" for n in sizes[1:]),
            *(f"{n:,}, MB" for n in sizes), "KB a question"]
    rows = []
    for name in found[0]:
        cpu, peak = [c[name].cpu * 1000 for c in found], [c[name].peak for c in found]
        more = (peak[-1] - peak[0]) * 1024 / (sizes[-1] - sizes[0]) if len(sizes) > 1 else 0
        rows.append([name, *map(figure, cpu), *grown(cpu, sizes), *map(figure, peak), figure(more)])
    return table(head, rows)
