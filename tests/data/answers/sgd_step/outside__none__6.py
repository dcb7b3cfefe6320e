import numpy as np

def sgd_step(w, grad, lr):
    return np.ravel(np.asarray(w, float)) - lr * np.ravel(np.asarray(grad, float))
