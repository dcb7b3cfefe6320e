import numpy as np


def l2_penalty(w, lam):
    return lam * np.linalg.norm(np.ravel(np.asarray(w, float))) ** 2
