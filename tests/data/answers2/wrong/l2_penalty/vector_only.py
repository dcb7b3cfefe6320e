# fault: len() and w[i]**2: only right for vectors.
# ids: none
# kind: outside
import numpy as np


def l2_penalty(w, lam):
    w = np.asarray(w, float)
    total = 0.0
    for row in np.atleast_1d(w):
        total += np.sum(row) ** 2
    return float(lam * total)
