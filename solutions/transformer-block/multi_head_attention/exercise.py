"""multi_head_attention: project, split into heads, attend, join, project."""

import numpy as np

from autograder.author import Case, Check, Plot

TITLE = {"ja": "マルチヘッド注意", "en": "Multi-head attention"}
SECTION = "observation-2"
FORMULA = "[head_1 … head_h] W_O,  head_i = Attention(X W_Q, X W_K, X W_V), columns of head i"
DEPENDS = ("masked_attention",)


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask):
    """Self-attention with several heads, each on its own share of the columns.

    1. Project: Q = X W_Q, K = X W_K, V = X W_V.
    2. Split: with d_head = d_model / n_heads, the first head has the first d_head columns of
       Q, K and V, the second the next d_head columns, and so on.
    3. Attend: each head for itself, scaled by √d_head, under the same mask.
    4. Join the outputs of the heads side by side, in their order, and multiply by W_O.

    X: (n, d_model)   W_Q, W_K, W_V, W_O: (d_model, d_model)   mask: (n, n) bool
    n_heads: int, divides d_model
    Returns the pair (output, weights): (n, d_model) and (n_heads, n, n).

    >>> X, one = [[1, 0], [0, 2]], [[1, 0], [0, 1]]
    >>> mask = [[True, True], [True, True]]
    >>> output, weights = multi_head_attention(X, one, one, one, one, 2, mask)
    >>> weights.round(4)
    array([[[0.7311, 0.2689],
            [0.5   , 0.5   ]],
    <BLANKLINE>
           [[0.5   , 0.5   ],
            [0.018 , 0.982 ]]])
    >>> output.round(4)
    array([[0.7311, 1.    ],
           [0.5   , 1.964 ]])
    """
    ### BEGIN SOLUTION
    X, W_Q, W_K, W_V, W_O = (np.asarray(a, dtype=float) for a in (X, W_Q, W_K, W_V, W_O))
    d_model = X.shape[1]
    d_head = d_model // n_heads
    Q, K, V = X @ W_Q, X @ W_K, X @ W_V
    outputs, weights = [], []
    for h in range(n_heads):
        part = slice(h * d_head, (h + 1) * d_head)
        output, weight = masked_attention(Q[:, part], K[:, part], V[:, part], mask)
        outputs.append(output)
        weights.append(weight)
    joined = np.concatenate(outputs, axis=1)
    return joined @ W_O, np.array(weights)
    ### END SOLUTION


DOCSTRING = {
    "ja": """複数のヘッドによる自己注意です。各ヘッドは、列を分けた自分の担当分だけを使います。

1. 射影：Q = X W_Q, K = X W_K, V = X W_V を計算します。
2. 分割：d_head = d_model / n_heads とし、Q, K, V の最初の d_head 列が 1 番目のヘッド、
   次の d_head 列が 2 番目のヘッド、というように分けます。
3. 注意：ヘッドごとに、同じマスクのもとで、√d_head で割る注意を計算します。
4. 結合：ヘッドの出力を順に横に並べ、W_O を掛けます。

X: (n, d_model)   W_Q, W_K, W_V, W_O: (d_model, d_model)   mask: (n, n) bool
n_heads: 整数。d_model を割り切ります
戻り値はタプル (output, weights) です。形は (n, d_model) と (n_heads, n, n) です。

>>> X, one = [[1, 0], [0, 2]], [[1, 0], [0, 1]]
>>> mask = [[True, True], [True, True]]
>>> output, weights = multi_head_attention(X, one, one, one, one, 2, mask)
>>> weights.round(4)
array([[[0.7311, 0.2689],
        [0.5   , 0.5   ]],
<BLANKLINE>
       [[0.5   , 0.5   ],
        [0.018 , 0.982 ]]])
>>> output.round(4)
array([[0.7311, 1.    ],
       [0.5   , 1.964 ]])
"""
}

HINTS = {
    "ja": [
        "まず n_heads = 1 の場合を書きます。射影、masked_attention、W_O との積だけです。",
        "ヘッド h の列は h · d_head から (h + 1) · d_head の手前までです。Q, K, V のそれぞれから"
        "この列を切り出して masked_attention に渡します。",
        "reshape で分けるときは (n, n_heads, d_head) にしてから軸を入れ替えます。いきなり"
        "(n_heads, n, d_head) にすると、1 つのヘッドに別々のトークンの数が混ざります。",
    ],
    "en": [
        "Write the case n_heads = 1 first: the projections, "
        "masked_attention, the product with W_O.",
        "Head h has the columns from h · d_head up to (h + 1) · d_head, without the last. Cut them "
        "out of Q, K and V and hand them to masked_attention.",
        "If you split with reshape, go to (n, n_heads, d_head) and then swap axes. Reshaping "
        "straight to (n_heads, n, d_head) mixes numbers of different tokens in one head.",
    ],
}

CHECKS = (
    Check(
        "one-head",
        2,
        {
            "ja": "n_heads = 1 のとき、射影、注意、W_O との積を正しく計算します。",
            "en": "With n_heads = 1 the projections, the attention and the product with W_O are "
            "right.",
        },
        on=("one-head",),
    ),
    Check(
        "weights",
        4,
        {
            "ja": "weights は、ヘッドごとの注意重み (n_heads, n, n) です。",
            "en": "weights holds the attention weights of each head, (n_heads, n, n).",
        },
        on=("lesson", "heads"),
        part=1,
        hint=2,
    ),
    Check(
        "output",
        4,
        {
            "ja": "output は、ヘッドの出力を横に並べて W_O を掛けたものです。",
            "en": "output is what the heads give, side by side, times W_O.",
        },
        on=("lesson", "heads"),
        part=0,
        hint=3,
    ),
    Check(
        "arguments-unchanged",
        1,
        {
            "ja": "正しい値を返し、渡された引数を書き換えません。",
            "en": "It returns the right values and leaves its arguments as they were.",
        },
        on=("one-head", "heads"),
        aspect="arguments",
    ),
)

FIRST_HEAD = Plot(
    "heatmap",
    {"ja": "出力 output", "en": "The output"},
    x={"ja": "成分", "en": "component"},
    y={"ja": "トークン", "en": "token"},
    part=0,
)


def cases(rng):
    """n, the number of heads and their width all differ; one case where they do not."""

    def draw(n, d_model, n_heads, causal):
        X, *W = rng.normal(size=(n, d_model)), *rng.normal(0, 0.7, (4, d_model, d_model))
        mask = np.tri(n, dtype=bool) if causal else np.ones((n, n), dtype=bool)
        return (X, *W, n_heads, mask)

    one, full = np.eye(2), np.ones((2, 2), dtype=bool)
    yield Case("lesson", (np.array([[1.0, 0.0], [0.0, 2.0]]), one, one, one, one, 2, full))
    yield Case("one-head", draw(2, 3, 1, True))
    yield Case("heads", draw(2, 4, 2, True), plot=FIRST_HEAD)
    yield Case("heads", draw(4, 6, 3, False), plot=FIRST_HEAD)
    yield Case("heads", draw(3, 8, 2, True), plot=FIRST_HEAD)
