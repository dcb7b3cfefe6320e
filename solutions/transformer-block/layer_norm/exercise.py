"""layer_norm: each token's vector is centred and scaled by its own statistics."""

import numpy as np

from autograder.author import Case, Check, Plot

TITLE = {"ja": "層正規化", "en": "Layer normalisation"}
SECTION = "observation-4"
FORMULA = "γ (x − μ) / √(σ² + ε) + β,  μ and σ² of each row"
DEPENDS = ()


def layer_norm(x, gamma, beta, eps):
    """Normalise each row of x by its own mean and variance, then scale and shift it.

    gamma · (x − μ) / √(σ² + eps) + beta

    μ is the mean and σ² the variance (population: divided by d) of the d numbers of one row.

    x: (n, d), one token per row   gamma, beta: (d,)   eps: float > 0
    Returns an array (n, d) of float64. Of a row whose numbers are all equal, beta is left.

    >>> layer_norm([[1.0, 2.0, 6.0]], [1, 1, 1], [0, 0, 10], 1e-5).round(4)
    array([[-0.9258, -0.4629, 11.3887]])
    """
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=float)
    gamma, beta = np.asarray(gamma, dtype=float), np.asarray(beta, dtype=float)
    mean = x.mean(axis=-1, keepdims=True)
    variance = x.var(axis=-1, keepdims=True)
    normalised = (x - mean) / np.sqrt(variance + eps)
    return gamma * normalised + beta
    ### END SOLUTION


DOCSTRING = {
    "ja": """x の各行を、その行自身の平均と分散で正規化し、拡大してずらします。

gamma · (x − μ) / √(σ² + eps) + beta

μ は 1 行の d 個の数の平均、σ² は分散（d で割るもの）です。

x: (n, d)。1 行が 1 トークン   gamma, beta: (d,)   eps: 正の float
戻り値は float64 の配列 (n, d) です。数がすべて等しい行の結果は beta になります。

>>> layer_norm([[1.0, 2.0, 6.0]], [1, 1, 1], [0, 0, 10], 1e-5).round(4)
array([[-0.9258, -0.4629, 11.3887]])
"""
}

HINTS = {
    "ja": [
        "行が 1 つなら、平均を引いて標準偏差で割るだけです。行が増えたとき、どの軸で計算しますか。",
        "mean と var に axis=-1, keepdims=True を付けると、"
        "形 (n, 1) になって引き算と割り算が合います。",
        "eps は根号の中です。gamma を掛けてから beta を足します。",
    ],
    "en": [
        "With one row, subtract the mean and divide by the standard deviation. With more rows, "
        "along which axis?",
        "mean and var with axis=-1, keepdims=True have the shape (n, 1), which fits x.",
        "eps stands under the root. Multiply by gamma first, then add beta.",
    ],
}

CHECKS = (
    Check(
        "one-token",
        2,
        {
            "ja": "gamma が 1、beta が 0 のとき、1 つのトークンを正しく正規化します。",
            "en": "With gamma 1 and beta 0 it normalises a single token.",
        },
        on=("one-token",),
    ),
    Check(
        "values",
        4,
        {
            "ja": "トークンごとに正規化し、gamma を掛けて beta を足します。",
            "en": "It normalises token by token, multiplies by gamma and adds beta.",
        },
        on=("lesson", "ordinary"),
        hint=2,
    ),
    Check(
        "epsilon",
        2,
        {
            "ja": "分散が eps と同じくらい小さい行や 0 の行でも正しい値を、警告なしに返します。",
            "en": "Rows with a variance near eps, or of 0, are right too, without a warning.",
        },
        on=("flat",),
        aspect="silent",
        hint=3,
    ),
    Check(
        "arguments-unchanged",
        1,
        {
            "ja": "正しい値を返し、渡された引数を書き換えません。",
            "en": "It returns the right values and leaves its arguments as they were.",
        },
        on=("one-token", "ordinary"),
        aspect="arguments",
    ),
)

ROWS = Plot(
    "heatmap",
    {"ja": "正規化の結果", "en": "The normalised tokens"},
    x={"ja": "成分", "en": "component"},
    y={"ja": "トークン", "en": "token"},
)


def cases(rng):
    """One token, several, and rows that hardly vary."""
    yield Case("one-token", (np.array([[1.0, 3.0]]), np.ones(2), np.zeros(2), 1e-5))
    yield Case("one-token", (np.array([[2.0, 0.5, -1.0, 4.0]]), np.ones(4), np.zeros(4), 1e-5))
    yield Case("lesson", ([[1.0, 2.0, 6.0]], [1, 1, 1], [0, 0, 10], 1e-5))
    for n, d in ((3, 5), (4, 4)):
        x = rng.normal(1.5, 2.0, (n, d)) * rng.uniform(0.5, 3.0, (n, 1))
        gamma, beta = rng.uniform(0.5, 2.0, d), rng.normal(size=d)
        yield Case("ordinary", (x, gamma, beta, 1e-5), plot=ROWS)
    x = np.array([[1.0, 1.0, 1.0], [2.0, 2.25, 2.0], [0.5, 0.0, -0.5]])
    yield Case("flat", (x, np.array([1.0, 2.0, 0.5]), np.array([0.5, 0.0, -1.0]), 0.01))
