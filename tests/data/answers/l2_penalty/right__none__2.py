import numpy as np

def l2_penalty(w, lam):
    total = 0.0
    for x in np.ravel(w):
        total += float(x) * float(x)
    return float(lam) * total
