# fault: No guard at 0 and 1.
# ids: no-clipping
# kind: single
import numpy as np


def bce_loss(y_true, y_pred):
    y = np.asarray(y_true, float)
    p = np.asarray(y_pred, float)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
