"""lucky: a number to be found."""

from autograder.author import Case, Check

TITLE = {"ja": "幸運の数", "en": "The lucky number"}
SECTION = ""
FORMULA = "3.5²"
DEPENDS = ()
KIND = "variable"

### BEGIN SOLUTION
lucky = 12.25
### END SOLUTION

DOCSTRING = {"ja": "3.5 の 2 乗はいくつですか。", "en": "What is the square of 3.5?"}
HINTS = {"ja": ["3.5 かける 3.5 です。"], "en": ["It is 3.5 times 3.5."]}
CHECKS = (Check("value", 1, {"ja": "正しい数です", "en": "is the right number"}),)


def cases(rng):
    yield Case("value")
