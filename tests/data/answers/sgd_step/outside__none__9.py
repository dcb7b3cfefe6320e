import numpy as np

def sgd_step(w, grad, lr):
    lr = min(lr, 1.0)
    return np.asarray(w, float) - lr * np.asarray(grad, float)
