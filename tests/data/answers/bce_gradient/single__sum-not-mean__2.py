import numpy as np

def bce_gradient(X, y_true, y_pred):
    d = len(X[0])
    gw, gb = [0.0] * d, 0.0
    for i, row in enumerate(X):
        e = float(y_pred[i]) - float(y_true[i])
        gb += e
        gw = [g + e * float(v) for g, v in zip(gw, row)]
    return np.array(gw), gb
