"""block_backward: back through FFN, residual, attention, residual."""

import numpy as np

from autograder.author import Case, Check, Plot

TITLE = {"ja": "Transformer ブロックの逆伝播", "en": "A Transformer block, backward"}
SECTION = "observation-6"
FORMULA = "dm = dy + LN₂'(FFN'(dy)),  dx = dm + LN₁'(MHA'(dm))"
DEPENDS = (
    "layer_norm",
    "layer_norm_backward",
    "masked_attention",  # called by the two below: a mistake in it is charged once
    "multi_head_attention",
    "multi_head_backward",
)


def block_backward(dy, x, params, n_heads, mask):
    """The gradients of `block_forward`, given that of its output.

    With y = block_forward(x, params, n_heads, mask) and a loss L, dy is ∂L/∂y. What the
    forward pass computed on its way is computed once more here. A residual connection hands
    the gradient on unchanged and adds what comes back through its branch.

    dy, x: (n, d_model)   params, n_heads, mask: as in block_forward
    Returns the pair (dx, grads): ∂L/∂x (n, d_model), and a dict with the names of params that
    holds the gradient of each.

    >>> one, nil = np.ones(2), np.zeros(2)
    >>> params = dict(gamma1=one, beta1=nil, W_Q=np.eye(2), W_K=np.eye(2), W_V=np.eye(2),
    ...     W_O=np.eye(2), gamma2=one, beta2=nil, W1=np.eye(2), b1=nil, W2=np.eye(2), b2=nil)
    >>> dx, grads = block_backward([[1.0, 0.0]], [[3.0, 1.0]], params, 1, [[True]])
    >>> abs(dx.round(4))
    array([[1., 0.]])
    >>> grads["b1"], grads["b2"]
    (array([1., 0.]), array([1., 0.]))
    """
    ### BEGIN SOLUTION
    dy, x, p = np.asarray(dy, dtype=float), np.asarray(x, dtype=float), params
    W = (p["W_Q"], p["W_K"], p["W_V"], p["W_O"])
    normed1 = layer_norm(x, p["gamma1"], p["beta1"], 1e-5)
    middle = x + multi_head_attention(normed1, *W, n_heads, mask)[0]
    normed2 = layer_norm(middle, p["gamma2"], p["beta2"], 1e-5)
    z = normed2 @ p["W1"] + p["b1"]
    hidden = np.maximum(0.0, z)
    grads = {"W2": hidden.T @ dy, "b2": dy.sum(axis=0)}
    dz = (dy @ p["W2"].T) * (z > 0)
    grads |= {"W1": normed2.T @ dz, "b1": dz.sum(axis=0)}
    branch2, *rest = layer_norm_backward(dz @ p["W1"].T, middle, p["gamma2"], 1e-5)
    grads["gamma2"], grads["beta2"] = rest
    dmiddle = dy + branch2
    dnormed1, *rest = multi_head_backward(dmiddle, normed1, *W, n_heads, mask)
    grads["W_Q"], grads["W_K"], grads["W_V"], grads["W_O"] = rest
    branch1, *rest = layer_norm_backward(dnormed1, x, p["gamma1"], 1e-5)
    grads["gamma1"], grads["beta1"] = rest
    return dmiddle + branch1, grads
    ### END SOLUTION


DOCSTRING = {
    "ja": """block_forward の出力の勾配から、入力とすべてのパラメータの勾配を求めます。

y = block_forward(x, params, n_heads, mask) と損失 L に対して、dy は ∂L/∂y です。順伝播の途中の
値は、ここでもう一度計算します。残差接続では、勾配がそのまま通り、枝を通って戻ってきた分が
足されます。

dy, x: (n, d_model)   params, n_heads, mask: block_forward と同じ
戻り値はタプル (dx, grads) です。∂L/∂x (n, d_model) と、params と同じ名前でそれぞれの勾配を持つ
辞書です。

>>> one, nil = np.ones(2), np.zeros(2)
>>> params = dict(gamma1=one, beta1=nil, W_Q=np.eye(2), W_K=np.eye(2), W_V=np.eye(2),
...     W_O=np.eye(2), gamma2=one, beta2=nil, W1=np.eye(2), b1=nil, W2=np.eye(2), b2=nil)
>>> dx, grads = block_backward([[1.0, 0.0]], [[3.0, 1.0]], params, 1, [[True]])
>>> abs(dx.round(4))
array([[1., 0.]])
>>> grads["b1"], grads["b2"]
(array([1., 0.]), array([1., 0.]))
"""
}

HINTS = {
    "ja": [
        "まず block_forward と同じ計算をして、normed1, middle, normed2, hidden を手元に置きます。"
        "そのあと、出力の側から順に戻ります。",
        "行列積 Y = X W + b の勾配は dX = dY Wᵀ, dW = Xᵀ dY, db = dY の行の和です。relu では、"
        "入力が正だった場所だけ勾配が通ります。",
        "y = middle + 枝なので、middle の勾配は「dy そのもの」と「枝を通って戻ったもの」の和です。"
        "1 段目でも同じで、今度は middle の勾配から始めます。",
    ],
    "en": [
        "First compute as block_forward does and keep normed1, middle, normed2 and hidden. Then go "
        "back from the output, step by step.",
        "For Y = X W + b: dX = dY Wᵀ, dW = Xᵀ dY, db = the sum of the rows of dY. Through relu, "
        "gradient passes where the input was positive.",
        "y = middle + branch, so the gradient of middle is dy itself plus what comes back through "
        "the branch. The first stage is the same, and starts from the gradient of middle.",
    ],
}


def _on(name, weight, part, group, ja, en):
    return Check(name, weight, {"ja": ja, "en": en}, on=group, part=part)


CHECKS = (
    _on(
        "dx-ffn",
        2,
        0,
        ("ffn",),
        "W_O が 0 のとき、dx は FFN の段の勾配です。",
        "With W_O 0, dx is the gradient of the FFN stage.",
    ),
    _on(
        "dx-attention",
        2,
        0,
        ("attention",),
        "FFN の重みが 0 のとき、dx は注意の段の勾配です。",
        "With the FFN's weights 0, dx is the gradient of the attention stage.",
    ),
    _on(
        "dx",
        2,
        0,
        ("lesson", "whole"),
        "2 つの段を通して、dx は x の勾配です。",
        "Through both stages, dx is the gradient of x.",
    ),
    _on(
        "parameters",
        4,
        1,
        ("lesson", "whole"),
        "grads は、すべてのパラメータの勾配です。",
        "grads holds the gradients of all parameters.",
    ),
    Check(
        "arguments-unchanged",
        1,
        {
            "ja": "正しい値を返し、渡された引数を書き換えません。",
            "en": "It returns the right values and leaves its arguments as they were.",
        },
        on=("whole",),
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
    """Each stage by itself, then both; the mask is causal throughout."""
    one, nil, eye = np.ones(2), np.zeros(2), np.eye(2)
    params = {"gamma1": one, "beta1": nil, "W_Q": eye, "W_K": eye, "W_V": eye, "W_O": eye}
    params |= {"gamma2": one, "beta2": nil, "W1": eye, "b1": nil, "W2": eye, "b2": nil}
    lesson = ([[1.0, 0.0]], [[3.0, 1.0]], params, 1, np.ones((1, 1), dtype=bool))
    yield Case("lesson", lesson, slack=1e-8)
    n, d, d_ff, heads = 3, 4, 6, 2
    mask = np.tri(n, dtype=bool)
    attention, ffn = _params(rng, d, d_ff), _params(rng, d, d_ff)
    attention["W2"], attention["b2"] = np.zeros((d_ff, d)), np.zeros(d)
    ffn["W_O"] = np.zeros((d, d))
    yield Case("ffn", (*rng.normal(size=(2, n, d)), ffn, heads, mask), plot=GRADIENT)
    yield Case("attention", (*rng.normal(size=(2, n, d)), attention, heads, mask), plot=GRADIENT)
    whole = (*rng.normal(size=(2, n, d)), _params(rng, d, d_ff), heads, mask)
    yield Case("whole", whole, plot=GRADIENT)
    whole = (*rng.normal(size=(2, 5, 6)), _params(rng, 6, 4), 3, np.tri(5, dtype=bool))
    yield Case("whole", whole, plot=GRADIENT)


def _params(rng, d, d_ff):
    params = {name: rng.normal(0, 0.7, (d, d)) for name in ("W_Q", "W_K", "W_V", "W_O")}
    for stage in "12":
        params["gamma" + stage] = rng.uniform(0.5, 2.0, d)
        params["beta" + stage] = rng.normal(0, 0.5, d)
    params["W1"], params["b1"] = rng.normal(0, 0.7, (d, d_ff)), rng.normal(0, 0.5, d_ff)
    params["W2"], params["b2"] = rng.normal(0, 0.7, (d_ff, d)), rng.normal(0, 0.5, d)
    return params
