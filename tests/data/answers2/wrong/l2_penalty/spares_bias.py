# fault: Takes the first weight for the bias.
# ids: skips-first-weight
# kind: single
import numpy as np


def l2_penalty(w, lam):
    _, *rest = np.asarray(w, float).ravel()
    return float(lam * sum(r * r for r in rest))
