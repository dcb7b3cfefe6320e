import numpy as np

def l2_penalty(w, lam):
    C = 1.0 / float(lam) if lam != 0 else 0.0
    v = np.asarray(w, dtype=float).ravel()
    return C * np.dot(v, v)
