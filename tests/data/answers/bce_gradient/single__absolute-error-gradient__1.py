import numpy as np

def bce_gradient(X, y_true, y_pred):
    s = np.sign(np.asarray(y_pred, float) - np.asarray(y_true, float))
    return np.asarray(X, float).T @ s / len(s), s.mean()
