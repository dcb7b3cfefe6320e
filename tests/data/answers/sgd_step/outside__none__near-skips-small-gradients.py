import numpy as np
def sgd_step(w, grad, lr):
    g = np.asarray(grad, float)
    return np.asarray(w, float) - lr * np.where(np.abs(g) < 1e-2, 0, g)
