# fault: A factor 2.
# ids: none
# kind: outside
import numpy as np


def l2_penalty(w, lam):
    w = np.asarray(w, float)
    return float(2 * lam * np.vdot(w, w))
