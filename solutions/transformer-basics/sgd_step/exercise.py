"""sgd_step: one step downhill."""

import numpy as np

from autograder.author import Case, Check, Plot

TITLE = {"ja": "勾配降下法の一歩", "en": "One step of gradient descent"}
SECTION = "observation-3"
FORMULA = "w − lr · grad"
DEPENDS = ()


def sgd_step(w, grad, lr):
    """One step of gradient descent: against the gradient, lr times its length.

    w − lr · grad

    w: any shape   grad: the shape of w   lr: float, the learning rate
    Returns a new array of the shape of w; w and grad stay as they are.

    Nothing limits the step. On f(w) = ½ λ w² the loss falls for lr < 2/λ and
    diverges for lr > 2/λ, and that is what we want to see.

    The step of observation 3:

    >>> sgd_step([0.3, 0.9, 0.0], [-0.055733, -0.031655, -0.087388], 0.1).round(6)
    array([0.305573, 0.903166, 0.008739])
    """
    ### BEGIN SOLUTION
    w = np.asarray(w, dtype=float)
    grad = np.asarray(grad, dtype=float)
    step = lr * grad
    return w - step
    ### END SOLUTION


DOCSTRING = {
    "ja": """勾配降下法の更新を 1 回行います。勾配と逆の向きに、勾配の長さの lr 倍だけ進みます。

w − lr · grad

w: 任意の形   grad: w と同じ形   lr: float、学習率
戻り値は w と同じ形の新しい配列です。w と grad は書き換えません。

更新の大きさに制限は付けません。f(w) = ½ λ w² では、lr < 2/λ なら損失は下がり、
lr > 2/λ なら発散します。それを数値で確かめるのが目的です。

観察 3 の更新は次のとおりです。

>>> sgd_step([0.3, 0.9, 0.0], [-0.055733, -0.031655, -0.087388], 0.1).round(6)
array([0.305573, 0.903166, 0.008739])
""",
}

HINTS = {
    "ja": [
        "勾配は「損失がいちばん急に増える向き」を指しています。損失を下げたいとき、どちらへ進みますか。",
        "1 つの重みで考えましょう。w = 1、grad = −3、lr = 0.1 なら、新しい w は 1.3 です。"
        "どう計算しましたか。",
        "NumPy の配列どうしの計算は要素ごとなので、1 つの重みの式がそのまま使えます。"
        "ただし w -= … は渡された配列そのものを書き換えます。"
        "リストは先に np.asarray で配列にします。",
    ],
    "en": [
        "The gradient points where the loss grows fastest. Which way do you go to make it fall?",
        "Think of one weight: w = 1, grad = −3 and lr = 0.1 give a new w of 1.3. "
        "How did you get there?",
        "NumPy computes with arrays element by element, so the formula of one weight serves "
        "for all. But w -= … changes the caller's own array; and np.asarray turns a list "
        "into an array first.",
    ],
}

CHECKS = (
    Check(
        "values",
        3.5,
        {
            "ja": "ベクトルを渡すと、勾配や学習率の大小によらず w − lr · grad を返します。",
            "en": "Given vectors, it returns w − lr · grad, however large or small the "
            "gradient and the learning rate.",
        },
        on=("small", "lesson", "long-step", "steep", "ordinary"),
    ),
    Check(
        "any-shape",
        1.5,
        {
            "ja": "1 つの数でも、行列や 3 次元の配列でも、w − lr · grad を w と同じ形で返します。",
            "en": "Given a number, a matrix or an array of three axes, it returns w − lr · "
            "grad in the shape of w.",
        },
        on=("scalar", "matrix", "block"),
        hint=3,
    ),
    Check(
        "converges-below-the-limit",
        1,
        {
            "ja": "f(w) = ½ λ w² では、lr < 2/λ のとき損失が理論どおりの値で下がっていきます。",
            "en": "On f(w) = ½ λ w² with lr < 2/λ the loss falls, by the values of the theory.",
        },
        on=("converges",),
    ),
    Check(
        "diverges-above-the-limit",
        1.5,
        {
            "ja": "f(w) = ½ λ w² では、lr > 2/λ のとき損失が理論どおりの値で発散します。",
            "en": "On f(w) = ½ λ w² with lr > 2/λ the loss diverges, by the values of the theory.",
        },
        on=("diverges",),
    ),
    Check(
        "arguments-unchanged",
        1,
        {
            "ja": "渡された w と grad を書き換えず、呼ばれるたびに新しい配列を返します（w "
            "そのものや、使い回しの配列ではいけません）。",
            "en": "It leaves the given w and grad as they were and returns a new array each "
            "time: neither w itself nor one that is used again.",
        },
        on=("small", "ordinary", "matrix", "new-array"),
        aspect="arguments",
        hint=3,
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
        on=("small", "lesson", "steep", "ordinary"),
        aspect="silent",
    ),
    Check(
        "lists",
        0.5,
        {
            "ja": "リストを渡しても（要素が整数でも）正しい値を返し、リストは書き換えません。",
            "en": "Given lists, of integers too, it returns the right values "
            "and leaves the lists as they were.",
        },
        on=("lists",),
        aspect="arguments",
    ),
    Check(
        "float64",
        0.5,
        {
            "ja": "結果は float64 の配列です（引数が整数のリストでも）。",
            "en": "The array that it returns is float64, for lists of integers too.",
        },
        aspect="dtype",
    ),
)


def loss_along_the_way(sgd_step, lam, lr, start, steps):
    """Loss of f(w) = ½ λ Σ wᵢ², whose gradient is λ w, before each step and after the last."""
    w = np.array(start, dtype=float)
    losses = [0.5 * lam * float(np.sum(w**2))]
    for _ in range(steps):
        w = np.array(sgd_step(w, lam * w, lr), dtype=float)
        losses.append(0.5 * lam * float(np.sum(w**2)))
    return losses


def two_steps(sgd_step, w, grad, lr):
    """Two steps from the same w, looked at when the caller has changed w and grad."""
    w, grad = np.array(w), np.array(grad)
    first = sgd_step(w, grad, lr)
    second = sgd_step(w, grad + 2.0, lr)
    w += 10.0
    grad -= 20.0
    return first, second


def _losses(title):
    return Plot(
        "curve",
        title,
        x={"ja": "ステップ", "en": "step"},
        y={"ja": "損失 ½ λ Σ wᵢ²", "en": "loss ½ λ Σ wᵢ²"},
    )


FALLS = _losses(
    {"ja": "lr < 2/λ のときの損失（下がるはずです）", "en": "The loss for lr < 2/λ: it should fall"}
)
CLIMBS = _losses(
    {
        "ja": "lr > 2/λ のときの損失（発散するはずです）",
        "en": "The loss for lr > 2/λ: it should diverge",
    }
)


def cases(rng):
    """Gradients of both signs, small and far above any usual clip; lr on both sides of 1."""
    lesson_w = np.array([0.3, 0.9, 0.0])
    lesson_grad = np.array([-0.055733, -0.031655, -0.087388])
    yield Case("small", (np.array([1.0, -2.0]), np.array([0.5, -3.0]), 0.1))
    yield Case("lesson", (lesson_w, lesson_grad, 0.1), slack=2e-6)
    yield Case("long-step", (np.array([2.0, 0.0, -1.0]), np.array([-2.0, 0.5, 4.0]), 1.5))
    yield Case("steep", (np.array([1.0, -2e3, 3.0]), np.array([30.0, -400.0, 4e8]), 0.01))
    yield Case("lists", ([[1, 2], [3, 4], [5, 6]], [[2, -5], [7, 8], [-3, 1]], 0.3), probe=False)
    yield Case("lists", ([5, 1, 3], [-2, 4, 1], 0.5), probe=False)
    # Where the step changes nothing, too: what comes back is still an array of its own.
    for grad, lr in (([0.5, -3.0], 0.1), ([0.5, -3.0], 0.0), ([0.0, 0.0], 0.3)):
        args = (np.array([1.0, -2.0]), np.array(grad), lr)
        yield Case("new-array", args, driver=two_steps, probe=False)
    yield Case("scalar", (3.0, -4.0, 0.25))
    yield Case("scalar", (np.array([3.0]), np.array([-4.0]), 0.25))
    yield Case("matrix", (np.zeros((2, 1)), np.zeros((2, 1)), 1.0), probe=False)  # at the bottom
    yield Case("matrix", (np.array([[1.0, -2.0], [3.0, 6.0]]), np.array([[0.2, -3], [-4, 5]]), 0.3))
    yield _descent("converges", 2.0, 0.25, [1.0, -2.0, 0.5], 5, FALLS)  # λ · lr = 0.5
    yield _descent("converges", 4.0, 0.45, [3.0, -1.0, 0.2], 8, FALLS)  # 1.8: swings, yet falls
    yield _descent("diverges", 4.0, 0.6, [1.0, -2.0, 0.5], 12, CLIMBS)  # 2.4
    yield Case("ordinary", (rng.normal(size=5), 3.0 * rng.normal(size=5), rng.uniform(0.2, 0.8)))
    yield Case("ordinary", (rng.normal(size=7), 3.0 * rng.normal(size=7), rng.uniform(1.2, 2.8)))
    yield Case("matrix", (rng.normal(size=(1, 12)), rng.normal(size=(1, 12)), 120.0))
    yield Case("block", (rng.normal(size=(2, 3, 4)), 3.0 * rng.normal(size=(2, 3, 4)), 0.7))
    lam = rng.uniform(1.0, 2.2)  # so that lr is above 1: one who caps it there does not diverge
    yield _descent("diverges", lam, rng.uniform(2.5, 3.5) / lam, rng.normal(size=4), 15, CLIMBS)
    yield Case("matrix", _nearly_undone(rng), probe=False)


def _nearly_undone(rng):
    """Steps that nearly undo the weights: large ones, and some so small that none is cut off."""
    lr, grad = 0.0043219, -rng.uniform(1e-3, 0.08, (36, 1))
    grad[:5] /= 100
    rest = rng.uniform(1e-7, 2e-6, (36, 1))
    grad[18:] *= 1e6
    rest[18:] *= 1e4
    return lr * grad - rest, grad, lr


def _descent(group, lam, lr, start, steps, plot):
    args = (float(lam), float(lr), np.array(start, dtype=float), steps)
    return Case(group, args, driver=loss_along_the_way, plot=plot)
