import numpy as np
def bce_loss(y_true, y_pred):
    total, n = 0.0, 0
    for t, p in np.nditer([np.asarray(y_true, float), np.asarray(y_pred, float)]):
        p = min(max(float(p), 1e-9), 1 - 1e-9)
        total -= float(t) * np.log(p) + (1 - float(t)) * np.log(1 - p); n += 1
    return total / n
