import numpy as np

def sgd_step(w, grad, lr):
    step = np.multiply(lr, np.asarray(grad, dtype=float))
    new = np.asarray(w, dtype=float) - step
    if isinstance(w, np.ndarray) and w.dtype == float:
        w[...] = new
    return new.copy()
