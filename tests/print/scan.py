# Answer sheets as programs see them: printed, rendered, marked, and read by the file that
# tells where their bubbles are; and how well the marks in the corners place every bubble
# in scans and photos, which are made here with faults of known size.
# usage: EXAMC=build/examc python3 tests/print/scan.py WORK [IMAGES]
import glob
import itertools
import json
import math
import os
import random
import re
import shutil
import subprocess
import sys

import cv2
import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

from lib.tap import report, summed_up  # noqa: E402

EXAMC = os.path.abspath(os.environ.get("EXAMC", "build/examc"))
DPI = 200


# --- A bank with every shape of question ---

EXAM = """id: sheets
title: Sheets
form: {items: 48, minutes: 60}
tolerance: 100
options: {min: 2, max: 26}
domains: [{id: one, name: First, weight: 100, tasks: [{id: "1.1", name: Do things}]}]
topics: [{id: alpha, name: Alpha}]
"""


def word(i):
    return "".join("bdfgklmnprst"[i // 12 ** k % 12] + "aeiou"[i // 5 ** k % 5] for k in range(4))


def question(i):
    kind = ("single", "single", "ordering", "single", "matching", "multiple")[i % 6]
    head = f'---\nid: q-{i}\ntype: {kind}\ntopic: alpha\ntask: "1.1"\ndifficulty: easy\nreferences: [{{text: Book}}]\nverified: 2026-11-01\n---\n\n'
    stem = f"{word(7 * i + 3).capitalize()} {word(11 * i)} is asked, number {i}: which is it?\n\n"
    if kind == "ordering":
        body = "".join(f"{k}. {word(100 * i + k)} step\n" for k in range(1, 4 + i % 4)) + "\n## Explanation\n\nSo.\n"
    elif kind == "matching":
        body = "".join(f"- {word(100 * i + k)} -> {word(100 * i + 50 + k)}\n" for k in range(3 + i % 5)) + "\n## Explanation\n\nSo.\n"
    else:
        keys = 2 if kind == "multiple" else 1
        n = (4, 4, 5, 10, 4, 16)[i // 6 % 6]
        body = "".join(f"- [{'x' if k < keys else ' '}] {word(100 * i + k)}\n  > {word(100 * i + 60 + k)}.\n" for k in range(n))
    return head + stem + body


def make_bank(root):
    os.makedirs(root + "/q")
    open(root + "/exam.yaml", "w", encoding="utf-8").write(EXAM)
    for i in range(96):
        open(f"{root}/q/q-{i}.md", "w", encoding="utf-8").write(question(i))
    subprocess.run([EXAMC, "form", "--versions", "2", "--seed", "5", "--write", "mock", root], check=True, capture_output=True)


def build(bank, out, *args):
    r = subprocess.run([EXAMC, "build", "--today", "2026-11-23", "--fail-on", "off", "-j", "1", "-o", out, "--to", "pdf",
                        *args, bank], capture_output=True, text=True)
    if r.returncode:
        raise SystemExit(r.stderr)


def render(pdf, folder):
    os.makedirs(folder, exist_ok=True)
    subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", "-png", pdf, folder + "/page"], check=True)
    return [cv2.imread(p, cv2.IMREAD_GRAYSCALE) for p in sorted(glob.glob(folder + "/page*.png"))]


# --- The marks ---

def centre_of(contours):
    """The middle of the three squares of a mark, one within the other."""
    found = []
    for c in contours:
        m = cv2.moments(c)
        found.append((m["m10"] / m["m00"], m["m01"] / m["m00"]))
    return np.mean(found, axis=0)


def find_marks(image):
    """The corners and the centre of all that looks like a mark, the largest first."""
    size = max(image.shape) // 30 | 1
    dark = cv2.adaptiveThreshold(cv2.GaussianBlur(image, (3, 3), 0), 255, cv2.ADAPTIVE_THRESH_MEAN_C,
                                 cv2.THRESH_BINARY_INV, size, 12)
    contours, tree = cv2.findContours(dark, cv2.RETR_TREE, cv2.CHAIN_APPROX_NONE)
    found = []
    for i, c in enumerate(contours):
        hole = tree[0][i][2]
        core = tree[0][hole][2] if hole >= 0 else -1
        area = cv2.contourArea(c)
        if core < 0 or area < 150:
            continue
        quad = cv2.approxPolyDP(c, 0.06 * cv2.arcLength(c, True), True)
        if len(quad) != 4 or not cv2.isContourConvex(quad):
            continue
        if 0.2 < cv2.contourArea(contours[hole]) / area < 0.6 and 0.04 < cv2.contourArea(contours[core]) / area < 0.3:
            found.append((area, quad.reshape(4, 2).astype(float), centre_of([c, contours[hole], contours[core]])))
    # The code has three such squares, too, which are smaller.
    return [(quad, centre) for _, quad, centre in sorted(found, key=lambda f: -f[0])[:8]]


def to_image(points, h):
    return cv2.perspectiveTransform(np.array([points], np.float64), h)[0]


def values(image, points):
    return np.array([int(image[min(max(int(round(y)), 0), image.shape[0] - 1),
                               min(max(int(round(x)), 0), image.shape[1] - 1)]) for x, y in points])


def darkness(image, points):
    return 255 - np.mean(values(image, points))


def misfit(h, quads, sheet):
    """How far the corners of four squares are from where those of the marks are, in mm, on the average."""
    half, far = sheet["marks"]["size"] / 2, []
    for quad, m in zip(quads, sheet["marks"]["centers"]):
        wanted = [(m["x"] + a * half, m["y"] + b * half) for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
        far += [min(math.hypot(x - a, y - b) for a, b in wanted) for x, y in to_image(quad, np.linalg.inv(h))]
    return np.mean(far)


def place(image, sheet):
    """What takes mm on the sheet to pixels of the image; None: the four marks were not found.
    Four squares are the marks if what puts their centres where those of the marks are makes
    them squares of that size. The side on which the code is says which way up the page lies."""
    wanted = np.array([(m["x"], m["y"]) for m in sheet["marks"]["centers"]], np.float32)
    code = sheet["code"]
    dots = [(code["x"] + code["size"] * (0.15 + 0.7 * i / 11), code["y"] + code["size"] * (0.15 + 0.7 * k / 11))
            for i in range(12) for k in range(12)]
    best, most = None, -1
    for four in itertools.combinations(find_marks(image), 4):
        hull = cv2.convexHull(np.array([c for _, c in four], np.float32), returnPoints=False).ravel()
        if len(hull) < 4:
            continue
        for turn in range(4):
            quads = [four[i][0] for i in np.roll(hull, turn)]
            seen = np.array([four[i][1] for i in np.roll(hull, turn)], np.float32)
            h = cv2.getPerspectiveTransform(wanted, seen)
            if abs(np.linalg.det(h)) < 1e-9 or misfit(h, quads, sheet) > 1:
                continue
            # Shadows are dark, too, but the same all over.
            at = values(image, to_image(dots, h))
            contrast = np.std(at) / (np.mean(at) + 1)
            if contrast > most:
                best, most = h, contrast
    return best


# --- Printed, marked, read ---

def rings(image):
    """Centres and diameters, in mm, of all round outlines on the page."""
    dark = cv2.threshold(image, 140, 255, cv2.THRESH_BINARY_INV)[1]
    contours = cv2.findContours(dark, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)[0]
    out, mm = [], 25.4 / DPI
    for c in contours:
        (x, y), r = cv2.minEnclosingCircle(c)
        d = 2 * r * mm
        if 4 < d < 8.5 and cv2.contourArea(c) > 0.8 * math.pi * r * r:
            if not any(math.hypot(x - a, y - b) < 4 for a, b, _ in out):
                out.append((x, y, d))
    return [((x + 0.5) * mm, (y + 0.5) * mm, d) for x, y, d in out]


def check_print(name, pages, sheet, rng):
    report(len(pages) == sheet["pages"], f"{name}: {sheet['pages']} pages", len(pages))
    lost, extra, wide, told, read = 0, 0, 0, set(), set()
    for number, image in enumerate(pages, 1):
        spots = [b for b in sheet["bubbles"] if b["page"] == number]
        seen = rings(image)
        at = {}
        for i, b in enumerate(spots):
            near = min(seen, key=lambda s: math.hypot(s[0] - b["x"], s[1] - b["y"]))
            if math.hypot(near[0] - b["x"], near[1] - b["y"]) > 0.2:
                lost += 1
            wide += abs(near[2] - b["diameter"]) > 0.5
            at[i] = near
        extra += len(seen) - len(set(at.values()))
        # What is marked is what was seen, not what the file says.
        marked = image.copy()
        for i, b in enumerate(spots):
            if b.get("filled") or rng.random() < 0.3:
                x, y, d = at[i]
                cv2.circle(marked, (int(x * DPI / 25.4), int(y * DPI / 25.4)), int(d * 0.4 * DPI / 25.4), 60, -1)
                told.add((number, i))
        h = place(marked, sheet)
        for i, b in enumerate(spots):
            r = b["diameter"] * 0.25
            dots = [(b["x"] + r * dx, b["y"] + r * dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
            if darkness(marked, to_image(dots, h)) > 128:
                read.add((number, i))
    report(not lost and not wide, f"{name}: each of {len(sheet['bubbles'])} bubbles is where the file says", (lost, wide))
    # The examples of a page: one filled in, two that are not to be read.
    report(extra == 3 * len(pages), f"{name}: and no other ring but the three examples", extra)
    report(told == read and len(told) > 50, f"{name}: {len(told)} marks are read, and no other", told ^ read)


def check_codes(name, folder, sheet):
    said = [subprocess.run(["zbarimg", "-q", "--raw", "--oneshot", "-S*.enable=0", "-Sqrcode.enable=1", p], capture_output=True,
                           text=True).stdout.strip() for p in sorted(glob.glob(folder + "/page*.png"))]
    report(said == sheet["code"]["texts"], f"{name}: the code of each page is read: {said[0]}", said)


# --- Scans and photos ---

def scan(image, rng, noise):
    """A flatbed scanner: slightly turned, sometimes upside down, some blur and noise. The picture and what took it there."""
    height, width = image.shape
    angle = rng.uniform(-4, 4) + rng.choice((0, 0, 0, 180))
    h = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), angle, rng.uniform(0.55, 0.95)), [0, 0, 1]])
    h = np.array([[1, 0, rng.uniform(-20, 20)], [0, 1, rng.uniform(-20, 20)], [0, 0, 1]]) @ h
    out = cv2.warpPerspective(image, h, (width, height), flags=cv2.INTER_AREA, borderValue=rng.choice((255, 235, 40)))
    out = cv2.GaussianBlur(out, (0, 0), rng.uniform(0.3, 1.5))
    out = out.astype(float) * rng.uniform(0.75, 1) + rng.uniform(0, 40) + noise.normal(0, rng.uniform(2, 10), out.shape)
    return np.clip(out, 0, 255).astype(np.uint8), h


def frame(corners, w, k, cut):
    """The corners of a sheet that is in the picture as a whole; CUT: one of its marks is not."""
    low, high = corners.min(axis=0), corners.max(axis=0)
    room = np.array([w - 20, k - 20])
    out = (corners - low) * min(1, *(room / (high - low))) + 10 + (room - np.minimum(high - low, room)) / 2
    return out - np.array([out[0][0] + 90, 0]) if cut else out


def photo(image, rng, noise, cut=False):
    """A telephone's camera above a table: perspective, any turn, a shadow, blur, noise, JPEG."""
    height, width = image.shape
    w, k = 1500, 2000
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    scale = rng.uniform(0.72, 0.92) * min(w / width, k / height)
    turn = math.radians(rng.uniform(-12, 12) + rng.choice((0, 0, 180)))
    seen = []
    for x, y in corners - np.array([width / 2, height / 2]):
        a = x * scale * math.cos(turn) - y * scale * math.sin(turn) + w / 2
        b = x * scale * math.sin(turn) + y * scale * math.cos(turn) + k / 2
        seen.append((a + rng.uniform(-0.06, 0.06) * w, b + rng.uniform(-0.05, 0.05) * k))
    seen = frame(np.array(seen), w, k, cut)
    h = cv2.getPerspectiveTransform(corners, np.array(seen, np.float32))
    table = cv2.resize(noise.normal(110, 30, (40, 30)), (w, k), interpolation=cv2.INTER_CUBIC)
    paper = cv2.warpPerspective(np.full_like(image, 255), h, (w, k))
    out = cv2.warpPerspective(image, h, (w, k), flags=cv2.INTER_AREA).astype(float)
    out = np.where(paper > 128, out, table)
    xs, ys = np.meshgrid(np.linspace(-1, 1, w), np.linspace(-1, 1, k))
    light = 0.78 + rng.uniform(-0.2, 0.2) * xs + rng.uniform(-0.2, 0.2) * ys
    shadow = 1 / (1 + np.exp(-30 * (xs * rng.uniform(-1, 1) + ys - rng.uniform(-0.8, 0.8))))
    out = out * light * (1 - rng.uniform(0, 0.35) * shadow)
    out = cv2.GaussianBlur(out, (0, 0), rng.uniform(0.4, 1.6)) + noise.normal(0, rng.uniform(2, 8), out.shape)
    out = np.clip(out, 0, 255).astype(np.uint8)
    data = cv2.imencode(".jpg", out, [cv2.IMWRITE_JPEG_QUALITY, rng.randrange(45, 92)])[1]
    return cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), h


def errors(image, h, sheet, number):
    """How far each bubble is from where the marks place it, in mm; None: the marks are not found."""
    placed = place(image, sheet)
    if placed is None:
        return None
    spots = [(b["x"], b["y"]) for b in sheet["bubbles"] if b["page"] == number]
    truth = to_image([(x * DPI / 25.4, y * DPI / 25.4) for x, y in spots], h)
    back = to_image(truth, np.linalg.inv(placed))
    return [math.hypot(x - a, y - b) for (x, y), (a, b) in zip(back, spots)]


def check_images(sheets, n):
    for kind, make in (("scans", scan), ("photos", photo)):
        rng, noise = random.Random(5), np.random.default_rng(5)
        worst, lost, all_errors = 0, 0, []
        for i in range(n // 2):
            pages, sheet = sheets[i % len(sheets)]
            number = i // len(sheets) % len(pages) + 1
            image, h = make(pages[number - 1], rng, noise)
            found = errors(image, h, sheet, number)
            if found is None:
                lost += 1
                continue
            all_errors += found
            worst = max(worst, max(found))
        report(not lost, f"the marks are found in all of {n // 2} {kind}", f"not in {lost}")
        report(all_errors and worst <= 1, f"in {n // 2} {kind} each of {len(all_errors)} bubbles is within 1 mm: median "
               f"{np.median(all_errors):.2f}, worst {worst:.2f} mm", worst)


def check_tester(pages, sheet):
    """A file that is wrong by two millimetres, and a sheet without a mark, are noticed."""
    moved = json.loads(json.dumps(sheet))
    for b in moved["bubbles"]:
        b["x"] += 2
    seen = rings(pages[0])
    far = [b for b in moved["bubbles"] if b["page"] == 1
           and min(math.hypot(s[0] - b["x"], s[1] - b["y"]) for s in seen) > 0.2]
    report(len(far) > 50, "a file that is wrong by 2 mm does not fit what is printed", len(far))
    rng, noise = random.Random(9), np.random.default_rng(9)
    read = [i for i in range(10) if place(photo(pages[0], rng, noise, True)[0], sheet) is not None]
    report(not read, "ten photos that end within a mark are not read", read)
    torn = pages[0].copy()
    m, k = sheet["marks"]["centers"][0], DPI / 25.4
    torn[:int((m["y"] + 6) * k), :int((m["x"] + 6) * k)] = 255
    report(place(torn, sheet) is None, "a sheet without one of its marks is not read as if it had all")


def main():
    work = os.path.abspath(sys.argv[1])
    n = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    shutil.rmtree(work, ignore_errors=True)
    make_bank(work + "/bank")
    rng, sheets = random.Random(3), []
    for layout in ([], ["--large-print"]):
        out = work + "/out" + "".join(layout)
        build(work + "/bank", out, "--documents", "sheet", *layout)
        for pdf in sorted(glob.glob(out + "/pdf/sheets/sheet-mock-B*.pdf")):
            name = re.sub(r"\.pdf$", "", os.path.basename(pdf))
            sheet = json.load(open(f"{out}/print/sheets/{name}.json", encoding="utf-8"))
            pages = render(pdf, f"{work}/{name}")
            check_print(name, pages, sheet, rng)
            check_codes(name, f"{work}/{name}", sheet)
            sheets.append((pages, sheet))
    check_tester(*sheets[0])
    check_images(sheets, n)
    return summed_up()


if __name__ == "__main__":
    sys.exit(main())
