import numpy as np

def l2_penalty(w, lam):
    flat = np.asarray(w, float).flatten()
    return float(np.linalg.norm(flat) * lam)
