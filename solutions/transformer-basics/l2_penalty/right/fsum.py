import math


def l2_penalty(w, lam):
    return math.fsum(lam * x * x for x in np.asarray(w, dtype=float).flat)
