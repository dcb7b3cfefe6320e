import numpy as np


def l2_penalty(w, lam):
    w = np.asarray(w, float)
    return float(lam * np.vdot(w, w))
