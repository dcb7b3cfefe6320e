"""adam_step: one step of Adam, with bias correction."""

import numpy as np

from autograder.author import Case, Check, Plot

TITLE = {"ja": "Adam の一歩", "en": "One step of Adam"}
SECTION = "observation-7"
FORMULA = "w − lr · m̂ / (√v̂ + ε),  m̂ = m / (1 − β₁ᵗ),  v̂ = v / (1 − β₂ᵗ)"
DEPENDS = ()


def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """One step of Adam: each weight with a learning rate of its own.

    m ← β₁ m + (1 − β₁) grad       the running mean of the gradient
    v ← β₂ v + (1 − β₂) grad²      the running mean of its square
    m̂ = m / (1 − β₁ᵗ),  v̂ = v / (1 − β₂ᵗ)       both started at 0: that is put right
    w ← w − lr · m̂ / (√v̂ + eps)

    w, grad, m, v: arrays of one shape; before the first step m and v are zeros
    t: int, the number of this step, counted from 1   lr, beta1, beta2, eps: floats
    Returns the triple (w, m, v) of new arrays; m and v are those that the next step needs.
    Source: Kingma and Ba 2015, algorithm 1.

    >>> nil = np.zeros(2)
    >>> w, m, v = adam_step(np.array([1.0, 1.0]), np.array([100.0, -0.01]), nil, nil, 1, 0.1)
    >>> w.round(6)
    array([0.9, 1.1])
    >>> [round(float(a), 9) for a in (*m, *v)]
    [10.0, -0.001, 10.0, 1e-07]
    """
    ### BEGIN SOLUTION
    w, grad, m, v = (np.asarray(a, dtype=float) for a in (w, grad, m, v))
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    step = lr * m_hat / (np.sqrt(v_hat) + eps)
    return w - step, m, v
    ### END SOLUTION


DOCSTRING = {
    "ja": """Adam の一歩です。重みごとに違う学習率で更新します。

m ← β₁ m + (1 − β₁) grad       勾配の移動平均
v ← β₂ v + (1 − β₂) grad²      勾配の二乗の移動平均
m̂ = m / (1 − β₁ᵗ),  v̂ = v / (1 − β₂ᵗ)       0 から始めたことによる偏りを補正します
w ← w − lr · m̂ / (√v̂ + eps)

w, grad, m, v: 同じ形の配列。最初の一歩の前の m と v は 0 です
t: 整数。この一歩の番号で、1 から数えます   lr, beta1, beta2, eps: float
戻り値は新しい配列のタプル (w, m, v) です。m と v は、次の一歩で使うものです。
出典：Kingma and Ba 2015, Algorithm 1

>>> nil = np.zeros(2)
>>> w, m, v = adam_step(np.array([1.0, 1.0]), np.array([100.0, -0.01]), nil, nil, 1, 0.1)
>>> w.round(6)
array([0.9, 1.1])
>>> [round(float(a), 9) for a in (*m, *v)]
[10.0, -0.001, 10.0, 1e-07]
"""
}

HINTS = {
    "ja": [
        "4 行の式を、上から順にコードにします。次の一歩に渡すのは、補正する前の m と v です。",
        "t = 1 なら m̂ = grad, v̂ = grad² になるはずです。"
        "これが、補正が正しいかどうかの確かめになります。",
        "eps は平方根の外で足します。w -= … は渡された配列を書き換えるので使いません。",
    ],
    "en": [
        "Turn the four lines into code, in order. What the next step needs are m and v before the "
        "correction.",
        "For t = 1 it must come out that m̂ = grad and v̂ = grad²: a test of the correction.",
        "eps is added outside the root. w -= … would change the caller's array.",
    ],
}

CHECKS = (
    Check(
        "first-step",
        3,
        {
            "ja": "最初の一歩では、勾配の大きさによらず、ほぼ lr だけ動きます。",
            "en": "The first step moves by about lr, whatever the size of the gradient.",
        },
        on=("first",),
        part=0,
        hint=2,
    ),
    Check(
        "later-steps",
        3,
        {
            "ja": "t ≥ 2 でも、正しい w を返します。",
            "en": "For t ≥ 2 it returns the right w.",
        },
        on=("later",),
        part=0,
    ),
    Check(
        "moments",
        2,
        {
            "ja": "次の一歩で使う m と v（補正する前のもの）を返します。",
            "en": "It returns the m and v that the next step needs, before the correction.",
        },
        on=("first", "later"),
    ),
    Check(
        "epsilon",
        1,
        {
            "ja": "勾配が eps と同じくらい小さくても 0 でも、正しい値を、警告なしに返します。",
            "en": "With gradients as small as eps, or 0, it is right too, without a warning.",
        },
        on=("tiny",),
        aspect="silent",
        hint=3,
    ),
    Check(
        "path",
        2,
        {
            "ja": "10 ステップ続けて使っても、正しい w になります。",
            "en": "Used for ten steps in a row, it follows the right path.",
        },
        on=("path",),
    ),
    Check(
        "arguments-unchanged",
        1,
        {
            "ja": "正しい値を返し、渡された配列を書き換えません。",
            "en": "It returns the right values and leaves its arguments as they were.",
        },
        on=("first", "later"),
        aspect="arguments",
    ),
)


def ten_steps(adam_step, scale, start, lr):
    """The weights after each of ten steps on f(w) = ½ Σ scale w²."""
    w = np.array(start, dtype=float)
    m, v, path = np.zeros(w.shape), np.zeros(w.shape), []
    for t in range(1, 11):
        w, m, v = adam_step(w, scale * w, m, v, t, lr)
        path.append(float(np.sum(w)))
    return path


PATH = Plot(
    "curve",
    {"ja": "重みの和", "en": "The sum of the weights"},
    x={"ja": "ステップ", "en": "step"},
    y={"ja": "Σ w", "en": "Σ w"},
    start=1,
)


def cases(rng):
    """The first step, later ones, gradients near eps, other betas, and ten steps in a row."""
    nil = np.zeros(2)
    first = (np.array([1.0, 1.0]), np.array([100.0, -0.01]), nil, nil, 1, 0.1)
    yield Case("first", first)
    m, v = rng.normal(size=3), rng.uniform(0.5, 2.0, 3)
    yield Case("later", (rng.normal(size=3), rng.normal(size=3), m, v, 2, 0.05))
    m, v = rng.normal(size=(2, 3)), rng.uniform(0.5, 2.0, (2, 3))
    later = (rng.normal(size=(2, 3)), 3 * rng.normal(size=(2, 3)), m, v, 7, 0.3, 0.7, 0.95, 1e-6)
    yield Case("later", later)
    tiny = (np.array([1.0, 2.0, 3.0]), np.array([1e-3, 0.0, -2e-4]), np.zeros(3), np.zeros(3))
    yield Case("tiny", (*tiny, 1, 0.1, 0.9, 0.999, 1e-3))
    start = rng.uniform(0.5, 2.0, 3) * np.array([1.0, -1.0, 2.0])
    yield Case("path", (np.array([1.0, 30.0, 0.1]), start, 0.1), driver=ten_steps, plot=PATH)
