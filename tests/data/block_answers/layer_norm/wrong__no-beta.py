# wrong: forgets beta
import numpy as np


def layer_norm(x, gamma, beta, eps):
    x = np.asarray(x, np.float64)
    d = x.shape[1]
    c = x @ (np.eye(d) - np.full((d, d), 1 / d))
    scale = (np.einsum("nd,nd->n", c, c) / d + eps) ** -0.5
    return np.einsum("n,nd,d->nd", scale, c, np.asarray(gamma, float))
