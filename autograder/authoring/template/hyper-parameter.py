"""@NAME@: one line that says what it is about."""

from autograder.author import Case, Check

KIND = "variable"
TITLE = {
    "ja": "@NAME@",
    "en": "@NAME@",
}
SECTION = ""  # the section of lesson.py to read again
FORMULA = "0.4 ≤ η < 0.6"
DOCSTRING = {
    "ja": "x² を x = 1 から 10 歩下り、x² が 1e-6 未満になる歩幅を選び、@NAME@ に代入してください。",
    "en": "A step size with which 10 steps of descent on x² from x = 1 end below 1e-6. Assign it to @NAME@.",
}

@NAME@ = None
### BEGIN SOLUTION
@NAME@ = 0.45
### END SOLUTION

HINTS = {
    "ja": ["1 歩で x は 1 - 2 η 倍になります。"],
    "en": ["Each step multiplies x by 1 - 2 η."],
}

CHECKS = (
    Check(
        "value",
        1,
        {
            "ja": "10 歩の後、x² は 1e-6 未満です。",
            "en": "After 10 steps x² is below 1e-6.",
        },
    ),
)


def trained(step_size):
    """Runs in the sandbox: trains with what was chosen and returns what is bounded."""
    x = 1.0
    for _ in range(10):
        x -= step_size * 2 * x
    return float(min(x * x, 1e300))


def cases(rng):
    yield Case("trained", driver=trained, bounds=(0.0, 1e-6))
