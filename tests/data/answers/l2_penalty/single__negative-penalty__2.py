import numpy as np

def l2_penalty(w, lam):
    p = 0.0
    for v in np.ravel(w):
        p -= float(v) ** 2
    return float(lam) * p
