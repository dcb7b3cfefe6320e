import numpy as np

def bce_gradient(X, y_true, y_pred):
    n = len(X)
    d = len(X[0])
    gw = [0.0] * d
    gb = 0.0
    for i in range(n):
        e = float(y_pred[i]) - float(y_true[i])
        for j in range(d):
            gw[j] += e * float(X[i][j]) / n
        gb += e / n
    return np.array(gw), gb
