import numpy as np

def sgd_step(w, grad, lr):
    return np.asarray(w, dtype=float) - lr ** 2 * np.asarray(grad, dtype=float)
