import numpy as np

def bce_loss(y_true, y_pred):
    t = np.asarray(y_true, float)
    label = (np.asarray(y_pred, float) > 0.5).astype(float)
    p = np.clip(label, 1e-9, 1 - 1e-9)
    return -np.mean(t * np.log(p) + (1 - t) * np.log(1 - p))
