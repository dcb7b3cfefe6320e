# fault: Divides by the number of features.
# ids: none
# kind: outside
import numpy as np


def bce_gradient(X, y_true, y_pred):
    n = len(X[0])
    err = [float(p) - float(t) for p, t in zip(y_pred, y_true)]
    cols = list(zip(*np.asarray(X, float).tolist()))
    return np.array([sum(e * v for e, v in zip(err, c)) / n for c in cols]), sum(err) / n
