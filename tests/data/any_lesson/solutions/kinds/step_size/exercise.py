"""step_size: a hyper-parameter is chosen, we train."""

import numpy as np

from autograder.author import Case, Check

KIND = "variable"
TITLE = {"en": "Choose a step size"}
FORMULA = "0.4 ≤ η < 1"
DOCSTRING = {
    "en": "A step size with which 10 steps of descent on x² from x = 1 end below 1e-6."
}

### BEGIN SOLUTION
step_size = 0.45
### END SOLUTION

HINTS = {"en": ["Each step multiplies x by 1 - 2 η."]}
CHECKS = (Check("trained", 1, {"en": "After ten steps x² is below 1e-6."}),)


def trained(step_size):
    x = 1.0
    for _ in range(10):
        x -= step_size * 2 * x
    return float(min(x * x, 1e300))


def cases(rng):
    yield Case("train", driver=trained, bounds=(0.0, 1e-6))
