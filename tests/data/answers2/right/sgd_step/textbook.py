import numpy as np


def sgd_step(w, grad, lr):
    return np.asarray(w, dtype=float) - lr * np.asarray(grad, dtype=float)
