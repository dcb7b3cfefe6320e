# fault: One mean gradient for all weights.
# ids: averages-gradient
# kind: single
import numpy as np


def sgd_step(w, grad, lr):
    return np.asarray(w, dtype=float) - lr * np.asarray(grad, dtype=float).mean()
