"""Prints each question's options as its page, its JSON and the scripts have them, and which keep their place."""
import glob
import json
import re
import sys

for bank in sys.argv[1:]:
    with open(f"output/{bank}/json/demo.json", encoding="utf-8") as f:
        items = json.load(f)["items"]
    played = {}
    for path in glob.glob(f"output/{bank}/site/demo/data/q-*.js"):
        with open(path, encoding="utf-8") as f:
            for call in re.findall(r"^examc\.question\((.*)$", f.read(), re.M):
                played[json.loads(call)["id"]] = json.loads(call)["html"]
    with open(f"output/{bank}/print/demo/booklet-a4.html", encoding="utf-8") as f:
        booklet = f.read()
    for item in items:
        texts = {o["id"]: o["text"]["text"] for o in item["options"]}
        with open(f"output/{bank}/site/demo/q/{item['id']}.html", encoding="utf-8") as f:
            page = f.read()
        shown = [(bool(fixed), texts[i]) for fixed, i in
                 re.findall(r'<li( data-fixed)?>\s*<label>\s*<input [^>]*value="([^"]*)"', page)]
        print(f"{item['id']}: " + " | ".join(("=" if fixed else "~") + text for fixed, text in shown))
        again = re.findall(r'<input [^>]*value="([^"]*)"', played[item["id"]])
        assert [texts[i] for i in again] == [text for _, text in shown], item["id"]
        fixed = [o["text"]["text"] for o in item["options"] if o.get("fixed")]
        assert fixed == [text for f, text in shown if f] == [o["text"]["text"] for o in item["options"]][len(texts) - len(fixed):], item["id"]
        places = [booklet.find(f">{text}<") for _, text in shown if booklet.count(f">{text}<") == 1]
        assert places == sorted(places), (item["id"], places)
