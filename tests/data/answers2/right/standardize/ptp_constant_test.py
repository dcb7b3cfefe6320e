import numpy as np


def standardize(X_train, X_new):
    X = np.asarray(X_train, float)
    constant = X.max(axis=0) == X.min(axis=0)
    s = np.where(constant, 1.0, X.std(axis=0))
    m = X.mean(axis=0)
    return (X - m) / s, (np.asarray(X_new, float) - m) / s
