import numpy as np

def sgd_step(w, grad, lr):
    w = np.asarray(w, dtype=float)
    w += lr * np.asarray(grad, dtype=float)
    return w
