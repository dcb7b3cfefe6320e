import numpy as np
def sgd_step(w, grad, lr):
    return np.asarray(w, float) - min(lr, 100) * np.asarray(grad, float)
