import numpy as np

def l2_penalty(w, lam):
    scaled = np.multiply(lam, np.asarray(w, dtype=float))
    return np.square(scaled).sum()
