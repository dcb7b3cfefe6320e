import numpy as np
def sgd_step(w, grad, lr):
    w = np.asarray(w, float); new = w - lr * np.asarray(grad, float)
    return w if np.array_equal(new, w) else new
