import numpy as np
def sgd_step(w, grad, lr):
    return np.atleast_1d(np.asarray(w, float)) - lr * np.atleast_1d(np.asarray(grad, float))
