import numpy as np

def sgd_step(w, grad, lr):
    out = np.array(w, dtype=float)
    g = np.array(grad, dtype=float)
    return np.where(g > 0, out - lr, np.where(g < 0, out + lr, out))
