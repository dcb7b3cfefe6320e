import numpy as np

def bce_gradient(X, y_true, y_pred):
    n = len(X)
    gw = np.zeros(len(X[0]))
    gb = 0.0
    for x, t, p in zip(X, y_true, y_pred):
        t, p = float(t), float(p)
        dl_dy = p - t
        dy_dz = p * (1 - p)
        gw += dl_dy * dy_dz * np.asarray(x, float)
        gb += dl_dy * dy_dz
    return gw / n, gb / n
