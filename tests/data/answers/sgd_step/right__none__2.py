import numpy as np

def sgd_step(w, grad, lr):
    new = np.array(w, dtype=np.float64)
    new -= np.multiply(lr, grad)
    return new
