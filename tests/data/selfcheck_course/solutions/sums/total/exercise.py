"""total: what do the numbers add up to?"""

import numpy as np

from autograder.author import Case, Check

TITLE = {"ja": "和", "en": "The sum"}
SECTION = ""
FORMULA = "Σ xᵢ"
DEPENDS = ()


def total(x):
    """The sum of all numbers of x, a vector, as a float.

    >>> total([1, 2])
    3.0
    """
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=float)
    result = np.sum(x)
    return float(result)
    ### END SOLUTION


DOCSTRING = {
    "ja": """ベクトル x の数をすべて足した和を float で返します。

>>> total([1, 2])
3.0
"""
}

HINTS = {
    "ja": ["まず 2 つの数で考えましょう。", "np.sum を使います。", "最後に float にします。"],
    "en": ["Begin with two numbers.", "There is np.sum.", "Make it a float in the end."],
}

CHECKS = (
    Check("values", 2, {"ja": "和を返します", "en": "returns the sum"}, on=("small", "ordinary")),
    Check("lists", 1, {"ja": "リストでも構いません", "en": "takes lists too"}, on=("list",)),
)


def cases(rng):
    yield Case("small", (np.array([2.0, 5.0, 1.0]),))
    yield Case("ordinary", (rng.normal(size=7),))
    yield Case("list", ([1, 2, 4],), probe=False)
