import numpy as np


def cross_entropy(logits, targets, pad):
    z, t = np.array(logits, dtype=float), np.array(targets)
    hot = (np.arange(z.shape[1]) == t[:, None]) * (t != pad)[:, None]
    top = z.max(1)
    lse = top + np.log(np.exp(z - top[:, None]).sum(1))
    return np.sum(hot * (lse[:, None] - z)) / hot.sum()
