import numpy as np
from functools import reduce
def l2_penalty(w, lam):
    return reduce(lambda s, x: s + lam * x * x, np.asarray(w, float).flat, 0.0)
