import numpy as np

def l2_penalty(w, lam):
    return np.linalg.norm(np.asarray(w, float).ravel())
