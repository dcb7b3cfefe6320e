import numpy as np
def sgd_step(w, grad, lr):
    g = np.asarray(grad, float)
    g *= -lr; g += w
    return g
