import numpy as np

def bce_loss(y_true, y_pred):
    t = np.asarray(y_true, float)
    p = np.clip(np.asarray(y_pred, float), 0.01, 0.99)
    return -np.mean(t * np.log(p) + (1 - t) * np.log(1 - p))
