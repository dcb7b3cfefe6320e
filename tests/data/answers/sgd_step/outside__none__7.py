import numpy as np

def sgd_step(w, grad, lr):
    return np.asarray(w, float) - lr / (1 + lr) * np.asarray(grad, float)
