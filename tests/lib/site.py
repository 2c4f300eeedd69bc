# The data of a site, as the player's scripts have it.
import json
import os
import re


def _read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def index(exam):
    """The index of EXAM, the folder site/<exam>."""
    name, = re.findall(r'src="data/(index-[^"]+)"', _read(f"{exam}/practice.html"))
    text = _read(f"{exam}/data/{name}")
    return json.loads(text[len("window.examcBank = "):].rstrip(";\n"))


def calls(path, function):
    """What the script PATH calls FUNCTION with, by id."""
    found = [json.loads(x) for x in re.findall(rf"^examc\.{function}\((.*)$", _read(path), re.M)]
    return {x["id"]: x for x in found}


def _all(exam, kind, function):
    out = {}
    for names in index(exam)["shards"]:
        out.update(calls(os.path.join(exam, "data", names[kind]), function))
    return out


def questions(exam):
    """The HTML of all questions by their ids."""
    return {name: x["html"] for name, x in _all(exam, 0, "question").items()}


def keys(exam):
    """What is right of all questions, and why, by their ids."""
    return _all(exam, 1, "key")
