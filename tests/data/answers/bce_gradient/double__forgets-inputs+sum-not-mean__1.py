import numpy as np

def bce_gradient(X, y_true, y_pred):
    e = np.asarray(y_pred, float) - np.asarray(y_true, float)
    return np.full(np.shape(X)[1], e.sum()), e.sum()
