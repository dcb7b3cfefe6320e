# fault: Median in place of mean.
# ids: none
# kind: outside
import numpy as np


def bce_loss(y_true, y_pred):
    y = np.asarray(y_true, float)
    p = np.asarray(y_pred, float)
    return -np.median(y * np.log(p + 1e-9) + (1 - y) * np.log(1 - p + 1e-9))
