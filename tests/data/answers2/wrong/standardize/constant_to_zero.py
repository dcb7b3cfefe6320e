# fault: New values of a constant column become 0.
# ids: none
# kind: outside
import numpy as np


def standardize(X_train, X_new):
    a, b = np.asarray(X_train, float), np.asarray(X_new, float)
    m, s = a.mean(0), a.std(0)
    scale = lambda c: np.divide(c - m, s, out=np.zeros(c.shape), where=s > 0)
    return scale(a), scale(b)
