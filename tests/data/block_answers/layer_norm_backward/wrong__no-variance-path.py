# wrong: leaves out the path through the variance
import numpy as np


def layer_norm_backward(dy, x, gamma, eps):
    dy, x, gamma = (np.asarray(a, float) for a in (dy, x, gamma))
    inv = 1 / np.sqrt(x.var(axis=1, keepdims=True) + eps)
    xhat = (x - x.mean(axis=1, keepdims=True)) * inv
    g = dy * gamma
    dx = inv * (g - g.mean(axis=1, keepdims=True))
    return dx, (dy * xhat).sum(axis=0), dy.sum(axis=0)
