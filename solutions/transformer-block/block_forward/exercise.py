"""block_forward: attention and FFN, each normalised before and added to its input after."""

import numpy as np

from autograder.author import Case, Check, Plot

TITLE = {"ja": "Transformer ブロックの順伝播", "en": "A Transformer block, forward"}
SECTION = "observation-6"
FORMULA = "m = x + MHA(LN₁(x)),  y = m + relu(LN₂(m) W1 + b1) W2 + b2"
DEPENDS = ("layer_norm", "masked_attention", "multi_head_attention")


def block_forward(x, params, n_heads, mask):
    """One pre-norm Transformer block: attention and FFN, each with layer norm and residual.

    middle = x + attention(layer_norm(x))
    y = middle + FFN(layer_norm(middle)),   FFN(z) = relu(z W1 + b1) W2 + b2

    x: (n, d_model)   n_heads: int   mask: (n, n) bool
    params: a dict with
        gamma1, beta1 (d_model,)          the first layer norm
        W_Q, W_K, W_V, W_O (d_model, d_model)   multi_head_attention
        gamma2, beta2 (d_model,)          the second layer norm
        W1 (d_model, d_ff), b1 (d_ff,), W2 (d_ff, d_model), b2 (d_model,)   the FFN
    Both layer norms use eps = 1e-5.
    Returns y (n, d_model).

    >>> one, nil = np.ones(2), np.zeros(2)
    >>> params = dict(gamma1=one, beta1=nil, W_Q=np.eye(2), W_K=np.eye(2), W_V=np.eye(2),
    ...     W_O=np.eye(2), gamma2=one, beta2=nil, W1=np.eye(2), b1=nil, W2=np.eye(2), b2=nil)
    >>> block_forward([[3.0, 1.0]], params, 1, [[True]]).round(4)
    array([[5., 0.]])
    """
    ### BEGIN SOLUTION
    x, p = np.asarray(x, dtype=float), params
    normed1 = layer_norm(x, p["gamma1"], p["beta1"], 1e-5)
    W = (p["W_Q"], p["W_K"], p["W_V"], p["W_O"])
    attended = multi_head_attention(normed1, *W, n_heads, mask)[0]
    middle = x + attended
    normed2 = layer_norm(middle, p["gamma2"], p["beta2"], 1e-5)
    hidden = np.maximum(0.0, normed2 @ p["W1"] + p["b1"])
    return middle + (hidden @ p["W2"] + p["b2"])
    ### END SOLUTION


DOCSTRING = {
    "ja": """pre-norm の Transformer ブロックです。注意と FFN に、層正規化と残差接続が付きます。

middle = x + attention(layer_norm(x))
y = middle + FFN(layer_norm(middle)),   FFN(z) = relu(z W1 + b1) W2 + b2

x: (n, d_model)   n_heads: 整数   mask: (n, n) bool
params: 次の辞書
    gamma1, beta1 (d_model,)          1 番目の層正規化
    W_Q, W_K, W_V, W_O (d_model, d_model)   multi_head_attention
    gamma2, beta2 (d_model,)          2 番目の層正規化
    W1 (d_model, d_ff), b1 (d_ff,), W2 (d_ff, d_model), b2 (d_model,)   FFN
層正規化では、どちらも eps = 1e-5 とします。
戻り値は y (n, d_model) です。

>>> one, nil = np.ones(2), np.zeros(2)
>>> params = dict(gamma1=one, beta1=nil, W_Q=np.eye(2), W_K=np.eye(2), W_V=np.eye(2),
...     W_O=np.eye(2), gamma2=one, beta2=nil, W1=np.eye(2), b1=nil, W2=np.eye(2), b2=nil)
>>> block_forward([[3.0, 1.0]], params, 1, [[True]]).round(4)
array([[5., 0.]])
"""
}

HINTS = {
    "ja": [
        "2 つの段に分けます。どちらの段も「正規化したものを変換し、正規化する前のものに足す」という"
        "同じ形です。",
        "1 段目の結果 middle が、2 段目では「正規化する前のもの」になります。",
        "multi_head_attention はタプル (output, weights) を返します。使うのは output だけです。",
    ],
    "en": [
        "There are two stages of one form: transform the normalised input, add it to the input "
        "that was not normalised.",
        "What the first stage gives, middle, is the input of the second.",
        "multi_head_attention returns the pair (output, weights); only output is needed here.",
    ],
}

CHECKS = (
    Check(
        "attention-stage",
        3,
        {
            "ja": "FFN の重みが 0 のとき、x + attention(layer_norm(x)) を返します。",
            "en": "With the FFN's weights 0 it returns x + attention(layer_norm(x)).",
        },
        on=("attention",),
    ),
    Check(
        "ffn-stage",
        3,
        {
            "ja": "W_O が 0 のとき、x + FFN(layer_norm(x)) を返します。",
            "en": "With W_O 0 it returns x + FFN(layer_norm(x)).",
        },
        on=("ffn",),
        hint=2,
    ),
    Check(
        "whole",
        3,
        {
            "ja": "2 つの段を続けて正しく計算します。",
            "en": "Both stages together are right.",
        },
        on=("lesson", "whole"),
        hint=2,
    ),
    Check(
        "arguments-unchanged",
        1,
        {
            "ja": "正しい値を返し、渡された x と params を書き換えません。",
            "en": "It returns the right values and leaves x and params as they were.",
        },
        on=("whole",),
        aspect="arguments",
    ),
)

OUTPUT = Plot(
    "heatmap",
    {"ja": "ブロックの出力 y", "en": "The block's output y"},
    x={"ja": "成分", "en": "component"},
    y={"ja": "トークン", "en": "token"},
)


def cases(rng):
    """Each stage by itself, then both; the mask is causal throughout."""
    one, nil, eye = np.ones(2), np.zeros(2), np.eye(2)
    params = {"gamma1": one, "beta1": nil, "W_Q": eye, "W_K": eye, "W_V": eye, "W_O": eye}
    params |= {"gamma2": one, "beta2": nil, "W1": eye, "b1": nil, "W2": eye, "b2": nil}
    yield Case("lesson", ([[3.0, 1.0]], params, 1, np.ones((1, 1), dtype=bool)))
    n, d, d_ff, heads = 3, 4, 6, 2
    mask = np.tri(n, dtype=bool)
    attention, ffn = _params(rng, d, d_ff), _params(rng, d, d_ff)
    attention["W2"], attention["b2"] = np.zeros((d_ff, d)), np.zeros(d)
    ffn["W_O"] = np.zeros((d, d))
    yield Case("attention", (rng.normal(size=(n, d)), attention, heads, mask), plot=OUTPUT)
    yield Case("ffn", (rng.normal(size=(n, d)), ffn, heads, mask), plot=OUTPUT)
    yield Case("whole", (rng.normal(size=(n, d)), _params(rng, d, d_ff), heads, mask), plot=OUTPUT)
    x = rng.normal(0.5, 2.0, (5, 6))
    yield Case("whole", (x, _params(rng, 6, 4), 3, np.tri(5, dtype=bool)), plot=OUTPUT)


def _params(rng, d, d_ff):
    params = {name: rng.normal(0, 0.7, (d, d)) for name in ("W_Q", "W_K", "W_V", "W_O")}
    for stage in "12":
        params["gamma" + stage] = rng.uniform(0.5, 2.0, d)
        params["beta" + stage] = rng.normal(0, 0.5, d)
    params["W1"], params["b1"] = rng.normal(0, 0.7, (d, d_ff)), rng.normal(0, 0.5, d_ff)
    params["W2"], params["b2"] = rng.normal(0, 0.7, (d_ff, d)), rng.normal(0, 0.5, d)
    return params
