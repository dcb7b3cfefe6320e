import numpy as np

def choose_learning_rate(X, y, candidates, steps):
    X = np.asarray(X, dtype=float)
    y = np.asarray(y, dtype=float)
    lrs = np.asarray(candidates, dtype=float)
    W = np.zeros((len(lrs), X.shape[1]))
    B = np.zeros(len(lrs))
    for _ in range(steps):
        P = 0.5 * (1 + np.tanh(0.5 * (W @ X.T + B[:, None])))
        E = P - y
        W = W - lrs[:, None] * (E @ X) / len(y)
        B = B - lrs * E.mean(axis=1)
    Z = W @ X.T + B[:, None]
    losses = (np.logaddexp(0, Z) - y * Z).mean(axis=1)
    losses = np.where(np.isnan(losses), np.inf, losses)
    k = int(np.argmin(losses))
    if not losses[k] < np.log(2):
        raise ValueError("nothing converges")
    return lrs[k]
