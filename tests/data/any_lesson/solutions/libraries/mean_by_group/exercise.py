"""mean_by_group: a DataFrame in, a Series out."""

import pandas as pd

from autograder.author import Case, Check

TITLE = {"en": "Mean by group"}
FORMULA = "mean of value where group is g"


def mean_by_group(frame):
    """The mean of the column `value` for each `group`, as a Series.

    >>> import pandas as pd
    >>> float(mean_by_group(pd.DataFrame({"group": ["a", "a"], "value": [1.0, 2.0]}))["a"])
    1.5
    """
    ### BEGIN SOLUTION
    groups = frame.groupby("group")
    return groups["value"].mean()
    ### END SOLUTION


HINTS = {"en": ["groupby, then choose the column."]}
CHECKS = (
    Check("means", 1, {"en": "The means are right."}),
    Check("leaves", 1, {"en": "The frame stays as it was."}, aspect="arguments"),
)


def cases(rng):
    yield Case("small", (pd.DataFrame({"group": ["a", "b", "a"], "value": [1.0, 2.0, 4.0]}),))
    frame = pd.DataFrame({"group": list("xyzxyz"), "value": rng.normal(size=6)})
    yield Case("large", (frame,))
