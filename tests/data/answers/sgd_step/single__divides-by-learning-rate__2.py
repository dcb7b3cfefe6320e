import numpy as np

def sgd_step(w, grad, lr):
    inv = float(lr) ** -1 if lr else 0.0
    return np.subtract(w, inv * np.asarray(grad, dtype=float))
