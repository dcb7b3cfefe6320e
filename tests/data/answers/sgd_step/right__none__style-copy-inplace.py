import copy
import numpy as np
def sgd_step(w, grad, lr):
    w = np.asarray(copy.deepcopy(w), dtype=float).copy()
    w -= np.multiply(lr, grad)
    return w
