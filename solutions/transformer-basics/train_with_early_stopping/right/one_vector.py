from collections import defaultdict


def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    """The bias is the weight of a column of ones, and is not penalised."""

    def with_ones(X):
        return np.column_stack([np.asarray(X, dtype=float), np.ones(len(X))])

    data = {
        "train": (with_ones(X_train), np.asarray(y_train, dtype=float)),
        "val": (with_ones(X_val), np.asarray(y_val, dtype=float)),
    }
    theta = np.zeros(data["train"][0].shape[1])
    penalised = np.append(np.full(len(theta) - 1, 2.0 * lam), 0.0)
    history, lowest, chosen, stale = defaultdict(list), np.inf, theta, 0
    for _ in range(max_epochs):
        X, y = data["train"]
        p = 0.5 * (1 + np.tanh(0.5 * X @ theta))
        theta = sgd_step(theta, X.T @ (p - y) / len(y) + penalised * theta, lr)
        for name, (X, y) in data.items():
            z = X @ theta
            history[name].append(np.mean(np.logaddexp(0, z) - y * z))
        stale += 1
        if history["val"][-1] < lowest:
            lowest, chosen, stale = history["val"][-1], theta, 0
        if stale == patience:
            break
    return chosen[:-1], chosen[-1], dict(history)
