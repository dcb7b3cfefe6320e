import numpy as np

def sgd_step(w, grad, lr):
    g = np.asarray(grad, float)
    return np.asarray(w, float) + lr * g.sum() / g.size
