import numpy as np

def l2_penalty(w, lam):
    v = np.ravel(np.asarray(w, float))
    s = 0.0
    for i in range(len(v) - 1):
        s += v[i] ** 2
    return lam * s
