import numpy as np
def sgd_step(w, grad, lr):
    out = np.empty(np.shape(w), dtype=float)
    np.subtract(w, np.multiply(grad, lr), out=out)
    return out
