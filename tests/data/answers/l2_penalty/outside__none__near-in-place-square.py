import numpy as np
def l2_penalty(w, lam):
    w = np.asarray(w, float)
    if w.ndim: w **= 2
    else: w = w**2
    return lam * float(w.sum())
