# wrong: normalises each column over the rows (batch norm)
import numpy as np


def layer_norm(x, gamma, beta, eps):
    x = np.asarray(x, float)
    mu = x.mean(axis=0)
    var = x.var(axis=0)
    return np.asarray(gamma) * (x - mu) / np.sqrt(var + eps) + np.asarray(beta)
