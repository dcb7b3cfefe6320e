"""cross_entropy_gradient: what each logit should do about the loss."""

import numpy as np

from autograder.author import Case, Check, Plot

TITLE = {"ja": "交差エントロピーの勾配", "en": "The gradient of the cross-entropy"}
SECTION = "observation-5"
FORMULA = "(softmax(logits) − one_hot(targets)) / m where targets ≠ pad, else 0"
DEPENDS = ()


def cross_entropy_gradient(logits, targets, pad):
    """The gradient of `cross_entropy(logits, targets, pad)` with respect to the logits.

    The loss is a mean over the m positions whose target is not pad; the other positions have
    no influence on it.

    logits: (n, vocabulary)   targets: (n,) ints, at least one of them not pad   pad: int
    Returns an array (n, vocabulary) of float64. Logits up to 10,000 in size give finite
    numbers and no NumPy warning.

    >>> cross_entropy_gradient([[0.0, 0.0], [3.0, 1.0]], [1, 0], 0)
    array([[ 0.5, -0.5],
           [ 0. ,  0. ]])
    """
    ### BEGIN SOLUTION
    logits, targets = np.asarray(logits, dtype=float), np.asarray(targets)
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    p = e / e.sum(axis=-1, keepdims=True)
    real = (targets != pad)[:, None]
    one_hot = np.eye(logits.shape[1])[targets]
    gradient = np.where(real, p - one_hot, 0.0)
    return gradient / real.sum()
    ### END SOLUTION


DOCSTRING = {
    "ja": """cross_entropy(logits, targets, pad) の、logits についての勾配です。

損失は、ターゲットが pad ではない m 個の位置の平均です。ほかの位置は損失に影響しません。

logits: (n, 語彙数)   targets: (n,) 整数。pad ではないものが 1 つ以上あります   pad: 整数
戻り値は float64 の配列 (n, 語彙数) です。logits の絶対値が 10,000 程度でも、結果は有限で、
NumPy の警告も出ないようにします。

>>> cross_entropy_gradient([[0.0, 0.0], [3.0, 1.0]], [1, 0], 0)
array([[ 0.5, -0.5],
       [ 0. ,  0. ]])
"""
}

HINTS = {
    "ja": [
        "−ln softmax(z)_t = ln Σ exp(z) − z_t です。これを z_j で微分してみましょう。",
        "1 つの位置の勾配は、softmax から、ターゲットの成分だけ 1 を引いたものです。",
        "np.eye(語彙数)[targets] がワンホットです。pad の行は 0 にし、全体を m で割ります。"
        "m は targets != pad の個数です。",
    ],
    "en": [
        "−ln softmax(z)_t = ln Σ exp(z) − z_t. Differentiate it with respect to z_j.",
        "The gradient of one position is the softmax, less 1 at the target.",
        "np.eye(vocabulary)[targets] is the one-hot. Rows of pad become 0, and everything is "
        "divided by m, the number of targets that are not pad.",
    ],
}

CHECKS = (
    Check(
        "one-position",
        2,
        {
            "ja": "1 つの位置で、softmax からワンホットを引いたものを返します。",
            "en": "At a single position it returns the softmax less the one-hot.",
        },
        on=("one",),
    ),
    Check(
        "mean",
        2,
        {
            "ja": "パディングのないとき、平均の勾配を返します。",
            "en": "Without padding it returns the gradient of the mean.",
        },
        on=("no-padding",),
        hint=3,
    ),
    Check(
        "padding",
        3,
        {
            "ja": "ターゲットが pad の位置の勾配は 0 で、ほかは pad ではない位置の数で割ります。",
            "en": "Where the target is pad the gradient is 0; the others are divided by the number "
            "of positions that are not pad.",
        },
        on=("lesson", "padding"),
        hint=3,
    ),
    Check(
        "large-logits",
        1,
        {
            "ja": "logits の絶対値が 10,000 程度でも、正しい有限の値を、警告なしに返します。",
            "en": "With logits up to 10,000 in size it returns right, finite numbers and no "
            "warning.",
        },
        on=("large",),
        aspect="silent",
    ),
    Check(
        "arguments-unchanged",
        1,
        {
            "ja": "正しい値を返し、渡された引数を書き換えません。",
            "en": "It returns the right values and leaves its arguments as they were.",
        },
        on=("one", "no-padding", "padding"),
        aspect="arguments",
    ),
)

GRADIENT = Plot(
    "heatmap",
    {"ja": "logits の勾配", "en": "The gradient of the logits"},
    x={"ja": "語彙", "en": "vocabulary"},
    y={"ja": "位置", "en": "position"},
)


def cases(rng):
    """One position, several, with padding at the end and in the middle; large logits."""
    yield Case("one", (np.array([[0.0, 1.0, 3.0]]), np.array([1]), 0))
    yield Case("lesson", ([[0.0, 0.0], [3.0, 1.0]], [1, 0], 0))
    yield Case("no-padding", (rng.normal(0, 2, (3, 4)), np.array([1, 3, 2]), 0), plot=GRADIENT)
    args = (rng.normal(0, 2, (5, 4)), np.array([1, 3, 0, 2, 0]), 0)
    yield Case("padding", args, plot=GRADIENT)
    targets = rng.integers(0, 5, 7)
    targets[[2, 5, 6]] = 5
    yield Case("padding", (rng.normal(0, 2, (7, 6)), targets, 5), plot=GRADIENT)
    large = np.array([[9e3, -9e3, 0.0], [-5e3, 9e3, 9.001e3], [8e3, 8e3 - 2.0, -8e3]])
    yield Case("large", (large, np.array([1, 2, 1]), 0), extreme=True)
