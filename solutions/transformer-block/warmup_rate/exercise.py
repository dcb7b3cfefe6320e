"""warmup_rate: a learning rate that rises first and falls afterwards."""

import numpy as np

from autograder.author import Case, Check, Plot

TITLE = {"ja": "学習率のウォームアップ", "en": "Learning-rate warm-up"}
SECTION = "observation-7"
FORMULA = "lr · min(t / warmup, √(warmup / t))"
DEPENDS = ()


def warmup_rate(t, lr, warmup):
    """The learning rate of step t: up in a line to lr, then down with one over the root of t.

    lr · min(t / warmup, √(warmup / t))

    t: int, the number of the step, counted from 1   lr: float, the peak, reached at t = warmup
    warmup: int ≥ 1
    Returns a float.

    >>> [round(float(warmup_rate(t, 0.1, 4)), 4) for t in (1, 2, 4, 16)]
    [0.025, 0.05, 0.1, 0.05]
    """
    ### BEGIN SOLUTION
    rising = t / warmup
    falling = np.sqrt(warmup / t)
    return lr * min(rising, falling)
    ### END SOLUTION


DOCSTRING = {
    "ja": """ステップ t の学習率です。lr まで直線的に上げ、そのあとは √t に反比例して下げます。

lr · min(t / warmup, √(warmup / t))

t: 整数。ステップの番号で、1 から数えます   lr: float。t = warmup で達する最大値
warmup: 1 以上の整数
戻り値は float です。

>>> [round(float(warmup_rate(t, 0.1, 4)), 4) for t in (1, 2, 4, 16)]
[0.025, 0.05, 0.1, 0.05]
"""
}

HINTS = {
    "ja": [
        "t が warmup より小さいときと大きいときで、2 つの式のどちらが小さいかを比べましょう。",
        "t = warmup では、どちらの式も 1 です。そこで 2 つの線がつながります。",
    ],
    "en": [
        "Compare the two expressions for t below and above warmup: which one is smaller?",
        "At t = warmup both are 1: that is where the two lines meet.",
    ],
}

CHECKS = (
    Check(
        "rises",
        2,
        {
            "ja": "t = warmup まで、直線的に lr へ上がります。",
            "en": "Up to t = warmup it rises in a line to lr.",
        },
        on=("rises",),
    ),
    Check(
        "falls",
        2,
        {
            "ja": "t = warmup のあとは、√(warmup / t) の割合で下がります。",
            "en": "After t = warmup it falls as √(warmup / t).",
        },
        on=("falls",),
    ),
    Check(
        "schedule",
        1,
        {
            "ja": "すべてのステップを通して、正しい学習率を返します。",
            "en": "Over a whole training it gives the right rates.",
        },
        on=("schedule",),
        hint=2,
    ),
)


def schedule(warmup_rate, steps, lr, warmup):
    """The rates of all steps of a training."""
    return [float(warmup_rate(t, lr, warmup)) for t in range(1, steps + 1)]


RATES = Plot(
    "curve",
    {"ja": "ステップごとの学習率", "en": "The learning rate of each step"},
    x={"ja": "ステップ", "en": "step"},
    y={"ja": "学習率", "en": "learning rate"},
    start=1,
)


def cases(rng):
    """Before, at and after the peak; a whole schedule; a warm-up of one step."""
    yield Case("rises", (1, 0.1, 4))
    yield Case("rises", (3, 0.1, 4))
    yield Case("rises", (5, 0.2, 5))
    yield Case("falls", (8, 0.1, 4))
    yield Case("falls", (int(rng.integers(30, 60)), float(rng.uniform(0.1, 2.0)), 7))
    yield Case("schedule", (24, 0.05, 6), driver=schedule, plot=RATES)
    yield Case("schedule", (5, 0.3, 1), driver=schedule, plot=RATES)
