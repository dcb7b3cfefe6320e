# fault: w -= ... on the caller's array.
# ids: changes-in-place
# kind: single
import numpy as np


def sgd_step(w, grad, lr):
    w = np.asarray(w, float)
    if w.ndim == 0:
        return w - lr * np.asarray(grad, float)
    w -= lr * np.asarray(grad, float)
    return w
