import numpy as np
def standardize(X_train, X_new):
    a, c = np.asarray(X_train, np.float32), np.asarray(X_new, np.float32)
    m, s = a.mean(0), a.std(0); s = np.where(s == 0, 1, s)
    return ((a - m) / s).astype(float), ((c - m) / s).astype(float)
