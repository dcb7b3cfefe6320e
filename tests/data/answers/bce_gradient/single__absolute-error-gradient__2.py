import numpy as np

def bce_gradient(X, y_true, y_pred):
    n = len(X)
    g = np.zeros(np.shape(X)[1])
    gb = 0.0
    for i in range(n):
        t, p = float(y_true[i]), float(y_pred[i])
        k = 1.0 if p > t else (-1.0 if p < t else 0.0)
        g = g + k * np.asarray(X[i], float) / n
        gb += k / n
    return g, gb
