import numpy as np


def l2_penalty(w, lam):
    return float(lam) * sum(float(v) * float(v) for v in np.asarray(w).flat)
