# wrong: RMS norm: does not subtract the mean
import numpy as np


def layer_norm(x, gamma, beta, eps):
    x = np.asarray(x, float)
    mu = x.mean(axis=-1, keepdims=True)
    var = x.var(axis=-1, keepdims=True)
    return np.asarray(gamma) * x / np.sqrt((x**2).mean(axis=-1, keepdims=True) + eps) + np.asarray(beta)
