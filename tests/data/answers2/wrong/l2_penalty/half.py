# fault: A factor 1/2 as in many books.
# ids: half-factor
# kind: single
import numpy as np


def l2_penalty(w, lam):
    w = np.asarray(w, float)
    return float(0.5 * lam * np.vdot(w, w))
