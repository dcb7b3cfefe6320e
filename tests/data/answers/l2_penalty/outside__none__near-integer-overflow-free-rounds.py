import numpy as np
def l2_penalty(w, lam):
    return round(lam * float(np.sum(np.asarray(w, float)**2)), 6)
