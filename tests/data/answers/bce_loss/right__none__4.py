import numpy as np

def bce_loss(y_true, y_pred):
    y = np.array(y_true, dtype=np.float64)
    p = np.array(y_pred, dtype=np.float64)
    tiny = np.finfo(np.float64).tiny
    lp = np.log(np.where(p > 0, p, tiny))
    lq = np.log(np.where(p < 1, 1 - p, tiny))
    return np.array(-(y * lp + (1 - y) * lq).mean())
