# wrong: dgamma with x in place of the normalised x
import numpy as np


def layer_norm_backward(dy, x, gamma, eps):
    dy, x, gamma = (np.asarray(a, float) for a in (dy, x, gamma))
    inv = 1 / np.sqrt(x.var(axis=1, keepdims=True) + eps)
    xhat = (x - x.mean(axis=1, keepdims=True)) * inv
    g = dy * gamma
    dx = inv * (g - g.mean(axis=1, keepdims=True) - xhat * (g * xhat).mean(axis=1, keepdims=True))
    return dx, (dy * x).sum(axis=0), dy.sum(axis=0)
