import numpy as np

def bce_loss(y_true, y_pred):
    a = np.asarray(y_true, dtype=float)
    b = np.asarray(y_pred, dtype=float)
    pos = b * np.log(np.maximum(a, 1e-9))
    neg = (1 - b) * np.log(np.maximum(1 - a, 1e-9))
    return float(-(pos + neg).mean())
