import numpy as np
def sgd_step(w, grad, lr):
    g = np.asarray(grad, float); w = np.asarray(w, float)
    return w - lr * g / max(1.0, np.linalg.norm(g) / 1e6)
