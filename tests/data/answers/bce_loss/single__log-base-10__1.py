import numpy as np

def bce_loss(y_true, y_pred):
    t = np.asarray(y_true, float)
    p = np.clip(np.asarray(y_pred, float), 1e-10, 1 - 1e-10)
    return -np.mean(t * np.log10(p) + (1 - t) * np.log10(1 - p))
