# fault: Keeps momentum between calls.
# ids: none
# kind: outside
import numpy as np


_v = {}


def sgd_step(w, grad, lr):
    g = np.asarray(grad, float)
    _v[g.shape] = 0.9 * _v.get(g.shape, 0.0) + g
    return np.asarray(w, float) - lr * _v[g.shape]
