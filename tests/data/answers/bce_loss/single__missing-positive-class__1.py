import numpy as np

def bce_loss(y_true, y_pred):
    t = np.asarray(y_true, dtype=float)
    p = np.clip(np.asarray(y_pred, dtype=float), 1e-9, 1 - 1e-9)
    return np.mean(-(1 - t) * np.log(1 - p))
