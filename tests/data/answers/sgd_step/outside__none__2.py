import numpy as np

def sgd_step(w, grad, lr):
    w = np.array(w)
    out = np.zeros_like(w)
    out[...] = w - lr * np.asarray(grad)
    return out
