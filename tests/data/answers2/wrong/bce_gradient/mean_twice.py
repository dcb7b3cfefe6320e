# fault: Divides by n twice.
# ids: none
# kind: outside
import numpy as np


def bce_gradient(X, y_true, y_pred):
    X = np.asarray(X, float)
    e = np.subtract(np.asarray(y_pred, float), np.asarray(y_true, float)) / len(X) ** 2
    return np.einsum("ni,n->i", X, e), float(np.einsum("n->", e))
