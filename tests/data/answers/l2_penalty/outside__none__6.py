import numpy as np

def l2_penalty(w, lam):
    return float(np.round(lam * np.sum(np.asarray(w, float) ** 2), 3))
