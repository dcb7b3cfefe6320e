# fault: The gradient is scaled to length 1.
# ids: normalises-gradient
# kind: single
import numpy as np


def sgd_step(w, grad, lr):
    g = np.asarray(grad, float)
    length = np.sqrt((g ** 2).sum())
    return np.asarray(w, float) - lr * (g / length if length > 0 else g)
