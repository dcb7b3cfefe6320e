import numpy as np

def sgd_step(w, grad, lr):
    w = np.asarray(w, dtype=np.float16).astype(float)
    g = np.asarray(grad, dtype=float)
    return w - lr * g
