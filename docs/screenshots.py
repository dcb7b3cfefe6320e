"""Make the pictures of the documentation from the example class: `make screenshots`.

They are pictures of what the kit really writes: run this again when a page changes.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

EXERCISE, MISCONCEPTION = "compute_attention", "missing-scale"
CARD_HEIGHT = 860  # what is believed, both formulas and the smallest example; the checks follow
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


def take(page: Page, out: Path) -> None:
    page.set_viewport_size({"width": 720, "height": 900})
    [feedback] = (out / "feedback" / student_with(out)).rglob("feedback.html")
    page.goto(feedback.as_uri())
    box = page.locator(f"#exercise-{EXERCISE}").bounding_box()
    assert box is not None
    clip = {"x": 0, "y": box["y"], "width": 720, "height": min(box["height"], CARD_HEIGHT)}
    page.screenshot(path=IMAGES / "card.png", clip=clip, full_page=True)
    page.set_viewport_size({"width": 1100, "height": 760})
    page.goto((out / "report.html").as_uri())
    page.screenshot(path=IMAGES / "class.png")


def main() -> None:
    [out] = map(Path, sys.argv[1:])
    IMAGES.mkdir(exist_ok=True)
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=program, args=OPTIONS)
        take(browser.new_page(device_scale_factor=1), out.resolve())
        browser.close()


if __name__ == "__main__":
    main()
