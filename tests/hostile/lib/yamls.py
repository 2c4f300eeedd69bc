"""YAML in all its shapes: values that readers take for something else, every
style in every place, bombs, cut and bent documents, other encodings. And XML,
whose bombs some programs read as soon as they see them.
"""

# What YAML's readers of one version or another make something of.
VALUES = (
    "no", "NO", "y", "off", "On", "~", "null", "Null", "", ".nan", "-.inf", ".5", "1.", "+1", "-0", "1e3", "1_000",
    "012",
    "0o17", "0x1F", "0b11", "1:30", "190:20:30", "2026-13-45", "2026-11-23", "2026-11-23T10:00:00Z", "=", "<<", "%",
    "@a",
    "`a", "!a", "&a", "*a", "*", "&", "-", "- a", "?", "? a", ":", ": a", "a: b", "a:b", "a #b", "#b", "|", ">", "|2",
    "[", "]",
    "{", "}", ",", "[a", "{a: b", "a]", "'", '"', "''", '""', "'a", '"a', "a'b", 'a"b', "\\", "\\x41", "---", "...",
    "--- a",
    "a\tb", "日本", "\u00a0", "\u3000", "é", "😀", "1" * 400, "-" * 90, "true", "TRUE", "False", "NaN", "nil", "None",
    "undefined")

STYLES = {
    "plain": lambda v: v,
    "single quotes": lambda v: "'" + v.replace("'", "''") + "'",
    "double quotes": lambda v: '"' + v.replace("\\", "\\\\").replace('"', '\\"') + '"',
    "half a quote": lambda v: "'" + v,
    "literal": lambda v: "|\n      " + v,
    "folded": lambda v: ">-\n      " + v,
    "literal with more": lambda v: "|2+\n        " + v + "\n\n",
    "tagged": lambda v: "!!str " + v,
    "anchored": lambda v: "&a " + v,
}

PLACES = {
    "values": lambda vs: "".join(f"k{i}: {v}\n" for i, v in enumerate(vs)),
    "keys": lambda vs: "".join(f"{v}: {i}\n" for i, v in enumerate(vs)),
    "entries": lambda vs: "k:\n" + "".join(f"  - {v}\n" for v in vs),
    "entries of entries": lambda vs: "k:\n" + "".join(f"  - - - {v}\n" for v in vs),
    "a flow": lambda vs: "k: [" + ", ".join(vs) + "]\n",
    "a flow of pairs": lambda vs: "k: {" + ", ".join(f"{v}: {v}" for v in vs) + "}\n",
    "keys of their own": lambda vs: "".join(f"? {v}\n: {v}\n" for v in vs),
    "whole documents": lambda vs: "".join(f"--- {v}\n" for v in vs),
}


def styles():
    """Every style in every place: all values that go on from each other, and
    each value whose style the one before could hide, alone."""
    for place, put in PLACES.items():
        for style, dress in STYLES.items():
            yield f"{style} as {place}", put([dress(v) for v in VALUES])
    for i, v in enumerate(VALUES):
        yield f"the value {v[:20]!r}", f"title: {v}\n"
        yield f"the value {v[:20]!r} in a flow", f"a: [{v}]\nb: {{{v}: {v}}}\n"


SOUND = """\
# a bank
id: demo
"quoted": 'it''s'
list:
  - one
  - {two: 2, three: [3, "x"]}
  - four: 4
    five:
    - 6
text: |
  first

   second
folded: >-
  long
  line
? key
: value
last: "a\\tb\\u00e9"
"""
MARKS = "\t -:,?[]{}#&*!|>'\"%@`"


def bent():
    """A sound document with one line spoiled: each line, each way."""
    lines = SOUND.split("\n")[:-1]
    for i, line in enumerate(lines):
        where = f"line {i + 1}"
        indent = len(line) - len(line.lstrip(" "))
        ways = {f"begins with {m!r}": line[:indent] + m + line[indent:] for m in MARKS[i % 2::2]}
        ways.update({f"ends with {m!r}": line + m for m in ":[{\"'|"})
        ways.update({"is gone": None, "stands twice": line + "\n" + line, "is one further in": " " + line,
                     "is one further out": line[1:] if indent else "  " + line, "is cut": line[:len(line) // 2],
                     "ends a document": line + "\n...", "begins a document": "---\n" + line})
        for way, new in ways.items():
            yield f"{where} {way}", "\n".join(x for x in lines[:i] + [new] + lines[i + 1:] if x is not None) + "\n"
    for i in range(0, len(SOUND), 7):
        yield f"cut after {i} bytes", SOUND[:i]


def bombs():
    """A little that stands for much."""
    tens = "".join(f"k{i}: &k{i} [{', '.join([f'*k{i - 1}'] * 10 if i else ['x'] * 10)}]\n" for i in range(9))
    yield "aliases of aliases", tens
    yield "merged maps of merged maps", "m0: &m0 {a: 1}\n" + "".join(
        f"m{i}: &m{i} {{<<: [{', '.join([f'*m{i - 1}'] * 10)}], b{i}: 1}}\n" for i in range(1, 9))
    yield "a list in itself", "a: &a [*a]\n"
    yield "a map that is its own key", "&a ? *a\n: *a\n"
    yield "an alias of nothing", "a: *nothing\n"
    yield "anchors", "a: [" + ", ".join(f"&n{i} x" for i in range(4000)) + "]\n"
    yield "one anchor again and again", "a: [" + "&n x, *n, " * 3000 + "]\n"
    for name, start, end in (("lists", "[", "]"), ("maps", "{a: ", "}"), ("maps in lists", "[{a: ", "}]"),
                             ("keys", "? ", ""), ("entries", "- ", ""), ("empty keys", '{"":[', "]}")):
        for depth in (15, 17, 1000, 9000):
            yield f"{depth} {name} in each other", "a:\n  " + start * depth + "x" + end * depth + "\n"
            yield f"{depth} {name} in each other, never closed", start * depth
    yield "maps under maps", "".join(f"{' ' * i}a:\n" for i in range(300))
    yield "keys", "".join(f"k{i}: v\n" for i in range(6000))
    yield "the same key", "k: v\n" * 6000
    yield "entries", "a:\n" + "- b\n" * 9000
    yield "documents", "---\na: 1\n" * 6000
    yield "ends of documents", "...\n" * 9000
    yield "a key of two thousand", "k" * 2000 + ": v\n"
    yield "a value of fifty thousand", "a: " + "v" * 50000 + "\n"
    yield "a quoted value of many lines", 'a: "' + "v\n  " * 12000 + '"\n'
    yield "comments", "# c\n" * 9000 + "a: b\n"
    yield "empty lines in a text", "a: |\n" + "\n" * 30000 + "  b\n"
    yield "escapes", 'a: "' + "\\x41\\u0042\\U00000043\\n" * 1000 + '"\n'


def constructs():
    """Directives, tags, merges, documents, twice the same."""
    for tag in ("!!python/object/apply:os.system [id]", "!!python/name:os.system",
                "!ruby/object:Gem::Installer {i: x}",
                "!!java.net.URLClassLoader [x]", "!!js/function 'function () {}'", "!!binary aGk=", "!!set {a, b}",
                "!!omap [a: 1, a: 2]", "!!float no", "!!int 1_0", "!!bool y", "!!null x", "!!timestamp now",
                "!!map []",
                "!!merge x", "!<tag:yaml.org,2002:str> x", "!<!> x", "! x", "!e!x y", "!!", "!%41 x", "!<unclosed x"):
        yield f"the tag {tag[:30]}", f"title: {tag}\n"
        yield f"the tag {tag[:30]} of it all", f"--- {tag}\n"
    for line in ("%YAML 1.1", "%YAML 1.2", "%YAML 9.9", "%YAML 1.1 1.2", "%YAML", "%TAG ! tag:a,1:", "%TAG !a! !b",
                 "%TAG",
                 "%NONE x", "%", "%YAML 1.1\n%YAML 1.1"):
        yield f"the directive {line!r}", f"{line}\n---\nid: a\n"
        yield f"the directive {line!r} without a document", f"{line}\nid: a\n"
    for name, text in {
        "a key twice": "id: a\nid: b\n", "a key twice, dressed": "id: a\n\"id\": b\n'id': c\n",
        "a key twice in a flow": "a: {b: 1, b: 2}\n", "a merge": "a: &a {id: x}\nb:\n  <<: *a\n",
        "a merge of text": "<<: text\n",
        "a merge of lists": "<<: [[a]]\n", "no map": "- a\n- b\n", "a scalar": "just text\n",
        "an empty document": "---\n...\n",
        "two documents": "id: a\n---\nid: b\n", "text behind the end": "id: a\n...\nrest\n",
        "a comment alone": "# a\n",
        "a map as a key": "{a: b}: c\n", "a list as a key": "? - a\n  - b\n: c\n",
        "a value below its key": "id:\na\n",
        "a list at its key": "a:\n- b\n-c\n", "an entry in a map": "a: b\n- c\n", "a map in an entry": "- a\nb: c\n",
        "two values": "a: b: c\n", "a colon without a blank": "a:b\n", "a comment without a blank": "a: 'b'#c\n",
        "text behind a quote": "a: 'b' c\n", "text behind a flow": "a: [b] c\n", "a comma alone": "a: [,]\n",
        "two commas": "a: [b,,c]\n", "a flow over lines": "a: [b,\n c]\n", "a flow that goes out": "a: [b,\nc]\n",
        "a literal without text": "a: |\nb: c\n", "a literal of nothing": "a: |+\n",
        "marks of a literal": "a: |-+2\n  b\n",
        "a literal with a wrong indent": "a: |9\n  b\n",
        "a literal whose first line is deeper": "a: |\n      b\n  c\n",
        "a comment in a literal": "a: | # c\n  # no comment\n b\n", "a bad escape": 'a: "\\q"\n',
        "half an escape": 'a: "\\x4"\n',
        "an escape of a surrogate": 'a: "\\ud800"\n', "an escape beyond": 'a: "\\U00110000"\n',
        "a NUL escaped": 'a: "b\\0c"\n',
        "controls escaped": 'a: "\\e[31m\\a\\b\\x7f\\N\\L\\P"\n', "tabs before keys": "a:\n\tb: c\n",
        "tabs behind keys": "a:\tb\n",
        "tabs in entries": "a:\n  -\tb\n  -\t- c\n", "a tab alone": "\t\n", "blanks alone": "   \n   \n",
        "nothing": "",
        "marks of documents in a quote": "a: 'b\n--- c\n... d'\n", "a question mark": "?\n", "a dash": "-\n",
        "a colon": ":\n",
    }.items():
        yield name, text


def coded():
    """The same text in other bytes."""
    for name in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-8-sig", "cp1252",
                 "utf-7", "cp037"):
        yield f"in {name}", SOUND.encode(name)
    sound = SOUND.encode()
    yield "with a mark of UTF-16 before UTF-8", b"\xff\xfe" + sound
    yield "with a mark of byte order inside", sound.replace(b"list", b"\xef\xbb\xbflist")
    for name, end in (("CRLF", "\r\n"), ("CR", "\r"), ("NEL", "\u0085"), ("LS", "\u2028"), ("PS", "\u2029"),
                      ("FF", "\f"),
                      ("VT", "\v"), ("LF and CR", "\n\r")):
        yield f"lines that end in {name}", SOUND.replace("\n", end).encode()
        yield f"one line that ends in {name}", f"a: b{end}c: d\n".encode()
    for code in (*range(9), 11, 12, *range(14, 32), 127, 128, 133, 155, 160, 0x200b, 0x200e, 0x2028, 0x202e, 0x2066,
                 0xd7ff,
                 0xe000, 0xfeff, 0xfffd, 0xfffe, 0xffff, 0x1f600, 0x10ffff):
        yield f"U+{code:04X} in a value", f"a: b{chr(code)}c\n".encode()
    for name, raw in (("a lone continuation", b"\x80"), ("a start without an end", b"\xc3"),
                      ("a long slash", b"\xc0\xaf"),
                      ("a surrogate", b"\xed\xa0\x80"), ("beyond the last plane", b"\xf4\x90\x80\x80"),
                      ("FE and FF", b"\xfe\xff")):
        yield f"{name} in a value", b"a: b" + raw + b"c\n"
        yield f"{name} in a key", b"a" + raw + b": b\n"


def xml():
    head = '<?xml version="1.0"?>'
    yield "entities of entities", head + "<!DOCTYPE a [<!ENTITY e0 'ha'>" + "".join(
        f"<!ENTITY e{i} '{f'&e{i - 1};' * 12}'>" for i in range(1, 10)) + "]><a>&e9;</a>"
    yield "one long entity, used often", head + f"<!DOCTYPE a [<!ENTITY e '{'A' * 25000}'>]><a>{'&e;' * 9000}</a>"
    for name, where in (("a file", "file:///etc/hostname"), ("a device", "file:///dev/zero"),
                        ("a host", "http://127.0.0.1:9/"),
                        ("a program", "expect://id"), ("another scheme", "php://filter/read=a/resource=b")):
        yield f"an entity out of {name}", head + f'<!DOCTYPE a [<!ENTITY e SYSTEM "{where}">]><a>&e;</a>'
        yield f"a DTD out of {name}", head + f'<!DOCTYPE a SYSTEM "{where}"><a/>'
    yield "entities of parameters", head + "<!DOCTYPE a [<!ENTITY % p '<!ENTITY &#37; q SYSTEM \"file:///a\">'>%p;%q;]><a/>"
    yield "an inclusion", '<a xmlns:i="http://www.w3.org/2001/XInclude"><i:include href="/etc/hostname" parse="text"/></a>'
    yield "a style sheet", '<?xml-stylesheet href="file:///a.xsl"?><a/>'
    yield "a schema", '<a xmlns:s="http://www.w3.org/2001/XMLSchema-instance" s:noNamespaceSchemaLocation="file:///a.xsd"/>'
    yield "elements in each other", "<a>" * 9000 + "</a>" * 9000
    yield "elements that do not end", "<a b='c'>" * 6000
    yield "attributes", "<a " + "".join(f'b{i}="c" ' for i in range(6000)) + "/>"
    yield "names of other spaces", "<a " + "".join(f'xmlns:n{i}="u" ' for i in range(2000)) + "/>"
    yield "sections", "<a>" + "<![CDATA[x]]>" * 4000 + "</a>"
    yield "another encoding", '<?xml version="1.0" encoding="UTF-16"?><a/>'
    yield "XML in UTF-16", '<?xml version="1.0" encoding="UTF-16"?><a/>'.encode("utf-16")


def of(*makers):
    return {name: data if isinstance(data, bytes) else data.encode() for make in makers for name, data in make()}


def documents():
    """Class -> name -> bytes."""
    return {"YAML in every style": of(styles), "YAML with one line spoiled": of(bent), "YAML that grows": of(bombs),
            "YAML with directives, tags, merges": of(constructs), "YAML in other bytes": of(coded), "XML": of(xml)}
