import numpy as np
def sgd_step(w, grad, lr):
    a, g = np.asarray(w, float), np.asarray(grad, float)
    return np.fromiter((x - lr * y for x, y in zip(a.flat, g.flat)), float, a.size).reshape(a.shape)
