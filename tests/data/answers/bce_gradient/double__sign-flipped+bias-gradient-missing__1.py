import numpy as np

def bce_gradient(X, y_true, y_pred):
    e = np.asarray(y_true, float) - np.asarray(y_pred, float)
    return (e[:, None] * np.asarray(X, float)).mean(0), 0.0
