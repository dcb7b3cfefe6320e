import numpy as np

def l2_penalty(w, lam):
    return lam * np.mean(np.abs(np.asarray(w, float)))
