"""mean: what is the mean of the numbers, by way of their sum?"""

import numpy as np

from autograder.author import Case, Check

TITLE = {"ja": "平均", "en": "The mean"}
SECTION = ""
FORMULA = "Σ xᵢ / n"
DEPENDS = ("total",)


def mean(x):
    """The mean of the numbers of x, a vector, as a float. It may use total.

    >>> mean([1, 2])
    1.5
    """
    ### BEGIN SOLUTION
    count = len(x)
    return total(x) / count
    ### END SOLUTION


DOCSTRING = {
    "ja": """ベクトル x の数の平均を float で返します。total を使えます。

>>> mean([1, 2])
1.5
"""
}

HINTS = {"ja": ["数はいくつありますか。"], "en": ["How many numbers are there?"]}

CHECKS = (Check("values", 1, {"ja": "平均を返します", "en": "returns the mean"}),)


def cases(rng):
    yield Case("small", (np.array([2.0, 5.0, 1.0]),))
    yield Case("ordinary", (rng.normal(size=7),))
