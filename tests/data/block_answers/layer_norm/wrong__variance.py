# wrong: divides by the variance
import numpy as np


def layer_norm(x, gamma, beta, eps):
    x = np.asarray(x, float)
    mu = x.mean(axis=-1, keepdims=True)
    var = x.var(axis=-1, keepdims=True)
    return np.asarray(gamma) * (x - mu) / (var + eps) + np.asarray(beta)
