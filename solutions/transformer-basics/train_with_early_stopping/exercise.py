"""train_with_early_stopping: stop when the validation data say so, and go back to the best."""

from dataclasses import replace

import numpy as np

from autograder.author import Case, Check, Plot

TITLE = {"ja": "早期終了つきの学習", "en": "Training with early stopping"}
SECTION = "experiment-overfitting"
FORMULA = "(w, b) = (wₜ, bₜ),  t = argmin val_loss,  stop: waited = patience"
DEPENDS = ("batch_predict", "bce_loss", "bce_gradient", "sgd_step")


def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    """Train logistic regression with an L2 penalty until the validation loss stops falling.

    From w = 0 and b = 0. Each epoch
      1. takes one full-batch step on BCE(train) + lam · Σ wᵢ²: the gradient for w is
         grad_w + 2 · lam · w; the bias is not penalised;
      2. then records the mean BCE on the training and on the validation data,
         both without the penalty.
    An epoch is an improvement if its validation loss is lower (<) than that of every epoch
    before it. Training ends when `patience` epochs in a row brought no improvement, or after
    `max_epochs` epochs.

    X_train: (n, d)   y_train: (n,)   X_val: (m, d)   y_val: (m,)
    lr, lam: floats   max_epochs, patience: ints ≥ 1
    Returns w (d,) and b (a float) of the epoch with the lowest validation loss, and
    history = {"train": [...], "val": [...]}, one float per epoch run.

    >>> X, y = [[1, 0], [0, 2], [1, 1]], [1, 0, 1]
    >>> w, b, history = train_with_early_stopping(X, y, [[2, 0]], [0], 0.6, 0.0, 1, 2)
    >>> w.round(6), round(float(b), 6)
    (array([ 0.2, -0.1]), 0.1)
    >>> round(float(history["train"][0]), 6), round(float(history["val"][0]), 6)
    (0.598964, 0.974077)
    """
    ### BEGIN SOLUTION
    X_train, y_train = np.asarray(X_train, dtype=float), np.asarray(y_train, dtype=float)
    X_val, y_val = np.asarray(X_val, dtype=float), np.asarray(y_val, dtype=float)
    w, b = np.zeros(X_train.shape[1]), 0.0
    best_w, best_b, best_loss, waited = w, b, np.inf, 0
    history = {"train": [], "val": []}
    for _ in range(max_epochs):
        y_pred = batch_predict(X_train, w, b)
        grad_w, grad_b = bce_gradient(X_train, y_train, y_pred)
        w = sgd_step(w, grad_w + 2 * lam * w, lr)
        b = sgd_step(b, grad_b, lr)
        train_loss = bce_loss(y_train, batch_predict(X_train, w, b))
        val_loss = bce_loss(y_val, batch_predict(X_val, w, b))
        history["train"].append(train_loss)
        history["val"].append(val_loss)
        if val_loss < best_loss:
            best_w, best_b, best_loss, waited = w, b, val_loss, 0
        else:
            waited += 1
        if waited == patience:
            break
    return best_w, best_b, history
    ### END SOLUTION


DOCSTRING = {
    "ja": """検証損失が下がらなくなるまで、L2 正則化つきのロジスティック回帰を学習させます。

w = 0, b = 0 から始めます。1 エポックでは次のことをします。
  1. BCE(訓練データ) + lam · Σ wᵢ² に対して、全データで 1 回だけ更新します。w の勾配は
     grad_w + 2 · lam · w です。バイアスは正則化しません。
  2. そのあとで、訓練データと検証データの平均 BCE を記録します。
     どちらにも正則化項は含めません。
検証損失がそれまでのどのエポックよりも小さい（<）とき、そのエポックで「改善した」とみなします。
改善のないエポックが patience 回続いたとき、または max_epochs 回に達したときに終わります。

X_train: (n, d)   y_train: (n,)   X_val: (m, d)   y_val: (m,)
lr, lam: float   max_epochs, patience: 1 以上の整数
戻り値は、検証損失が最小だったエポックの w (d,) と b（float）、そして
history = {"train": [...], "val": [...]}（実行したエポックごとに float が 1 つ）です。

>>> X, y = [[1, 0], [0, 2], [1, 1]], [1, 0, 1]
>>> w, b, history = train_with_early_stopping(X, y, [[2, 0]], [0], 0.6, 0.0, 1, 2)
>>> w.round(6), round(float(b), 6)
(array([ 0.2, -0.1]), 0.1)
>>> round(float(history["train"][0]), 6), round(float(history["val"][0]), 6)
(0.598964, 0.974077)
""",
}

HINTS = {
    "ja": [
        "まず早期終了なしで、max_epochs 回の更新と、history への記録だけを作りましょう。"
        "損失は更新の「あと」の w と b で計算します。",
        "次に、これまでの最小の検証損失、そのときの w と b、改善がないまま過ぎたエポックの数を"
        "覚えておく変数を足します。改善したら、すべて新しくします。",
        "1 つのエポックの順番は「勾配 → 更新 → 記録 → 改善したか → やめるか」です。"
        "数えた回数は改善のたびに 0 に戻し、patience に達したらやめます。w を -= で"
        "書き換えていると、取っておいたはずの最良の w も一緒に変わってしまいます。",
    ],
    "en": [
        "Begin without early stopping: max_epochs updates and the history. The losses belong "
        "to the w and b after the update.",
        "Then add three variables: the lowest validation loss so far, the w and b it came with, "
        "and how many epochs have passed without an improvement. An improvement renews all three.",
        "The order within an epoch: gradient → update → record → improved? → stop? The count "
        "goes back to 0 with each improvement, and training ends when it reaches patience. "
        "If w is changed with -=, the best w you kept changes along with it.",
    ],
}

CHECKS = (
    Check(
        "history",
        1,
        {
            "ja": "エポックごとに、更新したあとの訓練損失と検証損失を history に記録します。",
            "en": "In each epoch it records the training and the validation loss in history, "
            "after the step.",
        },
        on=("one-epoch", "three-epochs"),
        part=2,
    ),
    Check(
        "penalty",
        0.75,
        {
            "ja": "正則化は w の勾配にだけ 2 · lam · w として加わり、b の勾配には入りません。",
            "en": "The penalty adds 2 · lam · w to the gradient of w alone, and nothing to that "
            "of b.",
        },
        on=("penalty",),
        part=0,
    ),
    Check(
        "losses-without-penalty",
        0.5,
        {
            "ja": "lam > 0 のときも、history に記録する損失には正則化の分が入りません。",
            "en": "With lam > 0, too, the losses in history are recorded without the penalty.",
        },
        on=("penalty",),
        part=2,
    ),
    Check(
        "stops-in-time",
        2,
        {
            "ja": "検証損失の改善がないエポックが patience 回続いたら、そこで終わります。"
            "早すぎても遅すぎてもいけません。",
            "en": "It ends as soon as patience epochs in a row brought no improvement of the "
            "validation loss, no sooner and no later.",
        },
        on=(
            "plateau",
            "creeps",
            "patience-one",
            "overfits",
            "recovers",
            "to-the-end",
            "begins-high",
        ),
        part=2,
        view="lengths",
        hint=3,
    ),
    Check(
        "best-weights",
        2,
        {
            "ja": "検証損失が最小だったエポックの w を返します。",
            "en": "It returns the w of the epoch with the lowest validation loss.",
        },
        on=(
            "one-epoch",
            "plateau",
            "patience-one",
            "overfits",
            "recovers",
            "to-the-end",
            "begins-high",
        ),
        part=0,
        hint=2,
    ),
    Check(
        "best-bias",
        1,
        {
            "ja": "検証損失が最小だったエポックの b を返します。",
            "en": "It returns the b of the epoch with the lowest validation loss.",
        },
        on=("one-epoch", "patience-one", "overfits", "recovers", "to-the-end", "begins-high"),
        part=1,
        hint=2,
    ),
    Check(
        "back-to-the-best",
        0.5,
        {
            "ja": "過学習が始まったあとでも、検証損失が最小だったエポックの w と b を返します。",
            "en": "When it has begun to overfit, it still returns w and b of the epoch with the "
            "lowest validation loss.",
        },
        on=("kept",),
        hint=2,
    ),
    Check(
        "all-together",
        1.25,
        {
            "ja": "lam > 0 で早期終了も起こるとき、w、b、history がすべて正しくなります。",
            "en": "With lam > 0 and early stopping at once, w, b and history are all right.",
        },
        on=("together",),
    ),
    Check(
        "lists",
        0.25,
        {
            "ja": "リストを渡しても（要素が整数でも）正しい w、b、history を返し、"
            "リストは書き換えません。",
            "en": "Given lists, of integers too, it returns the right w, b and history and "
            "leaves the lists as they were.",
        },
        on=("lists",),
        aspect="arguments",
    ),
    Check(
        "float64",
        0.25,
        {
            "ja": "w は float64 の配列です（引数が整数のリストでも）。",
            "en": "w is a float64 array, for lists of integers too.",
        },
        aspect="dtype",
        part=0,
    ),
    Check(
        "arguments-unchanged",
        0.25,
        {
            "ja": "正しい w、b、history を返し、渡されたデータを書き換えません。",
            "en": "It returns the right w, b and history and leaves the given data as they were.",
        },
        on=("one-epoch", "three-epochs"),
        aspect="arguments",
    ),
    Check(
        "silent",
        0.25,
        {
            "ja": "正しい w、b、history を、NumPy "
            "の警告（RuntimeWarning）を一つも出さずに返します。0 "
            "での割り算やオーバーフロー、nan が計算の途中に出てはいけません。",
            "en": "It returns the right w, b and history without any NumPy warning "
            "(RuntimeWarning): nothing is divided by zero, overflows or becomes nan on "
            "the way.",
        },
        on=("one-epoch", "three-epochs"),
        aspect="silent",
    ),
)

CALM = 8.0  # |z| stays below it: a guard costs little there, and no exp overflows
MARGIN = 1.2e-3  # of every comparison with the lowest loss: no guard decides it, and no least gain
GUARD = 1.5e-7  # times mean(1 / p of the true class): what a guard may change in a loss


def kept_epoch(f, X, y, X_val, y_val, lr, lam, max_epochs, patience):
    """Both losses by epoch, and the number of the epoch whose w and b came back."""
    w, b, history = f(X, y, X_val, y_val, lr, lam, max_epochs, patience)
    z = X_val @ np.asarray(w, dtype=float) + b
    loss = float(np.mean(np.logaddexp(0.0, z) - y_val * z))
    away = np.abs(np.asarray(history["val"], dtype=float) - loss)
    kept = int(np.argmin(away)) + 1 if away.min() < 1e-4 else 0  # w and b of different epochs
    return {"train": list(history["train"]), "val": list(history["val"]), "kept": kept}


OVERFITTING = Plot(
    "curve",
    {
        "ja": "訓練損失 (train) と検証損失 (val)、戻ったエポック",
        "en": "Training and validation loss, and the epoch that was kept",
    },
    x={"ja": "エポック", "en": "epoch"},
    y={"ja": "損失", "en": "loss"},
    mark="kept",
    start=1,
)


def cases(rng):
    """Validation losses that fall and rise as each rule for stopping needs to be told apart."""
    X, y = np.array([[1.0, 0.0], [0.0, 2.0], [1.0, 1.0]]), np.array([1.0, 0.0, 1.0])
    X_val = np.array([[1.0, 0.0], [0.0, 1.0], [2.0, 1.0], [1.0, -1.0]])
    y_val = np.array([1.0, 0.0, 1.0, 1.0])
    one = (X, y, np.array([[2.0, 0.0]]), np.array([0.0]), 0.6, 0.0, 1, 2)
    yield Case("one-epoch", one, slack=1e-6)
    yield Case("three-epochs", (X, y, X_val, y_val, 0.6, 0.0, 3, 2), slack=1e-6)
    yield Case("penalty", (X, y, X_val, y_val, 0.6, 0.1, 3, 2), slack=1e-6)
    # Validation losses 0.620, 0.606, 0.618, 0.640: the second epoch is the best.
    risen = np.array([[-1.0, 2.0], [0.0, -1.0], [1.0, 0.0], [0.0, 1.0]])
    small = (X, y, risen, np.array([0.0, 0.0, 1.0, 1.0]), 1.2, 0.0, 5, 2)
    yield Case("overfits", small, slack=1e-6)
    # w moves and b does not, so on rows of zeros every prediction stays 1/2 to the last bit
    # (b is off by a rounding error at most, and lr makes that vanish beside 1).
    mirror, labels = np.array([[3.0, 4.0], [-3.0, -4.0]]), np.array([1.0, 0.0])
    flat = (mirror, labels, np.zeros((3, 2)), np.array([1.0, 0.0, 1.0]), 0.01, 0.0, 6, 2)
    yield Case("plateau", flat, slack=1e-6, probe=False)
    # Every epoch improves, by half a billionth: strict is strict, without a smallest gain.
    creeping = (X, y, X_val, y_val, 2e-9, 0.0, 4, 1)
    yield Case("creeps", creeping, slack=1e-6, probe=False)
    ints = [data.astype(int).tolist() for data in (X, y, X_val, y_val)]
    yield Case("lists", (*ints, 1, 0.1, 3, 2), slack=1e-6, probe=False)

    slow, fast = (0.4, 1.5), (2.0, 5.0)
    yield _draw(rng, "patience-one", "stops", (6, 4, 9), 1, 8, slow)
    yield _draw(rng, "overfits", "overfits", (8, 5, 11), 3, 12, slow)
    visible = _draw(rng, "kept", "overfits visibly", (9, 6, 12), 8, 30, slow)
    yield replace(visible, driver=kept_epoch, plot=OVERFITTING)
    yield _draw(rng, "recovers", "recovers", (7, 3, 10), 2, 12, fast)
    yield _draw(rng, "to-the-end", "waits at the end", (9, 2, 5), 4, 10, slow)
    yield _draw(rng, "begins-high", "begins above one", (6, 3, 4), 2, 9, fast)
    yield _draw(rng, "penalty", "falls", (10, 3, 6), 2, 7, slow, penalty=True)
    yield _draw(rng, "together", "overfits", (7, 4, 12), 2, 10, slow, penalty=True)
    yield _draw(rng, "together", "recovers", (6, 3, 8), 3, 14, fast, penalty=True)


def _draw(rng, group, story, sizes, patience, max_epochs, rates, penalty=False):
    """A case whose losses tell the story.

    sizes: training samples, features, validation samples. rates: limits of lr.
    """
    for _ in range(100):
        drawn = _data(rng, 1000, sizes, rates, penalty)
        for first in range(0, 1000, 250):  # the first that is good is mostly among the first
            *data, lr, lam = (array[first : first + 250] for array in drawn)
            train, val, penalties, cost, highest = _train(*data, lr, lam, max_epochs)
            good = _tells(story, train, val, patience)
            if penalty and story != "falls":  # it would go otherwise if it were watched too
                watched = _story(val + penalties, patience)[:2]
                good &= np.any(np.not_equal(watched, _story(val, patience)[:2]), axis=0)
            good &= (highest < CALM) & (_margin(val) > np.maximum(MARGIN, 20 * cost))
            if good.any():
                k = np.argmax(good)
                args = (*(array[k] for array in data), float(lr[k]), float(lam[k]))
                return Case(group, (*args, max_epochs, patience), slack=float(cost[k]))
    raise RuntimeError(f"train_with_early_stopping: no draw of sizes {sizes}: '{story}'")


def _tells(story, train, val, patience):
    """In which of many trainings, (k, epochs), the losses tell the story, (k,).

    The first epoch improves on log 2 in each, so that it never matters whether the loss
    before training counts.
    """
    epochs = val.shape[1]
    stop, best, recovered = _story(val, patience)
    if story == "begins above one":  # as long as a start at 1 has patience, and longer
        patient = np.all(val[:, : patience + 1] > 1.2, axis=1)
        return patient & (best > patience) & (val.min(axis=1) < 1.0)
    helps = val[:, 0] < np.log(2) - MARGIN
    if story == "falls":
        return helps & np.all(np.diff(val, axis=1) < 0, axis=1)
    good = helps & (best > 0) & (val.max(axis=1) - val.min(axis=1) > 0.02)
    if story == "waits at the end":
        # Not even on the last epoch is it stopped: who goes back only then does not go back.
        return good & (stop == epochs) & (best < epochs - 1) & (best > epochs - 1 - patience)
    # Whoever never stops finds no lower loss later, and so is charged for not stopping alone.
    good &= (stop < epochs - 1) & (np.argmin(val, axis=1) == best)
    if story == "overfits":
        return good & np.all(np.diff(train, axis=1) < 0, axis=1) & (best > 1)
    if story == "overfits visibly":
        last = val[np.arange(len(val)), stop - 1]
        return good & (best > 1) & (last - val.min(axis=1) > 0.05)
    if story == "recovers":  # at the last moment; and the training loss goes up and down too
        train_stop, train_best, _ = _story(train, patience)
        swings = (train_stop < epochs) & (train_best != best)
        # Not so for whoever compares with the epoch before in place of the best.
        nearer_stop, nearer_best, _ = _story(val, patience, to_previous=True)
        good &= (nearer_stop != stop) & (nearer_best != best)
        return good & (recovered == patience - 1) & swings
    return good


def _story(losses, patience, to_previous=False):
    """How early stopping on these losses, (k, epochs), would go.

    to_previous: as if an epoch improved that has a lower loss than the one before it.
    Returns epochs run (k,), best epoch (k,) and the longest wait that ended well (k,).
    """
    k, epochs = losses.shape
    stop, best = np.full(k, epochs), np.zeros(k, dtype=int)
    lowest, waited, recovered = np.full(k, np.inf), np.zeros(k, dtype=int), np.zeros(k, dtype=int)
    for epoch in range(epochs):
        running = stop == epochs
        improved = running & (losses[:, epoch] < lowest)
        recovered = np.where(improved, np.maximum(recovered, waited), recovered)
        waited = np.where(improved, 0, waited + 1)
        best = np.where(improved, epoch, best)
        lowest = np.where(improved | to_previous, losses[:, epoch], lowest)
        stop = np.where(running & (waited >= patience), epoch + 1, stop)
    return stop, best, recovered


def _margin(losses):
    """How near any epoch's loss comes to the lowest before it: (k, epochs) → (k,)."""
    before = np.minimum.accumulate(losses, axis=1)[:, :-1]
    return np.abs(losses[:, 1:] - before).min(axis=1)


def _data(rng, k, sizes, rates, penalty):
    """k data sets: few features matter, and a quarter of the training labels are wrong."""
    n, d, m = sizes
    X, X_val = rng.normal(size=(k, n, d)).round(1), rng.normal(size=(k, m, d)).round(1)
    true_w = 2 * rng.normal(size=(k, d, 1)) * (rng.random((k, d, 1)) < 0.5)
    wrong = rng.random((k, n)) < 0.25
    y, y_val = ((X @ true_w)[..., 0] > 0) ^ wrong, (X_val @ true_w)[..., 0] > 0
    lr = rng.uniform(*rates, size=k).round(2)
    lam = rng.choice([0.005, 0.01, 0.02, 0.05, 0.1], size=k) * penalty
    return X, y.astype(float), X_val, y_val.astype(float), lr, lam


def _train(X, y, X_val, y_val, lr, lam, epochs):
    """k trainings at once, never stopping.

    Returns training losses, validation losses and penalties, each (k, epochs), what a guard
    may change in a loss (k,), and the largest |z| (k,).
    """
    k, n, d = X.shape
    w, b = np.zeros((k, d)), np.zeros((k, 1))
    train, val, penalties, cost, highest = [], [], [], np.zeros(k), np.zeros(k)
    for _ in range(epochs):
        error = (_sigmoid(_logits(X, w, b)) - y) / n
        grad_w = np.einsum("kn,knd->kd", error, X) + 2 * lam[:, None] * w
        w, b = w - lr[:, None] * grad_w, b - lr[:, None] * error.sum(axis=1, keepdims=True)
        penalties.append(lam * np.sum(w**2, axis=1))
        for inputs, labels, losses in ((X, y, train), (X_val, y_val, val)):
            z = _logits(inputs, w, b)
            p = _sigmoid(np.where(labels > 0, z, -z))
            losses.append(-np.mean(np.log(p), axis=1))
            cost = np.maximum(cost, GUARD * np.mean(1 / p, axis=1))
            highest = np.maximum(highest, np.abs(z).max(axis=1))
    return np.array(train).T, np.array(val).T, np.array(penalties).T, cost, highest


def _logits(X, w, b):
    return np.einsum("knd,kd->kn", X, w) + b


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))
