import math
import numpy as np

def bce_loss(y_true, y_pred):
    total = 0
    for t, p in zip(np.ravel(y_true), np.ravel(y_pred)):
        p = min(max(p, 1e-9), 1 - 1e-9)
        total -= t * math.log2(p) + (1 - t) * math.log2(1 - p)
    return float(total)
