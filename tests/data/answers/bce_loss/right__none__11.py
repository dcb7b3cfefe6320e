import numpy as np
from numpy import log, mean, clip, asarray

def bce_loss(y_true, y_pred):
    t = asarray(y_true, dtype=float)
    p = clip(asarray(y_pred, dtype=float), 1e-7, 1 - 1e-7)
    return mean(-t * log(p) - (1 - t) * log(1 - p))
