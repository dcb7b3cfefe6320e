def choose_learning_rate(X, y, candidates, steps):
    """One column of weights a candidate; the loss from the logits."""
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)[:, None]
    rates = np.asarray(candidates, dtype=float)
    w, b = np.zeros((X.shape[1], len(rates))), np.zeros(len(rates))
    for _ in range(steps):
        error = 0.5 * (1 + np.tanh((X @ w + b) / 2)) - y
        w = w - rates * (X.T @ error) / len(y)
        b = b - rates * error.mean(axis=0)
    z = X @ w + b
    losses = np.mean(np.logaddexp(0, z) - y * z, axis=0)
    falls = losses < np.log(2)
    if not falls.any():
        raise ValueError("no candidate falls")
    return float(rates[np.nanargmin(np.where(falls, losses, np.nan))])
