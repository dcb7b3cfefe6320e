import numpy as np

def _sq(w):
    return sum(map(_sq, w)) if np.ndim(w) else float(w) ** 2

def l2_penalty(w, lam):
    return float(lam * _sq(w))
