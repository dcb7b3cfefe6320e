import numpy as np

def standardize(X_train, X_new):
    A, B = np.asarray(X_train, float), np.asarray(X_new, float)
    m, s = A.mean(), A.std()
    if s == 0:
        s = 1.0
    return (A - m) / s, (B - m) / s
