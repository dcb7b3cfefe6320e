# fault: Sum of absolute values.
# ids: l1-penalty
# kind: single
import math

import numpy as np


def l2_penalty(w, lam):
    if lam == 0:
        return 0.0
    return math.fsum(lam * abs(v) for v in np.asarray(w, float).ravel().tolist())
