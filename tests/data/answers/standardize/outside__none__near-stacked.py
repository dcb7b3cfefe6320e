import numpy as np
def standardize(X_train, X_new):
    a, c = np.asarray(X_train, float), np.asarray(X_new, float)
    m, s = a.mean(axis=0), a.std(axis=0)
    s = np.where(s == 0, 1.0, s)
    return np.vstack([(a - m) / s, (c - m) / s])
