"""The class page shows what a TA needs, and nothing that a student wrote into it."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from itertools import pairwise

import pytest

from autograder.grading.store.history import take_snapshot
from autograder.models import Grade, SubmissionInfo, Verdict
from autograder.report.class_report.class_charts import item_chart
from autograder.report.class_report.class_page import (
    PageSetting,
    class_page_pieces,
    pseudonyms,
    write_class_page,
)
from autograder.report.class_report.class_summary import outcome_kind, slim_grade, summarize
from autograder.report.class_report.run_comparison import compare_runs
from autograder.report.html import style
from autograder.report.similarity.similar_students import Group, Pair
from autograder.text.catalogue import LANGUAGES, translate

LOADS = ("link", "iframe", "object", "embed", "img", "base", "video")
NAMES = ("compute_attention", "sgd_step", "l2_penalty")


@pytest.fixture(scope="module")
def grades(grade_of, misled, silent):
    """A small class in which everything happens."""
    fault = replace(
        grade_of("faulty", l2_penalty=silent("l2_penalty", "grader_error", "boom")),
        status="grader_error",
        points=None,
        notes=("grader-error",),
    )
    unread = "The file is not a notebook."
    return [
        grade_of("ada"),
        grade_of("bob", compute_attention=misled("compute_attention", "missing-scale")),
        grade_of("cyd", compute_attention=misled("compute_attention", "missing-scale"),
                 l2_penalty=misled("l2_penalty", "half-factor", "norm-not-squared")),
        replace(grade_of("dan", sgd_step=misled("sgd_step", "gradient-ascent")),
                notes=("two-files-edited",), written={}),
        fault,
        Grade("xenia", "transformer-basics", "grader_error", None, 40.0, ("explain_divergence",),
              {}, message="Traceback\nGraderError: the sandbox went away"),
        replace(
            grade_of("mute", **{n: silent(n, "missing", unread) for n in NAMES}),
            notes=("unreadable",), file="", written={},
        ),
    ]  # fmt: skip


def class_page(grades, setting):
    return "".join(class_page_pieces(grades, setting))


@pytest.fixture(scope="module")
def page(grades, texts, read):
    def make(language="en", grades=grades, **options):
        return read(class_page(grades, PageSetting(language, texts, **options)))

    return make


def cells(shown, student):
    """The texts of a student's row."""
    rows = re.findall(r"<tr id=\"s\d+\".*?</tr>", shown, re.DOTALL)
    (row,) = (row for row in rows if f"<b>{student}</b>" in row)
    return [unescape(re.sub("<[^>]+>", "", cell)) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]


def test_points_and_faults_stand_in_the_row_of_each_student(grades, texts):
    shown = class_page(grades, PageSetting("en", texts))
    assert cells(shown, "ada") == ["ada", "40", "✓", "✓", "✓", ""]
    assert cells(shown, "xenia") == ["xenia", "?", "!", "!", "!", ""]
    assert cells(shown, "mute")[2:5] == ["–", "–", "–"]
    assert cells(shown, "faulty")[1] == "?"
    assert cells(shown, "faulty")[4] == "!"
    bob = cells(shown, "bob")
    wrong = texts["compute_attention"]["misconceptions"]["missing-scale"]["en"]["title"]
    assert bob[-1] == f"compute_attention: {wrong}"
    assert '<span title="compute_attention: missing-scale">' in shown
    assert 20 + float(bob[2]) == float(bob[1])


def test_what_is_known_of_a_submission_stands_in_columns_of_its_own(grades, texts):
    infos = {
        "ada": SubmissionInfo(section="B2", submitted_at="2026-11-27T23:59:10", late=False),
        "bob": SubmissionInfo(section="B1", late=True, email="bob@example.org"),
    }
    shown = class_page(grades, PageSetting("en", texts, infos=infos))
    assert cells(shown, "ada")[-4:] == ["B2", "2026-11-27 23:59", "in time", ""]
    assert cells(shown, "bob")[-4:-1] == ["B1", "", "late"]
    assert 'data-e="bob@example.org"' in shown
    bare = class_page(grades, PageSetting("en", texts))
    assert translate("class.column-section", "en") not in bare
    assert translate("class.copy-emails", "en") not in bare


def test_few_students_give_no_exercise_the_colour_of_an_alarm():
    rows = [("a", 0.1, -0.3, 5), ("b", 0.1, -0.3, 40)]
    few, many = (str(item_chart([row], ("", ""), "")) for row in rows)
    assert "var(--ag-wrong)" in many
    assert "var(--ag-wrong)" not in few


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_needs_a_person_comes_first_and_a_fault_is_loudest(page, language):
    words = page(language).words
    order = [
        translate(key, language)
        for key in ("class.needs", "class.faults", "class.unreadable", "class.two-files")
    ]
    places = [words.index(text, words.index(order[0]) + 1) for text in order[1:]]
    assert places == sorted(places)
    assert places[-1] < words.index(translate("class.difficulty", language))
    assert "GraderError: the sandbox went away" in words
    assert "l2_penalty: boom" in words


def test_written_answers_are_counted_and_their_students_named(page, grades):
    words = page().words
    wrote = sum(bool(grade.written) for grade in grades)
    assert f"{wrote} {translate('class.marks', 'en', title='').strip()}" in words


def test_a_class_without_trouble_says_so(page, grade_of):
    calm = [replace(grade_of("ada"), needs_manual=(), written={})]
    assert translate("class.needs-none", "en") in page(grades=calm).words
    assert translate("class.needs-none", "en") not in page().words


def test_every_misconception_is_counted_once_a_student(grades, texts):
    counted = {
        (each.exercise, each.id): each.students
        for each in summarize(grades, texts, "en").misconceptions
    }
    assert counted == {
        ("compute_attention", "missing-scale"): ("bob", "cyd"),
        ("l2_penalty", "half-factor"): ("cyd",),
        ("l2_penalty", "norm-not-squared"): ("cyd",),
        ("sgd_step", "gradient-ascent"): ("dan",),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_misconception_comes_with_what_helps_to_teach_it_again(page, texts, language):
    words = page(language).words
    own = texts["compute_attention"]
    wrong = own["misconceptions"]["missing-scale"]
    for text in (wrong[language]["title"], wrong["formula"], own["formula"]):
        assert " ".join(text.split()) in words
    assert wrong[language]["hint"][:15] in words
    assert own["section"][language] in words


def test_the_kinds_of_an_exercise_add_up_to_those_who_have_a_verdict(made_up, texts):
    grades = made_up(120)
    summary = summarize(grades, texts, "en")
    judged = sum(bool(grade.exercises) for grade in grades)
    for exercise in summary.exercises:
        assert sum(exercise.kinds.values()) == judged
        diagnosed = exercise.kinds.get("diagnosed", 0)
        held = [set(b.students) for b in summary.misconceptions if b.exercise == exercise.name]
        assert diagnosed == len(set().union(*held))


def test_a_mistake_carried_forward_is_neither_wrong_nor_hidden(grade_of, texts):
    carried = Verdict("passed", 10.0, 10.0, carried=True, carried_from=("sgd_step",))
    assert outcome_kind(carried) == "carried"
    shown = class_page([grade_of("ada", l2_penalty=carried)], PageSetting("en", texts))
    assert cells(shown, "ada")[4] == "(✓)"


def test_near_identical_submissions_are_a_place_to_look(page, grades):
    pair = Pair("ada", "bob", ("sgd_step", "l2_penalty"), 3, ("sgd_step",), 31.2)
    groups = [Group(("ada", "bob"), (pair,))]
    words = page(alike=groups).words
    assert translate("class.alike-about", "en") in words
    assert translate("class.alike-pair", "en", exercises=2, both=3, bits="31") in words
    assert translate("class.alike", "en") not in page().words
    assert page(alike=None).words.count("Skipped: there are more than") == 1


def test_progress_says_who_gained_and_who_lost(page, grade_of, misled, texts):
    wrong = misled("sgd_step", "gradient-ascent")
    before = [grade_of("ada", sgd_step=wrong), grade_of("bob"), grade_of("gone")]
    now = [grade_of("ada"), grade_of("bob", sgd_step=wrong), grade_of("new")]
    when = datetime(2026, 11, 1, tzinfo=UTC)
    earlier = take_snapshot("transformer-basics", before, {"ada": "x", "bob": "y"}, when)
    present = take_snapshot("transformer-basics", now, {"ada": "z", "bob": "y"})
    comparison = compare_runs(earlier, now, NAMES, present)
    assert [(m.student, m.gain, m.same_file) for m in comparison.changes] == [
        ("ada", 6.0, False),
        ("bob", -6.0, True),
    ]
    assert (comparison.new, comparison.gone) == (("new",), ("gone",))
    step = next(each for each in comparison.exercises if each.name == "sgd_step")
    assert (step.before, step.after, step.gained, step.lost) == (1, 1, 1, 1)
    (belief,) = comparison.misconceptions
    assert (belief.id, belief.before, belief.after, belief.overcome) == ("gradient-ascent", 1, 1, 1)
    words = page(grades=now, progress=comparison).words
    assert "1 gained, 1 lost" in words
    assert translate("class.progress-same-file", "en") in words
    assert page(grades=now).words.count(translate("class.passed-before", "en")) == 0


def test_the_page_is_one_file_that_loads_nothing(page):
    read = page()
    assert not [name for name, _ in read.elements if name in LOADS]
    for name, attributes in read.elements:
        for key, value in attributes.items():
            assert not key.startswith("on"), (name, key)
            assert key == "xmlns" or "://" not in (value or ""), (name, key)
            if key == "href":
                assert value.startswith(("#", "students/"))
    sheets = "".join(map(style, ("class.css", "exercise.css", "page.css")))
    assert "url(" not in sheets and "@import" not in sheets
    assert not re.search(r"fetch|XMLHttp|import\(|innerHTML|eval", style("class.js"))


def test_no_script_may_run_but_the_page_s_own(grades, texts, read):
    shown = class_page(grades, PageSetting("en", texts))
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', shown)
    assert re.search(r"script-src 'sha256-[\w+/]{43}='", policy)
    assert "default-src 'none'" in policy
    assert len(read(shown).all("script")) == 1


def test_links_inside_the_page_lead_somewhere(page):
    read = page()
    ids = [attributes["id"] for _, attributes in read.elements if attributes.get("id")]
    assert len(ids) == len(set(ids))
    links = [a["href"] for a in read.all("a") if a["href"].startswith("#")]
    assert {link[1:] for link in links} <= set(ids)


def test_headings_go_down_one_level_at_a_time(page):
    levels = [level for level, _ in page().headings]
    assert levels[0] == 1
    assert all(lower <= upper + 1 for upper, lower in pairwise(levels))


def test_every_picture_has_a_text_alternative_and_a_table(page):
    read = page("ja")
    pictures = read.all("svg")
    assert len(pictures) == 2
    assert all(len(picture["aria-label"]) > 20 for picture in pictures)
    assert len(read.all("table")) > len(pictures)


def test_pictures_take_the_colours_of_the_page(grades, texts):
    shown = class_page(grades, PageSetting("en", texts))
    pictures = "".join(re.findall(r"<svg.*?</svg>", shown, re.DOTALL))
    assert "var(--ag-right)" in pictures
    assert not re.search(r"(?:fill|stroke): #", pictures)
    assert "font-family" not in pictures


def test_hostile_names_and_messages_stay_texts(grade_of, hostile, texts, read):
    attack = "<script>alert(2)</script>\u202e\"'>"
    grade = replace(
        grade_of(attack, l2_penalty=hostile),
        notes=("two-files-edited",),
        file="</code><script>.py",
        written={"explain_divergence": "<img src=x onerror=alert(3)>"},
    )
    fault = replace(grade, student="\ud800", status="grader_error", message=f"E: {attack}")
    shown = class_page([grade, fault], PageSetting("en", texts, course="<i>", title="<b>"))
    parsed = read(shown)
    assert len(parsed.all("script")) == 1
    assert not parsed.all("img")
    assert not [key for _, attributes in parsed.elements for key in attributes if key[:2] == "on"]
    assert "\u202e" not in shown
    shown.encode("utf-8")


def test_names_can_be_hidden_wherever_they_stand(grades, texts):
    shown = class_page(grades, PageSetting("en", texts))
    body = re.sub("<script.*", "", shown[shown.index("<body") :], flags=re.DOTALL)
    for grade in grades:
        hidden = re.sub(r"<a class=\"n\".*?</a>", "", body)
        assert f">{grade.student}<" not in hidden
        assert not re.search(rf"\b{grade.student}\b", hidden)
    sheet = style("class.css")
    assert "body:has(#hide:checked) .n b { display: none; }" in sheet


def test_what_stands_for_a_hidden_name_says_nothing_of_it():
    students = [f"student{i:02}" for i in range(50)]
    one, other = pseudonyms(students, 1), pseudonyms(students, 2)
    assert sorted(one.values()) == sorted(other.values())
    assert len(set(one.values())) == 50
    assert one != other
    in_order = [int(one[student][1:]) for student in students]
    assert in_order != sorted(in_order)


def test_weaker_isolation_is_loud(page):
    assert translate("class.unisolated", "en") in page(isolation="process").words
    assert translate("class.unisolated", "en") not in page().words


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_class_and_one_that_could_not_be_graded_make_a_page(page, language, grades):
    for few in ([], [grades[5]]):
        assert translate("class.points-none", language) in page(language, grades=few).words


def test_a_large_class_makes_a_page_that_is_light(made_up, texts, tmp_path):
    path = write_class_page(made_up(1000), PageSetting("ja", texts, seed=7), tmp_path)
    assert path == tmp_path / "report.html"
    assert path.stat().st_size < 1_500_000


def test_the_same_results_give_the_same_page(made_up, texts):
    one, other = (class_page(made_up(40), PageSetting("ja", texts, seed=7)) for _ in range(2))
    assert one == other


def test_a_brief_grade_says_the_same_on_the_page(grades, texts):
    seen = {}
    setting = PageSetting("en", texts)
    assert class_page([slim_grade(g, seen) for g in grades], setting) == class_page(grades, setting)
    assert len(seen) < 3 * len(grades)
