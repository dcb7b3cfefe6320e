import numpy as np

def standardize(X_train, X_new):
    A, B = np.asarray(X_train, float), np.asarray(X_new, float)
    lo, hi = A.min(axis=0), A.max(axis=0)
    r = np.where(hi > lo, hi - lo, 1.0)
    return (A - lo) / r, (B - lo) / r
