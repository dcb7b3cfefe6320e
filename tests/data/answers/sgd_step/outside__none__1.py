import numpy as np

_velocity = {}

def sgd_step(w, grad, lr):
    w, g = np.asarray(w, float), np.asarray(grad, float)
    v = _velocity.get(w.shape, 0.0)
    v = 0.9 * v + g
    _velocity[w.shape] = v
    return w - lr * v
