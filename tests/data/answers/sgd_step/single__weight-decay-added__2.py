import numpy as np

def sgd_step(w, grad, lr):
    shrunk = (1.0 - lr) * np.asarray(w, dtype=float)
    return shrunk - np.multiply(grad, float(lr))
