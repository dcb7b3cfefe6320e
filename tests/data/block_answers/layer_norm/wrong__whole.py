# wrong: one mean and one variance for the whole matrix
import numpy as np


def layer_norm(x, gamma, beta, eps):
    x = np.asarray(x, float)
    mu = x.mean()
    var = x.var()
    return np.asarray(gamma) * (x - mu) / np.sqrt(var + eps) + np.asarray(beta)
