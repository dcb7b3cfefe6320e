from functools import reduce
import numpy as np

def l2_penalty(w, lam):
    return lam * reduce(lambda s, x: s + x * x, np.asarray(w, dtype=float).ravel(), 0.0)
