import numpy as np


def l2_penalty(w, lam):
    return lam * np.sum(np.asarray(w, dtype=float) ** 2)
