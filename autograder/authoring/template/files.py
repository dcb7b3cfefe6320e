"""@NAME@: one line that says what it is about."""

from autograder.author import Case, Check

TITLE = {
    "ja": "@NAME@",
    "en": "@NAME@",
}
SECTION = ""  # the section of lesson.py to read again
FORMULA = "x1 + x2 + …"


def @NAME@(path):
    """The sum of the numbers in a file that has one in each line.

    >>> @NAME@("@NAME@.txt")
    6.0
    """
    ### BEGIN SOLUTION
    with open(path, encoding="utf-8") as file:
        return sum(float(line) for line in file if line.strip())
    ### END SOLUTION


DOCSTRING = {
    "ja": """1 行に一つずつ数があるファイルの、数の和。

>>> @NAME@("@NAME@.txt")
6.0
"""
}

HINTS = {
    "ja": ["空の行は飛ばします。"],
    "en": ["Skip empty lines."],
}

CHECKS = (
    Check(
        "released",
        1,
        {
            "ja": "配布したファイルの和です。",
            "en": "It is the sum of the released file.",
        },
        on=("released",),
    ),
    Check(
        "other",
        2,
        {
            "ja": "ほかのファイルの和でもあります。",
            "en": "It is the sum of other files, too.",
        },
        on=("other",),
    ),
)


def cases(rng):
    yield Case("released", ("@NAME@.txt",))  # a file of the folder files/, which is released
    numbers = "\n".join(f"{x:.3f}" for x in rng.normal(size=4))
    yield Case("other", ("other.txt",), files={"other.txt": f"{numbers}\n\n2.5\n"})
