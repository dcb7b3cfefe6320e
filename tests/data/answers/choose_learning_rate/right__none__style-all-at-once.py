import numpy as np
def choose_learning_rate(X, y, candidates, steps):
    X, y = np.asarray(X, float), np.asarray(y, float)
    lrs = np.array([c for c in candidates if c == c], float)
    if not lrs.size: raise ValueError
    W = np.zeros((lrs.size, X.shape[1])); B = np.zeros(lrs.size)
    for _ in range(steps):
        P = 0.5 * (1 + np.tanh((W @ X.T + B[:, None]) / 2))
        E = P - y
        W = W - lrs[:, None] * (E @ X) / len(y); B = B - lrs * E.mean(axis=1)
    Z = W @ X.T + B[:, None]
    L = (np.logaddexp(0, Z) - y * Z).mean(axis=1)
    L[~(L < np.log(2))] = np.inf
    if np.isinf(L).all(): raise ValueError("no candidate falls")
    return lrs[L.argmin()]
