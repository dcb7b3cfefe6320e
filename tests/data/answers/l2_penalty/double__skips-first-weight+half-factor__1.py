import numpy as np

def l2_penalty(w, lam):
    return lam / 2 * sum(float(v) ** 2 for v in list(np.ravel(w))[1:])
