import numpy as np

def standardize(X_train, X_new):
    A, B = np.asarray(X_train, float), np.asarray(X_new, float)
    v = A.var(axis=0)
    v = np.where(v == 0, 1, v)
    return A / v, B / v
