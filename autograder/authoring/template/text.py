"""@NAME@: one line that says what it is about."""

from autograder.author import Case, Check

TITLE = {
    "ja": "@NAME@",
    "en": "@NAME@",
}
SECTION = ""  # the section of lesson.py to read again
FORMULA = "Hello, name!"


def @NAME@(names):
    """One line for each name: Hello, name!

    >>> @NAME@(["Ada"])
    'Hello, Ada!'
    """
    ### BEGIN SOLUTION
    return "\n".join(f"Hello, {name}!" for name in names)
    ### END SOLUTION


DOCSTRING = {
    "ja": """名前ごとに 1 行：Hello, name!

>>> @NAME@(["Ada"])
'Hello, Ada!'
"""
}

HINTS = {
    "ja": ["行の間は \\n です。"],
    "en": ["Between lines stands \\n."],
}

CHECKS = (
    Check(
        "text",
        1,
        {
            "ja": "名前ごとに 1 行を返します。",
            "en": "It returns one line for each name.",
        },
    ),
)


def cases(rng):
    yield Case("one", (["Ada"],))
    yield Case("many", (["Ada", "Ben", "Cem"],))
