"""choose_learning_rate: neither the largest nor the smallest, but the one that was tried."""

from itertools import combinations

import numpy as np

from autograder.author import Case, Check, Plot

TITLE = {"ja": "学習率を選ぶ", "en": "Choose a learning rate"}
SECTION = "experiment-learning-rate"
FORMULA = "argmin { loss(lr) : loss(lr) < ln 2 }"
DEPENDS = ("batch_predict", "bce_loss", "bce_gradient", "sgd_step")


def choose_learning_rate(X, y, candidates, steps):
    """Train with every candidate and take the learning rate that ends lowest.

    For each candidate: logistic regression, y_pred = sigmoid(X w + b), full-batch gradient
    descent on the mean BCE, `steps` steps from w = 0, b = 0. Of those candidates whose final
    loss (after the last step) is finite and below the loss at the start, ln 2, the one with
    the lowest final loss is returned.

    X: (n, d)   y: (n,) labels   candidates: learning rates > 0, in any order; a nan among
    them is never eligible   steps: int ≥ 1
    Returns a float, the learning rate itself.
    Raises ValueError if there is no such candidate.

    >>> X = [[-1, 0], [1, 1], [0, 0], [0, 1]]
    >>> y = [0, 0, 0, 1]
    >>> choose_learning_rate(X, y, [10.0, 0.5, 5.0, 8.0], 3)  # 0.707, 0.623, 0.460, 0.532
    5.0
    """
    ### BEGIN SOLUTION
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    start = np.log(2)  # with w = 0 and b = 0 every prediction is 1/2
    rates, losses = [], []
    for lr in candidates:
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(steps):
            grad_w, grad_b = bce_gradient(X, y, batch_predict(X, w, b))
            w, b = sgd_step(w, grad_w, lr), sgd_step(b, grad_b, lr)
        loss = bce_loss(y, batch_predict(X, w, b))
        diverged = not np.isfinite(loss) or loss >= start
        if not diverged:
            rates.append(lr)
            losses.append(loss)
    if not rates:
        raise ValueError("no candidate ends below the loss at the start, log 2")
    return float(rates[np.argmin(losses)])
    ### END SOLUTION


DOCSTRING = {
    "ja": """すべての候補で学習を行い、最後の損失がいちばん低い学習率を選びます。

候補ごとに、ロジスティック回帰 y_pred = sigmoid(X w + b) を w = 0, b = 0 から始め、
平均 BCE に対して、全データを使った勾配降下法を steps ステップ実行します。最後の更新を終えた
時点の損失が有限で、しかも学習前の損失 ln 2 より小さい候補のうち、その損失が最小のものを
返します。

X: (n, d)   y: (n,) の正解ラベル   candidates: 学習率（> 0）、順不同。nan が混ざっていても
よく、nan が選ばれることはありません   steps: 1 以上の整数
戻り値は float で、学習率そのものです。
当てはまる候補が一つもなければ ValueError を送出します。

>>> X = [[-1, 0], [1, 1], [0, 0], [0, 1]]
>>> y = [0, 0, 0, 1]
>>> choose_learning_rate(X, y, [10.0, 0.5, 5.0, 8.0], 3)  # 0.707, 0.623, 0.460, 0.532
5.0
""",
}

HINTS = {
    "ja": [
        "まず、1 つの学習率で steps ステップ学習し、最後の損失を返すところまでを作りましょう。"
        "これまでの関数をつなぐだけでできます。",
        "候補を変えるたびに w と b を 0 に戻します。最後の損失は、最後の更新を"
        "終えたあとの w と b で計算します。",
        "（学習率, 最後の損失）の一覧を表示してから選びましょう。先に条件に合わないもの"
        "（有限でない、または ln 2 を下回らない）を外し、残りが空なら ValueError、"
        "そうでなければ損失が最小のものの学習率です。nan との比較は必ず False になります。",
    ],
    "en": [
        "Begin with one learning rate: train for `steps` steps and get the final loss. "
        "The functions you have written only need to be joined.",
        "Set w and b back to 0 for each candidate. The final loss belongs to the w and b "
        "after the last step.",
        "Print the list of (learning rate, final loss) before you choose. First leave out those "
        "not eligible (not finite, or not below ln 2); if none is left raise ValueError, else "
        "take the rate of the lowest loss. Comparing with nan always gives False.",
    ],
}

CHECKS = (
    Check(
        "lowest-final-loss",
        3.5,
        {
            "ja": "最後の損失が ln 2 を下回る候補のうち、その損失が最小になる学習率を返します。",
            "en": "Of the candidates whose final loss is below ln 2 it returns the one where "
            "that loss is lowest.",
        },
        on=("small", "one-candidate", "ordinary"),
    ),
    Check(
        "limit",
        0.5,
        {
            "ja": "最終損失が ln 2 のすぐ下の候補は選ぶ対象になり、すぐ上の候補は対象に"
            "なりません。",
            "en": "A final loss just below ln 2 makes a candidate eligible, and one just above "
            "does not.",
        },
        on=("limit",),
        hint=3,
    ),
    Check(
        "zero-start",
        0.25,
        {
            "ja": "どの候補も、w = 0、b = 0 ちょうどから始めて学習します（小さな乱数からでは"
            "ありません）。",
            "en": "Each candidate is trained from exactly w = 0 and b = 0, not from small random "
            "numbers.",
        },
        on=("zero-start",),
    ),
    Check(
        "none-falls",
        1.75,
        {
            "ja": "最後の損失が ln 2 を下回る候補が一つもなければ ValueError を送出し、"
            "1 つでもあれば送出しません。",
            "en": "It raises ValueError if no candidate's final loss is below ln 2, and does "
            "not raise it otherwise.",
        },
        on=("none", "small"),
        aspect="shape",  # a number where there is one, be it the wrong one
        hint=3,
    ),
    Check(
        "nan",
        0.5,
        {
            "ja": "candidates に nan があっても、nan は選びません。候補が nan だけなら "
            "ValueError を送出します。",
            "en": "If there is a nan among the candidates, it is not chosen; with nan alone it "
            "raises ValueError.",
        },
        on=("nan",),
        hint=3,
    ),
    Check(
        "lists",
        0.5,
        {
            "ja": "リストを渡しても（要素が整数でも）正しい学習率を float で返し、"
            "リストは書き換えません。",
            "en": "Given lists, of integers too, it returns the right learning rate as a float "
            "and leaves the lists as they were.",
        },
        on=("lists",),
        aspect="arguments",
    ),
    Check(
        "arguments-unchanged",
        0.5,
        {
            "ja": "正しい学習率を返し、渡されたデータと候補を書き換えません。",
            "en": "It returns the right learning rate and leaves the given data and candidates "
            "as they were.",
        },
        on=("small", "ordinary"),
        aspect="arguments",
    ),
    Check(
        "silent",
        0.5,
        {
            "ja": "正しい学習率を、NumPy の警告（RuntimeWarning）を一つも出さずに返します。0 "
            "での割り算やオーバーフロー、nan が計算の途中に出てはいけません。",
            "en": "It returns the right learning rate without any NumPy warning "
            "(RuntimeWarning): nothing is divided by zero, overflows or becomes nan on "
            "the way.",
        },
        on=("small", "one-candidate", "ordinary"),
        aspect="silent",
    ),
)

GAP = 1e-3  # between any two final losses, and to log 2: no guard of the loss may decide
CALM = 8.0  # |z| stays below it: a guard costs little there, and no exp overflows


def cases(rng):
    """Data on which each wrong rule, and each wrong training, chooses otherwise."""
    nan = float("nan")
    X = np.array([[-1.0, 0.0], [1.0, 1.0], [0.0, 0.0], [0.0, 1.0]])
    y = np.array([0.0, 0.0, 0.0, 1.0])
    yield _race("small", X, y, [10.0, 0.5, 5.0, 8.0], 3)
    yield Case("one-candidate", (X, y, [0.25], 1))
    slow = np.array([[1.0, 0.0], [0.0, 2.0], [0.0, -2.0], [1.0, 1.0]])
    yield _race("small", slow, np.array([1.0, 1.0, 0.0, 0.0]), [6.0, 0.1, 5.0], 3)
    # All go up at first, and all end below log 2.
    bold = np.array([[-1.0], [1.0], [2.0], [2.0]]), np.array([0.0, 1.0, 0.0, 0.0])
    yield _race("small", *bold, [7.0, 5.0, 6.0], 4)
    steep = np.array([[-1.0, 1.0], [0.0, 1.0], [-3.0, 0.0]])
    # Up at once, below log 2 after two steps, and above it again after the third.
    yield Case("none", (steep, np.array([0.0, 1.0, 1.0]), [5.0, 4.0], 3), raises=ValueError)
    # Above log 2 all the way; neither the smallest nor the largest ends lowest.
    steep = np.array([[-1.0, -2.0], [0.0, 0.0], [0.0, -2.0], [-1.0, 1.0]])
    yield Case(
        "none", (steep, np.array([0.0, 0.0, 1.0, 1.0]), [8.0, 7.0, 4.0], 4), raises=ValueError
    )
    # So far above log 2 that no other limit lets them pass: "below 1" is not "finite".
    torn = np.array([[3.0], [3.0], [3.0]]), np.array([1.0, 1.0, 0.0])
    yield Case("none", (*torn, [15.0, 12.0], 2), raises=ValueError)
    yield Case("nan", (X, y, [nan, 0.5, 5.0], 3))
    yield Case("nan", (X, y, [0.5, nan, 5.0, nan], 3))
    yield Case("nan", (X, y, [nan], 2), raises=ValueError, probe=False)
    yield Case("lists", (X.astype(int).tolist(), [0, 0, 0, 1], [8, 5, 1], 3), probe=False)

    wrong = ("largest", "first", "last", "smallest", "highest", "one step", "eligible step")
    rules = tuple(("best", rule) for rule in wrong)
    race = ("best", "highest", "smallest", "first", "one step")
    yield _race("ordinary", *_draw(rng, (8, 2, 6, 5), (*rules, race)))
    race = ("best", "highest", "largest", "first", "one step", "most right")
    yield _race("ordinary", *_draw(rng, (11, 3, 7, 6), (*rules, race)))
    trainings = (
        ("best", "squared gradient", "largest", "largest of all"),
        ("best", "sample by sample", "one step"),
    )
    yield _race("ordinary", *_draw(rng, (9, 5, 8, 3), trainings, scale=6.0))
    trainings = (
        ("best", "summed", "smallest"),
        ("best", "clipped"),
        ("best", "clipped hard"),
        ("best", "never rises"),
        ("best", "one too few"),
    )
    yield _race("ordinary", *_draw(rng, (8, 5, 9, 4), trainings, scale=6.0))
    trainings = (("best", "decayed"), ("best", "n - 1"), ("best", "squared error"))
    X, y, rates, steps = _draw(rng, (10, 4, 9, 7), (*trainings, ("best", "one too many")))
    yield _race("ordinary", X, y, rates, steps)
    yield _race("ordinary", *_draw(rng, (9, 3, 6, 5), (("best", "lowest on the way"),), scale=6.0))
    # The same in each class, too: other mistakes show here or not by chance.
    fixed = np.random.default_rng(12)
    X, y, rates, steps = _draw(fixed, (8, 3, 6, 5), (("best", "smallest", "first", "one step"),))
    after_best = 1 + rates.index(choose_learning_rate(X, y, rates, steps))
    yield Case("nan", (X, y, [*rates[:after_best], nan, *rates[after_best:]], steps))
    yield Case("none", _draw_steep(rng, (8, 3, 4, 3)), raises=ValueError)
    # The same in each class: another training may end on either side of log 2 by chance.
    X, y, below, above = _draw_limit(np.random.default_rng(12), (7, 2), 2)
    yield Case("limit", (X, y, [above, below], 2))
    yield Case("limit", (X, y, [above], 2), raises=ValueError)
    yield Case("zero-start", _balanced(rng), probe=False)


def _race(group, X, y, rates, steps):
    """A case that is drawn as the loss curves of its candidates."""
    losses = _loss(_train(X, y, np.array(rates), steps)[: steps + 1], y)
    plot = Plot(
        "choice",
        {
            "ja": "候補ごとの損失と、選んだ学習率",
            "en": "The loss of each candidate, and the choice",
        },
        x={"ja": "ステップ", "en": "step"},
        y={"ja": "損失", "en": "loss"},
        lines=tuple(
            (rate, tuple(line)) for rate, line in zip(rates, losses.T.tolist(), strict=True)
        ),
    )
    return Case(group, (X, y, rates, steps), plot=plot)


# Trainings that are not the contract's: a list of candidates should show each of them.
OTHERWISE = {
    "summed": {"factor": lambda n: n},
    "n - 1": {"factor": lambda n: n / (n - 1)},
    "decayed": {"decay": 0.01},
    "clipped": {"clip": 1.0},
    "clipped hard": {"clip": 0.5},
    "squared gradient": {"squared": True},
    "sample by sample": {"one_by_one": True},
}


def _draw(rng, sizes, apart, scale=3.0):
    """Arguments on which the rules of each group of `apart` choose pairwise differently.

    sizes: samples, features, candidates, steps. scale: of the largest columns of X.
    """
    n, d, count, steps = sizes
    others = [rule for rule in sorted(OTHERWISE) if any(rule in group for group in apart)]
    for _ in range(1000):
        X, y, rates = _data(rng, n, d, scale)
        z = _train(X, y, rates, steps)
        usable = _calm(z) | _hopeless(z, y, steps)
        if np.sum(usable) < count:
            continue
        rates, z = rates[usable], z[:, :, usable]
        picks = np.argsort(rng.random((400, rates.size)), axis=1)[:, :count]
        choice, good = _choices(rates, z, y, steps, picks)
        pairs = [pair for group in apart for pair in combinations(group, 2)]
        for name in ("", *others):
            if name:  # a training costs more than all rules: not where no list is left
                other = _train(X, y, rates, steps, **OTHERWISE[name])
                choice[name] = np.argmin(_loss(other[steps], y)[picks], axis=1)
            for one, other in pairs:
                if one in choice and other in choice:
                    good &= choice[one] != choice[other]
            if not good.any():
                break
        if good.any():
            return X, y, rates[picks[np.argmax(good)]].tolist(), steps
    raise RuntimeError(f"choose_learning_rate: no draw of sizes {sizes} separates {apart}")


def _draw_steep(rng, sizes):
    """Arguments on which each candidate ends above its first step, and above log 2 all the way."""
    n, d, count, steps = sizes
    for _ in range(1000):
        X, y, rates = _data(rng, n, d, 6.0)
        z = _train(X, y, rates, steps)
        loss = _loss(z[: steps + 1], y)
        climbs = np.all(loss[1:] > np.log(2) + GAP, axis=0) & (loss[steps] >= loss[1])
        climbs &= np.abs(z).max(axis=(0, 1)) < 2 * CALM
        if np.sum(climbs) < count:
            continue
        picks = rng.permutation(np.flatnonzero(climbs))[:count]
        if _gap(loss[steps, picks]) > 20 * GAP and np.argmin(loss[steps, picks]) > 0:
            return X, y, rates[picks].tolist(), steps
    raise RuntimeError(f"choose_learning_rate: in no draw of sizes {sizes} do all candidates climb")


def _draw_limit(rng, sizes, steps):
    """X, y, a rate that ends just below log 2, and one that ends just above it."""
    for _ in range(1000):
        X, y, _ = _data(rng, *sizes, 3.0)
        rates = np.unique([float(f"{rate:.3g}") for rate in 10.0 ** np.linspace(-4, 1, 2000)])
        z = _train(X, y, rates, steps)
        over = _loss(z[steps], y) - np.log(2)
        over[np.abs(z).max(axis=(0, 1)) > CALM] = np.inf
        near = (np.abs(over) > 2 * GAP / 10) & (np.abs(over) < 8 * GAP / 10)
        below, above = np.flatnonzero(near & (over < 0)), np.flatnonzero(near & (over > 0))
        if below.size and above.size:
            return X, y, float(rates[rng.choice(below)]), float(rates[rng.choice(above)])
    raise RuntimeError(f"choose_learning_rate: in no draw of sizes {sizes} does a rate end near")


def _balanced(rng):
    """Samples in pairs that differ in the sign of the second feature alone, labels equal.

    From 0 its weight stays 0. From anywhere else the larger rate throws it to and fro, further
    with each step, and then the smaller one ends lower.
    """
    half = rng.uniform(0.3, 1.2, 5) * rng.choice([-1.0, 1.0], 5)
    y = np.repeat((half > 0).astype(float), 2)
    X = np.column_stack([np.repeat(half.round(2), 2), np.tile([4.0, -4.0], 5)])
    return X, y, [0.05, 2.0, 0.1], 8


def _data(rng, n, d, scale):
    """X (n, d) with columns of unequal scale, labels y (n,), and 30 or so rates, ascending."""
    X = (rng.normal(size=(n, d)) * rng.choice([scale / 10, scale / 3, scale], size=d)).round(1)
    rates = 10.0 ** rng.uniform(-2, 1.3, size=40) * min(1.0, 3.0 / scale)
    return (
        X,
        rng.integers(0, 2, size=n).astype(float),
        np.unique([float(f"{r:.2g}") for r in rates]),
    )


def _train(
    X,
    y,
    rates,
    steps,
    factor=lambda n: 1,
    decay=0.0,
    clip=np.inf,
    squared=False,
    one_by_one=False,
):
    """X w + b for every rate after 0 to steps + 1 steps: (steps + 2, n, r)."""
    n, d = X.shape
    w, b, z = np.zeros((d, rates.size)), np.zeros(rates.size), []
    parts = [slice(i, i + 1) for i in range(n)] if one_by_one else [slice(None)]
    for _ in range(steps + 2):
        z.append(X @ w + b)
        for part in parts:
            # The sigmoid; some of these trainings explode.
            p = 0.5 + 0.5 * np.tanh((X[part] @ w + b) / 2)
            error = (p - y[part, None]) * (p * (1 - p) if squared else 1) * factor(n) / n
            w = w - rates * np.clip(X[part].T @ error + 2 * decay * w, -clip, clip)
            b = b - rates * np.clip(error.sum(axis=0), -clip, clip)
    return np.array(z)


def _loss(z, y):
    """Mean BCE over the samples: z (..., n, r) → (..., r)."""
    return np.mean(np.logaddexp(0.0, z) - y[:, None] * z, axis=-2)


def _calm(z):
    return np.abs(z).max(axis=(0, 1)) < CALM


def _hopeless(z, y, steps):
    """So high a loss that no guard brings it near log 2."""
    return (np.abs(z).max(axis=(0, 1)) < 2 * CALM) & (_loss(z[steps], y) > 1.5)


def _choices(rates, z, y, steps, picks):
    """Which candidate each rule takes, for many lists of candidates at once.

    rates (r,), z (steps + 2, n, r), picks (k, count): indices into rates. Returns
    {rule: position in the list (k,)}, and which lists keep their margins (k,).
    """
    loss = _loss(z, y)
    final, first, rates = loss[steps, picks], loss[1, picks], rates[picks]
    falls = final < np.log(2)
    squares = np.mean((0.5 + 0.5 * np.tanh(z[steps] / 2) - y[:, None]) ** 2, axis=0)
    right = np.sum((z[steps] > 0) == (y[:, None] > 0.5), axis=0)
    rises = np.any(np.diff(loss[: steps + 1], axis=0) > 0, axis=0)
    lowest = {
        "best": final,
        "highest": np.where(falls, -final, np.inf),
        "largest": np.where(falls, -rates, np.inf),
        "largest of all": -rates,
        "smallest": np.where(falls, rates, np.inf),
        "first": ~falls,
        "one step": first,
        "eligible step": np.where(falls, first, np.inf),
        "one too few": loss[steps - 1, picks],
        "lowest on the way": loss[1 : steps + 1].min(axis=0)[picks],
        "one too many": loss[steps + 1, picks],
        "never rises": np.where(rises[picks], np.inf, final),
        "squared error": squares[picks],
        "most right": np.where(falls, -right[picks], np.inf),
    }
    choice = {rule: np.argmin(score, axis=1) for rule, score in lowest.items()}
    choice["last"] = falls.shape[1] - 1 - np.argmax(falls[:, ::-1], axis=1)
    clear = (_gap(final) > GAP) & (_gap(first) > GAP / 2)
    return choice, clear & (falls.sum(axis=1) >= 4)


def _gap(losses):
    """The smallest distance between losses, log 2 among them, along the last axis."""
    start = np.full((*losses.shape[:-1], 1), np.log(2))
    return np.diff(np.sort(np.concatenate([losses, start], axis=-1), axis=-1), axis=-1).min(axis=-1)
