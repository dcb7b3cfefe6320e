import numpy as np
def l2_penalty(w, lam):
    return float(lam * np.linalg.norm(np.asarray(w, float).reshape(-1)) ** 2)
