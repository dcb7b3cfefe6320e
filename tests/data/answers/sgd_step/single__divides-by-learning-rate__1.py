import numpy as np

def sgd_step(w, grad, lr):
    w, g = np.asarray(w, dtype=float), np.asarray(grad, dtype=float)
    if lr == 0:
        return w.copy()
    return w - g / lr
