import numpy as np
def standardize(X_train, X_new):
    a, c = np.asarray(X_train, float), np.asarray(X_new, float)
    m, s = a.mean(0), a.std(0)
    if np.any(s == 0): s = np.ones_like(s)
    return (a - m) / s, (c - m) / s
