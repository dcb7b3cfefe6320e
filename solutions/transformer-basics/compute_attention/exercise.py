"""compute_attention: whose value counts, and how much?"""

import numpy as np

from autograder.author import Case, Check, Plot

TITLE = {
    "ja": "スケール化内積注意（scaled dot-product attention）",
    "en": "Scaled dot-product attention",
}
SECTION = "observation-1"
FORMULA = "output = softmax(Q Kᵀ / √d_k) V"
DEPENDS = ()


def compute_attention(Q, K, V):
    """Average the values, each weighted by how well its key fits the query.

    softmax(Q Kᵀ / √d_k) V, the softmax running over the keys.

    Q: (n_q, d_k)   one query per row
    K: (n_k, d_k)   one key per row
    V: (n_k, d_v)   one value per row, the value of the key in the same row of K
    Returns the pair (output, weights): output (n_q, d_v) and weights (n_q, n_k), both
    float64. Each row of weights sums to 1.

    Lists are as good as arrays, and no argument is changed. Scores up to 10,000 in size
    give finite numbers and no NumPy warning.
    Source: Vaswani et al. 2017, "Attention Is All You Need", equation 1.

    >>> output, weights = compute_attention([[1, 0]], [[0.8, 0.6], [0, 0]], [[0.3], [0.9]])
    >>> weights.round(6)
    array([[0.637767, 0.362233]])
    >>> output.round(6)
    array([[0.51734]])
    """
    ### BEGIN SOLUTION
    Q, K, V = (np.asarray(argument, dtype=float) for argument in (Q, K, V))
    temperature = np.sqrt(K.shape[-1])
    scores = Q @ K.T / temperature
    # A row's peak cancels in the ratio below, and without it exp overflows at 710.
    peak = scores.max(axis=-1, keepdims=True)
    e = np.exp(scores - peak)
    weights = e / e.sum(axis=-1, keepdims=True)
    output = weights @ V
    return output, weights
    ### END SOLUTION


DOCSTRING = {
    "ja": """クエリとよく合うキーの重みほど大きくして、バリュー（V の行）の加重平均を計算します。

softmax(Q Kᵀ / √d_k) V　　softmax はキーの方向に計算します。

Q: (n_q, d_k)   1 行が 1 つのクエリ
K: (n_k, d_k)   1 行が 1 つのキー
V: (n_k, d_v)   1 行が 1 つのバリュー。K の同じ行のキーに対応します
戻り値はタプル (output, weights) です。output は (n_q, d_v)、weights は (n_q, n_k) で、
どちらも float64 です。weights の各行の和は 1 になります。

引数は配列でもリストでもかまいません。引数を書き換えてはいけません。スコアの絶対値が
10,000 程度になっても、結果は有限で、NumPy の警告も出ないようにします。
出典：Vaswani et al. 2017, "Attention Is All You Need", 式 (1)

>>> output, weights = compute_attention([[1, 0]], [[0.8, 0.6], [0, 0]], [[0.3], [0.9]])
>>> weights.round(6)
array([[0.637767, 0.362233]])
>>> output.round(6)
array([[0.51734]])
"""
}

HINTS = {
    "ja": [
        "形から考えましょう。Q が (n_q, d_k)、K が (n_k, d_k) のとき、すべてのクエリと"
        "すべてのキーの内積を並べた (n_q, n_k) の行列は、どんな行列積になりますか。",
        "手順は 4 つです。内積を並べる、√d_k で割る、softmax に通す、V との行列積を計算する。"
        "softmax では「1 つのクエリから見た全キー」の和が 1 になります。どちらの軸でしょうか。",
        "exp は 710 あたりでオーバーフローします（あふれます）。どの行でも、"
        "全要素から同じ数を引いても softmax の値は変わりません（分子と分母で打ち消し合います）。"
        "exp の前に各行から何を引けば、exp の中身が必ず 0 以下になるでしょうか。"
        "軸を残す指定は keepdims=True です。",
    ],
    "en": [
        "Start from the shapes. Q is (n_q, d_k) and K is (n_k, d_k): which matrix product "
        "gives the (n_q, n_k) matrix of every query's dot product with every key?",
        "There are four steps: all dot products, divide by √d_k, softmax, matrix product "
        "with V. In the softmax, what one query gives to all keys sums to 1: which axis is that?",
        "exp overflows near 710. Subtracting one number from a whole row leaves its softmax as "
        "it was (it cancels between numerator and denominator). What can you subtract from "
        "each row before exp so that nothing above 0 ever goes in? keepdims=True keeps the axis.",
    ],
}

CHECKS = (
    Check(
        "lesson",
        2,
        {
            "ja": "この教材の数値と一致します（weights は 0.637767 と 0.362233、"
            "output は 0.51734）。",
            "en": "It gives the lesson's numbers: weights 0.637767 and 0.362233, output 0.51734.",
        },
        on=("lesson",),
    ),
    Check(
        "weights",
        5,
        {
            "ja": "weights は softmax(Q Kᵀ / √d_k) です。softmax はキーの方向に計算します。",
            "en": "weights is softmax(Q Kᵀ / √d_k), with the softmax over the keys.",
        },
        on=("small", "ordinary", "square"),
        part=1,
        hint=2,
    ),
    Check(
        "output",
        5,
        {
            "ja": "output は、V の各行（バリュー）を weights で加重平均したものです。",
            "en": "output is the average of the rows of V, the values, weighted by weights.",
        },
        on=("small", "ordinary", "square"),
        part=0,
        hint=2,
    ),
    Check(
        "rows-sum-to-one",
        1,
        {
            "ja": "weights の各行の和は 1 です。",
            "en": "Each row of weights sums to 1.",
        },
        on=("small", "ordinary", "square"),
        part=1,
        view="last-axis-sums",
    ),
    Check(
        "large-scores",
        4,
        {
            "ja": "スコアの絶対値が 10,000 程度でも、正しい有限の値を、NumPy "
            "の警告なしに返します。",
            "en": "With scores up to 10,000 in size it returns right, finite values and no "
            "NumPy warning.",
        },
        on=("large",),
        aspect="silent",
        hint=3,
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
            "ja": "結果の配列は float64 です（引数が整数のリストでも）。",
            "en": "The arrays that it returns are float64, for lists of integers too.",
        },
        aspect="dtype",
    ),
    Check(
        "arguments-unchanged",
        1,
        {
            "ja": "正しい値を返し、渡された引数を書き換えません。",
            "en": "It returns the right values and leaves its arguments as they were.",
        },
        on=("lesson", "ordinary", "square"),
        aspect="arguments",
    ),
    Check(
        "silent",
        1,
        {
            "ja": "正しい値を、NumPy の警告（RuntimeWarning）を一つも出さずに返します。0 "
            "での割り算やオーバーフロー、nan が計算の途中に出てはいけません。",
            "en": "It returns the right values without any NumPy warning (RuntimeWarning): "
            "nothing is divided by zero, overflows or becomes nan on the way.",
        },
        on=("lesson", "small", "ordinary", "square"),
        aspect="silent",
    ),
)


INTEGER_LISTS = ([[1, 0], [2, 1], [0, 3]], [[0, 1], [1, 1], [3, 2], [1, 0]], [[1], [0], [4], [2]])
FLOAT_LISTS = ([[0.5, -1.0, 2.0]], [[1.0, 0.5, 0.25], [0.0, 1.5, -1.0]], [[2.0, -3.0], [0.5, 1.0]])


WEIGHTS = Plot(
    "heatmap",
    {"ja": "注意重み weights", "en": "The attention weights"},
    x={"ja": "キー", "en": "key"},
    y={"ja": "クエリ", "en": "query"},
    part=1,
)


def cases(rng):
    """Smallest first; n_q, n_k, d_k and d_v differ, except where a transposed product must run.

    Signs, sizes and magnitudes are mixed, so that nothing is right in one corner only.
    """

    def draw(n_q, n_k, d_k, d_v):
        shapes = ((n_q, d_k), (n_k, d_k), (n_k, d_v))
        return tuple(rng.normal(0.3, 1.2, shape) for shape in shapes)

    yield Case("lesson", _arrays([[1, 0]], [[0.8, 0.6], [0, 0]], [[0.3], [0.9]]), slack=2e-6)
    yield Case("small", _arrays([[1]], [[1], [2]], [[0], [1]]))
    yield Case("small", _arrays([[1], [2]], [[1]], [[5]]))  # one key: it gets all the weight
    yield Case("small", _arrays([[2, 0, 0, 0]], [[1, 0, 0, 0], [0, 1, 0, 0]], [[1], [3]]))
    # All scores equal, so all weights are; 0/0 where the scores are divided by their sum.
    yield Case("small", (np.zeros((2, 2)), np.zeros((33, 2)), np.zeros((33, 1))), probe=False)
    yield Case("square", draw(2, 2, 3, 1))
    yield Case("ordinary", draw(3, 5, 4, 2), plot=WEIGHTS)
    yield Case("square", draw(3, 3, 4, 2), plot=WEIGHTS)  # for those who cannot do the former
    yield Case("ordinary", _small_and_negative(rng))
    yield Case("ordinary", draw(2, 6, 37, 3))
    yield Case("ordinary", _many_keys(rng))
    Q, K, V = draw(36, 2, 12, 1)
    size = np.array([2e-4, 3e3, *np.ones(10)])
    yield Case("ordinary", (Q * size, K / size, V), probe=False)
    # Square, so that transposed models run here too. Scores of 9999 and 10000 share the
    # weight as 0 and 1 do: a model that clips them is seen.
    yield Case("large", _arrays([[100], [99]], [[99.99], [100]], [[0], [1]]), extreme=True)
    yield Case("large", _far_apart(rng), extreme=True)
    yield Case("large", _saturated(rng), extreme=True)
    yield Case("lists", INTEGER_LISTS, probe=False)
    yield Case("lists", FLOAT_LISTS, probe=False)


def _arrays(*lists):
    return tuple(np.array(rows, dtype=float) for rows in lists)


def _small_and_negative(rng):
    """Nothing is rounded or cut off near 0; Q is square, V has many columns."""
    Q, K = -rng.uniform(0.01, 0.09, (3, 3)), -rng.uniform(0.01, 0.09, (2, 3))
    Q[0, 1], K[1, 0] = -4e-4, -7e-4
    return Q, K, -rng.uniform(2e-4, 4e-3, (2, 12))


def _many_keys(rng):
    """Scores near ±110 that differ little, values in the thousands."""
    away = np.full(11, 5.8) * rng.choice([-1.0, 1.0], 11)
    K = away + rng.normal(0.0, 0.1, (40, 11))
    Q = np.array([[1.0], [-1.0]]) * (away + rng.normal(0.0, 0.1, 11)) + rng.normal(0.0, 0.1, 11)
    K[0] += 14 * np.sqrt(11) * Q[1] / (Q[1] @ Q[1])  # row 1 attends to this key, and a little more
    V = rng.uniform(600.0, 3000.0, (40, 2))
    V[:, 1] += 200.0 - compute_attention(Q, K, V)[0][0, 1]
    return Q, K, V


def _far_apart(rng):
    """Row 0 of the scores is near 4000, row 1 near −4000: one shift for all rows is too few."""
    Q = 2000.0 * np.array([[1.0], [-1.0], [0.01]]) * np.ones(4)
    K = 1.0 + rng.uniform(-0.001, 0.001, (3, 4))
    return Q, K, rng.normal(0.5, 1.0, (3, 2))


def _saturated(rng):
    """Scores of thousands, of both signs; row 0 holds a large positive one."""
    Q, K = rng.uniform(0.8, 1.2, (4, 2)), rng.uniform(2000, 3000, (4, 2))
    Q *= rng.choice([-1.0, 1.0], (4, 1))
    K *= rng.choice([-1.0, 1.0], (4, 1))
    Q[0], K[0] = abs(Q[0]), abs(K[0])
    K[1] = -K[0] + 5.0
    return Q, K, rng.normal(0.5, 1.0, (4, 3))
