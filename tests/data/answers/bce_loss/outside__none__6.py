import numpy as np

def bce_loss(y_true, y_pred):
    t, p = np.asarray(y_true, float), np.clip(np.asarray(y_pred, float), 1e-9, 1 - 1e-9)
    return np.mean(-t * np.log(p) + (1 - t) * np.log(1 - p))
