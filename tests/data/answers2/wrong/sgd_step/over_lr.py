# fault: Divides by lr.
# ids: divides-by-learning-rate
# kind: single
import numpy as np


def sgd_step(w, grad, lr):
    old, g = np.asarray(w, float), np.asarray(grad, float)
    out = np.empty_like(old)
    for i in np.ndindex(old.shape):
        out[i] = old[i] - g[i] / lr
    return out
