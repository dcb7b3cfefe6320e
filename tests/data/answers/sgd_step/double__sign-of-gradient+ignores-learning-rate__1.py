import numpy as np

def sgd_step(w, grad, lr):
    return np.asarray(w, float) - np.sign(np.asarray(grad, float))
