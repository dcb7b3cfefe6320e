"""l2_penalty: the price of large weights."""

import numpy as np

from autograder.author import Case, Check

TITLE = {"ja": "L2 正則化項", "en": "The L2 penalty"}
SECTION = "observation-4"
FORMULA = "lam · Σ wᵢ²"
DEPENDS = ()


def l2_penalty(w, lam):
    """The L2 penalty: what regularisation adds to the loss to keep the weights small.

    lam · Σ wᵢ², over all weights, whatever the shape of w; no factor ½.

    w: any shape   lam: float, the strength of the regularisation
    Returns a float.

    The weights after the step of observation 3:

    >>> penalty = l2_penalty([0.305573, 0.903166, 0.008739], 0.01)
    >>> round(float(penalty), 6)  # 0.467566 + 0.009092 is the regularised loss
    0.009092
    """
    ### BEGIN SOLUTION
    w = np.asarray(w, dtype=float)
    squares = w**2
    total = np.sum(squares)
    return lam * total
    ### END SOLUTION


DOCSTRING = {
    "ja": """L2 正則化項（大きな重みを抑えるために損失に加える項）を計算します。

lam · Σ wᵢ²。w の形によらず、すべての重みについて足し合わせます。係数 ½ は付けません。

w: 任意の形   lam: float、正則化の強さ
戻り値は float です。

観察 3 の更新後の重みでは、次の値になります。

>>> penalty = l2_penalty([0.305573, 0.903166, 0.008739], 0.01)
>>> round(float(penalty), 6)  # 0.467566 + 0.009092 が正則化つきの損失
0.009092
""",
}

HINTS = {
    "ja": [
        "w = [3, -4]、lam = 0.1 のときの値を、まず紙の上で計算してみましょう。",
        "式を左から読むのではなく、内側から順に作ります。"
        "「それぞれの重み」→「その二乗 wᵢ²」→「1 つの数」→「強さを掛ける」。",
        "NumPy の配列では、べき乗は要素ごとに、np.sum は（axis を渡さなければ）"
        "どんな形でも全要素に働きます。",
    ],
    "en": [
        "Work out the value for w = [3, -4] and lam = 0.1 on paper first.",
        "Build the formula from the inside, not from the left: "
        "each weight → each wᵢ² → one number → times the strength.",
        "On a NumPy array a power works element by element, and np.sum (without axis) "
        "adds up every element of any shape.",
    ],
}

CHECKS = (
    Check(
        "values",
        5.5,
        {
            "ja": "重みのベクトルに対して lam · Σ wᵢ² を返します。",
            "en": "For a vector of weights it returns lam · Σ wᵢ².",
        },
        on=("small", "lesson", "one-weight", "ordinary", "tiny", "large"),
    ),
    Check(
        "any-shape",
        2,
        {
            "ja": "w がどんな形（数、行列、3 次元の配列）でも、すべての重みについての lam · Σ "
            "wᵢ² を float で返します。",
            "en": "Whatever the shape of w (a number, a matrix, three axes), it returns lam · "
            "Σ wᵢ² over all weights as a float.",
        },
        on=("scalar", "matrix", "block"),
        hint=3,
    ),
    Check(
        "lists",
        1,
        {
            "ja": "リストを渡しても（要素が整数でも）正しい値を float で返し、"
            "リストは書き換えません。",
            "en": "Given lists, of integers too, it returns the right value as a float and "
            "leaves the lists as they were.",
        },
        on=("lists",),
        aspect="arguments",
    ),
    Check(
        "arguments-unchanged",
        1,
        {
            "ja": "正しい値を返し、渡された w を書き換えません。",
            "en": "It returns the right value and leaves the given w as it was.",
        },
        on=("small", "ordinary", "large"),
        aspect="arguments",
    ),
    Check(
        "silent",
        0.5,
        {
            "ja": "正しい値を、NumPy の警告（RuntimeWarning）を一つも出さずに返します。0 "
            "での割り算やオーバーフロー、nan が計算の途中に出てはいけません。",
            "en": "It returns the right value without any NumPy warning (RuntimeWarning): "
            "nothing is divided by zero, overflows or becomes nan on the way.",
        },
        on=("small", "lesson", "ordinary"),
        aspect="silent",
    ),
)


def cases(rng):
    """Three weights or more: with two, half the sum is the mean."""
    yield Case("small", (np.array([3.0, -4.0, 0.0]), 0.1))
    yield Case("lesson", (np.array([0.305573, 0.903166, 0.008739]), 0.01), slack=2e-6)
    yield Case("one-weight", (np.array([-3.0]), 0.2))
    yield Case("lists", ([1, -2, 3, 4, 0, 6], 0.3), probe=False)
    yield Case("lists", ([400, -1, 25], 0.5), probe=False)
    yield Case("scalar", (-1.5, 0.2), probe=False)
    yield Case("small", (np.array([2.0, -1.0, 4.0]), 0.0), probe=False)  # no penalty at all
    yield Case("matrix", (np.zeros((13, 1)), 100.0), probe=False)
    yield Case("matrix", (np.array([[0.5, -2.0, 1.0], [3.0, 0.1, -0.7]]), 3.0))
    yield Case("matrix", (rng.normal(size=(3, 3)), 0.0043215))
    yield Case("block", (rng.normal(size=(2, 3, 4)), rng.uniform(0.1, 0.4)))
    yield Case("ordinary", (rng.normal(size=7), rng.uniform(1.5, 1.9)))
    # Nothing is rounded or cut off near 0.
    yield Case("tiny", (np.array([0.0012347, -4.32e-4, 0.0031418, 7.82e-4]), 120.0))
    yield Case("tiny", (rng.uniform(1e-6, 9e-5, 12), 1e4), probe=False)
    w = rng.uniform(-3000.0, 3000.0, size=(36, 12))
    w[7], w[0, 0] = w[3], 2500.0
    yield Case("large", (w.ravel(), rng.uniform(0.5, 0.9)))
    yield Case("matrix", (w, rng.uniform(0.5, 0.9)))
