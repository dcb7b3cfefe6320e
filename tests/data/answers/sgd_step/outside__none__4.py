import numpy as np

def sgd_step(w, grad, lr):
    return np.asarray(w, float) - 0.5 * lr * np.asarray(grad, float)
