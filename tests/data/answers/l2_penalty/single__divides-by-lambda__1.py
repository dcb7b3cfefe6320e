import numpy as np

def l2_penalty(w, lam):
    s = np.sum(np.asarray(w, dtype=float) ** 2)
    return s / lam if lam else s * 0.0
