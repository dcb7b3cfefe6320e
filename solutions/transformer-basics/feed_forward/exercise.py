"""feed_forward: what does each token do with what it has gathered?"""

import numpy as np

from autograder.author import Case, Check

TITLE = {
    "ja": "位置ごとの順伝播型ネットワーク（FFN）",
    "en": "The position-wise feed-forward network (FFN)",
}
SECTION = "observation-1"
FORMULA = "FFN(x) = relu(x W₁ + b₁) W₂ + b₂"
DEPENDS = ()


def feed_forward(x, W1, b1, W2, b2):
    """Two linear layers with a ReLU between them, applied to each row of x by itself.

    FFN(x) = relu(x W1 + b1) W2 + b2, where relu(z) is z for z > 0 and 0 otherwise.

    x: (n, d_model)   one token per row
    W1: (d_model, d_ff)   b1: (d_ff,)
    W2: (d_ff, d_model)   b2: (d_model,)
    Returns an array (n, d_model) of float64.

    Many texts write W2 · sigma(W1 · x + b1) + b2 for one column x; here a token is a
    row, so x stands on the left. Lists are as good as arrays, and no argument is changed.
    Source: Vaswani et al. 2017, "Attention Is All You Need", equation 2.

    >>> feed_forward([[1.0, 2.0]], [[1, -1], [1, -1]], [0.5, 0.5], [[2, 0], [0, 2]], [0, 1])
    array([[7., 1.]])
    """
    ### BEGIN SOLUTION
    x, W1, b1, W2, b2 = (np.asarray(argument, dtype=float) for argument in (x, W1, b1, W2, b2))

    def relu(z):
        return np.maximum(z, 0.0)

    hidden = relu(x @ W1 + b1)
    output = hidden @ W2 + b2
    return output
    ### END SOLUTION


DOCSTRING = {
    "ja": """線形変換を 2 回行い、そのあいだに ReLU をはさみます。x の各行に別々に適用します。

FFN(x) = relu(x W1 + b1) W2 + b2　　relu(z) は z > 0 なら z、それ以外は 0 です。

x: (n, d_model)   1 行が 1 つのトークン
W1: (d_model, d_ff)   b1: (d_ff,)
W2: (d_ff, d_model)   b2: (d_model,)
戻り値は形 (n, d_model) の float64 の配列です。

多くの教材にある式 W2 * sigma(W1*x + b1) + b2 は、列ベクトル x についての書き方です。
この演習ではトークンが行なので、x が左に来ます。引数は配列でもリストでもかまいません。引数を
書き換えてはいけません。
出典：Vaswani et al. 2017, "Attention Is All You Need", 式 (2)

>>> feed_forward([[1.0, 2.0]], [[1, -1], [1, -1]], [0.5, 0.5], [[2, 0], [0, 2]], [0, 1])
array([[7., 1.]])
"""
}

HINTS = {
    "ja": [
        "形を順に追いましょう。(n, d_model) の x から (n, d_ff) を作り、また (n, d_model) に"
        "戻します。それぞれ、どの行列を右から掛けますか。",
        "ReLU は 1 回だけ、2 つの線形変換のあいだに入ります。b1 を足すのはその前でしょうか、"
        "あとでしょうか。式のかっこをよく見ましょう。",
        "3 行で書けます。1 行目は行列積とバイアス、2 行目は負の要素を 0 に置き換える処理、"
        "3 行目はもう一度、行列積とバイアスです。要素ごとに 0 と比べて大きいほうを返す関数が"
        "NumPy にあります。",
    ],
    "en": [
        "Follow the shapes: from x, (n, d_model), to (n, d_ff) and back to (n, d_model). Which "
        "matrix stands on the right each time?",
        "The ReLU comes once, between the two linear layers. Is b1 added before it or after "
        "it? Look at the brackets of the formula.",
        "Three lines are enough: a matrix product and a bias; the negative entries become 0; "
        "again a matrix product and a bias. NumPy has a function that takes, entry by entry, "
        "the larger of two numbers.",
    ],
}

CHECKS = (
    Check(
        "linear-layers",
        2,
        {
            "ja": "x W1 + b1 がすべて正のとき（ReLU が何も変えないとき）、2 つの行列積と 2 "
            "つのバイアスが正しく計算されます。",
            "en": "Where x W1 + b1 is positive throughout, so that the ReLU changes nothing, "
            "both products and both biases are right.",
        },
        on=("positive",),
    ),
    Check(
        "relu",
        3,
        {
            "ja": "ReLU は x W1 + b1 にだけ適用し、出力には適用しません。",
            "en": "The ReLU acts on x W1 + b1, the bias included, and not on the output.",
        },
        on=("small", "ordinary", "square"),
        hint=2,
    ),
    Check(
        "lists",
        0.75,
        {
            "ja": "リストを渡しても（要素が整数でも）正しい値を返し、リストは書き換えません。",
            "en": "Given lists, of integers too, it returns the right values "
            "and leaves the lists as they were.",
        },
        on=("lists",),
        aspect="arguments",
    ),
    Check(
        "float64",
        0.25,
        {
            "ja": "結果は float64 の配列です（引数が整数のリストでも）。",
            "en": "The array that it returns is float64, for lists of integers too.",
        },
        aspect="dtype",
    ),
    Check(
        "arguments-unchanged",
        0.5,
        {
            "ja": "正しい値を返し、渡された引数を書き換えません。",
            "en": "It returns the right values and leaves its arguments as they were.",
        },
        on=("positive", "ordinary", "square"),
        aspect="arguments",
    ),
    Check(
        "silent",
        0.5,
        {
            "ja": "正しい値を、NumPy の警告（RuntimeWarning）を一つも出さずに返します。0 "
            "での割り算やオーバーフロー、nan が計算の途中に出てはいけません。",
            "en": "It returns the right values without any NumPy warning (RuntimeWarning): "
            "nothing is divided by zero, overflows or becomes nan on the way.",
        },
        on=("positive", "small", "ordinary", "square"),
        aspect="silent",
    ),
)


INTEGER_LISTS = ([[1, -2]], [[1, 0, 2], [3, 1, -1]], [1, 0, 2], [[1, 2], [3, 1], [2, 0]], [0, -4])
FLOAT_LISTS = ([[0.5], [-1.5]], [[2.0, -1.0]], [0.5, -0.25], [[1.5], [2.5]], [0.25])


def cases(rng):
    """Smallest first; n, d_model and d_ff differ, except where a transposed product must run.

    Signs, sizes and magnitudes are mixed, so that nothing is right in one corner only.
    """

    def draw(n, d_model, d_ff):
        shapes = ((n, d_model), (d_model, d_ff), (d_ff,), (d_ff, d_model), (d_model,))
        return tuple(rng.normal(0.0, 1.0, shape) for shape in shapes)

    yield Case("positive", _arrays([[2]], [[1]], [1], [[3]], [-0.5]))
    yield Case("small", _arrays([[1]], [[-2]], [0.5], [[3]], [0.5]))
    yield Case("small", _arrays([[1]], [[1, -1]], [0.5, 0.5], [[2], [4]], [-5]))
    yield Case("small", _arrays([[1, 2]], [[1, -1], [1, -1]], [0.5, 0.5], [[2, 0], [0, 2]], [0, 1]))
    zeros = (np.zeros(shape) for shape in ((2, 2), (2, 3), 3, (3, 2), 2))
    yield Case("small", tuple(zeros), probe=False)
    yield Case("positive", _positive(rng))
    yield Case("square", draw(2, 2, 2))
    yield Case("square", draw(4, 3, 3))
    yield Case("ordinary", _with_zeros(*draw(1, 3, 36)))
    yield Case("ordinary", draw(3, 2, 5))
    yield Case("ordinary", draw(5, 4, 3))
    yield Case("ordinary", _small_and_negative(rng))
    yield Case("ordinary", _large_inputs(rng))
    yield Case("ordinary", _large_weights(rng))
    yield Case("ordinary", draw(36, 1, 36))
    yield Case("lists", INTEGER_LISTS, probe=False)
    yield Case("lists", FLOAT_LISTS, probe=False)


def _arrays(*lists):
    return tuple(np.array(rows, dtype=float) for rows in lists)


def _positive(rng):
    """x W1 + b1 > 0 everywhere; the output has both signs."""
    x, W1 = rng.uniform(0.5, 1.5, (2, 3)), rng.uniform(0.2, 1.0, (3, 4))
    b1, W2 = rng.uniform(0.2, 0.8, 4), rng.normal(0.0, 0.5, (4, 3))
    return x, W1, b1, W2, np.array([-9.0, 0.5, 9.0]) + rng.normal(size=3)


def _small_and_negative(rng):
    """Nothing is rounded or cut off near 0, where the ReLU bends."""
    x, W1, W2 = (-rng.uniform(0.03, 0.09, shape) for shape in ((1, 3), (3, 5), (5, 3)))
    x[0, 1], W1[2, 3], W2[3, 0] = -8e-4, -9e-4, -7e-4
    W2[:2], W2[2] = -rng.uniform(0.08, 0.09, (2, 3)), -0.2
    b1 = -rng.uniform(3e-4, 9e-4, 5)
    b1[:2] = [2e-6, -2e-6] - (x @ W1)[0, :2]
    return x, W1, b1, W2, np.array([-7e-4, -rng.uniform(1e-3, 3e-3), 0.0])


def _with_zeros(x, W1, b1, W2, b2):
    x[0, 1], W1[0, :12], b1[12:18], W2[18:, 1] = 0.0, 0.0, 0.0, 0.0
    return x, W1, b1, W2, b2


def _large_inputs(rng):
    """Inputs and biases in the thousands, and a result that nearly cancels."""
    x, W1 = rng.uniform(1500.0, 6000.0, (1, 4)), rng.normal(0.0, 0.4, (4, 6))
    x *= rng.choice([-1.0, 1.0], (1, 4))
    b1, W2 = (
        rng.uniform(1200.0, 4000.0, 6) * rng.choice([-1.0, 1.0, 1.0], 6),
        rng.normal(size=(6, 4)),
    )
    b2 = rng.uniform(0.5, 2.0, 4) - feed_forward(x, W1, b1, W2, np.zeros(4))[0]
    b2[1] += 5000.0
    return x, W1, b1, W2, b2


def _large_weights(rng):
    """A wide model with weights in the thousands, whose hidden units are not all at rest."""
    x, W1 = rng.normal(0.0, 0.1, (2, 37)), rng.uniform(-3000.0, 3000.0, (37, 4))
    W1[:, :2] = abs(W1[:, :2]) * np.sign(x.T)
    b1, W2 = rng.normal(0.0, 300.0, 4), rng.uniform(-3000.0, 3000.0, (4, 37))
    return x, W1, b1, W2, rng.normal(0.0, 1e5, 37)
