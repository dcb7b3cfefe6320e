import numpy as np


def sgd_step(w, grad, lr):
    w, grad = np.asarray(w, float), np.asarray(grad, float)
    if w.ndim == 0:
        return np.array(float(w) - lr * float(grad))
    return np.stack([sgd_step(a, g, lr) for a, g in zip(w, grad)])
