import numpy as np

def bce_loss(y_true, y_pred):
    t, p = np.asarray(y_true, dtype=float), np.asarray(y_pred, dtype=float)
    with np.errstate(divide="ignore"):
        lp = np.maximum(np.log(p), -100)
        lq = np.maximum(np.log(1 - p), -100)
    return np.mean(-t * lp - (1 - t) * lq)
