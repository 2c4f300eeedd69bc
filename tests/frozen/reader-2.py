# A reader of "schema": 2, as somebody may have written it on the day on which 0.1.0 came
# out, from nothing but what the schema promises: it skips keys, and items of types, that
# it does not know, and relies on the rest. Never edited while the number is 2.
# usage: reader-2.py JSON-FOLDER EXAM
import json
import os
import sys

PARTS = {"single": "options", "multiple": "options", "ordering": "steps", "matching": "pairs"}


def load(*path):
    with open(os.path.join(*path), encoding="utf-8") as f:
        document = json.load(f)
    if document.get("schema") != 2:
        sys.exit(f"{path[-1]}: not schema 2")
    return document


def show_item(item):
    head = [item["id"], item["type"], item["status"], item["domain"], item["topic"], item["task"], item["difficulty"], item["hash"], item["verified"] or "-"]
    print("item", *head)
    print(" ", item["stem"]["text"])
    for part in item[PARTS[item["type"]]]:
        if item["type"] == "matching":
            print("   ", part["prompt"]["text"]["text"], "->", part["response"]["text"]["text"])
        elif item["type"] == "ordering":
            print("   ", part["text"]["text"])
        else:
            print("   ", "x" if part["correct"] else ".", part["text"]["text"], "|", part["rationale"]["text"] if part["rationale"] else "-")
    if item["explanation"]:
        print("  because", item["explanation"]["text"])
    for source in item["references"]:
        print("  see", source.get("url") or source["text"])


def show_form(folder, exam, form):
    asked, key = load(folder, exam, "forms", form + ".json"), load(folder, exam, "forms", form + "-key.json")
    if asked["hash"] != key["hash"] or asked["exam"] != exam:
        sys.exit(f"{form}: the key of another form")
    right = {item["number"]: item for item in key["items"]}
    for item in asked["items"]:
        if item["type"] in ("single", "multiple"):
            ids = [o["id"] for o in item["options"]]
            answers = right[item["number"]]["right"]
            if not set(answers) <= set(ids) or len(answers) != item["select"]:
                sys.exit(f"{form}: the key of {item['id']} is not among its options")
            print("asked", item["number"], item["id"], len(ids), sorted(ids.index(a) for a in answers), sorted(right[item["number"]]["reasons"]) == sorted(ids))
        elif item["type"] in PARTS:
            print("asked", item["number"], item["id"], item["stem"]["text"])


def main(folder, exam):
    bank = load(folder, exam + ".json")
    print(bank["exam"]["id"], bank["exam"]["title"], bank["exam"]["form"]["items"], bank["exam"]["form"]["minutes"], [d["id"] for d in bank["exam"]["domains"]])
    for case in bank["cases"]:
        print("case", case["id"], case["title"], case["scenario"]["text"])
    for item in bank["items"]:
        if item["type"] in PARTS:
            show_item(item)
    for form in bank["forms"]:
        show_form(folder, exam, form["id"])


main(*sys.argv[1:])
