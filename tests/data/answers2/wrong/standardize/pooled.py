# fault: Statistics of both together.
# ids: pooled-statistics
# kind: single
import numpy as np


def standardize(X_train, X_new):
    Xt = np.asarray(X_train, float)
    X = np.concatenate([Xt, np.asarray(X_new, float)])
    constant = X.max(axis=0) == X.min(axis=0)
    s = np.where(constant, 1.0, X.std(axis=0))
    m = X.mean(axis=0)
    return (Xt - m) / s, (np.asarray(X_new, float) - m) / s
