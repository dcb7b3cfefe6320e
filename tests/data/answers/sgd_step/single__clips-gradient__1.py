import numpy as np

def sgd_step(w, grad, lr):
    g = np.clip(np.asarray(grad, dtype=float), -1.0, 1.0)
    return np.asarray(w, dtype=float) - lr * g
