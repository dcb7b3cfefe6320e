import numpy as np

def standardize(X_train, X_new):
    A, B = np.asarray(X_train, float), np.asarray(X_new, float)
    C = np.concatenate([A, B])
    lo = C.min(0)
    r = C.max(0) - lo
    r[r == 0] = 1
    return (A - lo) / r, (B - lo) / r
