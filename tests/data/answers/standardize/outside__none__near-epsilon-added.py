import numpy as np
def standardize(X_train, X_new):
    a, c = np.asarray(X_train, float), np.asarray(X_new, float)
    m, s = a.mean(axis=0), a.std(axis=0)
    s = s + 1e-8
    return (a - m) / s, (c - m) / s
