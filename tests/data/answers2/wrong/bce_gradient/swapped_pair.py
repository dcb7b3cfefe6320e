# fault: grad_b first.
# ids: none
# kind: form
import numpy as np


def bce_gradient(X, y_true, y_pred):
    X = np.asarray(X, float)
    e = np.subtract(np.asarray(y_pred, float), np.asarray(y_true, float)) / len(X)
    return float(np.einsum("n->", e)), np.einsum("ni,n->i", X, e)
