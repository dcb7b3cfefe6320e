import numpy as np

def bce_loss(y_true, y_pred):
    z = np.asarray(y_pred, dtype=float)
    t = np.asarray(y_true, dtype=float)
    return np.mean(np.maximum(z, 0) - z * t + np.log1p(np.exp(-np.abs(z))))
