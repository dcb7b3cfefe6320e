"""attention_mask: which token may look at which."""

import numpy as np

from autograder.author import Case, Check, Plot

TITLE = {"ja": "因果マスクとパディングマスク", "en": "Causal and padding masks"}
SECTION = "observation-1"
FORMULA = "mask_ij = (ids_j ≠ pad) ∧ (j ≤ i, if causal)"
DEPENDS = ()


def attention_mask(ids, pad, causal):
    """Say for each query i and each key j whether i may look at j.

    mask[i, j] is True if token j is no padding and, when `causal` is true, does not come
    after token i. A token may look at itself.

    ids: (n,) ints, the first of them no padding   pad: int   causal: bool
    Returns an array (n, n) of bool: row i is what token i may look at. The row of a padding
    token is made like any other.

    >>> attention_mask([5, 3, 0], 0, True)
    array([[ True, False, False],
           [ True,  True, False],
           [ True,  True, False]])
    """
    ### BEGIN SOLUTION
    ids = np.asarray(ids)
    allowed = np.ones((len(ids), len(ids)), dtype=bool)
    if causal:
        allowed = np.tril(allowed)
    real = ids != pad
    return allowed & real
    ### END SOLUTION


DOCSTRING = {
    "ja": """クエリ i がキー j を見てよいかどうかを、すべての i と j について表にします。

mask[i, j] は、トークン j がパディングではなく、さらに causal が真のときは j が i より後では
ない場合に True です。トークンは自分自身を見てもかまいません。

ids: (n,) 整数。先頭はパディングではありません   pad: 整数   causal: bool
戻り値は bool の配列 (n, n) です。行 i が、トークン i の見てよい相手を表します。パディングの
トークンの行も、ほかの行と同じように作ります。

>>> attention_mask([5, 3, 0], 0, True)
array([[ True, False, False],
       [ True,  True, False],
       [ True,  True, False]])
"""
}

HINTS = {
    "ja": [
        "まず、すべてが True の (n, n) の表を作り、そこから禁止する場所を消していきます。",
        "causal のときに残すのは j ≤ i の三角形です。"
        "パディングは「見られる側」、つまり列の条件です。",
        "np.tril は対角線とその下を残します。ids != pad "
        "は形 (n,) で、(n, n) の表と & を計算すると、"
        "どの行にも同じ条件が適用されます。",
    ],
    "en": [
        "Begin with an (n, n) table of True and take away what is forbidden.",
        "With causal the triangle j ≤ i stays. Padding is about who is looked at: the columns.",
        "np.tril keeps the diagonal and what lies below. ids != pad has the shape (n,), and & with "
        "an (n, n) table applies it to every row.",
    ],
}

CHECKS = (
    Check(
        "causal",
        4,
        {
            "ja": "causal が真のとき、トークンは自分と自分より前だけを見ます。",
            "en": "With causal, a token looks at itself and at what comes before it, no further.",
        },
        on=("causal",),
    ),
    Check(
        "padding",
        3,
        {
            "ja": "causal が偽のとき、パディングではないすべてのトークンを見ます。",
            "en": "Without causal, a token looks at every token that is no padding.",
        },
        on=("padding",),
        hint=2,
    ),
    Check(
        "both",
        2,
        {
            "ja": "因果マスクとパディングマスクを同時に適用できます。",
            "en": "Both masks work together.",
        },
        on=("lesson", "both"),
        hint=3,
    ),
    Check(
        "arguments-unchanged",
        1,
        {
            "ja": "正しい値を返し、渡された ids を書き換えません。",
            "en": "It returns the right mask and leaves ids as it was.",
        },
        on=("causal", "padding", "both"),
        aspect="arguments",
    ),
)

MASK = Plot(
    "heatmap",
    {"ja": "マスク（1 は見てよい）", "en": "The mask (1: may look)"},
    x={"ja": "キー", "en": "key"},
    y={"ja": "クエリ", "en": "query"},
)


def cases(rng):
    """Masks small enough to read; padding at the end, in the middle, and not at all."""
    yield Case("causal", (np.array([4, 7]), 0, True))
    yield Case("padding", (np.array([4, 0]), 0, False))
    yield Case("lesson", ([5, 3, 0], 0, True))
    yield Case("causal", (np.array([3, 1, 2, 5]), 9, True), plot=MASK)
    yield Case("padding", (np.array([3, 1, 0, 5, 0]), 0, False), plot=MASK)
    ids = rng.integers(1, 9, 6)
    ids[[3, 5]] = 12
    yield Case("both", (ids, 12, True), plot=MASK)
    ids, pad = rng.integers(1, 5, 7), 5 + int(rng.integers(4))
    ids[[2, 6]] = pad
    yield Case("padding", (ids, pad, False), probe=False)
