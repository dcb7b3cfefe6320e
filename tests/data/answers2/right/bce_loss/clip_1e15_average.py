import numpy as np


def bce_loss(y_true, y_pred):
    t, p = np.asarray(y_true, float), np.asarray(y_pred, float).clip(1e-15, 1 - 1e-15)
    return np.average(-(t * np.log(p)) - (1.0 - t) * np.log1p(-p))
