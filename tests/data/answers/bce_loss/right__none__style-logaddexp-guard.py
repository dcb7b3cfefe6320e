import numpy as np
EPS = 1e-9
def bce_loss(y_true, y_pred):
    t, p = np.asarray(y_true, float), np.clip(np.asarray(y_pred, float), EPS, 1 - EPS)
    return float(-(t * np.log(p) + (1 - t) * np.log1p(-p)).mean())
