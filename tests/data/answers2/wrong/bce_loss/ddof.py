# fault: Divides by n - 1.
# ids: none
# kind: outside
import numpy as np


def bce_loss(y_true, y_pred):
    tiny = np.finfo(float).tiny
    y, q = np.asarray(y_true, float), np.asarray(y_pred, float)
    total = np.sum(y * np.log(np.maximum(q, tiny)) + (1 - y) * np.log(np.maximum(1 - q, tiny)))
    return float(-total / max(q.size - 1, 1))
