import numpy as np

def l2_penalty(w, lam):
    return lam * np.abs(np.asarray(w, dtype=float)).sum()
