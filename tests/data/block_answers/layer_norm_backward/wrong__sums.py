# wrong: sums in place of means in both corrections
import numpy as np


def layer_norm_backward(dy, x, gamma, eps):
    dy, x, gamma = np.asarray(dy, float), np.asarray(x, float), np.asarray(gamma, float)
    d = x.shape[-1]
    c = x - np.einsum("nd->n", x)[:, None] / d
    s = np.sqrt(np.einsum("nd,nd->n", c, c) / d + eps)
    h = c / s[:, None]
    g = np.einsum("nd,d->nd", dy, gamma)
    dx = g - g.sum(1)[:, None] - np.einsum("nd,n->nd", h, np.einsum("nd,nd->n", g, h))
    return dx / (s)[:, None], np.einsum("nd,nd->d", dy, h), np.einsum("nd->d", dy)
