# Small banks that tests write, and examc run over them.
import os
import subprocess

from lib.tap import report

# A bank's exam.yaml in few lines: one domain, one task, one topic.
EXAM = """id: demo
title: Demo
form: {items: 5}
tolerance: 100
domains: [{id: one, name: One, weight: 100, tasks: [{id: "1.1", name: Do}]}]
topics: [{id: alpha, name: Alpha, tasks: ["1.1"]}]
"""


def write(path, text):
    """Writes TEXT, a string or bytes, to PATH; makes its folders."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(text if isinstance(text, bytes) else text.encode())


def write_all(root, files):
    """Writes each of FILES, texts by their paths beneath ROOT; returns ROOT."""
    for path, text in files.items():
        write(os.path.join(root, path), text)
    return root


def run(*args, code=0):
    """What examc says with ARGS; another exit status than CODE is a failure."""
    p = subprocess.run([os.environ["EXAMC"], *args], capture_output=True, text=True)
    if p.returncode != code:
        report(False, " ".join(args), f"exit {p.returncode}\n{p.stdout}{p.stderr}")
    return p.stdout + p.stderr
