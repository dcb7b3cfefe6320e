import math


def sigmoid(z):
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def logit(row, w, b):
    return sum(x * wi for x, wi in zip(row, w)) + b


def mean_loss(X, y, w, b):
    """BCE from the logit: max(z, 0) - z y + log(1 + exp(-|z|)), no guard needed."""
    total = 0.0
    for row, t in zip(X, y):
        z = logit(row, w, b)
        total += max(z, 0) - z * t + math.log1p(math.exp(-abs(z)))
    return total / len(y)


def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    n, d = len(X_train), len(X_train[0])
    w, b = [0.0] * d, 0.0
    history = {"train": [], "val": []}
    best, since_best = None, 0
    while len(history["val"]) < max_epochs and since_best < patience:
        errors = [sigmoid(logit(row, w, b)) - t for row, t in zip(X_train, y_train)]
        gradient = [
            sum(e * row[j] for e, row in zip(errors, X_train)) / n + 2 * lam * w[j]
            for j in range(d)
        ]
        w = [wj - lr * gj for wj, gj in zip(w, gradient)]
        b = b - lr * sum(errors) / n
        history["train"].append(mean_loss(X_train, y_train, w, b))
        history["val"].append(mean_loss(X_val, y_val, w, b))
        if best is None or history["val"][-1] < best[0]:
            best, since_best = (history["val"][-1], w, b), 0
        else:
            since_best += 1
    return np.array(best[1], dtype=float), float(best[2]), history
