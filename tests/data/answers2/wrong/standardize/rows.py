# fault: Along the wrong axis.
# ids: per-row
# kind: single
import numpy as np


def standardize(X_train, X_new):
    def z(a):
        a = np.asarray(a, float)
        s = a.std(1)
        s[s == 0] = 1
        return ((a.T - a.mean(1)) / s).T
    return z(X_train), z(X_new)
