# fault: Only y log p.
# ids: missing-negative-class
# kind: single
import numpy as np


def bce_loss(y_true, y_pred):
    return -np.mean(np.asarray(y_true, float) * np.log(np.asarray(y_pred, float) + 1e-9))
