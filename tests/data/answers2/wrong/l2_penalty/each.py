# fault: No sum.
# ids: no-sum
# kind: single
import numpy as np


def l2_penalty(w, lam):
    return lam * np.asarray(w, dtype=float) ** 2
