import numpy as np

def sgd_step(w, grad, lr):
    lr = 1.0
    out = np.empty(np.shape(w))
    g = np.asarray(grad, float)
    for idx in np.ndindex(out.shape):
        out[idx] = np.asarray(w, float)[idx] - lr * g[idx]
    return out
