import numpy as np

def sgd_step(w, grad, lr):
    g = np.asarray(grad, dtype=float)
    norm = np.sqrt((g ** 2).sum())
    if norm > 0:
        g = g / norm
    return np.asarray(w, dtype=float) - lr * g
