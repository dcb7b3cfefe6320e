# fault: Logarithm to base 10.
# ids: log-base-10
# kind: single
import math

import numpy as np


def bce_loss(y_true, y_pred):
    pairs = list(zip(np.ravel(np.asarray(y_true, float)).tolist(), np.ravel(np.asarray(y_pred, float)).tolist()))
    return -sum(t * math.log10(p + 1e-9) + (1 - t) * math.log10(1 - p + 1e-9) for t, p in pairs) / len(pairs)
