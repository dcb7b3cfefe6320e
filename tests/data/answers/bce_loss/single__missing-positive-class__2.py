import numpy as np

def bce_loss(y_true, y_pred):
    wrong = 1.0 - np.asarray(y_true, np.float64)
    q = np.minimum(np.asarray(y_pred, np.float64), 1 - 1e-9)
    return float(-(wrong * np.log1p(-q)).sum() / wrong.size)
