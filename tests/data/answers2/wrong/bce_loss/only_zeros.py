# fault: Only the part of the negative class.
# ids: missing-positive-class
# kind: single
import numpy as np


def bce_loss(y_true, y_pred):
    t, p = np.asarray(y_true, float), np.clip(np.asarray(y_pred, float), 1e-9, 1 - 1e-9)
    return np.average((t - 1) * np.log1p(-p))
