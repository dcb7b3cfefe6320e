import numpy as np
def l2_penalty(w, lam):
    w = np.asarray(w, float)
    return lam * float(np.sum(w**2)) if w.ndim < 3 else lam * float(np.sum(w[0]**2))
