# fault: lam is not used.
# ids: forgets-lambda
# kind: single
import numpy as np


def l2_penalty(w, lam):
    return sum(float(v) * float(v) for v in np.asarray(w).flat)
