import numpy as np

def l2_penalty(w, lam):
    v = np.array(w, dtype=float).ravel()
    return float(lam * (v @ v) / len(v))
