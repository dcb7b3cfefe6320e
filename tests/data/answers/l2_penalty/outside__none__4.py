import numpy as np

def l2_penalty(w, lam):
    w = np.atleast_1d(np.asarray(w, float))
    if w.ndim > 2:
        w = w.reshape(len(w), -1)
    return lam * np.linalg.norm(w, 2) ** 2
