# TAP lines, as tests/run sums them.
count = failed = 0


def report(ok, name, why=""):
    """Prints the verdict of one test; WHY, its first 20 lines, where it failed."""
    global count, failed
    count += 1
    failed += not ok
    print(("ok" if ok else "not ok"), count, "-", name, flush=True)
    if not ok:
        for line in str(why).splitlines()[:20]:
            print("#", line)


def summed_up():
    """Prints the last line of a part that tests/run does not sum; did one fail?"""
    print(f"{count - failed} passed, {failed} failed, 0 skipped")
    return failed > 0
