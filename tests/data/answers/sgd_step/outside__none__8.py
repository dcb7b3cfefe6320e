import numpy as np

def sgd_step(w, grad, lr):
    return np.asarray(grad, float) - lr * np.asarray(w, float)
