import numpy as np

def l2_penalty(w, lam):
    return float(sum(lam * abs(float(v)) for v in np.ravel(w)))
