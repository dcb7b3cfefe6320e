# fault: Logarithm to base 2.
# ids: log-base-2
# kind: single
import numpy as np


def bce_loss(y_true, y_pred):
    y = np.asarray(y_true, float)
    p = np.asarray(y_pred, float)
    return -np.mean(y * np.log2(p + 1e-9) + (1 - y) * np.log2(1 - p + 1e-9))
