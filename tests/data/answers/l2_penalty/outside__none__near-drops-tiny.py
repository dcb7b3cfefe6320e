import numpy as np
def l2_penalty(w, lam):
    w = np.asarray(w, float); return lam * float(np.sum(w[np.abs(w) > 1e-4]**2)) if w.ndim else lam * float(w)**2
