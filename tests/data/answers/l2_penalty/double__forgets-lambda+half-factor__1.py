import numpy as np

def l2_penalty(w, lam):
    v = np.asarray(w, float).ravel()
    return float(v @ v) / 2
