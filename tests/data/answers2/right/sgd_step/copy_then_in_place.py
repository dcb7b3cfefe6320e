import numpy as np


def sgd_step(w, grad, lr):
    new = np.array(w, dtype=np.float64, copy=True)
    new -= lr * np.asarray(grad, dtype=np.float64)
    return new
