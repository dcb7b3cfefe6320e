import numpy as np
def standardize(X_train, X_new):
    a, c = np.asarray(X_train, float), np.asarray(X_new, float)
    m, s = a.mean(0), a.std(0); s = np.where(s == 0, 1, s)
    return (c - m) / s, (a - m) / s
