# What an author does to one file of the bank between two saves, while nothing else
# changes: what it has in common with other questions comes and goes.
import re

import changes

FRONT = ["id: first", "id: other-name", "enemies: [nobody]", "enemies: [first, second]", "variant-of: [first]", "formerly: [second]",
         "formerly: [once]", "tags: [cost]", "tags: [Cost]", "tags: [Cost, cost, maps]", "tags: [ships]", "tags: [SHIPS, maps]",
         "status: draft", "status: retired", "status: secure", "case: shop\npart: 1", "case: shop\npart: 2", "case: nowhere", "part: 3",
         "topic: beta", "topic: gamma", "task: \"2.1\"", "difficulty: hard", "services: [new-store, odd]", "decides: cost",
         "lint:\n  allow:\n    - {rule: bank/near-duplicate, why: \"they differ in what they ask for\"}"]


def front(text, rng):
    """Sets a key of the front matter."""
    line = rng.choice(FRONT)
    key = line.split(":")[0]
    kept = re.sub(rf"(?m)^{key}:.*\n(?:  .*\n)*", "", text) if rng.random() < .95 else text
    return kept.replace("\n---\n", f"\n{line}\n---\n", 1)


def twin(text, rng, others):
    """The stem and the options of another question."""
    other = rng.choice(others)
    if "\n---\n" not in text or "\n---\n" not in other:
        return text
    return text.split("\n---\n", 1)[0] + "\n---\n" + other.split("\n---\n", 1)[1]


def other_key(text, _):
    """The key is the first option, or the last."""
    plain = text.replace("- [x]", "- [ ]")
    return plain.replace("- [ ]", "- [x]", 1) if not re.search(r"- \[x\]", text[:text.find("- [ ]")]) else plain[::-1].replace("] [ -", "]x[ -", 1)[::-1]


def words(text, rng):
    """Some words more, or others."""
    new = rng.choice([("files", "photos"), ("keeps", "always keeps"), ("year", "month"), ("storage", "Storage"), ("desk", "desk and the long corridor"),
                      ("clerk", "case clerk"), ("\n\nWhich", "\n\nIt is known.\n\nWhich"), ("maps", "maps \\* 2")])
    return text.replace(*new, 1)


def save(place, rng, path):
    """Changes the file at PATH; says how."""
    text = changes.read(path).decode(errors="replace")
    others = [changes.read(p).decode(errors="replace") for p in place.questions()]
    how = rng.choice([front] * 5 + [words] * 3 + [other_key] * 2 + [twin] * 3)
    changes.put(path, (how(text, rng, others) if how is twin else how(text, rng)).encode())
    return how.__name__
