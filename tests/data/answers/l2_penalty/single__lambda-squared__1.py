import numpy as np

def l2_penalty(w, lam):
    return lam ** 2 * np.sum(np.asarray(w, dtype=float) ** 2)
