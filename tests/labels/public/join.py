# Joins the labels of this folder with the texts of two public banks, which are not part of
# the project (MMLU-Redux is CC BY 4.0, OpenTriviaQA CC BY-SA 4.0), and prints labelled
# questions as `examc rules score` reads them: python3 join.py FOLDER-OF-BANKS > public.jsonl
import ast
import csv
import json
import os
import sys

FOLDER = sys.argv[1]
files = {}


def rows(name):
    """All questions of a file, as (stem, options)."""
    if name not in files:
        with open(os.path.join(FOLDER, name), encoding="utf-8", errors="surrogateescape") as f:
            if name.endswith(".csv"):
                files[name] = [(r["question"], ast.literal_eval(r["choices"])) for r in csv.DictReader(f)
                               if r["choices"]]
            else:
                files[name] = [(q["stem"], [o["text"] for o in q["options"]]) for q in map(json.loads, f)]
    return files[name]


with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "labels.txt"), encoding="utf-8") as labels:
    for line in labels:
        q = json.loads(line)
        name, number = q["from"].rsplit(":", 1)
        stem, options = rows(name)[int(number)]
        print(json.dumps({"id": q["id"], "stem": stem, "options": [str(o) for o in options],
                          "key": q["key"], "labels": q["labels"], "rest": q["rest"]}, ensure_ascii=False))
