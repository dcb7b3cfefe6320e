"""layer_norm_backward: the gradient through statistics that depend on x themselves."""

import numpy as np

from autograder.author import Case, Check, Plot

TITLE = {"ja": "層正規化の逆伝播", "en": "Layer normalisation, backward"}
SECTION = "observation-4"
FORMULA = "dx = (g − mean(g) − x̂ · mean(g x̂)) / √(σ² + ε),  g = dy · γ"
DEPENDS = ("layer_norm",)


def layer_norm_backward(dy, x, gamma, eps):
    """The gradients of layer normalisation, given that of its output.

    With y = layer_norm(x, gamma, beta, eps) and a loss L, dy is ∂L/∂y. Mean and variance of a
    row depend on all its numbers, so ∂L/∂x has more than one path.

    dy: (n, d)   x: (n, d)   gamma: (d,)   eps: float > 0
    Returns the triple (dx, dgamma, dbeta): ∂L/∂x (n, d), ∂L/∂gamma (d,) and ∂L/∂beta (d,).
    gamma and beta serve all rows, so their gradients are sums over the rows.

    >>> dx, dgamma, dbeta = layer_norm_backward([[1, 2, 4]], [[1.0, 2.0, 6.0]], [1, 1, 1], 1e-5)
    >>> dx.round(4)
    array([[-0.0882,  0.1102, -0.022 ]])
    >>> dgamma.round(4), dbeta
    (array([-0.9258, -0.9258,  5.5549]), array([1., 2., 4.]))
    """
    ### BEGIN SOLUTION
    dy, x = np.asarray(dy, dtype=float), np.asarray(x, dtype=float)
    mean = x.mean(axis=-1, keepdims=True)
    spread = np.sqrt(x.var(axis=-1, keepdims=True) + eps)
    normalised = (x - mean) / spread
    dgamma = (dy * normalised).sum(axis=0)
    dbeta = dy.sum(axis=0)
    g = dy * np.asarray(gamma, dtype=float)
    by_mean = g.mean(axis=-1, keepdims=True)
    by_variance = normalised * (g * normalised).mean(axis=-1, keepdims=True)
    dx = (g - by_mean - by_variance) / spread
    return dx, dgamma, dbeta
    ### END SOLUTION


DOCSTRING = {
    "ja": """層正規化の出力の勾配から、入力とパラメータの勾配を求めます。

y = layer_norm(x, gamma, beta, eps) と損失 L に対して、dy は ∂L/∂y です。行の平均と分散は
その行のすべての数に依存するので、∂L/∂x には道が 2 つ以上あります。

dy: (n, d)   x: (n, d)   gamma: (d,)   eps: 正の float
戻り値はタプル (dx, dgamma, dbeta) です。∂L/∂x (n, d)、∂L/∂gamma (d,)、∂L/∂beta (d,) です。
gamma と beta はすべての行で使われるので、その勾配は行についての和になります。

>>> dx, dgamma, dbeta = layer_norm_backward([[1, 2, 4]], [[1.0, 2.0, 6.0]], [1, 1, 1], 1e-5)
>>> dx.round(4)
array([[-0.0882,  0.1102, -0.022 ]])
>>> dgamma.round(4), dbeta
(array([-0.9258, -0.9258,  5.5549]), array([1., 2., 4.]))
"""
}

HINTS = {
    "ja": [
        "まず正規化した値 x̂ = (x − μ) / s（s = √(σ² + "
        "eps)）を計算し直します。beta の勾配は dy の和、"
        "gamma の勾配は dy · x̂ の和です。",
        "g = dy · gamma が x̂ の勾配です。x から x̂ への道は 3 つあります。直接の道、μ を通る道、"
        "s を通る道です。",
        "直接の道は g / s です。そこから、g の行平均（μ を通る分）と、x̂ に g · x̂ の行平均を"
        "掛けたもの（s を通る分）を、それぞれ s で割って引きます。数値微分と比べて確かめましょう。",
    ],
    "en": [
        "First compute x̂ = (x − μ) / s with s = √(σ² + eps) once more. The gradient of beta is the "
        "sum of dy, that of gamma the sum of dy · x̂.",
        "g = dy · gamma is the gradient of x̂. From x to x̂ there are three paths: the direct one, "
        "one through μ and one through s.",
        "The direct path is g / s. Subtract the row mean of g (through μ) and x̂ times the row mean "
        "of g · x̂ (through s), both divided by s. Compare with finite differences.",
    ],
}

CHECKS = (
    Check(
        "dx",
        6,
        {
            "ja": "dx は、平均と分散を通る道も含めた x の勾配です。",
            "en": "dx is the gradient of x, the paths through mean and variance included.",
        },
        on=("lesson", "ordinary"),
        part=0,
    ),
    Check(
        "dgamma",
        2,
        {
            "ja": "dgamma は、dy と正規化した x との積の、行についての和です。",
            "en": "dgamma is the sum over the rows of dy times the normalised x.",
        },
        on=("lesson", "ordinary"),
        part=1,
    ),
    Check(
        "dbeta",
        1,
        {
            "ja": "dbeta は、dy の行についての和です。",
            "en": "dbeta is the sum of dy over the rows.",
        },
        on=("lesson", "ordinary"),
        part=2,
    ),
    Check(
        "arguments-unchanged",
        1,
        {
            "ja": "正しい値を返し、渡された引数を書き換えません。",
            "en": "It returns the right values and leaves its arguments as they were.",
        },
        on=("ordinary",),
        aspect="arguments",
    ),
)

GRADIENT = Plot(
    "heatmap",
    {"ja": "x の勾配 dx", "en": "The gradient of x, dx"},
    x={"ja": "成分", "en": "component"},
    y={"ja": "トークン", "en": "token"},
    part=0,
)


def cases(rng):
    """One row, more rows than columns and the reverse, as many of both; eps that counts."""
    yield Case("lesson", ([[1, 2, 4]], [[1.0, 2.0, 6.0]], [1, 1, 1], 1e-5))
    for n, d, eps in ((2, 3, 1e-5), (3, 3, 0.1), (5, 4, 1e-5)):
        dy, x = rng.normal(size=(n, d)), rng.normal(1.0, 2.0, (n, d))
        yield Case("ordinary", (dy, x, rng.uniform(0.5, 2.0, d), eps), plot=GRADIENT)
