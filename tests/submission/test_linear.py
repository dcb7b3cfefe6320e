"""Reading takes time in proportion to a file, whatever stands in it.

Time is not measured: what is counted is how often a character is parsed.
"""

from __future__ import annotations

import ast
from typing import Any

import pytest

from autograder.submission import statements
from autograder.submission.handout import Handout
from autograder.submission.line_scanner import fstring_work
from autograder.submission.source_reader import read_source

MATERIAL = Handout("a", "a", {"f": ("def f():\n    pass\n",), "g": ("def g():\n    pass\n",)})
GOOD = "def f(x):\n    return x\n"
AFTER = "def g(x):\n    return x\n"
N = 20_000
FSTRINGS = {
    "placeholders": 'x = f"' + "{a}" * N + '"\n',
    "formats": 'x = f"' + "{a:{b}}" * N + '"\n',
    "nested": 'x = f"""' + "{f'''{a}'''}" * N + '"""\n',
    "concatenated": 'x = (f"' + "{a}" * N + '"\n     f"' + "{a}" * N + '")\n',
    "in a function": 'def h():\n    return f"' + "{a}" * N + '"\n',
    "raw": 'x = rf"' + "{a}" * N + '"\n',
    "capital": 'x = F"' + "{a}" * N + '"\n',
    "escaped quotes": 'x = f"' + '\\"{a}' * N + '"\n',
    "after a comment": "# it's a quote\nx = f'" + "{a}" * N + "'\n",
    "with an error behind it": 'x = f"' + "{a}" * N + '" !\n',
}


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that Python's parser was given, but for those of the handout."""
    read_source(b"x = 1\n", "x.py", MATERIAL)  # parses the handout, which is remembered
    texts: list[str] = []
    parse = ast.parse

    def counted(source: Any, *args: Any, **options: Any) -> Any:
        texts.append(source)
        return parse(source, *args, **options)

    monkeypatch.setattr(statements.ast, "parse", counted)
    statements._remembered.cache_clear()
    return texts


@pytest.mark.parametrize("name", FSTRINGS)
def test_an_f_string_of_many_placeholders_costs_itself_and_is_refused_in_words(
    name: str, parsed: list[str]
) -> None:
    source = read_source((GOOD + FSTRINGS[name] + AFTER).encode(), "x.py", MATERIAL)
    assert {"f", "g"} <= {name for unit in source.units for name in unit.defines}
    assert any("too many placeholders" in unit.source for unit in source.units)
    assert all(fstring_work(text) <= statements._FSTRING_WORK for text in parsed)


def test_a_file_that_compiles_is_parsed_once(parsed: list[str]) -> None:
    text = "".join(f"def f{i}(x):\n    return '{'x' * 100}'\n" for i in range(300))
    read_source(text.encode(), "x.py", MATERIAL)
    assert [len(each) for each in parsed] == [len(text)]


@pytest.mark.parametrize(
    "text",
    [
        "x = (\n" * 30_000,
        "'''\n" * 30_000,
        'f"\n' * 30_000,
        "x = [" + "f(" * 200 + "\n" * 1000,
        "def f(:\n    pass\n" * 900,
        "@a\n" * 30_000,
    ],
)
def test_a_file_that_does_not_compile_is_parsed_a_few_times_in_all(
    text: str, parsed: list[str]
) -> None:
    read_source(text.encode(), "x.py", MATERIAL)
    assert sum(map(len, parsed)) <= len(text) * 4 + statements._WORK


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ('f"{a}"', 3),
        ('"{a}"', 0),
        ('# f"{a}"', 0),
        ("f'''{a}\n{b}'''", 2 * 7),
        ('rf"{a}" f"{b}"', 6),
        ('f"{a}', 3),
        ('f"\\"{a}"', 5),
    ],
)
def test_the_work_of_an_f_string_is_its_length_for_each_placeholder(text: str, work: int) -> None:
    assert fstring_work(text) == work


def test_honest_f_strings_are_far_from_the_bound() -> None:
    page = "".join(
        f'print(f"loss of {{name}} after {{step:>5}} steps: {{loss:.4f}} ({i})")\n'
        for i in range(500)
    )
    assert fstring_work(page) < statements._FSTRING_WORK / 100
