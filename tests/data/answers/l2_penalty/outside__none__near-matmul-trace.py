import numpy as np
def l2_penalty(w, lam):
    w = np.atleast_1d(np.asarray(w, float))
    return lam * float(np.linalg.norm(w, 2) ** 2) if w.ndim == 2 else lam * float(np.sum(w**2))
