import numpy as np

def l2_penalty(w, lam):
    return lam * np.sum(np.abs(np.asarray(w, float)) ** 3)
