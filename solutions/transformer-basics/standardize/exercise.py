"""standardize: how do features of different size become comparable?"""

import numpy as np

from autograder.author import Case, Check, Plot

TITLE = {"ja": "特徴量の標準化", "en": "Standardising the features"}
SECTION = "experiment-preprocessing"
FORMULA = "z_ij = (x_ij − mean_j) / std_j    (mean, std: X_train)"
DEPENDS = ()


def standardize(X_train, X_new):
    """Shift and scale each column by the mean and the standard deviation it has in training.

    z = (x − mean) / std, with the mean and the population standard deviation (divide by n,
    not by n − 1) of that column of X_train, for the training data and for new data alike.

    X_train: (n, d)   one sample per row
    X_new: (m, d)   new samples with the same features; m need not be n
    Returns the pair (Z_train, Z_new) of float64 arrays, shaped like X_train and X_new.

    A column that is constant in X_train is only centred (divided by 1), without a NumPy
    warning. Lists are as good as arrays, and no argument is changed.

    >>> Z_train, Z_new = standardize([[0, 5], [2, 5]], [[4, 6]])
    >>> Z_train
    array([[-1.,  0.],
           [ 1.,  0.]])
    >>> Z_new
    array([[3., 1.]])
    """
    ### BEGIN SOLUTION
    X_train, X_new = np.asarray(X_train, dtype=float), np.asarray(X_new, dtype=float)

    def by_columns_of(data, X):
        mean = data.mean(axis=0)
        std = data.std(axis=0)
        scale = np.where(std == 0.0, 1.0, std)  # a constant column is only centred
        centred = X - mean
        return centred / scale

    return by_columns_of(X_train, X_train), by_columns_of(X_train, X_new)
    ### END SOLUTION


DOCSTRING = {
    "ja": """各列を、訓練データでのその列の平均と標準偏差を使って標準化します。

z = (x − 平均) / 標準偏差　　どちらも X_train の同じ列から求めます。標準偏差は母標準偏差です
（n − 1 ではなく n で割ります）。訓練データにも新しいデータにも、同じ値を使います。

X_train: (n, d)   1 行が 1 つのサンプル
X_new: (m, d)   同じ特徴量を持つ新しいサンプル。m は n と違ってもかまいません
戻り値はタプル (Z_train, Z_new) です。どちらも float64 の配列で、形は X_train、X_new と同じです。

X_train で値が一定の列は、平均を引くだけにします（1 で割る）。NumPy の警告も出ないように
します。引数は配列でもリストでもかまいません。引数を書き換えてはいけません。

>>> Z_train, Z_new = standardize([[0, 5], [2, 5]], [[4, 6]])
>>> Z_train
array([[-1.,  0.],
       [ 1.,  0.]])
>>> Z_new
array([[3., 1.]])
"""
}

HINTS = {
    "ja": [
        "特徴量は列に並んでいます。列ごとの平均を求めるには、どの軸について平均すればよいですか。"
        "結果は形 (d,) になります。",
        "平均と標準偏差は X_train から 1 回だけ求めて、X_train と X_new の両方に使います。"
        "新しいデータが 1 件しかない場合を考えると、理由がわかります。",
        "標準偏差が 0 の列だけ、割る数を 1 に置き換えます。すべての列に小さな数を足す方法では、"
        "X_new のその列が巨大な値になります。条件によって値を選ぶ関数が NumPy にあります。",
    ],
    "en": [
        "The features are the columns. Over which axis do you average to get one mean per "
        "column? The result has the shape (d,).",
        "Take mean and standard deviation from X_train, once, and use them for X_train and for "
        "X_new. Think of a single new sample, and you see why.",
        "Only where the standard deviation is 0, the divisor becomes 1. Adding a tiny number "
        "to all of them would blow that column of X_new up. NumPy has a function that chooses "
        "values by a condition.",
    ],
}

CHECKS = (
    Check(
        "training-data",
        1.25,
        {
            "ja": "Z_train は、X_train の各列を標準化した値で、列ごとに平均 0、標準偏差 1 "
            "になります。",
            "en": "Z_train is X_train standardised column by column: mean 0 and standard "
            "deviation 1 in each.",
        },
        on=("small", "ordinary", "square"),
        part=0,
    ),
    Check(
        "new-data",
        1.25,
        {
            "ja": "Z_new は、X_new を X_train の各列の平均と標準偏差で変換した値です。",
            "en": "Z_new is X_new transformed with the mean and the standard deviation of each "
            "column of X_train.",
        },
        on=("small", "ordinary", "square"),
        part=1,
        hint=2,
    ),
    Check(
        "no-saturation",
        0.5,
        {
            "ja": "0〜255 の画素値も、標準化すればシグモイド関数が飽和せず、y(1 − y) が 0 "
            "になりません。",
            "en": "Pixels from 0 to 255, once standardised, do not saturate a sigmoid: y(1 − y) "
            "> 0.",
        },
        on=("sigmoid",),
        hint=2,
    ),
    Check(
        "constant-columns",
        1,
        {
            "ja": "X_train で値が一定の列は、平均を引くだけ（1 で割る）にし、NumPy "
            "の警告も出しません。",
            "en": "A column that is constant in X_train is only centred (divided by 1), without "
            "a NumPy warning.",
        },
        on=("constant",),
        aspect="silent",
        hint=3,
    ),
    Check(
        "lists",
        0.25,
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
        0.25,
        {
            "ja": "結果の配列は float64 です（引数が整数のリストでも）。",
            "en": "The arrays that it returns are float64, for lists of integers too.",
        },
        aspect="dtype",
    ),
    Check(
        "arguments-unchanged",
        0.25,
        {
            "ja": "正しい値を返し、渡された引数を書き換えません。",
            "en": "It returns the right values and leaves its arguments as they were.",
        },
        on=("small", "ordinary", "square"),
        aspect="arguments",
    ),
    Check(
        "silent",
        0.25,
        {
            "ja": "正しい値を、NumPy の警告（RuntimeWarning）を一つも出さずに返します。0 "
            "での割り算やオーバーフロー、nan が計算の途中に出てはいけません。",
            "en": "It returns the right values without any NumPy warning (RuntimeWarning): "
            "nothing is divided by zero, overflows or becomes nan on the way.",
        },
        on=("small", "ordinary", "square"),
        aspect="silent",
    ),
)


def through_a_sigmoid(standardize, pixels, w):
    """What a sigmoid with the weights w gives for standardised data, and its derivative."""
    Z, _ = standardize(pixels, pixels[:1])
    p = np.round(0.5 + 0.5 * np.tanh(np.asarray(Z, dtype=float) @ w / 2), 6)
    return {"p": p.tolist(), "p(1 - p)": (p * (1 - p)).tolist()}


SATURATION = Plot(
    "curve",
    {
        "ja": "標準化したデータをシグモイド関数に通した結果",
        "en": "Standardised data through a sigmoid",
    },
    x={"ja": "サンプル（暗い順）", "en": "sample, from dark to bright"},
    y={"ja": "出力 y と微分 y(1 − y)", "en": "output y and derivative y(1 − y)"},
)


def cases(rng):
    """Smallest first; n, m and d differ, except where a product or a statistic over the
    wrong axis must run. Constants are exact in binary, so their deviation is exactly 0.
    With d = 1 a row has no spread: what a model by rows does there is its guard's affair."""

    def draw(n, m, d):
        size, middle = rng.uniform(0.5, 4.0, d), rng.uniform(1.0, 5.0, d)
        X = middle * rng.choice([-1.0, 1.0], d) + size * rng.normal(size=(n + m, d))
        return X[:n], X[n:] + size  # new data lie elsewhere

    yield Case("small", _arrays([[1], [3]], [[4]]), probe=False)
    yield Case("small", _arrays([[-2, 1], [3, 1.5], [-1, 2]], [[1, 2], [3, 8]]))
    yield Case("ordinary", draw(4, 3, 2))
    yield Case("square", draw(3, 3, 3))
    yield Case("ordinary", (rng.uniform(-0.9, 0.9, (5, 3)), rng.uniform(-0.9, 0.9, (2, 3))))
    X_train, X_new = draw(6, 4, 5)
    X_train[2, 1], X_new[1, 3] = 7e-4, -6e-4
    yield Case("ordinary", (X_train, X_new))
    X_train, X_new = draw(8, 3, 2)
    yield Case("ordinary", (X_train, 3000.0 * X_new))  # outliers are not cut off
    yield Case("ordinary", tuple(-abs(X) for X in draw(7, 1, 4)), probe=False)
    yield Case("ordinary", _of_all_sizes(rng), probe=False)
    yield Case("ordinary", _nearly_constant(rng), probe=False)
    X_train, X_new = draw(40, 36, 1)
    X_train[3] += 30.0
    X_new[:5] = X_train.mean() + rng.uniform(1e-3, 1e-2, (5, 1))
    yield Case("ordinary", (X_train, X_new), probe=False)  # a row of one number has no spread
    pixels = np.outer(np.arange(10.0), (28.0, 26.0, 20.0)) + rng.uniform(0.0, 3.0, (10, 3))
    yield Case(
        "sigmoid",
        (pixels, np.array([0.6, 0.4, 0.8])),
        driver=through_a_sigmoid,
        slack=2e-6,  # of the rounding
        plot=SATURATION,
    )
    yield Case("constant", _arrays([[5]], [[7], [5]]), extreme=True)
    yield Case("constant", (np.zeros((2, 2)), np.zeros((1, 2))), extreme=True)
    yield Case("constant", _arrays([[0, 5], [2, 5]], [[4, 6], [1, 3]]), extreme=True)
    yield Case("constant", _one_constant(rng), extreme=True)
    yield Case("constant", _arrays([[1, 0.5, -2]], [[3, 1, 0], [3, 1, 0]]), extreme=True)
    yield Case("lists", ([[1, 2], [3, 8], [8, 4]], [[2, 7]]), probe=False)
    yield Case("lists", ([[0.5, 2.0], [1.5, -1.0]], [[2.5, 0.25], [0.0, 1.0]]), probe=False)


def _arrays(*lists):
    return tuple(np.array(rows, dtype=float) for rows in lists)


def _one_constant(rng):
    X_train, X_new = rng.normal(2.0, 3.0, (7, 5)), rng.normal(2.0, 3.0, (2, 5))
    columns = rng.permutation(5)[:3]
    X_train[:, columns] = [96.0, 0.0, rng.choice([-2.5, 0.25, 7.0])]
    X_new[:, columns] += 11.0
    return X_train, X_new


def _nearly_constant(rng):
    """Spreads of 1e-3 and 1e-4 are no constants: a guard serves constant columns alone."""
    Z, middle = rng.normal(size=(9, 2)), rng.choice([-2.0, 3.0], 2)
    Z = (Z - Z[:6].mean(axis=0)) / Z[:6].std(axis=0)
    X = middle + Z * rng.uniform(1.0, 1.5, 2) * [1e-3, 1e-4]
    return X[:6], X[6:]


def _of_all_sizes(rng):
    """Columns from hundredths to thousands; some lie far from 0, beside their spread."""
    size = 10.0 ** rng.permutation(np.linspace(-1.2, 3.7, 37))
    middle = rng.choice([-3.0, 2.0], 37)
    middle[:12] = rng.uniform(70.0, 95.0, 12) * rng.choice([-1.0, 1.0], 12)
    Z = rng.normal(size=(5, 37))
    X = size * (middle + (Z - Z[:3].mean(axis=0)) / Z[:3].std(axis=0))
    return X[:3], X[3:]
