# A bank whose questions are hard to set: tables of 16 columns, tall and wide pictures, long
# code and tokens, many options and pairs, a long case, other letters. The same each time.
# usage: python3 tests/print/stress.py DIR
import os
import struct
import sys
import zlib

EXAM = """id: stress
code: ST-1
title: A Bank of What Is Hard to Set
language: en
form: {items: 20, minutes: 45}
options: {min: 2}
case-text: 16
tolerance: 100
domains:
  - {id: shapes, number: 1, name: Tables and Pictures of All Shapes, weight: 60, tasks: [{id: "1.1", name: Read them.}]}
  - {id: texts, number: 2, name: Texts, weight: 40, tasks: [{id: "2.1", name: Read them.}]}
topics:
  - {id: tables, name: Tables}
  - {id: pictures, name: Pictures}
  - {id: lists, name: Lists}
  - {id: letters, name: Letters and code}
"""
WORDS = ("the depot keeps a record of each parcel that its scanners see and a model says when it will come to "
         "the door of whoever waits for it in one of nine countries").split()


def text(n, start=0):
    """N words that are a sentence."""
    return " ".join(WORDS[(start + i) % len(WORDS)] for i in range(n)).capitalize() + "."


def png(path, width, height):
    """Bars, the same bytes everywhere."""
    rows = b"".join(b"\0" + bytes(255 if (x // 40 + y // 40) % 2 else 120 for x in range(width)) for y in range(height))
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    with open(path, "wb") as f:
        f.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
                + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))


def table(columns, rows, cell):
    lines = [", ".join(f"Head {c + 1}" for c in range(columns))]
    lines += [", ".join(cell(r, c) for c in range(columns)) for r in range(rows)]
    return "```table\n" + "\n".join(lines) + "\n```\n"


def options(texts, right=1):
    return "\n".join(f"- [{'x' if i == right else ' '}] {t}\n  > {text(14, i)}" for i, t in enumerate(texts))


def short(n):
    return [f"Answer {WORDS[i]} {i + 1}" for i in range(n)]


def question(folder, name, topic, task, body, kind="single", more=""):
    os.makedirs(f"{folder}/{topic}", exist_ok=True)
    with open(f"{folder}/{topic}/{name}.md", "w", encoding="utf-8") as f:
        f.write(f"---\nid: {name}\ntype: {kind}\ntopic: {topic}\ntask: \"{task}\"\ndifficulty: easy\n{more}---\n\n{body}\n")


def tables(folder):
    for columns in (3, 6, 10, 12, 16):
        body = table(columns, 6, lambda r, c: str((r + 1) * 10 ** (c % 4) + c))
        question(folder, f"table-{columns:02}", "tables", "1.1",
                 f"{text(20)}\n\n{body}\nWhich row holds the largest sum?\n\n{options(short(4))}")
    body = table(5, 4, lambda r, c: text(6, r + c))
    question(folder, "table-words", "tables", "1.1", f"{text(12)}\n\n{body}\nWhich cell is wrong?\n\n{options(short(4))}")
    body = table(3, 3, lambda r, c: "x" * 90 if (r, c) == (1, 1) else str(r * c))
    question(folder, "table-token", "tables", "1.1", f"{text(12)}\n\n{body}\nWhich cell is wrong?\n\n{options(short(4))}")


def pictures(folder):
    os.makedirs(folder + "/img", exist_ok=True)
    for name, width, height in (("tall", 600, 3000), ("wide", 3000, 400), ("small", 60, 40)):
        png(f"{folder}/img/{name}.png", width, height)
        question(folder, f"picture-{name}", "pictures", "1.1",
                 f"{text(25)}\n\n![Squares, {width} by {height}](../img/{name}.png)\n\nWhat is seen here?\n\n{options(short(4))}")
    pictured = [f"![Choice {i}](../img/{p}.png)" for i, p in enumerate(("small", "tall", "wide"))]
    question(folder, "picture-options", "pictures", "1.1", f"{text(25)}\n\nWhich is it?\n\n{options(pictured)}")


def lists(folder):
    for n in (2, 5, 10):
        question(folder, f"options-{n:02}", "lists", "1.1", f"{text(20, n)}\n\nWhich holds?\n\n"
                 + options([text(9, i) for i in range(n)]))
        question(folder, f"short-{n:02}", "lists", "1.1", f"{text(20, n)}\n\nWhich holds?\n\n{options(short(n))}")
    body = "\n".join(f"- Need {WORDS[i]} -> Answer {WORDS[i + 9]} {i}" for i in range(7)) + "\n- -> Answer left over"
    why = f"\n\n## Explanation\n\n{text(30)}"
    question(folder, "pairs-7", "lists", "1.1", f"{text(18)}\n\nWhich answer fits each need?\n\n{body}{why}", "matching")
    body = "\n".join(f"{i + 1}. Step {WORDS[i]} {text(7, i)}" for i in range(6))
    question(folder, "steps-6", "lists", "1.1", f"{text(18)}\n\nIn which order?\n\n{body}{why}", "ordering")
    os.makedirs(folder + "/cases", exist_ok=True)
    with open(folder + "/cases/long-case.md", "w", encoding="utf-8") as f:
        f.write("---\nid: long-case\ntitle: A Depot That Keeps Everything\n---\n\n"
                + "\n\n".join(text(90, i) for i in range(9)) + "\n")
    for part in (1, 2, 3):
        question(folder, f"case-part-{part}", "lists", "1.1", f"{text(15, part)}\n\nWhich holds?\n\n"
                 + options([text(8, i) for i in range(4)]), more=f"case: long-case\npart: {part}\n")


def letters(folder):
    for n in (12, 60):
        code = "\n".join(f"\tline({i}, \"{'x' * (i % 40)}\")  ==  {i}" for i in range(n))
        question(folder, f"code-{n}", "letters", "2.1", f"{text(12)}\n\n```\n{code}\n```\n\nWhat is printed?\n\n{options(short(4))}")
    for n in (150, 480):
        question(folder, f"token-{n}", "letters", "2.1",
                 f"The key is {'0123456789abcdef' * (n // 16)} and `{'fedcba9876543210' * (n // 16)}`.\n\nWhose is it?\n\n"
                 + options([*short(3), "z" * n]))
    question(folder, "greek", "letters", "2.1", "Ἐν ἀρχῇ ἦν ὁ λόγος, καὶ ὁ λόγος ἦν πρὸς τὸν θεόν.\n\nWhich word comes first?\n\n"
             + options(["λόγος", "ἀρχῇ", "θεόν"]))
    question(folder, "cyrillic", "letters", "2.1", "Все счастливые семьи похожи друг на друга.\n\nWhich word means family?\n\n"
             + options(["счастливые", "семьи", "друг"]))
    for n in range(6):
        question(folder, f"plain-{n}", "letters", "2.1", f"{text(40 + 15 * n, n)}\n\nWhich holds?\n\n"
                 + options([text(12 + n, i) for i in range(4)]))


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    with open(folder + "/exam.yaml", "w", encoding="utf-8") as f:
        f.write(EXAM)
    for part in (tables, pictures, lists, letters):
        part(folder)


if __name__ == "__main__":
    main()
