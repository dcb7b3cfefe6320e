import numpy as np
def sgd_step(w, grad, lr, momentum=0.0):
    return np.float64(1) * np.asarray(w) - np.asarray(grad, float) * lr
