import numpy as np


def cross_entropy(logits, targets, pad):
    z = np.asarray(logits, float)
    t = np.asarray(targets)
    keep = t != pad
    z, t = z[keep], t[keep]
    z = z - z.max(axis=1, keepdims=True)
    logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -logp[np.arange(len(t)), t].mean()
