import numpy as np

def sgd_step(w, grad, lr):
    return -lr * np.asarray(grad, dtype=float)
