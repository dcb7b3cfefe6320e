# fault: Returns z.
# ids: missing-sigmoid
# kind: single
import numpy as np


def batch_predict(X, w, b):
    z = np.einsum("nd,d->n", np.asarray(X, float), np.asarray(w, float)) + b
    return z
