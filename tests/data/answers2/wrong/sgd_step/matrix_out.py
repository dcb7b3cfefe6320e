# fault: np.matrix.
# ids: none
# kind: form
import numpy as np


def sgd_step(w, grad, lr):
    return np.asmatrix(np.asarray(w, dtype=float).reshape(len(np.atleast_1d(w)), -1) - lr * np.asarray(grad, dtype=float).reshape(len(np.atleast_1d(w)), -1))
