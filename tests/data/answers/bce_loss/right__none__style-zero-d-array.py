import numpy as np
def bce_loss(y_true, y_pred):
    t = np.array(y_true, dtype=np.float64).ravel()
    p = np.array(y_pred, dtype=np.float64).ravel()
    q = np.stack([p, 1 - p]); w = np.stack([t, 1 - t])
    return np.array(-(w * np.maximum(np.log(np.maximum(q, 1e-300)), -100)).sum() / t.size)
