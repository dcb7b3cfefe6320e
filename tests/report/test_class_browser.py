"""The class page works in a real browser.

Needs Chromium, Playwright and axe; without them these tests are skipped.
"""

from __future__ import annotations

import csv
import io
import shutil
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from autograder.grading.store.history import take_snapshot
from autograder.models import SubmissionInfo
from autograder.report.class_report.class_page import PageSetting, write_class_page
from autograder.report.class_report.run_comparison import compare_runs
from autograder.report.class_report.staff_student_page import StaffPageWriter
from autograder.report.feedback_page import student_page, write_student_page

playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
STUDENTS = 120
WITH_PAGES = 30

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield running
        running.close()


@pytest.fixture(scope="module")
def written(made_up, texts, tmp_path_factory):
    """The pages of a made-up class that has been graded before."""
    out = tmp_path_factory.mktemp("class")
    grades = made_up(STUDENTS)
    earlier = take_snapshot("a", made_up(STUDENTS, 1), {}, datetime(2026, 11, 1, tzinfo=UTC))
    comparison = compare_runs(earlier, grades, ["compute_attention", "sgd_step", "l2_penalty"])
    infos = {
        grade.student: SubmissionInfo(
            email=f"s{number}@example.org", section="AB"[number % 2], late=number % 7 == 0
        )
        for number, grade in enumerate(grades)
    }
    setting = PageSetting("ja", texts, title="演習", seed=7, progress=comparison, infos=infos)
    write_class_page(grades, setting, out)
    pages = StaffPageWriter([grade.student for grade in grades], setting, out)
    for number, grade in enumerate(grades[:WITH_PAGES]):
        pages.write(number, grade)
    write_student_page(grades[0], student_page(grades[0], texts, "ja"), out)
    return out


@pytest.fixture
def page(browser, written):
    """The class page, opened; whatever the browser complains of fails the test."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    complaints, requests = [], []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda request: requests.append(request.url))
    opened.goto((written / "report.html").as_uri())
    yield opened
    assert not complaints
    assert len(requests) == 1
    opened.close()


def visible(page):
    """The points in the rows that are seen, from the top."""
    return page.evaluate(
        "[...document.querySelectorAll('#table tbody tr')].filter(row => !row.hidden)"
        ".map(row => row.cells[1].textContent)"
    )


def test_every_student_is_there_at_first(page):
    assert len(visible(page)) == STUDENTS
    assert f"{STUDENTS} / {STUDENTS}" in page.inner_text("#shown")


def test_a_heading_sorts_and_sorts_the_other_way(page):
    page.click("#table thead th:nth-child(2) button")
    down = [float(text) if text != "?" else -1.0 for text in visible(page)]
    assert down == sorted(down, reverse=True)
    assert page.get_attribute("#table thead th:nth-child(2)", "aria-sort") == "descending"
    page.keyboard.press("Enter")  # the button still has the focus
    up = [float(text) if text != "?" else -1.0 for text in visible(page)]
    assert up == sorted(up)
    assert page.get_attribute("#table thead th:nth-child(2)", "aria-sort") == "ascending"


def test_search_and_filters_narrow_the_table_together(page):
    page.fill("#search", "half-factor")
    found = len(visible(page))
    assert 0 < found < STUDENTS
    page.select_option("#exercise", "l2_penalty")
    page.select_option("#state", "passed carried")
    assert visible(page) == []  # who holds it has not passed
    page.click("#tools button[type=reset]")
    page.wait_for_function(f"document.querySelector('#shown').textContent.includes('{STUDENTS} /')")
    page.check("#only-needs")
    assert 0 < len(visible(page)) < STUDENTS / 4


def test_everything_can_be_done_with_the_keyboard(page):
    page.keyboard.press("/")
    page.keyboard.type("佐藤")
    found = len(visible(page))
    assert 0 < found < STUDENTS
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert "佐藤" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.press("Escape")
    page.wait_for_function(f"document.querySelector('#shown').textContent.includes('{STUDENTS} /')")


def test_a_misconception_leads_to_its_students(page):
    button = page.locator(".belief[open] .only").first
    number = button.get_attribute("data-m")
    counted = int(page.inner_text(f"#b{number} > summary .count"))
    button.click()
    page.wait_for_function(f"document.querySelector('#shown').textContent.includes('{counted} /')")
    assert len(visible(page)) == counted


def test_a_link_opens_what_is_folded_and_shows_what_is_filtered_away(page):
    folded = page.evaluate("document.querySelector('.belief:not([open])').id")
    page.evaluate(f"location.hash = '#{folded}'")
    page.wait_for_function(f"document.getElementById('{folded}').open")
    page.fill("#search", "nobody is called so")
    assert visible(page) == []
    page.evaluate("location.hash = '#s5'")
    page.wait_for_function("!document.getElementById('s5').hidden")


def test_hidden_names_are_seen_nowhere(page, made_up):
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    names = [grade.student for grade in made_up(STUDENTS)]
    assert any(name in page.inner_text("main") for name in names)
    page.check("#hide")
    assert not [name for name in names if name in page.inner_text("main")]
    tree = page.locator("main").aria_snapshot()
    assert not [name for name in names if name in tree]


def test_what_is_chosen_survives_going_to_a_student_and_back(browser, written):
    opened = browser.new_page()
    opened.goto((written / "report.html").as_uri())
    opened.fill("#search", "half-factor")
    opened.click("#table thead th:nth-child(2) button")
    opened.click("#table thead th:nth-child(2) button")
    opened.check("#hide")
    rows = visible(opened)
    opened.goto(opened.url)
    assert visible(opened) == rows
    assert opened.input_value("#search") == "half-factor"
    assert opened.get_attribute("#table thead th:nth-child(2)", "aria-sort") == "ascending"
    assert opened.is_checked("#hide")
    opened.close()


def test_previous_and_next_walk_what_is_filtered(browser, written, made_up):
    names = {grade.student for grade in made_up(STUDENTS)[:WITH_PAGES]}
    opened = browser.new_page()
    opened.goto((written / "report.html").as_uri())
    opened.fill("#search", "half-factor")
    opened.click("#table thead th:nth-child(1) button")
    opened.click("#table thead th:nth-child(1) button")
    shown = opened.locator("#table tbody tr:not([hidden]) .n b").all_inner_texts()
    assert 1 < len(shown) < STUDENTS
    walk = [name for name in shown if name in names]
    start, after = next((a, b) for a, b in pairwise(shown) if a in names and b in names)
    assert len(walk) > 1
    opened.click(f'#table .n:has(b:text-is("{start}"))')
    assert opened.inner_text("h1") == start
    opened.click("nav [rel=next]")
    assert opened.inner_text("h1") == after
    opened.click("nav [rel=prev]")
    assert opened.inner_text("h1") == start
    opened.click("nav [rel=up]")
    opened.wait_for_function("document.querySelector('#search')?.value")  # the page's own script
    assert opened.input_value("#search") == "half-factor"
    assert opened.locator("#table tbody tr:not([hidden]) .n b").all_inner_texts() == shown
    opened.close()


def test_names_addresses_and_a_table_of_what_is_shown_can_be_taken(browser, written):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    opened.goto((written / "report.html").as_uri())
    opened.fill("#search", "half-factor")
    shown = opened.locator("#table tbody tr:not([hidden]) .n b").all_inner_texts()
    opened.click("#copy-names")
    opened.wait_for_function(
        f"document.querySelector('#shown').textContent[0] == '{len(shown)}'[0]"
    )
    assert opened.evaluate("navigator.clipboard.readText()").splitlines() == shown
    opened.click("#copy-emails")
    addresses = opened.evaluate("navigator.clipboard.readText()").splitlines()
    assert len(addresses) == len(shown)
    assert all(address.endswith("@example.org") for address in addresses)
    with opened.expect_download() as saved:
        opened.click("#save-csv")
    text = Path(saved.value.path()).read_text(encoding="utf-8-sig")
    table = list(csv.reader(io.StringIO(text)))
    assert [row[0] for row in table[1:]] == shown
    assert {row[-1] for row in table[1:]} == set(addresses)
    assert len({len(row) for row in table}) == 1
    context.close()


def test_a_phone_shows_every_exercise_of_a_student(browser, written):
    opened = browser.new_page(viewport={"width": 390, "height": 800})
    opened.goto((written / "report.html").as_uri())
    row = opened.locator("#table tbody tr").first
    for cell in row.locator("> *").all():
        if cell.inner_text():
            box = cell.bounding_box()
            assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    opened.select_option("#sort", "1d")
    points = [float(text) for text in visible(opened) if text != "?"]
    assert points == sorted(points, reverse=True)
    opened.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("which", ["report.html", "students"])
def test_axe_finds_nothing_serious(browser, written, scheme, which):
    path = written / which
    path = path if path.is_file() else sorted(path.iterdir())[0]
    opened = browser.new_page(color_scheme=scheme)
    opened.goto(path.as_uri())
    opened.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    found = axe.Axe().run(opened).response["violations"]
    assert not [(each["id"], each["nodes"][0]["html"]) for each in found]
    opened.close()


def test_nothing_runs_off_a_narrow_screen(browser, written):
    opened = browser.new_page(viewport={"width": 390, "height": 800})
    opened.goto((written / "report.html").as_uri())
    opened.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390
    opened.close()


def test_the_page_is_read_without_its_script(browser, written):
    opened = browser.new_context(java_script_enabled=False).new_page()
    opened.goto((written / "report.html").as_uri())
    assert opened.locator("#table tbody tr").count() == STUDENTS
    assert not opened.locator("#tools").is_visible()  # what would do nothing is not offered
    opened.check("#hide")  # hiding names needs no script
    assert not opened.locator("#table .n b").first.is_visible()
    opened.close()


def test_it_prints(browser, written):
    opened = browser.new_page()
    opened.goto((written / "report.html").as_uri())
    assert opened.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    opened.close()
