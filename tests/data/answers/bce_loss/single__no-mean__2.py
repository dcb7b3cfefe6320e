import math
import numpy as np

@np.vectorize
def _one(t, p):
    p = min(max(p, 1e-9), 1 - 1e-9)
    return -(t * math.log(p) + (1 - t) * math.log(1 - p))

def bce_loss(y_true, y_pred):
    return _one(np.asarray(y_true, float), np.asarray(y_pred, float))
