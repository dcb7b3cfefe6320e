import numpy as np
def l2_penalty(w, lam):
    w = np.asarray(w, float)
    return lam * float((w[:-1]**2).sum() if w.ndim > 1 else (w**2).sum())
