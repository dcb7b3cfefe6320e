"""bce_loss: how far off is a predicted probability?"""

import numpy as np

from autograder.author import Case, Check

TITLE = {"ja": "二値交差エントロピー損失", "en": "Binary cross-entropy loss"}
SECTION = "observation-2"
FORMULA = "L = −mean( t ln y + (1 − t) ln(1 − y) )"
DEPENDS = ()


def bce_loss(y_true, y_pred):
    """Mean binary cross-entropy over all elements.

    L = −mean( t ln y + (1 − t) ln(1 − y) ), t an element of y_true and y of y_pred; ln is the
    natural logarithm.

    y_true: any shape, each in [0, 1]; mostly 0 or 1, but soft labels such as 0.9 too
    y_pred: the same shape, each a probability in [0, 1]
    Returns one float, at least 0 up to the guard's rounding.

    ln 0 is −∞, yet probabilities of exactly 0 and 1 must give a finite loss and no
    NumPy warning. A guard against it may be at most 1e-7: adding 1e-9 inside the
    logarithm, as the lesson does, is right, and so is keeping y between 1e-9 and
    1 − 1e-9. A certain and wrong prediction still costs 14 or more.
    Lists are as good as arrays, and no argument is changed.

    >>> round(float(bce_loss([1.0], [0.6265255])), 6)
    0.467566
    """
    ### BEGIN SOLUTION
    y_true = np.asarray(y_true, dtype=float)
    y_pred = np.asarray(y_pred, dtype=float)
    eps = 1e-9
    p = np.clip(y_pred, eps, 1 - eps)
    log_likelihood = y_true * np.log(p) + (1 - y_true) * np.log(1 - p)
    return -np.mean(log_likelihood)
    ### END SOLUTION


DOCSTRING = {
    "ja": """二値交差エントロピーを、全要素について平均します。

L = −mean( t ln y + (1 − t) ln(1 − y) )

t は y_true の要素（正解ラベル）、y は y_pred の要素（予測）です。ln は自然対数です。

y_true: 形は自由、各要素は [0, 1]。多くは 0 か 1 ですが、0.9 のようなソフトラベルもあります
y_pred: y_true と同じ形、各要素は [0, 1] の確率
戻り値は 1 つの float で、0 以上です（ガードによるわずかな誤差を除く）。

ln 0 は −∞ ですが、確率がちょうど 0 や 1 でも、損失は有限で、NumPy の警告も出ないように
します。そのためのガードは 1e-7 以下とします。この教材のように対数の中に 1e-9 を足しても、
y を 1e-9 から 1 − 1e-9 の範囲に収めても正解です。確信をもって外した予測の損失は、
それでも 14 以上になります。
引数は配列でもリストでもかまいません。引数を書き換えてはいけません。

>>> round(float(bce_loss([1.0], [0.6265255])), 6)
0.467566
"""
}

HINTS = {
    "ja": [
        "まず 1 要素で考えましょう。t = 1 のとき残るのはどちらの項ですか。t = 0 のときは"
        "どうでしょうか。ln y は負の数なので、損失を正にするには何が必要ですか。",
        "配列のまま計算すれば、ループは要りません。要素ごとの損失の配列ができたら、最後に"
        "全要素を平均して 1 つの数にします。if で 0 と 1 に場合分けすると、0.9 のような"
        "ソフトラベルを扱えません。",
        "y = 0 のときは ln y が、y = 1 のときは ln(1 − y) が −∞ になります。両方を防ぐには、"
        "対数を計算する前に y を少しだけ内側に寄せるか、2 つの対数の両方の中に小さな数を足します。",
    ],
    "en": [
        "Begin with one element. Which term is left for t = 1, and which for t = 0? ln y is "
        "negative: what makes the loss positive?",
        "Whole arrays need no loop. Once there is an array of losses, one per element, take "
        "the mean of all of them. Telling 0 from 1 with an `if` leaves no way to deal with a "
        "soft label such as 0.9.",
        "ln y is −∞ for y = 0, and ln(1 − y) is for y = 1. To guard both, move y a tiny bit "
        "inwards before taking logarithms, or add a tiny number inside each of the two.",
    ],
}

CHECKS = (
    Check(
        "lesson",
        1,
        {
            "ja": "この教材の数値と一致します（y_true = 1、y_pred = 0.626526 で 0.467566）。",
            "en": "It gives the lesson's number: 0.467566 for y_true = 1 and y_pred = 0.626526.",
        },
        on=("lesson",),
    ),
    Check(
        "hard-labels",
        2,
        {
            "ja": "ラベルが 0 か 1 のとき、全要素の損失の平均を返します。",
            "en": "For labels of 0 and 1 it returns the mean loss of all elements.",
        },
        on=("hard",),
    ),
    Check(
        "soft-labels",
        2,
        {
            "ja": "ラベルが 0 と 1 のあいだの値（0.3 など）でも、全要素の損失の平均を返します。",
            "en": "For labels between 0 and 1 (0.3, say) it returns the mean loss of all "
            "elements, too.",
        },
        on=("soft",),
        hint=2,
    ),
    Check(
        "all-elements",
        1,
        {
            "ja": "配列がどんな形でも（1 つの数でも）、全要素の平均を 1 つの数で返します。",
            "en": "Whatever the shape of the arrays (a single number, too), it returns one "
            "number: the mean over all elements.",
        },
        on=("matrix",),
        hint=2,
    ),
    Check(
        "small-guard",
        0.5,
        {
            "ja": "ln 0 を防ぐガードは 1e-7 以下で、値を丸めません。確率が 0.0001 や 0.99 "
            "のときも、損失は正確です。",
            "en": "The guard against ln 0 is at most 1e-7 and nothing is rounded: for "
            "probabilities such as 0.0001 or 0.99 the loss is exact, too.",
        },
        on=("guard",),
        hint=3,
    ),
    Check(
        "certain-predictions",
        2,
        {
            "ja": "確率がちょうど 0 や 1 でも、有限の値を NumPy の警告なしに返します。"
            "確信をもって外した予測の損失は 14 以上、当てた予測の損失はほぼ 0 です。",
            "en": "For probabilities of exactly 0 and 1 it returns a finite loss and no NumPy "
            "warning: at least 14 where the prediction is wrong, almost nothing where it "
            "is right.",
        },
        on=("certain-wrong", "certain-right", "certain-mixed"),
        aspect="silent",
        hint=3,
    ),
    Check(
        "lists",
        0.5,
        {
            "ja": "リストを渡しても（要素が整数でも）正しい値を float で返し、"
            "リストは書き換えません。",
            "en": "Given lists, of integers too, it returns the right value as a float and "
            "leaves the lists as they were.",
        },
        on=("lists",),
        aspect="arguments",
    ),
    Check(
        "arguments-unchanged",
        0.5,
        {
            "ja": "正しい値を返し、渡された引数を書き換えません。",
            "en": "It returns the right values and leaves its arguments as they were.",
        },
        on=("lesson", "hard", "soft", "matrix", "in-place"),
        aspect="arguments",
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
        on=("lesson", "hard", "soft", "matrix"),
        aspect="silent",
    ),
)

GUARD = 1e-7  # the largest that is allowed
# One that is too large costs its own checks alone: elsewhere, whatever still gives five digits.
ROUGH = 1e-5
CERTAIN = (14.0, 1000.0)  # what a certain and wrong prediction costs, whatever the guard


def cases(rng):
    """Smallest first. Hard labels are no probes: what a swapped or thresholded model gives on
    them depends on the student's own guard, and soft labels tell all of them apart."""

    def draw(shape):
        return rng.uniform(0.05, 0.95, shape), rng.uniform(0.08, 0.92, shape)

    yield _case("lesson", [1.0], [0.6265255], probe=False)
    yield _case("hard", [1.0], [0.5], probe=False)
    yield _case("hard", [0.0], [0.2], probe=False)
    yield _case("soft", [0.75], [0.25])
    yield _case("soft", [0.5, 0.25], [0.2, 0.9])
    yield _bounded("certain-wrong", [1.0], [0.0], CERTAIN)
    yield _bounded("certain-wrong", [0.0], [1.0], CERTAIN)
    # Clipped hard, both cost something; where certain predictions are left out, they do not.
    yield _bounded("certain-wrong", [1.0, 0.0], [0.0, 1.0], (0.05, 1000.0))
    # A model without a guard may be right here (0 times log 1), so it says nothing about one.
    yield _bounded("certain-right", [0.0, 0.0], [0.0, 0.0], (-3e-7, 3e-7), probe=False)
    yield _bounded("certain-right", [1, 0], [1, 0], (-3e-7, 3e-7), probe=False, as_list=True)
    yield _bounded("certain-wrong", [1, 0], [0, 1], CERTAIN, probe=False, as_list=True)
    one_of_four = tuple((cost + np.log(2)) / 4 for cost in CERTAIN)
    yield _bounded("certain-mixed", [0.0, 1.0, 0.5, 0.0], [1.0, 1.0, 0.5, 0.0], one_of_four)
    # Nearly right: the loss is small, and six digits of anything are not enough.
    yield _case("guard", [0.99944309], [0.9899634], GUARD, probe=False)
    yield _case("guard", [0.00120174], [0.01633261], GUARD, probe=False)
    yield _case("guard", *draw(6), GUARD, probe=False)
    # Far off: here a guard of more than 1e-7 is seen.
    yield _case("guard", [1.0, 0.0], [1e-4, 0.9999], GUARD, probe=False)
    yield _case("soft", *draw(5))
    yield _case("matrix", 0.3, 0.6)  # a single number is an array too
    yield _case("matrix", *draw((3, 3)))
    yield _case("matrix", *draw((2, 3, 2)))
    y, p = np.array([[0.05], [6e-4], [0.09]]), np.array([[0.02], [0.07], [0.04]])
    yield _case("matrix", y, p, probe=False)
    yield _case("matrix", np.full((1, 4), 0.3), np.full((1, 4), 0.6), probe=False)
    y = rng.permutation([0.0, 1.0] * 130).reshape(65, 4)
    far = np.where(y == 1, rng.uniform(0.009, 0.013, y.shape), rng.uniform(0.987, 0.991, y.shape))
    yield _case("matrix", y, far, probe=False)  # a sum of over 1000
    # Right to the last digit, yet a guard that writes into its argument is seen here.
    y, p = [0.0, 1.0, 1.0], [1e-300, 1 - 2**-53, 0.5]
    yield Case("in-place", (np.array(y), np.array(p)), slack=0.05, probe=False)
    y, p = [[1, 0], [1, 0]], [[0.75, 0.4], [0.25, 0.125]]
    yield Case("lists", (y, p), slack=_slack(y, p, ROUGH), probe=False)
    yield Case("lists", (y[0], p[0]), slack=_slack(y[0], p[0], ROUGH), probe=False)


def _slack(y, p, guard):
    """What a guard of this size, added inside the logarithms, changes."""
    y, p = np.asarray(y, dtype=float), np.asarray(p, dtype=float)
    return 1.01 * guard * float(np.mean(y / p + (1 - y) / (1 - p)))


def _case(group, y, p, guard=ROUGH, probe=True):
    y, p = (x if isinstance(x, float) else np.asarray(x) for x in (y, p))
    return Case(group, (y, p), slack=_slack(y, p, guard), probe=probe)


def _bounded(group, y, p, bounds, probe=True, as_list=False):
    args = (y, p) if as_list else (np.asarray(y), np.asarray(p))
    return Case(group, args, bounds=bounds, extreme=True, probe=probe)
