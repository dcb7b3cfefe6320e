"""train_until_right: train with Adam and warm-up until held-out data are right."""

import numpy as np

from autograder.author import Case, Check, Plot

TITLE = {"ja": "正しく解けるまでの学習", "en": "Train until it is right"}
SECTION = "experiment-training"
FORMULA = "w ← Adam(w, ∇L(w, batch_t), rate_t),  t = 1, 2, …  until accuracy(w, held_out) ≥ goal"
DEPENDS = ("adam_step", "warmup_rate")


def train_until_right(loss_and_gradient, accuracy, w, batches, held_out, lr, warmup, goal):
    """Train on one batch after the other until the held-out accuracy reaches the goal.

    Step t = 1, 2, … takes batch number t and
      1. computes its loss and gradient at the present w: loss_and_gradient(w, batch);
      2. takes one Adam step (the usual beta1, beta2 and eps), with the learning rate
         warmup_rate(t, lr, warmup);
      3. measures accuracy(w, held_out) at the new w;
      4. notes the loss of 1 and the accuracy of 3.
    It stops when the accuracy is at least `goal`, or when the batches are used up.

    loss_and_gradient(w, batch) → (float, array like w)   accuracy(w, data) → float in [0, 1]
    w: (p,), all weights of the model in one row   batches: a list   held_out: data that the
    training must not use   lr, goal: floats   warmup: int
    Returns the pair (w, history): the last w, a new array, and history = {"loss": [...],
    "accuracy": [...]} with one float per step taken.

    >>> def loss_and_gradient(w, batch):
    ...     return float((w[0] - batch) ** 2), 2 * (w - batch)
    >>> def accuracy(w, data):
    ...     return float(abs(w[0] - data) < 0.5)
    >>> model = (loss_and_gradient, accuracy)
    >>> w, history = train_until_right(*model, [0.0], [1.0] * 9, 1.0, 0.4, 2, 1.0)
    >>> w.round(4), history["accuracy"]
    (array([0.5953]), [0.0, 1.0])
    """
    ### BEGIN SOLUTION
    w = np.array(w, dtype=float)
    m, v = np.zeros(w.shape), np.zeros(w.shape)
    history = {"loss": [], "accuracy": []}
    for t, batch in enumerate(batches, 1):
        loss, gradient = loss_and_gradient(w, batch)
        rate = warmup_rate(t, lr, warmup)
        w, m, v = adam_step(w, gradient, m, v, t, rate)
        right = accuracy(w, held_out)
        history["loss"].append(loss)
        history["accuracy"].append(right)
        if right >= goal:
            break
    return w, history
    ### END SOLUTION


DOCSTRING = {
    "ja": """検証データの正解率が目標に達するまで、バッチを 1 つずつ使って学習します。

ステップ t = 1, 2, … では、t 番目のバッチを使って、次のことをします。
  1. 今の w での損失と勾配を計算します：loss_and_gradient(w, batch)
  2. 学習率 warmup_rate(t, lr, warmup) で、Adam で一歩進みます（beta1, beta2, eps は標準の値）。
  3. 新しい w で accuracy(w, held_out) を測ります。
  4. 1 の損失と 3 の正解率を記録します。
正解率が goal 以上になったとき、またはバッチを使い切ったときに終わります。

loss_and_gradient(w, batch) → (float, w と同じ形の配列)   accuracy(w, data) → 0 から 1 の float
w: (p,)。モデルのすべての重みを 1 列に並べたもの   batches: リスト   held_out: 学習に使っては
いけない検証データ   lr, goal: float   warmup: 整数
戻り値はタプル (w, history) です。最後の w（新しい配列。渡された w は書き換えません）と、
history = {"loss": [...], "accuracy": [...]}（実行したステップごとに float が 1 つ）です。

>>> def loss_and_gradient(w, batch):
...     return float((w[0] - batch) ** 2), 2 * (w - batch)
>>> def accuracy(w, data):
...     return float(abs(w[0] - data) < 0.5)
>>> model = (loss_and_gradient, accuracy)
>>> w, history = train_until_right(*model, [0.0], [1.0] * 9, 1.0, 0.4, 2, 1.0)
>>> w.round(4), history["accuracy"]
(array([0.5953]), [0.0, 1.0])
"""
}

HINTS = {
    "ja": [
        "まず、止めずに最後まで回る形を作ります。損失と勾配 → 学習率 → 一歩 → 記録、の順です。",
        "m と v は繰り返しの前に 0 で作り、一歩ごとに adam_step が返すものと置き換えます。"
        "t は 1 から数えます：enumerate(batches, 1)。",
        "正解率は、更新のあとの w と held_out で測ります。記録してから、止めるかどうかを調べます。",
    ],
    "en": [
        "Begin with a loop that never stops early: loss and gradient → rate → step → note.",
        "m and v are made of zeros before the loop, and each step puts what adam_step returns in "
        "their place. Count t from 1: enumerate(batches, 1).",
        "Measure the accuracy at the new w and on held_out; note it, then ask whether to stop.",
    ],
}

CHECKS = (
    Check(
        "loss",
        2,
        {
            "ja": "ステップごとに、更新する前の w での、そのバッチの損失を記録します。",
            "en": "In each step it notes the loss of that batch at the w before the step.",
        },
        on=("one-step", "steps"),
        part="loss",
    ),
    Check(
        "weights",
        3,
        {
            "ja": "ウォームアップつきの Adam で進んだ w を返します。",
            "en": "It returns the w that Adam with warm-up leads to.",
        },
        on=("one-step", "steps"),
        part="w",
        hint=2,
    ),
    Check(
        "held-out",
        2,
        {
            "ja": "ステップごとに、更新したあとの w での、検証データの正解率を記録します。",
            "en": "In each step it notes the accuracy on "
            "the held-out data at the w after the step.",
        },
        on=("one-step", "steps"),
        part="accuracy",
        hint=3,
    ),
    Check(
        "stops",
        3,
        {
            "ja": "検証データの正解率が goal に達したところで終わります。",
            "en": "It stops as soon as the accuracy on the held-out data reaches the goal.",
        },
        on=("stops",),
        hint=3,
    ),
    Check(
        "reverses",
        2,
        {
            "ja": "小さな Transformer が、見たことのない 3 文字の並びを逆順に書けるようになり"
            "（40 個のうち 36 個以上）、記録された正解率もその 40 個のものです。",
            "en": "A small Transformer learns to reverse words of three letters that it has never "
            "seen, at least 36 of 40, and the accuracy noted is that on these words.",
        },
        on=("reverses",),
    ),
    Check(
        "arguments-unchanged",
        1,
        {
            "ja": "正しい値を返し、渡された w を書き換えません。",
            "en": "It returns the right values and leaves the given w as it was.",
        },
        on=("one-step", "steps"),
        aspect="arguments",
    ),
)


def follow(train_until_right, X, y, X_new, y_new, w, size, lr, warmup, goal):
    """Train logistic regression, and give back all that came of it."""

    def loss_and_gradient(w, batch):
        X, y = batch
        z = X @ w
        loss = float(np.mean(np.logaddexp(0.0, z) - y * z))
        return loss, X.T @ (1 / (1 + np.exp(-z)) - y) / len(y)

    def accuracy(w, data):
        X, y = data
        return float(np.mean((X @ w > 0) == (y > 0.5)))

    batches = [(X[i : i + size], y[i : i + size]) for i in range(0, len(X), size)]
    w, history = train_until_right(
        loss_and_gradient, accuracy, w, batches, (X_new, y_new), lr, warmup, goal
    )
    return {"w": w, "loss": list(history["loss"]), "accuracy": list(history["accuracy"])}


def reverses(train_until_right, words, held, seed, lr, warmup, passes):
    """How many held-out words a small Transformer reverses in the end, from 0 to 1.

    One layer of attention with one head, no layer norm, no FFN; −1 if the loss has not fallen
    to less than half, or if an accuracy noted was measured on other words.
    """
    words, held, d, vocabulary = np.array(words), np.array(held), 12, 7
    length = words.shape[1]
    rng = np.random.default_rng(seed)
    shapes = [(vocabulary, d), (d, d), (d, d), (d, d), (d, vocabulary)]
    n = 2 * length
    angle = np.arange(n)[:, None] / 100 ** (np.arange(0, d, 2) / d)
    position = np.concatenate([np.sin(angle), np.cos(angle)], axis=1)
    allowed = np.tri(n, dtype=bool)

    def examples(words):
        middle = np.full((len(words), 1), vocabulary - 1)
        whole = np.concatenate([words, middle, words[:, ::-1]], axis=1)
        return whole[:, :-1], whole[:, length + 1 :]

    def unpack(w):
        parts, start = [], 0
        for shape in shapes:
            size = shape[0] * shape[1]
            parts.append(w[start : start + size].reshape(shape))
            start += size
        return parts

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    def forward(w, ids):
        E, A, B, C, U = unpack(w)
        x = E[ids] * np.sqrt(d) + position
        q, k, v = x @ A, x @ B, x @ C
        weights = softmax(np.where(allowed, q @ k.swapaxes(1, 2) / np.sqrt(d), -1e9))
        y = (x + weights @ v)[:, length:]
        return x, q, k, v, weights, y, softmax(y @ U)

    def loss_and_gradient(w, batch):
        ids, targets = batch
        E, A, B, C, U = unpack(w)
        x, q, k, v, weights, y, p = forward(w, ids)
        one_hot = np.eye(vocabulary)[targets]
        loss = float(-np.log((p * one_hot).sum(axis=-1)).mean())
        dlogits = (p - one_hot) / targets.size
        dU = np.einsum("bnd,bnv->dv", y, dlogits)
        dy = np.zeros_like(x)
        dy[:, length:] = dlogits @ U.T
        dweights = dy @ v.swapaxes(1, 2)
        ds = weights * (dweights - (dweights * weights).sum(axis=-1, keepdims=True)) / np.sqrt(d)
        dq, dk, dv = ds @ k, ds.swapaxes(1, 2) @ q, weights.swapaxes(1, 2) @ dy
        dA, dB, dC = (np.einsum("bnd,bne->de", x, each) for each in (dq, dk, dv))
        dx = (dy + dq @ A.T + dk @ B.T + dv @ C.T) * np.sqrt(d)
        dE = np.zeros_like(E)
        np.add.at(dE, ids, dx)
        return loss, np.concatenate([each.ravel() for each in (dE, dA, dB, dC, dU)])

    new, measured = examples(held), []

    def accuracy(w, data):
        ids, targets = data
        found = float((forward(w, ids)[-1].argmax(axis=-1) == targets).all(axis=1).mean())
        if np.array_equal(ids, new[0]):
            measured.append(found)
        return found

    size = sum(rows * columns for rows, columns in shapes)
    order = np.concatenate([rng.permutation(len(words)) for _ in range(passes)])
    batches = [examples(words[order[i : i + 16]]) for i in range(0, len(order), 16)]
    start = rng.normal(size=size) / np.sqrt(d)
    w, history = train_until_right(
        loss_and_gradient, accuracy, start, batches, new, lr, warmup, 1.0
    )
    losses = np.asarray(history["loss"], dtype=float)
    if not losses[-1] < 0.5 * losses[0] or not np.isin(history["accuracy"], measured).all():
        return -1.0
    return accuracy(np.asarray(w, dtype=float), new)


CURVES = Plot(
    "curve",
    {"ja": "損失", "en": "The loss"},
    x={"ja": "ステップ", "en": "step"},
    y={"ja": "損失", "en": "loss"},
    part="loss",
    start=1,
)


def cases(rng):
    """Logistic regression, where every number can be compared, then words to reverse."""

    def draw(n, d, n_new):
        hidden = rng.normal(size=d)
        X, X_new = rng.normal(size=(n, d)), rng.normal(size=(n_new, d))
        return X, (X @ hidden > 0) * 1.0, X_new, (X_new @ hidden > 0) * 1.0, -hidden

    yield Case("one-step", (*draw(4, 2, 5), 4, 0.1, 3, 2.0), driver=follow)
    yield Case("steps", (*draw(12, 3, 7), 4, 0.2, 2, 2.0), driver=follow, plot=CURVES)
    yield Case("steps", (*draw(24, 3, 9), 3, 0.3, 4, 2.0), driver=follow, plot=CURVES)
    # It reaches the goal exactly, and in the middle; the batches themselves get there otherwise,
    # and further training would be right throughout before they are used up.
    for _ in range(1000):
        args = (*draw(40, 3, 8), 4, 0.4, 3, 0.75)
        got = follow(train_until_right, *args)["accuracy"]
        further = follow(train_until_right, *args[:-1], 1.0)["accuracy"]
        above = any(0.75 < right < 1 for right in further[len(got) :])
        if 2 <= len(got) <= 7 and got[-1] == 0.75 and above and len(further) < 10:
            break
    yield Case("stops", args, driver=follow, plot=CURVES)
    words = rng.permutation([[a, b, c] for a in range(6) for b in range(6) for c in range(6)])
    # From one start in a hundred even the right rule ends far below, or close to the bound.
    for _ in range(100):
        small = (words[40:], words[:40], int(rng.integers(1000)), 0.05, 20, 24)
        if reverses(train_until_right, *small) == 1.0:
            break
    yield Case("reverses", small, driver=reverses, bounds=(0.895, 1.0), probe=False)
