"""@NAME@: one line that says what it is about."""

from autograder.author import Check

KIND = "variable"
TITLE = {
    "ja": "@NAME@",
    "en": "@NAME@",
}
SECTION = ""  # the section of lesson.py to read again
FORMULA = "b"
DOCSTRING = {
    "ja": "桁あふれしない softmax はどれですか。記号を @NAME@ に代入してください。",
    "en": "Which softmax does not overflow? Assign its letter to @NAME@.",
}
CHOICES = {
    "ja": ["exp(x) / sum(exp(x))", "exp(x - max(x)) / sum(exp(x - max(x)))"],
    "en": ["exp(x) / sum(exp(x))", "exp(x - max(x)) / sum(exp(x - max(x)))"],
}

@NAME@ = None
### BEGIN SOLUTION
@NAME@ = "b"
### END SOLUTION

HINTS = {
    "ja": ["exp(1000) はいくつですか。"],
    "en": ["What is exp(1000)?"],
}

CHECKS = (
    Check(
        "value",
        1,
        {
            "ja": "正しい記号です。",
            "en": "It is the right letter.",
        },
    ),
)
