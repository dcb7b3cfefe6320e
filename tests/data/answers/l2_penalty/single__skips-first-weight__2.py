import numpy as np

def l2_penalty(w, lam):
    flat = np.ravel(w)
    s = 0.0
    for i in range(1, len(flat)):
        s += float(flat[i]) ** 2
    return lam * s
