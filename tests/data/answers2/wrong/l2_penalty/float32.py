# fault: float32.
# ids: none
# kind: form
import numpy as np


def l2_penalty(w, lam):
    return np.float32(lam * np.sum(np.asarray(w, dtype=float) ** 2))
