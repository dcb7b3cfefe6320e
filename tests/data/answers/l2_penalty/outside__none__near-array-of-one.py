import numpy as np
def l2_penalty(w, lam):
    return np.sum(lam * np.asarray(w, float)**2, keepdims=True)
