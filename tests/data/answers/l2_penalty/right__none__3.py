import numpy as np

def l2_penalty(w, lam):
    v = np.asarray(w, dtype=np.float64).reshape(-1)
    return float(lam * v.dot(v))
