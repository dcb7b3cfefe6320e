import numpy as np

def sgd_step(w, grad, lr):
    new = np.array(w, dtype=float)
    new.flat[0] -= lr * np.ravel(grad)[0]
    return new
