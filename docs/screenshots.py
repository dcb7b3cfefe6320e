"""Make the pictures of the documentation from the example class: `make screenshots`.

They are pictures of what the kit really writes: run this again when a page changes.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

EXERCISE, MISCONCEPTION = "compute_attention", "missing-scale"
WIDTH, HEIGHT = 760, 1060  # of a card, all but the list of checks; of the class page, its head
RULE = 12  # the line above a card
ENDINGS = {"en": "", "ja": ".ja"}  # the site takes name.ja.png for name.png in Japanese pages
IMAGES = Path(__file__).parent / "images"
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def student_with(out: Path) -> str:
    """The first student of the class who has the misconception that the pictures show."""
    for line in (out / "results.jsonl").read_text(encoding="utf-8").splitlines():
        grade = json.loads(line)
        verdict = grade["exercises"].get(EXERCISE, {})
        if verdict.get("diagnosis") == [MISCONCEPTION]:
            return str(grade["student"])
    raise SystemExit(f"{out}: nobody has {MISCONCEPTION} in {EXERCISE}; grade the example class.")


def take(page: Page, out: Path, ending: str) -> None:
    """Two pictures of one size, so that they can stand beside each other."""
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    [feedback] = (out / "feedback" / student_with(out)).rglob("feedback.html")
    page.goto(feedback.as_uri())
    box = page.locator(f"#exercise-{EXERCISE}").bounding_box()
    assert box is not None
    clip = {"x": 0, "y": box["y"] + RULE, "width": WIDTH, "height": min(box["height"], HEIGHT)}
    page.screenshot(path=IMAGES / f"card{ending}.png", clip=clip, full_page=True)
    page.goto((out / "report.html").as_uri())
    page.screenshot(path=IMAGES / f"class{ending}.png")


def make_smaller(picture: Path) -> None:
    """64 colours are enough for text and plain areas, and a third of the size."""
    with Image.open(picture) as drawn:
        drawn.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(picture, optimize=True)


def main() -> None:
    [out] = map(Path, sys.argv[1:])
    IMAGES.mkdir(exist_ok=True)
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=program, args=OPTIONS)
        for language, ending in ENDINGS.items():
            line = [sys.executable, "-m", "autograder", "report", str(out), "--language", language]
            subprocess.run(line, check=True, stdout=subprocess.DEVNULL)
            take(browser.new_page(locale=language), out.resolve(), ending)
        browser.close()
    for picture in IMAGES.glob("*.png"):
        make_smaller(picture)


if __name__ == "__main__":
    main()
