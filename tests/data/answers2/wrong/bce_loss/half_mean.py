# fault: Divides by 2n.
# ids: none
# kind: outside
import math

import numpy as np


def _one(t, p):
    p = min(max(p, 1e-8), 1 - 1e-8)
    return -(t * math.log(p) + (1 - t) * math.log(1 - p))


def _total(t, p):
    if len(t) == 1:
        return _one(t[0], p[0])
    half = len(t) // 2
    return _total(t[:half], p[:half]) + _total(t[half:], p[half:])


def bce_loss(y_true, y_pred):
    t, p = np.asarray(y_true, float).reshape(-1), np.asarray(y_pred, float).reshape(-1)
    return _total(t, p) / (2 * len(t))
