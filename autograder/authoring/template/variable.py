"""@NAME@: one line that says what it is about."""

from autograder.author import Case, Check

KIND = "variable"
TITLE = {
    "ja": "@NAME@",
    "en": "@NAME@",
}
SECTION = ""  # the section of lesson.py to read again
FORMULA = "(6 + 8) / 2"

DOCSTRING = {
    "ja": "6 と 8 の平均。±0.01 まで正解です。値を @NAME@ に代入してください。",
    "en": "The mean of 6 and 8, right within ±0.01. Assign the value to @NAME@.",
}

HINTS = {
    "ja": ["二つの数の和はいくつですか。"],
    "en": ["What is the sum of the two numbers?"],
}

@NAME@ = None
### BEGIN SOLUTION
@NAME@ = (6 + 8) / 2
### END SOLUTION

CHECKS = (
    Check(
        "value",
        1,
        {
            "ja": "6 と 8 の平均です。",
            "en": "It is the mean of 6 and 8.",
        },
    ),
)


def cases(rng):
    yield Case("value", bounds=(6.99, 7.01))
