import numpy as np

def l2_penalty(w, lam):
    s = 0.0
    for v in np.ravel(w):
        s += lam / 2 * float(v) ** 2
    return float(s)
