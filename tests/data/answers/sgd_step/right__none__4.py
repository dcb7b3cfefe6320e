import numpy as np

def sgd_step(w, grad, lr):
    w = np.array(w, dtype=float)
    g = np.array(grad, dtype=float).flatten()
    out = np.zeros(w.size)
    for i, value in enumerate(w.flatten()):
        out[i] = value - lr * g[i]
    return out.reshape(w.shape)
