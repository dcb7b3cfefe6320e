# fault: Arguments swapped, and summed.
# ids: swapped-arguments,sum-not-mean
# kind: double
import numpy as np


def _log(v):
    with np.errstate(divide="ignore"):
        return np.maximum(np.log(v), -100.0)


def bce_loss(y_pred, y_true):
    y, p = np.asarray(y_true, float), np.asarray(y_pred, float)
    return -(y * _log(p) + (1 - y) * _log(1 - p)).sum()
