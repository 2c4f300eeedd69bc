# TAP lines, as tests/run sums them.
count = 0


def report(ok, name, why=""):
    """Prints the verdict of one test; WHY, its first 20 lines, where it failed."""
    global count
    count += 1
    print(("ok" if ok else "not ok"), count, "-", name)
    if not ok:
        for line in str(why).splitlines()[:20]:
            print("#", line)
