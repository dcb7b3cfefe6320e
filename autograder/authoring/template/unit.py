"""@NAME@: one line that says what it is about."""

from autograder.author import Case, Check

KIND = "variable"
TITLE = {
    "ja": "@NAME@",
    "en": "@NAME@",
}
SECTION = ""  # the section of lesson.py to read again
FORMULA = "120 km / 1.5 h"
DOCSTRING = {
    "ja": "120 km を 1.5 時間で走る速さを単位とともに文字列で @NAME@ に代入してください（m/s か km/h）。",
    "en": "The speed of 120 km in 1.5 hours, with its unit (m/s or km/h), as a text in @NAME@.",
}

@NAME@ = None
### BEGIN SOLUTION
@NAME@ = "80 km/h"
### END SOLUTION

HINTS = {
    "ja": ["速さは道のり ÷ 時間です。"],
    "en": ["Speed is distance over time."],
}

CHECKS = (
    Check(
        "value",
        1,
        {
            "ja": "数も単位も正しいです。",
            "en": "Number and unit are right.",
        },
    ),
)


def cases(rng):
    yield Case("value", units={"m/s": 1, "km/h": 1 / 3.6})
