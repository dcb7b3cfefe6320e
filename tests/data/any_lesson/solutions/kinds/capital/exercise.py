"""capital: multiple choice."""

from autograder.author import Check

KIND = "variable"
TITLE = {"en": "Which one is stable?"}
FORMULA = "b"
DOCSTRING = {"en": "Which way to compute a softmax does not overflow? Answer with a letter."}
CHOICES = {
    "en": ["exp(x) / sum(exp(x))", "exp(x - max(x)) / sum(exp(x - max(x)))", "both", "neither"]
}

### BEGIN SOLUTION
capital = "b"
### END SOLUTION

HINTS = {"en": ["What is exp(1000)?"]}
CHECKS = (Check("letter", 1, {"en": "It is the stable one."}),)
