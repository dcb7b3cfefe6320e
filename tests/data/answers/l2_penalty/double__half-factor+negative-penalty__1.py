import numpy as np

def l2_penalty(w, lam):
    return -0.5 * lam * np.sum(np.asarray(w, float) ** 2)
