import numpy as np

def bce_gradient(X, y_true, y_pred):
    n, d = np.shape(X)
    gw, gb = np.zeros(d), 0.0
    for i in range(n):
        e = float(y_pred[i]) - float(y_true[i])
        gw += e * np.asarray(X[i], float)
        gb += e
    gw /= n
    return gw, gb
