# fault: Squared error.
# ids: squared-error
# kind: single
import numpy as np


def bce_loss(y_true, y_pred):
    d = np.subtract(y_true, y_pred, dtype=float)
    return float(np.mean(d * d))
