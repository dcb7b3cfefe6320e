"""batch_predict: what does the model say about many samples at once?"""

import numpy as np

from autograder.author import Case, Check

TITLE = {"ja": "ミニバッチの予測", "en": "Predictions for a mini-batch"}
SECTION = "observation-5"
FORMULA = "y = sigmoid(X w + b)"
DEPENDS = ()


def batch_predict(X, w, b):
    """The probability that the model predicts for each sample of a batch.

    y = sigmoid(X w + b), where sigmoid(z) = 1 / (1 + e^(−z)).

    X: (n, d)   one sample per row
    w: (d,)   one weight per feature
    b: a float, the same bias for every sample
    Returns an array (n,) of float64, one probability per sample.

    Finite, and without a NumPy warning, for z = X w + b up to 10,000 in size, of either sign.
    Lists are as good as arrays, and no argument is changed.

    >>> X = [[0.8, -0.4, 0.2], [0.2, 0.1, -0.3], [0.5, -0.2, 0.7]]
    >>> batch_predict(X, [0.305573, 0.903166, 0.008739], 0.1).round(4)
    array([0.4962, 0.5619, 0.5196])
    """
    ### BEGIN SOLUTION
    X = np.asarray(X, dtype=float)
    w = np.asarray(w, dtype=float)
    logits = X @ w
    z = logits + b
    # sigmoid(z) is 1 / (1 + e^−z) and also e^z / (1 + e^z): the exponent is kept below 0.
    e = np.exp(-np.abs(z))
    p = np.where(z >= 0, 1.0, e) / (1.0 + e)
    return p
    ### END SOLUTION


DOCSTRING = {
    "ja": """バッチの各サンプルについて、モデルが予測する確率を求めます。

y = sigmoid(X w + b)　　sigmoid(z) = 1 / (1 + e^(−z)) です。

X: (n, d)   1 行が 1 つのサンプル
w: (d,)   特徴量ごとに 1 つの重み
b: float。どのサンプルにも同じバイアスを足します
戻り値は形 (n,) の float64 の配列で、1 サンプルにつき 1 つの確率です。

z = X w + b の絶対値が 10,000 程度になっても（正でも負でも）、結果は有限で、NumPy の
警告も出ないようにします。引数は配列でもリストでもかまいません。引数を書き換えてはいけません。

>>> X = [[0.8, -0.4, 0.2], [0.2, 0.1, -0.3], [0.5, -0.2, 0.7]]
>>> batch_predict(X, [0.305573, 0.903166, 0.008739], 0.1).round(4)
array([0.4962, 0.5619, 0.5196])
"""
}

HINTS = {
    "ja": [
        "1 サンプルなら、特徴量と重みの内積に b を足してシグモイド関数に通すだけです。n 個まとめて"
        "計算すると、形 (n, d) と (d,) からどんな形ができますか。",
        "内積は 1 回の行列積で済みます。結果は形 (n,) のままにしておき、シグモイド関数は要素ごとに"
        "計算します。順序は、内積、バイアス、シグモイド関数です。",
        "e^(−z) は z が大きな負の数のときにオーバーフローします（あふれます）。"
        "sigmoid(z) は e^z / (1 + e^z) とも書けますが、こちらは z が大きな正の数のときに"
        "オーバーフローします。−|z| の指数なら、どちらの場合もオーバーフローしません。"
        "z の符号ごとに、どちらの書き方を使えばよいでしょうか。",
    ],
    "en": [
        "For one sample: the dot product of features and weights, plus b, through the sigmoid. "
        "For n at once, what shape comes from (n, d) and (d,)?",
        "One matrix product does all the dot products. Leave the result in the shape (n,) and "
        "take the sigmoid entry by entry: dot product, bias, sigmoid, in this order.",
        "e^(−z) overflows where z is large and negative. sigmoid(z) is e^z / (1 + e^z) too, "
        "which overflows where z is large and positive. The exponent −|z| never does. Which "
        "way of writing it suits which sign of z?",
    ],
}

CHECKS = (
    Check(
        "lesson",
        1,
        {
            "ja": "この教材の数値と一致します（予測は 0.4962、0.5619、0.5196）。",
            "en": "It gives the lesson's numbers: predictions 0.4962, 0.5619 and 0.5196.",
        },
        on=("lesson",),
    ),
    Check(
        "values",
        5,
        {
            "ja": "各サンプルの確率 sigmoid(X w + b) を、形 (n,) の配列で返します。",
            "en": "It returns each sample's probability, sigmoid(X w + b), as an array of shape "
            "(n,).",
        },
        on=("small", "ordinary", "square"),
        hint=2,
    ),
    Check(
        "large-scores",
        2,
        {
            "ja": "z = X w + b の絶対値が 10,000 程度でも、正しい有限の値を、NumPy "
            "の警告なしに返します。",
            "en": "With z = X w + b up to 10,000 in size it returns right, finite values and no "
            "NumPy warning.",
        },
        on=("large",),
        aspect="silent",
        hint=3,
    ),
    Check(
        "lists",
        0.5,
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
        0.5,
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
        on=("lesson", "ordinary", "square"),
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
        on=("lesson", "small", "ordinary", "square"),
        aspect="silent",
    ),
)

LESSON_X = [[0.8, -0.4, 0.2], [0.2, 0.1, -0.3], [0.5, -0.2, 0.7]]
LESSON_W = [0.305573, 0.903166, 0.008739]


def cases(rng):
    """Smallest first; n and d differ, except where a transposed product must run.

    |z| stays below 8 outside the group "large", so that no sigmoid saturates.
    """

    def draw(n, d):
        X = rng.uniform(-1.0, 1.5, (n, d))
        return X, rng.uniform(-1.5, 1.5, d), rng.choice([-1, 1]) * rng.uniform(0.3, 1.0)

    yield Case("lesson", (np.array(LESSON_X), np.array(LESSON_W), 0.1), slack=2e-6)
    yield Case("small", (*_arrays([[2]], [1]), -1.0))
    yield Case("small", (*_arrays([[1], [-1]], [2]), -1.47))
    yield Case("small", (*_arrays([[1, 2]], [0.5, -1]), 0.25))
    yield Case("small", (np.zeros((3, 2)), np.zeros(2), 0.0), probe=False)
    yield Case("square", draw(2, 2))
    X, w, b = draw(1, 37)
    yield Case("ordinary", (X, np.where(np.arange(37) % 5, w / 3, 0.0), b))
    yield Case("ordinary", draw(3, 2))
    yield Case("square", draw(4, 4))
    yield Case("ordinary", draw(5, 3))
    small = -rng.uniform(0.02, 0.09, (2, 3)), -rng.uniform(0.02, 0.09, 3), -7e-4
    yield Case("ordinary", small)
    yield Case("ordinary", _many(rng))
    # Not all saturated, so that 0 and 1 in place of probabilities are wrong here too.
    yield Case("large", (*_arrays([[-1], [0.001]], [1000]), 0.0), extreme=True)
    yield Case("large", (*_arrays([[1], [0.002]], [1000]), 0.0), extreme=True)
    yield Case("large", _large(rng), extreme=True)
    yield Case("lists", ([[1, 0], [0, 1], [1, 1]], [1, -2], 1), probe=False)
    yield Case("lists", ([[0.5, -1.5, 2.0]], [0.25, 0.5, 1.0], -0.5), probe=False)


def _arrays(*lists):
    return tuple(np.array(rows, dtype=float) for rows in lists)


def _large(rng):
    """z from −10,000 to 10,000; ordinary ones among them, and some nearly but not yet saturated."""
    z = np.array([10_000.0, -10_000.0, 0.8, -750.0, 750.0, -1.3, 9.5, -9.5, 12.5, -12.5])
    w = rng.choice([-1.0, 1.0], 2) * np.array([40.0, 25.0])
    b = rng.uniform(0.5, 2.0)
    first = rng.uniform(-3.0, 3.0, len(z))
    return np.column_stack([first, (z - b - w[0] * first) / w[1]]), w, b


def _many(rng):
    """Ordinary z, the sum of terms in the hundreds: of large features and large weights."""
    size = np.array([2e5, 2e-4, *10.0 ** rng.uniform(-2, 2, 10)])
    X, w, b = size * rng.normal(size=(40, 12)), 60 / size * rng.uniform(0.5, 2, 12), 41.0
    X[:, 1] *= 30
    w *= rng.choice([-1.0, 1.0], 12)
    z = rng.uniform(-7.5, 7.5, 40)
    z[:6] = 3e-5, -3e-5, 4e-4, -4e-4, 7.4, -7.4
    X[:, 0] += (z - b - X @ w) / w[0]
    return X, w, b
