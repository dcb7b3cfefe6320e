import numpy as np
v = {}
def sgd_step(w, grad, lr):
    g = np.asarray(grad, float); m = v.get(g.shape, 0) * 0.9 + g; v[g.shape] = m
    return np.asarray(w, float) - lr * m
