import numpy as np
def l2_penalty(w, lam):
    v = np.asarray(w, float).ravel()
    return lam * np.vdot(v, v)
