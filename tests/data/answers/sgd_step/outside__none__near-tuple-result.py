import numpy as np
def sgd_step(w, grad, lr):
    return (np.asarray(w, float) - lr * np.asarray(grad, float),)
