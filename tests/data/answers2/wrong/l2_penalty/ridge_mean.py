# fault: Mean of the squares.
# ids: mean-not-sum
# kind: single
import numpy as np


def l2_penalty(w, lam):
    w = np.asarray(w, float)
    return np.mean(np.square(w)) * lam
