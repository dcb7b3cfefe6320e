import numpy as np

def bce_loss(y_true, y_pred):
    y = np.asarray(y_true, dtype=float)
    q = np.asarray(y_pred, dtype=float)
    return (y - 1) * np.log(1 - q + 1e-9)
