"""multi_head_backward: the gradient through attention, head by head."""

import numpy as np

from autograder.author import Case, Check, Plot

TITLE = {"ja": "マルチヘッド注意の逆伝播", "en": "Multi-head attention, backward"}
SECTION = "observation-6"
FORMULA = "dS = A (dA − Σⱼ dA A) / √d_head,  dQ = dS K,  dK = dSᵀ Q,  dV = Aᵀ dhead"
DEPENDS = ("masked_attention", "multi_head_attention")


def multi_head_backward(dout, X, W_Q, W_K, W_V, W_O, n_heads, mask):
    """The gradients of `multi_head_attention`, given that of its output.

    With output, weights = multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask) and a
    loss L, dout is ∂L/∂output. X enters three times, as queries, keys and values, so its
    gradient is a sum of three.

    dout, X: (n, d_model)   W_Q, W_K, W_V, W_O: (d_model, d_model)   mask: (n, n) bool
    Returns (dX, dW_Q, dW_K, dW_V, dW_O), each of the shape of what it belongs to.

    For one head with weights A = softmax(S), S = Q Kᵀ / √d_head, and the gradient dhead of
    A V: dV = Aᵀ dhead, dA = dhead Vᵀ, and a row of the softmax gives
    dS_ij = A_ij (dA_ij − Σ_k dA_ik A_ik).

    >>> one, mask = np.eye(2), np.ones((2, 2), dtype=bool)
    >>> grads = multi_head_backward([[1, 0], [0, 2]], [[1, 0], [2, 1]], one, one, one, one, 1, mask)
    >>> grads[0].round(4)
    array([[0.0599, 0.2353],
           [1.2317, 2.0563]])
    """
    ### BEGIN SOLUTION
    dout, X = np.asarray(dout, dtype=float), np.asarray(X, dtype=float)
    W_Q, W_K, W_V, W_O = (np.asarray(W, dtype=float) for W in (W_Q, W_K, W_V, W_O))
    d_head = X.shape[1] // n_heads
    Q, K, V = X @ W_Q, X @ W_K, X @ W_V
    joined, dQ, dK, dV = (np.zeros(X.shape) for _ in range(4))
    djoined = dout @ W_O.T
    for h in range(n_heads):
        part = slice(h * d_head, (h + 1) * d_head)
        joined[:, part], A = masked_attention(Q[:, part], K[:, part], V[:, part], mask)
        dA = djoined[:, part] @ V[:, part].T
        dV[:, part] = A.T @ djoined[:, part]
        dS = A * (dA - (dA * A).sum(axis=-1, keepdims=True))
        dS = dS / np.sqrt(d_head)
        dQ[:, part] = dS @ K[:, part]
        dK[:, part] = dS.T @ Q[:, part]
    dX = dQ @ W_Q.T + dK @ W_K.T + dV @ W_V.T
    return dX, X.T @ dQ, X.T @ dK, X.T @ dV, joined.T @ dout
    ### END SOLUTION


DOCSTRING = {
    "ja": """multi_head_attention の出力の勾配から、入力と重みの勾配を求めます。

output, weights = multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask) と損失 L に対して、
dout は ∂L/∂output です。X はクエリ、キー、バリューとして使われるので、その勾配は 3 つの和です。

dout, X: (n, d_model)   W_Q, W_K, W_V, W_O: (d_model, d_model)   mask: (n, n) bool
戻り値は (dX, dW_Q, dW_K, dW_V, dW_O) です。それぞれ、対応するものと同じ形です。

1 つのヘッドで、重みを A = softmax(S), S = Q Kᵀ / √d_head、A V の勾配を dhead とすると、
dV = Aᵀ dhead, dA = dhead Vᵀ であり、softmax の 1 行からは
dS_ij = A_ij (dA_ij − Σ_k dA_ik A_ik) が得られます。

>>> one, mask = np.eye(2), np.ones((2, 2), dtype=bool)
>>> grads = multi_head_backward([[1, 0], [0, 2]], [[1, 0], [2, 1]], one, one, one, one, 1, mask)
>>> grads[0].round(4)
array([[0.0599, 0.2353],
       [1.2317, 2.0563]])
"""
}

HINTS = {
    "ja": [
        "行列積 Y = X W の勾配は dX = dY Wᵀ と dW = Xᵀ dY です。これを W_O、注意、W_Q・W_K・W_V の"
        "順に、出力の側から使っていきます。",
        "順伝播を計算し直します。ヘッドごとに masked_attention を呼ぶと、joined の列と重み A が"
        "得られます。joined の勾配は dout W_Oᵀ です。",
        "スコアは √d_head で割ってあるので、dS も √d_head で割ってから dQ = dS K と dK = dSᵀ Q を"
        "計算します。禁止されたキーでは A = 0 なので、マスクは自然に効きます。",
    ],
    "en": [
        "The gradients of a product Y = X W are dX = dY Wᵀ and dW = Xᵀ dY. Use them from the "
        "output backwards: W_O, then the attention, then W_Q, W_K and W_V.",
        "Compute forward once more: masked_attention gives each head's columns of the joined "
        "output and its weights A. The gradient of the joined output is dout W_Oᵀ.",
        "The scores were divided by √d_head, so dS is too, before dQ = dS K and dK = dSᵀ Q. A is 0 "
        "at forbidden keys, so the mask takes care of itself.",
    ],
}


def _claims(*items):
    return tuple(
        Check(name, weight, {"ja": ja, "en": en}, on=("lesson", "ordinary"), part=part)
        for part, name, weight, ja, en in items
    )


CHECKS = (
    *_claims(
        (0, "dX", 4, "dX は X の勾配です。", "dX is the gradient of X."),
        (1, "dW_Q", 2, "dW_Q は W_Q の勾配です。", "dW_Q is the gradient of W_Q."),
        (2, "dW_K", 2, "dW_K は W_K の勾配です。", "dW_K is the gradient of W_K."),
        (3, "dW_V", 2, "dW_V は W_V の勾配です。", "dW_V is the gradient of W_V."),
        (4, "dW_O", 1, "dW_O は W_O の勾配です。", "dW_O is the gradient of W_O."),
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
    {"ja": "X の勾配 dX", "en": "The gradient of X, dX"},
    x={"ja": "成分", "en": "component"},
    y={"ja": "トークン", "en": "token"},
    part=0,
)


def cases(rng):
    """One head and two, with and without a causal mask."""

    def draw(n, d_model, n_heads, causal):
        dout, X = rng.normal(size=(2, n, d_model))
        W = rng.normal(0, 0.7, (4, d_model, d_model))
        mask = np.tri(n, dtype=bool) if causal else np.ones((n, n), dtype=bool)
        return (dout, X, *W, n_heads, mask)

    one, mask = np.eye(2), np.ones((2, 2), dtype=bool)
    yield Case("lesson", ([[1, 0], [0, 2]], [[1, 0], [2, 1]], one, one, one, one, 1, mask))
    yield Case("ordinary", draw(2, 2, 1, True), plot=GRADIENT)
    yield Case("ordinary", draw(3, 4, 2, False), plot=GRADIENT)
    yield Case("ordinary", draw(4, 6, 2, True), plot=GRADIENT)
