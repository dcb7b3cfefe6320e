import numpy as np
def sgd_step(w, grad, lr):
    if np.ndim(w) == 0: return np.float64(w) - np.float64(lr) * np.float64(grad)
    return np.array([sgd_step(a, b, lr) for a, b in zip(w, grad)])
