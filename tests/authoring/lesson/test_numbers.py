"""Every number in the lesson's text is what the student's functions give."""

import re

import pytest

DECIMAL = re.compile(r"(?<![\w.])[+-]?\d+\.\d+(?:e[+-]?\d+)?|[+-]?\b\d+e-\d+")
EQUATION = re.compile(r"([\d.\s()+*/-]*[\d.]\s*[*+-]\s*[\d.\s()+*/-]+)=\s*(-?\d+(?:\.\d+)?)")
OBSERVATION = {
    "observation-1": ["0.637767", "0.362233", "0.51734"],
    "observation-2": ["0.626526", "0.467566", "0.373474"],
    "observation-3": ["0.626526", "0.652666"],
    "observation-4": ["0.909159", "0.476657"],
    "observation-5": ["0.4962", "0.5619", "0.5196"],
}


def plain(text):
    """Formulas and typographic signs as Python writes them."""
    return text.replace("−", "-").replace(r"\times", "*").replace("$", "").replace(r"\ ", " ")


def decimals(text):
    return DECIMAL.findall(plain(text))


def equations(text):
    """Each "2 * 3 + 1 = 7" of a text: what is computed, and what it says."""
    return [(left.strip(" *"), right) for left, right in EQUATION.findall(plain(text))]


def rounds_to(value, written):
    digits = len(written.partition(".")[2])
    return abs(value - float(written)) <= 0.5 * 10**-digits * (1 + 1e-6)


@pytest.mark.parametrize("section", OBSERVATION)
def test_the_numbers_of_the_source_are_computed_and_stated(lesson, solved, section):
    shown = [
        n
        for c in lesson
        if c.kind == "markdown" and c.section == section
        for n in decimals(c.source)
    ]
    for number in OBSERVATION[section]:
        assert number in shown
        assert any(rounds_to(float(value), number) for value in decimals(solved.output(section)))


def test_every_decimal_of_the_text_comes_from_the_code(lesson, solved):
    known = []
    for section in dict.fromkeys(cell.section for cell in lesson):
        texts = [c.source for c in lesson if c.section == section and c.kind == "markdown"]
        code = [c.source for c in lesson if c.section == section and c.kind == "code"]
        for source in [*code, solved.output(section)]:
            known += [float(number) for number in decimals(source)]
        for text in texts:
            known += [float(right) for _, right in equations(text)]
            for number in decimals(text):
                assert any(rounds_to(value, number) for value in known), f"{section}: {number}"


def test_every_count_of_the_text_is_printed_in_its_section(lesson, solved):
    counted = 0
    for cell in lesson:
        if cell.kind == "markdown" and cell.section != "introduction":
            for number in re.findall(r"\*\*(\d+)\*\*", cell.source):
                assert re.search(
                    rf"(?<![\d./])(?<!/ ){number}(?![\d.])", solved.output(cell.section)
                )
                counted += 1
    assert counted > 10


def test_every_sum_in_the_text_adds_up(lesson):
    checked = 0
    for cell in lesson:
        for left, right in equations(cell.source) if cell.kind == "markdown" else ():
            # The text computes on with rounded numbers: allow for one unit in the last place.
            unit = 10.0 ** -len(right.partition(".")[2])
            assert eval(left) == pytest.approx(float(right), abs=unit), f"{left} = {right}"
            checked += 1
    assert checked > 10


def test_the_text_does_not_give_the_share_of_the_gradient_away(lesson, run, references):
    left_open = {k: v for k, v in references.items() if k != "gradient_share"}
    read = "".join(c.source for c in lesson) + run("en", left_open).output("observation-3")
    found = [abs(float(number)) for number in decimals(read)]
    assert not [n for n in found if 0.115 < n < 0.1252 or rounds_to(n, "0.629665")]
    assert not [n for n in found if rounds_to(n, "0.003139")]
