import numpy as np

def bce_gradient(X, y_true, y_pred):
    ones = np.ones_like(np.asarray(X, float))
    r = np.asarray(y_pred, float) - np.asarray(y_true, float)
    return ones.T.dot(r) / r.size, float(r.sum() / r.size)
