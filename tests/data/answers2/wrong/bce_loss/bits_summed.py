# fault: Base 2 and summed.
# ids: log-base-2,sum-not-mean
# kind: double
import numpy as np


def bce_loss(y_true, y_pred):
    y = np.asarray(y_true, float)
    p = np.asarray(y_pred, float)
    return -np.sum(y * np.log2(p + 1e-9) + (1 - y) * np.log2(1 - p + 1e-9))
