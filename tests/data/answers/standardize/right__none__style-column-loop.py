import numpy as np
def standardize(X_train, X_new):
    a, c = np.array(X_train, float), np.array(X_new, float)
    for j in range(a.shape[1]):
        mu = sum(a[:, j]) / len(a); var = sum((a[:, j] - mu) ** 2) / len(a)
        sd = var ** .5 if np.ptp(a[:, j]) > 0 else 1.0
        c[:, j] = (c[:, j] - mu) / sd
        a[:, j] = (a[:, j] - mu) / sd
    return a, c
