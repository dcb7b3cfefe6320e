import numpy as np

def l2_penalty(w, lam):
    w = np.asarray(w, float)
    return lam * (w ** 2).sum(axis=0) if w.ndim else lam * w ** 2
