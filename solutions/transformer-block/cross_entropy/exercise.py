"""cross_entropy: how surprised is the model by the tokens that came?"""

import numpy as np

from autograder.author import Case, Check

TITLE = {"ja": "語彙全体の交差エントロピー", "en": "Cross-entropy over a vocabulary"}
SECTION = "observation-5"
FORMULA = "−mean over targets ≠ pad of ln softmax(logits)[target]"
DEPENDS = ()


def cross_entropy(logits, targets, pad):
    """The mean of −ln p(target) over all positions whose target is not `pad`.

    p is the softmax of a row of logits, over the vocabulary; ln is the natural logarithm.
    Positions whose target is pad do not count at all: neither in the sum nor in the number
    that it is divided by.

    logits: (n, vocabulary)   targets: (n,) ints, at least one of them not pad   pad: int,
    itself a number of the vocabulary
    Returns a float. Logits up to 10,000 in size give a finite loss and no NumPy warning.

    >>> loss = cross_entropy([[0.0, 2.0, 1.0], [0.0, 0.0, 0.0], [5.0, 1.0, 1.0]], [1, 2, 0], 0)
    >>> round(float(loss), 6)
    0.753109
    """
    ### BEGIN SOLUTION
    logits, targets = np.asarray(logits, dtype=float), np.asarray(targets)
    shifted = logits - logits.max(axis=-1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    losses = -log_p[np.arange(len(targets)), targets]
    real = targets != pad
    return losses[real].mean()
    ### END SOLUTION


DOCSTRING = {
    "ja": """ターゲットが pad ではないすべての位置について、−ln p(ターゲット) の平均を返します。

p は logits の 1 行の、語彙の方向の softmax です。ln は自然対数です。ターゲットが pad の位置は
まったく数えません。和にも、割る数にも入れません。

logits: (n, 語彙数)   targets: (n,) 整数。pad ではないものが 1 つ以上あります   pad: 整数。
pad 自身も語彙の番号の 1 つです
戻り値は float です。logits の絶対値が 10,000 程度でも、損失は有限で、NumPy の警告も出ない
ようにします。

>>> loss = cross_entropy([[0.0, 2.0, 1.0], [0.0, 0.0, 0.0], [5.0, 1.0, 1.0]], [1, 2, 0], 0)
>>> round(float(loss), 6)
0.753109
"""
}

HINTS = {
    "ja": [
        "まず 1 つの位置で考えます。softmax の、"
        "ターゲットの番号の成分の対数に、マイナスを付けます。",
        "log_p[np.arange(n), targets] は、各行からターゲットの成分を 1 つずつ取り出します。"
        "targets != pad が、数える位置です。",
        "softmax を計算してから対数を取ると、log(0) "
        "が起こります。ln softmax(z)_j = z_j − ln Σ exp(z) "
        "と書き直し、先に行の最大値を引いておくと安全です。",
    ],
    "en": [
        "Think of one position: minus the logarithm of the softmax's entry at the target.",
        "log_p[np.arange(n), targets] takes the target's entry out of each row. targets != pad "
        "are the positions that count.",
        "Taking the logarithm of a finished softmax meets log(0). Write ln softmax(z)_j as "
        "z_j − ln Σ exp(z), with the row's maximum subtracted first.",
    ],
}

CHECKS = (
    Check(
        "one-position",
        2,
        {
            "ja": "1 つの位置で −ln softmax(logits)[ターゲット] を返します。",
            "en": "At a single position it returns −ln softmax(logits)[target].",
        },
        on=("one",),
    ),
    Check(
        "mean",
        2,
        {
            "ja": "パディングのないとき、すべての位置の平均を返します。",
            "en": "Without padding it returns the mean over all positions.",
        },
        on=("no-padding",),
        hint=2,
    ),
    Check(
        "padding",
        3,
        {
            "ja": "ターゲットが pad の位置は、和にも割る数にも入りません。",
            "en": "Positions whose target is pad count neither in the sum nor in the number it is "
            "divided by.",
        },
        on=("lesson", "padding"),
        hint=2,
    ),
    Check(
        "large-logits",
        2,
        {
            "ja": "logits の絶対値が 10,000 程度でも、正しい有限の値を、警告なしに返します。",
            "en": "With logits up to 10,000 in size it returns the right, finite loss and no "
            "warning.",
        },
        on=("large",),
        aspect="silent",
        hint=3,
    ),
    Check(
        "arguments-unchanged",
        1,
        {
            "ja": "正しい値を返し、渡された引数を書き換えません。",
            "en": "It returns the right value and leaves its arguments as they were.",
        },
        on=("one", "no-padding", "padding"),
        aspect="arguments",
    ),
)


def cases(rng):
    """One position, several, with padding at the end and in the middle; large logits."""
    yield Case("one", (np.array([[0.0, 1.0, 3.0]]), np.array([1]), 0))
    lesson = [[0.0, 2.0, 1.0], [0.0, 0.0, 0.0], [5.0, 1.0, 1.0]]
    yield Case("lesson", (lesson, [1, 2, 0], 0))
    yield Case("no-padding", (rng.normal(0, 2, (3, 4)), np.array([1, 3, 2]), 0))
    yield Case("padding", (rng.normal(0, 2, (5, 4)), np.array([1, 3, 0, 2, 0]), 0))
    targets = rng.integers(0, 5, 7)
    targets[[2, 5, 6]] = 5
    yield Case("padding", (rng.normal(0, 2, (7, 6)), targets, 5))
    large = np.array([[9e3, -9e3, 0.0], [-5e3, 9e3, 9.001e3], [8e3, 8e3 - 2.0, -8e3]])
    yield Case("large", (large, np.array([1, 2, 1]), 0), extreme=True)
