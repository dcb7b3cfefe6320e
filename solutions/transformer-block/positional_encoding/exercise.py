"""positional_encoding: a fixed pattern of sines and cosines that says where a token stands."""

import numpy as np

from autograder.author import Case, Check, Plot

TITLE = {"ja": "正弦波の位置エンコーディング", "en": "Sinusoidal position"}
SECTION = "observation-3"
FORMULA = "PE[p, 2i] = sin(p / 10000^(2i/d)),  PE[p, 2i+1] = cos(p / 10000^(2i/d))"
DEPENDS = ()


def positional_encoding(n, d_model):
    """The sinusoidal position of n tokens: columns in pairs, each pair with its own wavelength.

    With the angle p / 10000^(2i/d_model), column 2i of row p is its sine and column 2i + 1
    its cosine. Positions p count from 0, and so do the pairs i.

    n: int ≥ 1   d_model: even int
    Returns an array (n, d_model) of float64.
    Source: Vaswani et al. 2017, section 3.5.

    >>> positional_encoding(3, 4).round(4)
    array([[ 0.    ,  1.    ,  0.    ,  1.    ],
           [ 0.8415,  0.5403,  0.01  ,  1.    ],
           [ 0.9093, -0.4161,  0.02  ,  0.9998]])
    """
    ### BEGIN SOLUTION
    position = np.arange(n, dtype=float)[:, None]
    column = np.arange(0, d_model, 2)
    angle = position / 10000 ** (column / d_model)
    encoding = np.zeros((n, d_model))
    encoding[:, 0::2] = np.sin(angle)
    encoding[:, 1::2] = np.cos(angle)
    return encoding
    ### END SOLUTION


DOCSTRING = {
    "ja": """n 個のトークンの位置を、正弦波で表します。列は 2 つで 1 組で、組ごとに波長が違います。

角度を p / 10000^(2i/d_model) とすると、行 p の列 2i はその sin、列 2i + 1 はその cos です。
位置 p も組の番号 i も 0 から数えます。

n: 1 以上の整数   d_model: 偶数
戻り値は float64 の配列 (n, d_model) です。
出典：Vaswani et al. 2017, 3.5 節

>>> positional_encoding(3, 4).round(4)
array([[ 0.    ,  1.    ,  0.    ,  1.    ],
       [ 0.8415,  0.5403,  0.01  ,  1.    ],
       [ 0.9093, -0.4161,  0.02  ,  0.9998]])
"""
}

HINTS = {
    "ja": [
        "d_model = 2 なら組は 1 つで、角度は位置 p そのものです。行 p は (sin p, cos p) です。",
        "位置を縦ベクトル (n, 1)、指数 2i / d_model を横ベクトル (d_model / 2,) にすると、"
        "割り算 1 回ですべての角度 (n, d_model / 2) ができます。",
        "偶数番目の列は encoding[:, 0::2]、奇数番目の列は encoding[:, 1::2] です。"
        "np.arange(0, d_model, 2) が 2i を並べます。",
    ],
    "en": [
        "With d_model = 2 there is one pair, and the angle is the position p: row p is "
        "(sin p, cos p).",
        "Make the positions a column (n, 1) and the exponents 2i / d_model a row (d_model / 2,): "
        "one division gives all angles, (n, d_model / 2).",
        "encoding[:, 0::2] are the even columns, encoding[:, 1::2] the odd ones, and "
        "np.arange(0, d_model, 2) lists 2i.",
    ],
}

CHECKS = (
    Check(
        "one-pair",
        2,
        {
            "ja": "d_model = 2 のとき、行 p は (sin p, cos p) です。",
            "en": "With d_model = 2, row p is (sin p, cos p).",
        },
        on=("one-pair",),
    ),
    Check(
        "lesson",
        1,
        {"ja": "教材の表と一致します。", "en": "It gives the table of the lesson."},
        on=("lesson",),
        hint=2,
    ),
    Check(
        "values",
        3,
        {
            "ja": "どの組も、自分の波長の sin と cos になります。",
            "en": "Each pair holds the sine and the cosine of its own wavelength.",
        },
        on=("ordinary",),
        hint=3,
    ),
)

WAVES = Plot(
    "heatmap",
    {"ja": "位置エンコーディング PE", "en": "The positional encoding"},
    x={"ja": "成分", "en": "component"},
    y={"ja": "位置", "en": "position"},
)


def cases(rng):
    """Few and many positions, narrow and wide."""
    yield Case("one-pair", (3, 2))
    yield Case("one-pair", (int(rng.integers(5, 9)), 2), probe=False)
    yield Case("lesson", (3, 4))
    yield Case("ordinary", (5, 6), plot=WAVES)
    yield Case("ordinary", (int(rng.integers(10, 14)), 2 * int(rng.integers(4, 7))), plot=WAVES)
    yield Case("ordinary", (1, 8), probe=False)
