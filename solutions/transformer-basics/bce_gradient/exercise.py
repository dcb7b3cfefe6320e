"""bce_gradient: in which direction does the loss rise?"""

import numpy as np

from autograder.author import Case, Check

TITLE = {"ja": "交差エントロピーの勾配", "en": "The gradient of the cross-entropy"}
SECTION = "observation-2"
FORMULA = "∂L/∂w = Xᵀ (y − t) / n,   ∂L/∂b = mean(y − t)"
DEPENDS = ()


def bce_gradient(X, y_true, y_pred):
    """Gradient of the mean BCE loss L of the model y_pred = sigmoid(X w + b).

    ∂L/∂w = Xᵀ (y − t) / n and ∂L/∂b = mean(y − t), where t is y_true and y is y_pred:
    the derivative of the sigmoid cancels against that of the logarithm.

    X: (n, d)   one sample per row
    y_true: (n,)   labels in [0, 1]
    y_pred: (n,)   the probabilities that the model predicts for these samples
    Returns the pair (grad_w, grad_b): grad_w an array (d,) of float64, grad_b a float.

    Lists are as good as arrays, and no argument is changed.

    >>> grad_w, grad_b = bce_gradient([[1.0, 2.0], [3.0, 4.0]], [1.0, 0.0], [0.5, 0.5])
    >>> grad_w
    array([0.5, 0.5])
    >>> float(grad_b)
    0.0
    """
    ### BEGIN SOLUTION
    X, y_true, y_pred = (np.asarray(argument, dtype=float) for argument in (X, y_true, y_pred))
    error = y_pred - y_true
    n = len(y_true)
    grad_w = X.T @ error / n
    grad_b = np.sum(error) / n
    return grad_w, grad_b
    ### END SOLUTION


DOCSTRING = {
    "ja": """モデル y_pred = sigmoid(X w + b) の平均 BCE 損失 L の勾配を求めます。

∂L/∂w = Xᵀ (y − t) / n、∂L/∂b = mean(y − t)　　t は y_true、y は y_pred です。
シグモイド関数の微分が対数の微分と打ち消し合うので、この簡単な形になります。

X: (n, d)   1 行が 1 つのサンプル
y_true: (n,)   [0, 1] のラベル
y_pred: (n,)   これらのサンプルについてモデルが予測した確率
戻り値はタプル (grad_w, grad_b) です。grad_w は形 (d,) の float64 の配列、grad_b は float です。

引数は配列でもリストでもかまいません。引数を書き換えてはいけません。

>>> grad_w, grad_b = bce_gradient([[1.0, 2.0], [3.0, 4.0]], [1.0, 0.0], [0.5, 0.5])
>>> grad_w
array([0.5, 0.5])
>>> float(grad_b)
0.0
"""
}

HINTS = {
    "ja": [
        "まず誤差 y − t を n 個並べましょう。予測が大きすぎるサンプルでは正になりますか、"
        "負になりますか。",
        "grad_w の j 番目は、「X の j 列目」と「誤差」を掛けて、全サンプルで平均したものです。"
        "すべての j をまとめて計算する行列積はどれでしょうか。形 (d,) になる組み合わせを"
        "探しましょう。",
        "grad_b は、値がいつも 1 の列が X にもう 1 本あると考えたときの勾配です。すると、"
        "誤差をどうすればよいでしょうか。どちらの勾配も、n で割るのは 1 回だけです。",
    ],
    "en": [
        "Begin with the n errors y − t. For a sample whose prediction is too high, is the "
        "error positive or negative?",
        "Entry j of grad_w is column j of X times the errors, averaged over the samples. Which "
        "matrix product does this for all j at once? Look for the one with the shape (d,).",
        "grad_b is what grad_w would be for one more column of X that is always 1: so what "
        "becomes of the errors? Both gradients are divided by n, once.",
    ],
}

CHECKS = (
    Check(
        "grad-w",
        3,
        {
            "ja": "grad_w は Xᵀ (y_pred − y_true) / n です。形は (d,) です。",
            "en": "grad_w is Xᵀ (y_pred − y_true) / n, of shape (d,).",
        },
        on=("small", "ordinary", "square"),
        part=0,
    ),
    Check(
        "grad-b",
        2,
        {
            "ja": "grad_b は、誤差 y_pred − y_true の平均（1 つの数）です。",
            "en": "grad_b is the mean of the errors y_pred − y_true, a single number.",
        },
        on=("small", "ordinary", "square"),
        part=1,
        hint=3,
    ),
    Check(
        "lists",
        0.75,
        {
            "ja": "リストを渡しても（要素が整数でも）正しい値を返し、リストは書き換えません。",
            "en": "Given lists, of integers too, it returns the right values and leaves "
            "the lists as they were.",
        },
        on=("lists",),
        aspect="arguments",
    ),
    Check(
        "float64",
        0.25,
        {
            "ja": "grad_w は float64 の配列です（引数が整数のリストでも）。",
            "en": "grad_w is a float64 array, for lists of integers too.",
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
        on=("ordinary", "square"),
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
        aspect="silent",
    ),
)


def cases(rng):
    """Smallest first; n and d differ, except where a transposed product must run.

    The probabilities need not come from X: the formula does not ask where they are from.
    """

    def draw(n, d):
        X = rng.normal(0.4, 1.5, (n, d))
        return X, rng.uniform(0.05, 0.95, n), rng.uniform(0.05, 0.95, n)

    yield Case("small", _arrays([[2]], [1], [0.75]))
    yield Case("small", _arrays([[1], [3]], [0, 1], [0.5, 0.25]))
    yield Case("small", _arrays([[1, -2]], [0], [0.5]))
    yield Case("small", (np.zeros((3, 2)), np.zeros(3), np.zeros(3)), probe=False)
    yield Case("square", draw(2, 2))
    yield Case("ordinary", draw(3, 2))
    yield Case("square", draw(4, 4))
    yield Case("ordinary", (rng.normal(0.4, 1.5, (6, 3)), *_hard(rng, 6)))
    X, y, p = rng.normal(0.4, 1.5, (2, 37)), np.array([0.9, 0.1]), rng.uniform(0.05, 0.15, 2)
    yield Case("ordinary", (X, y, np.array([p[0], 1.0 - p[0] + p[1] / 300])))  # errors cancel
    yield Case("ordinary", _small_and_negative(rng))
    yield Case("ordinary", _many_and_large(rng))
    # Certain predictions, right and wrong: nothing is divided by y or 1 − y.
    yield Case("ordinary", _arrays([[1, 2, 3], [-1, 0, 5]], [1, 1], [1, 0]), probe=False)
    yield Case("ordinary", _arrays([[1, 2, 3], [-1, 0, 5]], [1, 1], [0, 0]))  # the bias has −1
    yield Case("lists", ([[1, 2], [3, -4], [5, 7]], [1, 0, 1], [0, 1, 0]), probe=False)
    yield Case("lists", ([[0.5, 1.5, -2.0]], [1], [0.25]), probe=False)


def _arrays(*lists):
    return tuple(np.array(rows, dtype=float) for rows in lists)


def _hard(rng, n):
    labels = rng.permutation([0.0, 1.0] * n)[:n]
    return labels, rng.uniform(0.05, 0.95, n)


def _small_and_negative(rng):
    """Nothing is rounded or cut off near 0, and the errors nearly cancel."""
    X = -rng.uniform(2e-3, 9e-3, (2, 3))
    X[0, 1], X[1, 2] = -6e-4, -7e-4
    error = rng.uniform(0.0791, 0.0799)
    y = np.array([0.08, 3e-4])
    return X, y, y + [-error, error + rng.uniform(2e-5, 6e-5)]


def _many_and_large(rng):
    """Large sums: of the errors, and of one column; that of the other nearly cancels."""
    y, p = rng.uniform(0.0, 0.4, 40), rng.uniform(0.3, 0.95, 40)
    X = rng.uniform(500.0, 4000.0, (40, 2)) * np.sign(p - y)[:, None]
    X[-1, 1] += (0.5 - X[:, 1] @ (p - y)) / (p[-1] - y[-1])
    return X, y, p
