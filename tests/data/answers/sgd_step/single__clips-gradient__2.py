import numpy as np

MAX_NORM = 5.0

def sgd_step(w, grad, lr):
    g = np.array(grad, dtype=float)
    size = np.linalg.norm(g.ravel())
    if size > MAX_NORM:
        g *= MAX_NORM / size
    return np.array(w, dtype=float) - lr * g
