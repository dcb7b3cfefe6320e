import numpy as np

def bce_gradient(X, y_true, y_pred, scale=None):
    gw, gb, n = 0.0, 0.0, 0
    for x, t, p in zip(np.asarray(X, float), y_true, y_pred):
        gw = gw + x * (float(p) - float(t))
        gb += float(p) - float(t)
        n += 1
    scale = 1 / n if scale is None else scale
    return gw * scale, gb * scale
