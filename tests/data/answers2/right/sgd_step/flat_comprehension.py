import numpy as np


def sgd_step(w, grad, lr):
    w = np.asarray(w, float)
    g = np.asarray(grad, float)
    return np.array([a - lr * b for a, b in zip(w.ravel(), g.ravel())]).reshape(w.shape)
