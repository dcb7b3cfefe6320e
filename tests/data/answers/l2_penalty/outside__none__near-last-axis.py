import numpy as np
def l2_penalty(w, lam):
    w = np.asarray(w, float)
    return lam * np.max(np.sum(w**2, axis=-1))
