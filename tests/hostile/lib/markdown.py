"""Markdown that costs a parser most, or that hides what it holds: runs of what
opens and never closes, nests, collides, or is cut off.
"""

SIZE = 60000  # below the limit of a question file, so that all of it is read

# What opens something, and what would close it.
PAIRS = {
    "emphasis": ("*a ", " a*"), "underscores": ("_a ", " a_"), "strong": ("**a ", " a**"),
    "strong underscores": ("__a ", " a__"), "three stars": ("***a ", " a***"), "link": ("[a", "](b)"),
    "brackets": ("[", "]"), "image": ("![a", "](b)"), "reference": ("[a", "][b]"), "short reference": ("[a", "][]"),
    "destination": ("[a](", ")"), "pointed destination": ("[a](<b", ">)"), "title": ('[a](b "c', '")'),
    "title in parentheses": ("[a](b (c", "))"), "code": ("`a", "`"), "two ticks": ("``a", "``"),
    "tag": ("<a ", ">"), "end tag": ("</a ", ">"), "attribute": ('<a b="', '">'), "comment": ("<!-- a", " -->"),
    "instruction": ("<?a ", "?>"), "declaration": ("<!A ", ">"), "character data": ("<![CDATA[", "]]>"),
    "autolink": ("<https://a.", ">"), "mail": ("<a@", ">"), "entity": ("&am", "p;"), "number": ("&#", "65;"),
    "hex": ("&#x", "41;"), "backslash": ("\\", "\\"), "quote": ("> ", "\n"), "quotes without blanks": (">", "\n"),
    "bullet": ("- ", "\n"), "star bullet": ("* ", "\n"), "ordered": ("1. ", "\n"),
    "ordered with bracket": ("7) ", "\n"),
    "option": ("- [ ] ", "\n"), "key": ("- [x] ", "\n"), "heading": ("# ", " #\n"),
    "six hashes": ("###### a\n", "\n"),
    "rule": ("---\n", "\n"), "underline": ("a\n===\n", "\n"), "fence": ("```\n", "a\n"),
    "tilde fence": ("~~~ a\n", "~~~\n"),
    "pipe": ("|a", "|\n"), "strikeout": ("~~a ", "~~"), "tab": ("\t", "a\n"), "arrow": ("- a -> b\n", "\n"),
    "math": ("$a ", "$"), "braces": ("{{a ", "}}"), "note": ("[^a", "]: b\n"), "definition": ("[a]: /b 'c", "'\n\n"),
    "bullets in quotes": ("> - ", "\n"), "quotes in bullets": ("- > ", "\n"), "hard breaks": ("a  \n", "\\\n"),
}


def times(s, size=SIZE):
    """S again and again, SIZE bytes of it."""
    return s * (size // len(s.encode()))


def runs():
    """Every opener alone, with its closers behind it, and mixed with another."""
    names = list(PAIRS)
    for i, name in enumerate(names):
        start, end = PAIRS[name]
        other = PAIRS[names[(i * 7 + 3) % len(names)]]
        yield f"{name}, never closed", times(start)
        yield f"{name}, closed from inside", times(start, SIZE // 3) + "x" + times(end, SIZE // 4)
        yield f"{name}, closed by another", times(start + other[1], SIZE // 2)
        yield f"{name} in quotes", "> " * 30 + times(start, 4000)


def nests():
    """Depth, on one line and on many."""
    for depth in (31, 33, 200, 340):
        yield f"{depth} lists in each other", "".join(f"{'  ' * i}* a\n" for i in range(depth))
        yield f"{depth} quotes in each other", "".join(f"{'>' * (i % depth + 1)} a\n" for i in range(340))
        yield f"{depth} numbers in each other", "".join(f"{'   ' * min(i, 100)}{i + 1}. a\n" for i in range(depth))
        yield f"{depth} fences in bullets", "- " * depth + "```\na\n"
        yield f"{depth} lists before blank lines", "- " * depth + "x\n" + "\n" * 9000
    yield "stairs up and down", "".join(f"{'  ' * abs(90 - i % 180)}- a\n" for i in range(600))
    yield "lists that lose their quotes", "".join(f"{'> ' * (i % 9)}{'- ' * (i % 7)}a\n" for i in range(3000))
    yield "lazy lines", "> - > 1. > a\n" + times("lazy\n")
    yield "empty items", times("-\n\n")


def references():
    """Definitions: many, the same, of each other, hidden."""
    yield "definitions", "".join(f"[r{i}]: /u{i}\n" for i in range(4000))
    yield "one definition, used often", "[a]: /" + "u" * 900 + "\n\n" + times("[a]", 50000)
    yield "definitions of one label", "".join(f"[same]: /{i}\n" for i in range(4000)) + "\n[same]\n"
    yield "labels that fold alike", "".join(f"[{a}{b}{c}]: /u\n" for a in "sSſ" for b in "kKK" for c in "iIİı")
    yield "labels that hash alike", "".join(f"[{chr(97 + i % 26)}{chr(97 + i // 26 % 26)}{i * 4096}]: /u\n\n"
                                            for i in range(2500)) + times("[a0]", 5000)
    yield "a label of a thousand letters", f"[{'l' * 999}]: /u\n\n[{'L' * 999}] and [{'l' * 1001}]\n"
    yield "a definition named x", "[x]: https://a.b/\n\nWhich?\n\n- [x] a\n- [ ] b\n"
    yield "a definition without an end", "[a]:\n" + times("\n[b]:\n", 20000)
    yield "a definition in a quote in a list", "- > [q]: /u\n\n[q]\n"
    yield "images that name themselves", times("![a![b![c]", 20000)


def tables():
    yield "columns", "|".join("a" * 1 for _ in range(9000)) + "\n" + "|".join("-" for _ in range(9000)) + "\n| a |\n"
    yield "many short rows under a wide head", "|" + "h|" * 700 + "\n|" + "-|" * 700 + "\n" + "|a\n" * 9000
    yield "a fenced table of commas", "```table\n" + "," * 3000 + "\n" + "a\n" * 3000 + "```\n"
    yield "a fenced table of quotes", "```table\n" + '"a ""b"" c",' * 900 + "\n" + '"' * 999 + "\n```\n"
    yield "a fenced table that does not end", "```table\n" + "a,b\n" * 9000
    yield "empty fenced tables", "```table\n```\n\n" * 2000


def hidden():
    """What looks like one thing and is another."""
    yield "options inside a fence", "Which?\n\n```\n- [x] a\n- [ ] b\n"
    yield "options inside a comment", "Which?\n\n<!--\n- [x] a\n- [ ] b\n"
    yield "options inside an element", "Which?\n\n<div>\n- [x] a\n- [ ] b\n"
    yield "options in two kinds of lists", "Which?\n\n- [x] a\n* [ ] b\n+ [ ] c\n"
    yield "markers that are no markers", "Which?\n\n" + "".join(f"- {m} a\n" for m in (
        "[X]", "[]", "[  ]", "[ x ]", "[v]", "[\u00a0]", "[✓]", "\\[x]", "&#91;x]", "`[x]`", "[x](y)", "[x]a", "(x)"))
    yield "options of letters that look alike", "Which?\n\n" + "".join(
        f"- [{'x' if i == 0 else ' '}] {s}torage\n" for i, s in enumerate(("s", "ѕ", "ｓ", "s\u200d", "𝗌")))
    yield "options that are one text in two forms", "Which?\n\n- [x] caf\u00e9\n- [ ] cafe\u0301\n"
    yield "an answer turned around", "Which? \u202e erewsna \u2066 B \u2069\u202c\n\n- [x] a\u200b\n- [ ] a\n"
    yield "front matter twice", "---\nid: a\n---\n---\nid: b\n---\n\nWhich?\n"
    yield "front matter that does not end", "---\nid: a\n" + times("b: c\n", 20000)
    yield "a heading made of front matter", "id: a\ntype: single\n---\n\nWhich?\n\n- [x] a\n- [ ] b\n"
    yield "explanations", "## Explanation\n\n" * 900
    yield "headings of one name", times("## Explanation ##\n", 20000) + "- [x] a\n"
    yield "entities of control characters", "".join(f"&#{i};" for i in (*range(32), *range(127, 160), 0x2028, 0x202e,
            0xfffe))
    yield "entities out of range", "&#0; &#55296; &#1114112; &#99999999; &#x110000; &#xd800; &nosuch; &ngE; &amp"
    yield "a line of sixty thousand", "a" * SIZE
    yield "sixty thousand lines", "\n" * SIZE
    yield "blanks", " " * SIZE
    yield "one letter a line", "a\n" * (SIZE // 2)
    yield "nothing", ""
    yield "a line end", "\n"
    yield "only marks", "".join(c * 60 + "\n" for c in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


def broken():
    """Bytes that are no text, or not the text that they seem."""
    yield "a NUL", b"a\0b\n\0\n"
    yield "NULs", b"\0" * 5000
    yield "control characters", bytes(range(32)) + b"\n\x7f\x1b[2J\x1b]0;a\x07"
    yield "C1 controls and ends of lines", "a\u0085b\u009b31m\u2028c\u2029d".encode()
    yield "bytes that no UTF-8 has", bytes(range(128, 256)) + b"\n\xc0\xaf \xe0\x80\xaf \xf8\x88\x80\x80\x80"
    yield "surrogates", b"\xed\xa0\x80 \xed\xbf\xbf \xed\xa0\xbd\xed\xb8\x80"
    yield "beyond the last plane", b"\xf4\x90\x80\x80 \xf7\xbf\xbf\xbf"
    yield "half a character", "日本".encode()[:-1]
    yield "no characters", "\ufffe \uffff \U0001fffe \U0010ffff".encode()
    yield "carriage returns", b"a\rb\r\r\nc\n\rd\r"
    yield "a mark of byte order inside", "a\ufeffb\n\ufeff- [x] a\n".encode()
    yield "two marks of byte order", b"\xef\xbb\xbf\xef\xbb\xbf---\nid: a\n---\n"
    yield "UTF-16", "---\nid: a\n---\n\nWhich?\n".encode("utf-16")
    yield "UTF-32", "---\nid: a\n---\n\nWhich?\n".encode("utf-32")
    yield "beyond the limit of a file", b"a\n" * 60000
    yield "beyond the limit, ticks", b"".join(b"e" + b"`" * i for i in range(600))


def documents():
    """Name -> bytes."""
    return {name: data if isinstance(data, bytes) else data.encode()
            for make in (runs, nests, references, tables, hidden, broken) for name, data in make()}
